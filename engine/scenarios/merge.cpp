#include "engine/scenarios/merge.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"
#include "engine/models/laws.hpp"
#include "engine/models/names.hpp"
#include "engine/scenarios/member_keys.hpp"

namespace plancast {

namespace {

const std::vector<std::string> bounds = {"at_least", "at_most", "above",  "below",
                                         "equals",   "between", "is_true"};
const std::vector<std::string> measures = {"measure", "each_year"};
/// What is replaced as a whole: a table in place of a table, not merged into it.
const std::vector<std::string> replaced_whole = {"loads_on", "fix",       "scale",
                                                 "shift",    "truncated", "clipped"};

void erase(Tree& table, const std::string& key) {
    std::erase_if(table.members, [&](const Tree::Member& member) { return member.key == key; });
}

void put(Tree& table, const Tree::Member& member) {
    if (Tree* present = table.find(member.key))
        *present = member.value;
    else
        table.members.push_back(member);
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Tables are merged member by member, anything else is replaced; so is what a table that says
// `otherwise` changes, since that leaves out nothing.
void merge_deeply(const Tree::Member& change, Tree& table) {
    Tree* present = table.find(change.key);
    if (present == nullptr || !present->is_table() || !change.value.is_table() ||
        change.value.find(other_members) != nullptr)
        return put(table, change);
    for (const Tree::Member& inner : change.value.members) merge_deeply(inner, *present);
    present->place = change.value.place;
}

// Where a change gives a table by member and the model one value for all, the members that are not
// named keep that value.
void keep_for_others(const Tree& change, Tree& present, const MemberKeys& keys) {
    const auto names_members = [&](const Tree::Member& m) { return keys.names_members(m.key); };
    if (!change.is_table() ||
        std::none_of(change.members.begin(), change.members.end(), names_members))
        return;
    if (!present.is_table()) {
        Tree spread;
        spread.place = present.place;
        spread.members.push_back({other_members, present.place, present});
        present = std::move(spread);
    }
    for (const Tree::Member& inner : change.members) {
        const Tree* others = present.find(other_members);
        if (present.find(inner.key) == nullptr && others != nullptr && inner.value.is_table()) {
            const Tree copy = *others;
            present.members.push_back({inner.key, copy.place, copy});
        }
        if (Tree* there = present.find(inner.key)) keep_for_others(inner.value, *there, keys);
    }
}

// A law may be stated in several ways: what the change names decides, the other parameters go.
void merge_law(const Tree::Member& change, Tree& input) {
    merge_deeply(change, input);
    Tree* law = input.find(change.key);
    if (!law->is_table() || !change.value.is_table()) return;
    std::vector<std::string> all;  // the parameters of all ways
    const std::vector<LawParameter>* meant = nullptr;
    std::ptrdiff_t most = -1;
    const auto is_in = [](const std::vector<LawParameter>& list, const std::string& name) {
        return std::any_of(list.begin(), list.end(),
                           [&](const LawParameter& parameter) { return parameter.name == name; });
    };
    for (const auto& list : find_law(change.key)->parameters) {
        for (const LawParameter& parameter : list) all.push_back(parameter.name);
        // The way of which the change names something, and the law as it is now has most.
        const auto present = std::count_if(
            list.begin(), list.end(),
            [&](const LawParameter& parameter) { return law->find(parameter.name) != nullptr; });
        const bool named = std::any_of(change.value.members.begin(), change.value.members.end(),
                                       [&](const Tree::Member& m) { return is_in(list, m.key); });
        if (named && present > most) meant = &list, most = present;
    }
    if (meant == nullptr) return;
    for (const std::string& name : all)
        if (!is_in(*meant, name)) erase(*law, name);
}

// How often an input is drawn is the model's to say; a scenario that replaces the law, and with it
// the spread by year, does not change it.
void settle_frequency(Tree& input) {
    bool by_year = input.find("lasting") != nullptr || input.find("autocorrelation") != nullptr;
    for (const Tree::Member& member : input.members)
        if (const NamedLaw* law = find_law(member.key))
            by_year = by_year || has_split_spread(*law, member.value);
    if (!by_year || input.find("each") != nullptr) return;
    Tree each;
    each.kind = Tree::Kind::string;
    each.text = "year";
    each.place = input.place;
    input.members.push_back({"each", input.place, each});
}

// A drawn input that a scenario gives a value is fixed after the draw, so that nothing that is
// correlated with it, or loads on it, loses its draws.
bool is_value_of_drawn(const Tree::Member& member, const Tree& input) {
    return member.key == "value" && input.find("value") == nullptr;
}

// A change of one member may stand beside a part of the set, and the other way round.
Tree spelled_out(Tree quantity, const MemberKeys& keys) {
    for (Tree::Member& entry : quantity.members) {
        if (entry.key == "title") continue;
        if (entry.key == "value" || find_law(entry.key) == nullptr)
            keys.spell_out(entry.value);
        else
            for (Tree::Member& parameter : entry.value.members) keys.spell_out(parameter.value);
    }
    return quantity;
}

void merge_input(const Tree& changes, Tree& input, const Tree* sets) {
    settle_frequency(input);
    const MemberKeys keys(input, sets);
    const Tree change = spelled_out(changes, keys);
    input = spelled_out(input, keys);
    for (const Tree::Member& member : change.members) {
        if (is_value_of_drawn(member, input)) {
            erase(input, "scale");
            erase(input, "shift");
            put(input, {"fix", member.key_place, member.value});
        } else if (contains(replaced_whole, member.key)) {
            put(input, member);
        } else if (find_law(member.key) == nullptr) {
            merge_deeply(member, input);
        } else {
            for (const std::string& law : law_keys())
                if (law != member.key) erase(input, law);
            if (Tree* law = input.find(member.key); law != nullptr && law->is_table())
                for (const Tree::Member& parameter : member.value.members)
                    if (Tree* present = law->find(parameter.key))
                        keep_for_others(parameter.value, *present, keys);
            merge_law(member, input);
        }
    }
}

// Another path by year, or other points, take the place of the whole path; one for some members
// leaves the others theirs.
void merge_table(const Tree& change, Tree& table) {
    for (const Tree::Member& member : change.members) {
        Tree* present = table.find(member.key);
        const bool by_year = member.value.is_table() && !member.value.members.empty() &&
                             member.value.members.front().key.find_first_of("0123456789") == 0;
        if (present == nullptr || by_year || !member.value.is_table() || !present->is_table() ||
            member.value.find(other_members) != nullptr)
            put(table, member);
        else
            merge_table(member.value, *present);
    }
}

// A chance that is known of what the model asks says nothing of what a scenario asks instead.
void merge_part(const Tree& changes, Tree& part, const Tree* sets) {
    const MemberKeys keys(part, sets);
    const Tree change = spelled_out(changes, keys);
    part = spelled_out(part, keys);
    for (const Tree::Member& member : change.members)
        if (contains(bounds, member.key) || contains(measures, member.key) || member.key == "by" ||
            member.key == "judged_if")
            erase(part, "known_chance");
    for (const Tree::Member& member : change.members) {
        for (const auto* group : {&bounds, &measures})
            if (contains(*group, member.key))
                for (const std::string& other : *group)
                    if (other != member.key) erase(part, other);
        merge_deeply(member, part);
    }
}

// The kindest and the reported alternative are the model's to say: where it says neither, they are
// its own reading, whatever a scenario chooses.
void settle_readings(Tree& model) {
    Tree* readings = model.find("readings");
    if (readings == nullptr) return;
    for (Tree::Member& reading : readings->members) {
        const Tree* alternatives = reading.value.find("one_of");
        if (alternatives == nullptr || alternatives->items.empty()) continue;
        const Tree* own = reading.value.find("value");
        const Tree choice = own != nullptr ? *own : alternatives->items.front();
        for (const char* key : {"kindest", "reported"})
            if (reading.value.find(key) == nullptr)
                reading.value.members.push_back({key, choice.place, choice});
    }
}

class Merger {
public:
    Merger(Tree& model, Problems& problems) : model_(model), problems_(problems) {}

    // The entry of the model (or of one of its targets) that a change is about; reports it if there
    // is none.
    Tree* entry(Tree* table, const Tree::Member& change, const std::string& what,
                const std::string& owner = "the model") {
        Tree* found = table == nullptr ? nullptr : table->find(change.key);
        if (found != nullptr) return found;
        std::vector<std::string> names;
        if (table != nullptr)
            for (const Tree::Member& member : table->members) names.push_back(member.key);
        const std::string nearest = nearest_name(change.key, names);
        problems_.error(change.key_place, fmt::format("{} has no {} '{}'", owner, what, change.key),
                        names.empty() ? std::string("it has none")
                        : nearest.empty()
                            ? fmt::format("it has: {}", listed(names))
                            : fmt::format("did you mean '{}'? (declared at {})", nearest,
                                          place_text(table->find_member(nearest)->key_place,
                                                     change.key_place)));
        return nullptr;
    }

    bool is_table(const Tree::Member& change, const std::string& expected) {
        if (change.value.is_table()) return true;
        problems_.error(change.value.place,
                        fmt::format("'{}' is a {}", change.key, kind_name(change.value)),
                        fmt::format("expected {}", expected));
        return false;
    }

    void levers(const Tree& changes) {
        for (const Tree::Member& change : changes.members)
            if (Tree* lever = entry(model_.find("levers"), change, "lever")) {
                const MemberKeys keys(*lever, model_.find("sets"));
                Tree::Member value{"value", change.key_place, change.value};
                keys.spell_out(value.value);
                if (Tree* present = lever->find("value")) {
                    keys.spell_out(*present);
                    keep_for_others(value.value, *present, keys);
                }
                merge_deeply(value, *lever);
            }
    }

    void readings(const Tree& changes) {
        Tree* readings = model_.find("readings");
        // A reading that is named goes before `all`, wherever in the table either stands.
        if (const Tree::Member* all = changes.find_member("all")) choose_all(readings, *all);
        for (const Tree::Member& change : changes.members)
            if (change.key != "all")
                if (Tree* reading = entry(readings, change, "reading"))
                    put(*reading, {"value", change.key_place, change.value});
    }

    void choose_all(Tree* readings, const Tree::Member& change) {
        if (change.value.text != "kindest" && change.value.text != "reported") {
            problems_.error(change.value.place, fmt::format("'all' is '{}'", change.value.text),
                            "expected \"kindest\" or \"reported\"");
            return;
        }
        if (readings == nullptr) return;
        for (Tree::Member& reading : readings->members)
            if (const Tree* choice = reading.value.find(change.value.text))
                put(reading.value, {"value", change.key_place, *choice});
    }

    void inputs(const Tree& changes) {
        for (const Tree::Member& change : changes.members)
            if (Tree* input = entry(model_.find("inputs"), change, "input"))
                if (is_table(change, "a table of changes: [inputs." + change.key + "]"))
                    merge_input(change.value, *input, model_.find("sets"));
    }

    void tables(const Tree& changes) {
        for (const Tree::Member& change : changes.members)
            if (Tree* table = entry(model_.find("tables"), change, "table"))
                if (is_table(change, "a table of changes: [tables." + change.key + "]")) {
                    const MemberKeys keys(*table, model_.find("sets"));
                    *table = spelled_out(*table, keys);
                    merge_table(spelled_out(change.value, keys), *table);
                }
    }

    void targets(const Tree& changes) {
        for (const Tree::Member& change : changes.members) {
            Tree* target = entry(model_.find("targets"), change, "target");
            if (target == nullptr ||
                !is_table(change, "a table of changes: [targets." + change.key + "]"))
                continue;
            Tree rest = change.value;
            erase(rest, "part");
            const Tree::Member* given = change.value.find_member("part");
            if (given != nullptr && !is_table(*given, "[targets." + change.key + ".part.NAME]"))
                continue;
            if (const Tree* parts = change.value.find("part"))
                for (const Tree::Member& part : parts->members)
                    if (Tree* found = entry(target->find("part"), part, "part",
                                            fmt::format("target '{}'", change.key)))
                        if (is_table(part, "a table of changes"))
                            merge_part(part.value, *found, model_.find("sets"));
            merge_part(rest, *target, model_.find("sets"));
        }
    }

private:
    Tree& model_;
    Problems& problems_;
};

}  // namespace

void merge_scenario(const Tree& scenario, Tree& model, Problems& problems) {
    settle_readings(model);
    Merger merger(model, problems);
    const std::vector<std::string> sections = {"scenario", "run",    "levers", "readings",
                                               "inputs",   "tables", "targets"};
    for (const Tree::Member& section : scenario.members) {
        if (!contains(sections, section.key)) {
            const std::string nearest = nearest_name(section.key, sections);
            problems.error(section.key_place,
                           contains(model_sections(), section.key)
                               ? fmt::format("[{}] cannot stand in a scenario", section.key)
                               : fmt::format("there is no section [{}] in a scenario", section.key),
                           nearest.empty()
                               ? std::string("a scenario changes run, levers, readings, inputs, "
                                             "tables and targets; the rest belongs to the model")
                               : fmt::format("did you mean [{}]?", nearest));
            continue;
        }
        if (!merger.is_table(section, "a table: [" + section.key + "]") ||
            section.key == "scenario")
            continue;
        if (section.key == "run") merge_deeply(section, model);
        if (section.key == "levers") merger.levers(section.value);
        if (section.key == "readings") merger.readings(section.value);
        if (section.key == "inputs") merger.inputs(section.value);
        if (section.key == "tables") merger.tables(section.value);
        if (section.key == "targets") merger.targets(section.value);
    }
}

}  // namespace plancast
