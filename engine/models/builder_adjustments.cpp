#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"

namespace plancast {

namespace {

bool is_year(const std::string& key) {
    return !key.empty() &&
           std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void PlanBuilder::read_adjustments(Input& input, TableReader& reader) {
    const std::pair<const char*, Adjustment::Kind> kinds[] = {{"fix", Adjustment::Kind::fix},
                                                              {"scale", Adjustment::Kind::scale},
                                                              {"shift", Adjustment::Kind::shift}};
    for (const auto& [key, kind] : kinds) {
        const Tree* tree = reader.take(key);
        if (tree == nullptr || input.broken) continue;
        Adjustment all;
        all.kind = kind;
        all.members.resize(input.sets.size());
        read_adjustment(input, *tree, all, fmt::format("'{}' of {}", key, reader.what()));
    }
}

// Tables by member and by year stand in each other in any order.
void PlanBuilder::read_adjustment(Input& input, const Tree& tree, const Adjustment& adjustment,
                                  const std::string& what) {
    if (!tree.is_table()) return read_amount(input, tree, adjustment, what);
    // Of each set of which members are named, the entry that holds for each.
    std::map<std::size_t, std::vector<const Tree::Member*>> entries;
    const auto adjust = [&](std::size_t set, const Tree::Member& entry) {
        if (entries.count(set) == 0) entries[set] = entries_by_member(tree, input.sets[set], what);
        for (std::size_t m = 0; m < entries[set].size(); ++m) {
            if (entries[set][m] != &entry) continue;
            Adjustment inner = adjustment;
            inner.members[set] = m;
            read_adjustment(input, entry.value, inner, what);
        }
    };
    const Tree::Member* others = nullptr;
    for (const Tree::Member& entry : tree.members) {
        if (entry.key == other_members && !input.sets.empty()) {
            others = &entry;
        } else if (is_year(entry.key)) {
            const int year = entry.key.size() > 4 ? -1 : std::stoi(entry.key);
            if (std::find(plan_.years.begin(), plan_.years.end(), year) == plan_.years.end()) {
                problems_.error(entry.key_place,
                                fmt::format("{}: the year {} is outside the plan", what, entry.key),
                                plan_.years.empty()
                                    ? std::string("this model has no years")
                                    : fmt::format("years from {} to {} exist", plan_.years.front(),
                                                  plan_.years.back()));
                continue;
            }
            Adjustment inner = adjustment;
            inner.year = year;
            read_adjustment(input, entry.value, inner, what);
        } else if (const auto set = adjusted_set(input, adjustment, entry, what)) {
            adjust(*set, entry);
        }
    }
    if (others == nullptr) return;
    // The members named beside it say of which set the others are; else it is the first that is
    // left.
    std::size_t set = 0;
    while (set < input.sets.size() && adjustment.members[set]) ++set;
    if (!entries.empty()) set = entries.begin()->first;
    if (set == input.sets.size() || entries.size() > 1)
        problems_.error(others->key_place,
                        fmt::format("{}: whose others are meant is not clear", what),
                        "a table names members of one set");
    else
        adjust(set, *others);
}

std::optional<std::size_t> PlanBuilder::adjusted_set(const Input& input,
                                                     const Adjustment& adjustment,
                                                     const Tree::Member& entry,
                                                     const std::string& what) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < input.sets.size(); ++i) {
        if (adjustment.members[i]) continue;
        if (is_key_of(entry.key, input.sets[i])) return i;
        const auto keys = keys_of_set(input.sets[i]);
        names.insert(names.end(), keys.begin(), keys.end());
    }
    const std::string nearest = nearest_name(entry.key, names);
    problems_.error(entry.key_place,
                    fmt::format("{}: '{}' is neither a member nor a year", what, entry.key),
                    nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
    return std::nullopt;
}

void PlanBuilder::read_amount(Input& input, const Tree& tree, Adjustment adjustment,
                              const std::string& what) {
    if (tree.is_number()) {
        adjustment.amount = tree.number;
    } else if (tree.kind == Tree::Kind::boolean) {
        adjustment.amount = tree.truth ? 1 : 0;
    } else if (tree.is_string()) {
        const Unit unit = adjustment.kind == Adjustment::Kind::scale ? Unit{} : input.unit;
        const auto amount = known_number(tree, unit, what);
        if (!amount) return;
        adjustment.amount = *amount;
    } else {
        problems_.error(tree.place, fmt::format("{} is a {}", what, kind_name(tree)),
                        "expected a number, or a table by member or year");
        return;
    }
    input.adjustments.push_back(std::move(adjustment));
}

}  // namespace plancast
