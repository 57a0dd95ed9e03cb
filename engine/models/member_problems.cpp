#include "engine/models/member_problems.hpp"

#include <utility>

#include <fmt/format.h>

namespace plancast {

void MemberProblems::error(const Place& place, const std::string& kind, const std::string& member,
                           std::string message, std::string suggestion) {
    const auto [known, is_new] = index_.emplace(kind, mistakes_.size());
    if (is_new) mistakes_.push_back({place, std::move(message), std::move(suggestion), {}});
    mistakes_[known->second].members.insert(member);
}

void MemberProblems::report(Problems& problems) {
    for (Mistake& mistake : mistakes_) {
        const std::size_t others = mistake.members.size() - 1;
        if (others > 0)
            mistake.message +=
                fmt::format(" (and for {} more member{})", others, others == 1 ? "" : "s");
        problems.error(mistake.place, std::move(mistake.message), std::move(mistake.suggestion));
    }
    mistakes_.clear();
    index_.clear();
}

}  // namespace plancast
