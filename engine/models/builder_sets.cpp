#include <algorithm>

#include <fmt/format.h>

#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

void PlanBuilder::read_sets(const Tree& table) {
    for (const Tree::Member& entry : table.members) {
        MemberSet set;
        set.name = entry.key;
        set.place = entry.key_place;
        const Tree* list = &entry.value;
        if (!is_name(set.name))
            problems_.error(entry.key_place, fmt::format("'{}' is not a name", set.name));
        if (list->is_table()) {
            TableReader reader(*list, fmt::format("set '{}'", set.name), problems_,
                               keys_of("sets"));
            set.title = reader.title();
            list = reader.require("members", "the list of its members");
            reader.refuse_others();
        }
        if (list == nullptr) continue;
        if (list->kind != Tree::Kind::array || list->items.empty()) {
            problems_.error(list->place,
                            fmt::format("set '{}' is a {}", set.name, kind_name(*list)),
                            "expected a list of names: [\"a\", \"b\"]");
            continue;
        }
        if (list->items.size() > most_members) {
            problems_.error(list->place,
                            fmt::format("set '{}' has {} members", set.name, list->items.size()),
                            fmt::format("at most {}", most_members));
            continue;
        }
        for (const Tree& item : list->items) {
            if (item.text == other_members) {
                problems_.error(
                    item.place,
                    fmt::format("'{}' cannot be a member: in tables by member it stands "
                                "for all that are not named",
                                other_members),
                    "choose another name");
            } else if (!item.is_string() || !is_name(item.text)) {
                problems_.error(item.place,
                                fmt::format("a member of set '{}' is not a name", set.name),
                                "letters, digits and '_', not beginning with a digit");
            } else if (std::find(set.members.begin(), set.members.end(), item.text) !=
                       set.members.end()) {
                problems_.error(item.place,
                                fmt::format("set '{}' has member '{}' twice", set.name, item.text));
            } else {
                set.members.push_back(item.text);
            }
        }
        if (!set.members.empty()) plan_.sets.push_back(std::move(set));
    }
}

}  // namespace plancast
