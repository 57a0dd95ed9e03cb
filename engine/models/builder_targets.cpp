#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

namespace {

struct BoundSyntax {
    const char* key;
    Direction direction;
};

constexpr BoundSyntax bounds[] = {
    {"at_least", Direction::at_least}, {"at_most", Direction::at_most},
    {"above", Direction::above},       {"below", Direction::below},
    {"equals", Direction::equals},     {"is_true", Direction::is_true}};

}  // namespace

void PlanBuilder::read_target(const Tree::Member& member) {
    Target target;
    target.id = member.key;
    target.place = member.key_place;
    TableReader reader(member.value, fmt::format("target '{}'", member.key), problems_,
                       keys_of("targets"));
    if (!is_name(target.id))
        problems_.error(target.place, fmt::format("'{}' is not a name", target.id));
    target.title = reader.title();
    if (const auto number = reader.number("number")) {
        if (*number >= 1 && *number <= 9999 && *number == std::floor(*number))
            target.number = static_cast<int>(*number);
        else
            problems_.error(member.value.find("number")->place,
                            fmt::format("'number' of {} is {}", reader.what(), *number),
                            "expected a whole number from 1 to 9999");
    }
    const Tree* parts = reader.take("part");
    if (parts == nullptr) {
        Part part;
        part.id = target.id;
        part.title = target.title;
        part.place = target.place;
        read_part(member.value, part, target, reader);
    } else if (!parts->is_table() || parts->members.empty()) {
        reader.wrong_kind(*parts, "part", "part.NAME = { measure = ..., at_least = ... }");
    } else {
        for (const Tree::Member& entry : parts->members) {
            Part part;
            part.id = entry.key;
            part.place = entry.key_place;
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
            if (!is_name(part.id))
                problems_.error(part.place, fmt::format("'{}' is not a name", part.id));
            part.title = part_reader.title();
            read_part(entry.value, part, target, part_reader);
            part_reader.refuse_others();
        }
    }
    reader.refuse_others();
    plan_.targets.push_back(std::move(target));
}

void PlanBuilder::read_part(const Tree& table, Part part, Target& target, TableReader& reader) {
    part.sets = read_over(reader);
    const Tree* measure = reader.take("measure");
    const Tree* each_year = reader.take("each_year");
    part.each_year = each_year != nullptr;
    if (const auto by = reader.year("by")) {
        part.by = *by;
        if (std::find(plan_.years.begin(), plan_.years.end(), *by) == plan_.years.end())
            problems_.error(
                table.find("by")->place, fmt::format("the year {} is outside the plan", *by),
                plan_.years.empty() ? std::string("this model has no years")
                                    : fmt::format("years from {} to {} exist", plan_.years.front(),
                                                  plan_.years.back()));
    }
    const Scope scope{reader.what(), part.sets, !plan_.years.empty(), true, true, true, true};
    ExpressionPtr written;
    if ((measure == nullptr) == (each_year == nullptr)) {
        problems_.error(part.place,
                        fmt::format("{} {}", reader.what(),
                                    measure == nullptr ? "has a bound without a measure"
                                                       : "has both 'measure' and 'each_year'"),
                        "give one of measure = \"...\" and each_year = \"...\"");
    } else if (part.each_year && plan_.years.empty()) {
        problems_.error(
            each_year->place,
            fmt::format("{} must hold each year, this model has no years", reader.what()),
            "give [model] years = [first, last]");
    } else {
        written = expression(measure != nullptr ? *measure : *each_year, Unit{}, reader.what());
    }
    read_bound(part, reader, written, scope);
    const auto condition = [&](const char* key, bool is_truth) {
        const Tree* tree = reader.take(key);
        if (tree == nullptr) return Term{};
        const auto e = expression(*tree, Unit{}, fmt::format("{} of {}", key, reader.what()));
        return e ? checker_.value(e, Unit{}, is_truth, scope) : Term{};
    };
    part.judged_if = condition("judged_if", true);
    part.known_chance = condition("known_chance", false);
    const std::string id = part.id;
    for (std::size_t m = 0; m < plan_.member_count(part.sets); ++m) {
        part.members = plan_.members_at(part.sets, m);
        part.id = id + plan_.member_label(part.sets, m);
        target.parts.push_back(part);
    }
}

void PlanBuilder::read_bound(Part& part, TableReader& reader, const ExpressionPtr& measure,
                             const Scope& scope) {
    const Tree* bound = nullptr;
    for (const BoundSyntax& syntax : bounds) {
        const Tree* tree = reader.take(syntax.key);
        if (tree == nullptr) continue;
        if (bound != nullptr)
            problems_.error(tree->place, fmt::format("{} has two bounds", reader.what()),
                            "give each its own part");
        bound = tree;
        part.direction = syntax.direction;
    }
    const auto unit_text = reader.text("unit");
    if (bound == nullptr) {
        problems_.error(part.place, fmt::format("{} has no bound", reader.what()),
                        "give one of: at_least, at_most, above, below, equals, is_true");
        return;
    }
    if (!measure) return;
    const auto checked = checker_.check(*measure, scope);
    if (!checked) return;
    if (part.direction == Direction::is_true) {
        if (bound->kind != Tree::Kind::boolean || !bound->truth)
            reader.wrong_kind(*bound, "is_true", "is_true = true");
        if (!checked->type.truth)
            problems_.error(measure->place,
                            fmt::format("the measure of {} is a number", reader.what()),
                            "compare it, or give it a bound such as at_least");
        part.measure = {measure, checked->formula};
        return;
    }
    if (checked->type.truth) {
        problems_.error(measure->place,
                        fmt::format("the measure of {} is true or false", reader.what()),
                        "is_true = true");
        return;
    }
    // The unit in which the part is shown: its own, else the bound's, else the measure's.
    part.unit = checked->type.unit;
    if (bound->is_string())
        if (const auto quantity = parse_quantity(bound->text, plan_.units))
            if (quantity->unit && same_dimensions(*quantity->unit, part.unit))
                part.unit = *quantity->unit;
    if (unit_text) {
        std::string wrong;
        if (const auto unit = plan_.units.parse(*unit_text, wrong))
            part.unit = *unit;
        else
            problems_.error(reader.table().find("unit")->place, wrong);
    }
    Scope bound_scope = scope;
    bound_scope.where = "the bound of " + reader.what();
    const auto written = expression(*bound, part.unit, bound_scope.where);
    if (!written) return;
    part.measure = checker_.number(measure, part.unit, scope);
    part.bound = checker_.number(written, part.unit, bound_scope);
    if (part.bound && part.bound.formula->kind == Formula::Kind::number)
        part.bound_value = part.bound.formula->value;
}

}  // namespace plancast
