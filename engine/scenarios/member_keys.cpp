#include "engine/scenarios/member_keys.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace plancast {

namespace {

std::vector<std::string> members_of(const Tree& set) {
    std::vector<std::string> members;
    const Tree* list = set.is_table() ? set.find("members") : &set;
    if (list != nullptr)
        for (const Tree& member : list->items) members.push_back(member.text);
    return members;
}

// The set at the end of the chain of wholes; of one that is a part of itself any in it.
std::string outermost(const std::string& name, const Tree& sets) {
    std::set<std::string> passed;
    std::string last = name;
    while (passed.insert(last).second) {
        const Tree* set = sets.find(last);
        const Tree* of = set != nullptr && set->is_table() ? set->find("of") : nullptr;
        if (of == nullptr) break;
        last = of->text;
    }
    return last;
}

}  // namespace

MemberKeys::MemberKeys(const Tree& quantity, const Tree* sets) {
    const Tree* over = quantity.find("over");
    if (over == nullptr || sets == nullptr) return;
    const std::vector<Tree> names = over->items.empty() ? std::vector<Tree>{*over} : over->items;
    for (const Tree& name : names) add_set(name.text, *sets);
}

void MemberKeys::add_set(const std::string& name, const Tree& sets) {
    const Tree* set = sets.find(name);
    if (set == nullptr) return;
    const std::vector<std::string> members = members_of(*set);
    members_.insert(members_.end(), members.begin(), members.end());
    for (const Tree::Member& other : sets.members) {
        if (other.key == name || outermost(other.key, sets) != outermost(name, sets)) continue;
        for (const std::string& member : members_of(other.value))
            if (std::find(members.begin(), members.end(), member) != members.end())
                parts_[other.key].push_back(member);
    }
}

bool MemberKeys::names_members(const std::string& key) const {
    return is_member(key) || parts_.count(key) > 0;
}

bool MemberKeys::is_member(const std::string& key) const {
    return std::find(members_.begin(), members_.end(), key) != members_.end();
}

void MemberKeys::spell_out(Tree& table) const {
    if (!table.is_table() || parts_.empty()) return;
    std::vector<Tree::Member> entries;
    std::set<std::string> meant;
    bool doubtful = false;  // two parts hold for a member: that is for the plan to refuse
    for (const Tree::Member& entry : table.members) {
        const auto part = parts_.find(entry.key);
        if (part == parts_.end() || is_member(entry.key)) {
            entries.push_back(entry);
            continue;
        }
        for (const std::string& member : part->second) {
            if (table.find(member) != nullptr) continue;
            doubtful = doubtful || !meant.insert(member).second;
            entries.push_back({member, entry.key_place, entry.value});
        }
    }
    if (!doubtful) table.members = std::move(entries);
    for (Tree::Member& entry : table.members) spell_out(entry.value);
}

}  // namespace plancast
