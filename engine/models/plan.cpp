#include "engine/models/plan.hpp"

namespace plancast {

std::size_t Plan::member_count(const SetList& over) const {
    std::size_t count = 1;
    for (std::size_t set : over) count *= sets[set].members.size();
    return count;
}

std::string Plan::member_label(const SetList& over, std::size_t member) const {
    if (over.empty()) return {};
    std::string label = "]";
    for (std::size_t i = over.size(); i-- > 0;) {
        const auto& members = sets[over[i]].members;
        label = members[member % members.size()] + label;
        member /= members.size();
        if (i > 0) label = ", " + label;
    }
    return "[" + label;
}

}  // namespace plancast
