#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

namespace {

// What a part says of itself; a target with parts says none of it.
std::vector<std::string> part_keys() {
    std::vector<std::string> keys = bound_keys();
    for (const char* key :
         {"measure", "each_year", "by", "judged_if", "known_chance", "over", "unit"})
        keys.emplace_back(key);
    return keys;
}

}  // namespace

std::string PlanBuilder::years_that_exist() const {
    return plan_.years.empty()
               ? std::string("this model has no years")
               : fmt::format("years from {} to {} exist", plan_.years.front(), plan_.years.back());
}

// The parts, one for each member that it ranges over, still without measure and bound: targets may
// ask for the verdict of one that stands further down.
void PlanBuilder::declare_part(Part part, Target& target, TableReader& reader) {
    bool broken = false;
    part.sets = read_over(reader, broken);
    if (broken) broken_parts_.insert(&reader.table());
    const std::string id = part.id;
    const Title title = part.title;
    for (std::size_t m = 0; m < plan_.member_count(part.sets); ++m) {
        part.members = plan_.members_at(part.sets, m);
        part.id = id + plan_.member_label(part.sets, m);
        part.title = plan_.member_title(title, id, part.sets, m);
        target.parts.push_back(part);
    }
}

void PlanBuilder::declare_target(const Tree::Member& member) {
    Target target;
    target.id = member.key;
    target.place = member.key_place;
    TableReader reader(member.value, fmt::format("target '{}'", member.key), problems_,
                       keys_of("targets"));
    if (!is_name(target.id))
        problems_.error(target.place, fmt::format("'{}' is not a name", target.id),
                        name_advice(target.id));
    target.title = reader.title();
    const Tree* parts = reader.take("part");
    if (parts == nullptr) {
        Part part;
        part.id = target.id;
        part.title = target.title;
        part.place = target.place;
        declare_part(std::move(part), target, reader);
    } else if (!parts->is_table() || parts->members.empty()) {
        reader.wrong_kind(*parts, "part", "part.NAME = { measure = ..., at_least = ... }");
    } else {
        for (const Tree::Member& entry : parts->members) {
            TableReader part_reader(entry.value,
                                    fmt::format("part '{}' of target '{}'", entry.key, target.id),
                                    problems_, keys_of("targets"));
            if (!entry.value.is_table()) {
                problems_.error(
                    entry.value.place,
                    fmt::format("{} is a {}", part_reader.what(), kind_name(entry.value)),
                    "expected { measure = ..., at_least = ... }");
                continue;
            }
            if (!is_name(entry.key))
                problems_.error(entry.key_place, fmt::format("'{}' is not a name", entry.key),
                                name_advice(entry.key));
            Part part;
            part.id = entry.key;
            part.title = part_reader.title();
            part.place = entry.key_place;
            declare_part(std::move(part), target, part_reader);
        }
    }
    plan_.targets.push_back(std::move(target));
    target_trees_.push_back(&member.value);
}

void PlanBuilder::read_target(std::size_t index) {
    Target& target = plan_.targets[index];
    const Tree& tree = *target_trees_[index];
    TableReader reader(tree, fmt::format("target '{}'", target.id), problems_, keys_of("targets"));
    const auto whole = [&](const char* key, double most) -> std::optional<std::size_t> {
        const auto number = reader.number(key);
        if (!number) return std::nullopt;
        if (*number >= 1 && *number <= most && *number == std::floor(*number))
            return static_cast<std::size_t>(*number);
        problems_.error(tree.find(key)->place,
                        fmt::format("'{}' of {} is {}", key, reader.what(), *number),
                        fmt::format("expected a whole number from 1 to {}", most));
        return std::nullopt;
    };
    reader.take("title");
    target.number = static_cast<int>(whole("number", 9999).value_or(0));
    for (const Target& other : plan_.targets)
        if (target.number > 0 && &other != &target && other.number == target.number)
            problems_.error(tree.find("number")->place,
                            fmt::format("target '{}' has number {}, as '{}' has", target.id,
                                        target.number, other.id),
                            "give each target a number of its own, or none");
    const Tree* parts = reader.take("part");
    // Where a part could not be declared, how many there are is not known.
    const bool complete =
        parts == nullptr ||
        (parts->is_table() && std::all_of(parts->members.begin(), parts->members.end(),
                                          [](const auto& m) { return m.value.is_table(); }));
    if (complete && tree.find("needs") != nullptr && target.parts.size() == 1)
        problems_.error(reader.take("needs")->place,
                        fmt::format("{} has one part, and 'needs'", reader.what()),
                        "needs = k says how many of several parts have to be met");
    else
        target.needs = whole("needs", complete ? static_cast<double>(target.parts.size()) : 1e6);
    if (parts == nullptr) {
        read_part(tree, target.parts, reader);
    } else if (parts->is_table()) {
        std::vector<std::string> names;
        std::size_t first = 0;
        for (const Tree::Member& entry : parts->members) {
            if (!entry.value.is_table()) continue;
            names.push_back("part." + entry.key);
            TableReader part_reader(entry.value,
                                    fmt::format("part '{}' of target '{}'", entry.key, target.id),
                                    problems_, keys_of("targets"));
            part_reader.take("title");
            const std::size_t count = plan_.member_count(target.parts[first].sets);
            read_part(entry.value, std::span(target.parts).subspan(first, count), part_reader);
            part_reader.refuse_others();
            first += count;
        }
        for (const std::string& key : part_keys())
            if (const Tree* said = reader.take(key))
                problems_.error(said->place,
                                fmt::format("'{}' of {}, which has parts", key, reader.what()),
                                fmt::format("say it of a part: {}", fmt::join(names, ", ")));
    }
    reader.refuse_others();
}

void PlanBuilder::read_part(const Tree& table, std::span<Part> parts, TableReader& reader) {
    reader.take("over");
    if (broken_parts_.count(&table) > 0) {
        for (const std::string& key : part_keys()) reader.take(key);
        return;
    }
    Part& first = parts.front();
    const Tree* measure = reader.take("measure");
    const Tree* each_year = reader.take("each_year");
    auto by = reader.year("by");
    if (by && std::find(plan_.years.begin(), plan_.years.end(), *by) == plan_.years.end()) {
        problems_.error(table.find("by")->place,
                        fmt::format("the year {} is outside the plan", *by), years_that_exist());
        by.reset();
    }
    const Scope scope{reader.what(), first.sets, !plan_.years.empty(), true, true, true, true};
    ExpressionPtr written;
    if (measure == nullptr && each_year == nullptr &&
        reader.is_misspelt({"measure", "each_year"})) {
        // What stands there under another name is reported.
    } else if ((measure == nullptr) == (each_year == nullptr)) {
        problems_.error(first.place,
                        fmt::format("{} {}", reader.what(),
                                    measure == nullptr ? "has a bound without a measure"
                                                       : "has both 'measure' and 'each_year'"),
                        "give one of measure = \"...\" and each_year = \"...\"");
    } else if (each_year != nullptr && plan_.years.empty()) {
        problems_.error(
            each_year->place,
            fmt::format("{} must hold each year, this model has no years", reader.what()),
            "give [model] years = [first, last]");
    } else {
        written = expression(measure != nullptr ? *measure : *each_year, Unit{}, reader.what());
    }
    const auto condition = [&](const char* key, bool is_truth) {
        const Tree* tree = reader.take(key);
        if (tree == nullptr) return Term{};
        const auto e = expression(*tree, Unit{}, fmt::format("{} of {}", key, reader.what()));
        return e ? checker_.value(e, Unit{}, is_truth, scope) : Term{};
    };
    const Term judged_if = condition("judged_if", true);
    const Term known_chance = condition("known_chance", false);
    for (Part& part : parts) {
        part.each_year = each_year != nullptr;
        part.by = by;
        part.judged_if = judged_if;
        part.known_chance = known_chance;
    }
    read_bound(parts, reader, written, scope);
}

}  // namespace plancast
