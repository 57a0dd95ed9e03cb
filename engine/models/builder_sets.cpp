#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

void PlanBuilder::read_sets(const Tree& table) {
    std::vector<const Tree::Member*> parts;
    for (const Tree::Member& entry : table.members) {
        MemberSet set;
        set.name = entry.key;
        set.place = entry.key_place;
        const Tree* list = &entry.value;
        std::optional<TableReader> reader;
        if (!is_name(set.name))
            problems_.error(entry.key_place, fmt::format("'{}' is not a name", set.name),
                            name_advice(set.name));
        if (list->is_table()) {
            reader.emplace(*list, fmt::format("set '{}'", set.name), problems_, keys_of("sets"));
            set.title = reader->title();
            list = reader->require("members", "members = [\"a\", \"b\"]");
            if (reader->take("of") != nullptr) parts.push_back(&entry);
            reader->take("titles");
            reader->refuse_others();
        }
        if (list == nullptr) {
            names_.set_aside(set.name);
            continue;
        }
        if (list->kind != Tree::Kind::array || list->items.empty()) {
            problems_.error(list->place,
                            list->kind == Tree::Kind::array
                                ? fmt::format("set '{}' has no members", set.name)
                                : fmt::format("set '{}' is a {}", set.name, kind_name(*list)),
                            "expected a list of names: [\"a\", \"b\"]");
            names_.set_aside(set.name);
            continue;
        }
        if (list->items.size() > most_members) {
            problems_.error(list->place,
                            fmt::format("set '{}' has {} members", set.name, list->items.size()),
                            fmt::format("at most {}", most_members));
            names_.set_aside(set.name);
            continue;
        }
        read_members(*list, set);
        if (reader) set.titles = reader->titles(set.members);
        if (set.members.empty())
            names_.set_aside(set.name);
        else
            plan_.sets.push_back(std::move(set));
    }
    read_parts(parts);
}

void PlanBuilder::read_members(const Tree& list, MemberSet& set) {
    std::set<std::string> known;
    for (const Tree& item : list.items) {
        if (item.text == other_members) {
            problems_.error(item.place,
                            fmt::format("'{}' cannot be a member: in tables by member it stands "
                                        "for all that are not named",
                                        other_members),
                            "choose another name");
        } else if (!item.is_string() || !is_name(item.text)) {
            problems_.error(
                item.place,
                item.is_string()
                    ? fmt::format("'{}', a member of set '{}', is not a name", item.text, set.name)
                    : fmt::format("a member of set '{}' is a {}", set.name, kind_name(item)),
                item.is_string() ? name_advice(item.text)
                                 : "expected names in quotes: [\"a\", \"b\"]");
            names_.set_aside(item.text);
        } else if (!known.insert(item.text).second) {
            problems_.error(item.place,
                            fmt::format("set '{}' has member '{}' twice", set.name, item.text),
                            "keep one, or give one another name");
        } else {
            set.members.push_back(item.text);
        }
    }
}

// A part may stand before the set that it is a part of.
void PlanBuilder::read_parts(const std::vector<const Tree::Member*>& parts) {
    for (const Tree::Member* part : parts) {
        const Tree& of = *part->value.find("of");
        const auto own = plan_.find_range(part->key);
        const auto whole = find_set(of);
        if (!own || !whole) continue;
        std::optional<std::size_t> outer = whole;
        while (outer && *outer != own->set) outer = plan_.sets[*outer].whole;
        if (outer) {
            problems_.error(of.place, fmt::format("set '{}' is a part of itself", part->key),
                            "'of' names a larger set");
            continue;
        }
        MemberSet& set = plan_.sets[own->set];
        std::vector<std::string> found_there;
        const auto& members = plan_.sets[*whole].members;
        for (const Tree& item : part->value.find("members")->items) {
            if (std::find(members.begin(), members.end(), item.text) != members.end()) {
                found_there.push_back(item.text);
                continue;
            }
            names_.set_aside(item.text);
            const std::string nearest = nearest_name(item.text, members);
            problems_.error(
                item.place,
                fmt::format("'{}', a member of '{}', is not in '{}'", item.text, set.name, of.text),
                nearest.empty() ? "the members of a part are members of the whole"
                                : fmt::format("did you mean '{}'?", nearest));
        }
        if (found_there.empty()) continue;
        set.members = std::move(found_there);
        set.whole = *whole;
    }
    relate_parts();
}

void PlanBuilder::relate_parts() {
    for (std::size_t i = 0; i < plan_.sets.size(); ++i) {
        MemberSet& set = plan_.sets[i];
        const auto& all = plan_.sets[plan_.outermost(i)].members;
        std::map<std::string, std::size_t> index;
        for (std::size_t member = 0; member < all.size(); ++member) index[all[member]] = member;
        set.from_outermost.assign(all.size(), MemberSet::outside);
        for (std::size_t member = 0; member < set.members.size(); ++member) {
            // A part of a part that lost a wrong member may have it still: any will do.
            const auto found = index.find(set.members[member]);
            set.in_outermost.push_back(found == index.end() ? 0 : found->second);
            set.from_outermost[set.in_outermost.back()] = member;
        }
    }
}

std::optional<std::size_t> PlanBuilder::find_set(const Tree& text) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < plan_.sets.size(); ++i) {
        names.push_back(plan_.sets[i].name);
        if (text.is_string() && names.back() == text.text) return i;
    }
    if (names_.is_set_aside(text.text)) return std::nullopt;
    const std::string nearest = nearest_name(text.text, names);
    const std::string of = plan_.set_with_member(text.text);
    problems_.error(text.place, fmt::format("unknown set '{}'", text.text),
                    !nearest.empty() ? fmt::format("did you mean '{}'?", nearest)
                    : !of.empty()    ? fmt::format("it is a member of '{0}': write '{0}'", of)
                                     : std::string("declare it in [sets]"));
    return std::nullopt;
}

void PlanBuilder::read_map(const Tree::Member& member) {
    MemberMap map;
    map.name = member.key;
    map.place = member.key_place;
    TableReader reader(member.value, fmt::format("map '{}'", map.name), problems_, keys_of("maps"));
    map.title = reader.title();
    const Tree* from =
        reader.require("from", "from = \"province\": the set whose members are mapped");
    const Tree* to = reader.require("to", "to = \"region\": the set to which they are mapped");
    const Tree* values =
        reader.require("values", "values = { hanoi = \"north\", otherwise = \"south\" }");
    reader.refuse_others();
    if (!is_name(map.name))
        problems_.error(map.place, fmt::format("'{}' is not a name", map.name),
                        name_advice(map.name));
    if (plan_.find_range(map.name))
        problems_.error(map.place, fmt::format("the name '{}' is taken by a set", map.name),
                        "choose another name");
    const auto from_set = from != nullptr ? find_set(*from) : std::nullopt;
    const auto to_set = to != nullptr ? find_set(*to) : std::nullopt;
    if (!from_set || !to_set || values == nullptr) return names_.set_aside(map.name);
    map.from = *from_set;
    map.to = *to_set;
    const auto& members = plan_.sets[map.to].members;
    std::set<const Tree*> wrong;  // 'otherwise' stands for several members, its mistake for one
    for (const Tree* tree : trees_by_member(*values, {map.from}, reader.what())) {
        const auto found = std::find(members.begin(), members.end(), tree->text);
        if ((!tree->is_string() || found == members.end()) && wrong.insert(tree).second) {
            const std::string nearest = nearest_name(tree->text, members);
            problems_.error(
                tree->place,
                tree->is_string()
                    ? fmt::format("set '{}' has no member '{}'", to->text, tree->text)
                    : fmt::format("a value of map '{}' is a {}", map.name, kind_name(*tree)),
                nearest.empty() ? fmt::format("its members are: {}", listed(members))
                                : fmt::format("did you mean '{}'?", nearest));
        }
        map.values.push_back(
            found == members.end() ? 0 : static_cast<std::size_t>(found - members.begin()));
    }
    if (map.values.size() == 1)
        map.values.resize(plan_.sets[map.from].members.size(), map.values[0]);
    if (map.values.empty()) return names_.set_aside(map.name);
    plan_.maps.push_back(std::move(map));
}

}  // namespace plancast
