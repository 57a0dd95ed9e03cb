#include "engine/models/plan.hpp"

#include <algorithm>

namespace plancast {

const Term* BoundEnd::in(int year) const {
    if (always) return &always;
    const auto level = by_year.find(year);
    return level == by_year.end() ? nullptr : &level->second;
}

bool Part::has_level(int year) const {
    return (!bound || bound.in(year) != nullptr) && (!upper || upper.in(year) != nullptr);
}

std::size_t Plan::member_count(const SetList& over) const {
    std::size_t count = 1;
    for (std::size_t set : over) count *= sets[set].members.size();
    return count;
}

std::vector<std::size_t> Plan::members_at(const SetList& over, std::size_t member) const {
    std::vector<std::size_t> members(over.size());
    for (std::size_t i = over.size(); i-- > 0;) {
        const std::size_t size = sets[over[i]].members.size();
        members[i] = member % size;
        member /= size;
    }
    return members;
}

std::size_t Plan::outermost(std::size_t set) const {
    while (sets[set].whole) set = *sets[set].whole;
    return set;
}

std::optional<MemberRange> Plan::find_range(const std::string& range) const {
    for (std::size_t i = 0; i < sets.size(); ++i)
        if (sets[i].name == range) return MemberRange{i, MemberChoice::no_map};
    for (std::size_t i = 0; i < maps.size(); ++i)
        if (maps[i].name == range) return MemberRange{maps[i].from, i};
    return std::nullopt;
}

Title Plan::member_title(std::size_t set, std::size_t member) const {
    const auto own = [&] {
        const std::vector<Title>& titles = sets[set].titles;
        return member < titles.size() ? titles[member] : Title{};
    };
    while (own().empty() && sets[set].whole) {
        const std::size_t whole = *sets[set].whole;
        member = sets[whole].from_outermost[sets[set].in_outermost[member]];
        set = whole;
    }
    return own();
}

Title Plan::member_title(const Title& title, const std::string& name, const SetList& over,
                         std::size_t member) const {
    if (over.empty()) return title;
    bool has_title = !title.empty();
    Title full = title.or_name(name);
    const std::vector<std::size_t> members = members_at(over, member);
    for (std::size_t i = 0; i < over.size(); ++i) {
        const Title own = member_title(over[i], members[i]);
        has_title = has_title || !own.empty();
        const Title one = own.or_name(sets[over[i]].members[members[i]]);
        full.vi += (i == 0 ? ": " : ", ") + one.vi;
        full.en += (i == 0 ? ": " : ", ") + one.en;
    }
    return has_title ? full : Title{};
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

std::string Plan::set_with_member(const std::string& member) const {
    for (const MemberSet& set : sets)
        if (std::find(set.members.begin(), set.members.end(), member) != set.members.end())
            return set.name;
    return {};
}

}  // namespace plancast
