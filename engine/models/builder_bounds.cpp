#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/models/builder.hpp"

namespace plancast {

namespace {

struct BoundSyntax {
    const char* key;
    Direction direction;
};

constexpr BoundSyntax bounds[] = {
    {"at_least", Direction::at_least}, {"at_most", Direction::at_most},
    {"above", Direction::above},       {"below", Direction::below},
    {"equals", Direction::equals},     {"between", Direction::between},
    {"is_true", Direction::is_true}};

/// How comparisons are written in expressions, the longer ones first.
struct Sign {
    std::string_view text, key;
};

constexpr Sign signs[] = {{">=", "at_least"},     {"<=", "at_most"},    {"==", "equals"},
                          {">", "above"},         {"<", "below"},       {"=", "equals"},
                          {"\u2265", "at_least"}, {"\u2264", "at_most"}};

bool is_year_key(const std::string& key) {
    return !key.empty() &&
           std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A table by year is known by its first key: a member's name does not begin with a digit.
bool is_path(const Tree& tree) {
    return tree.is_table() && !tree.members.empty() && is_year_key(tree.members.front().key);
}

bool is_known(const Term* level) {
    return level != nullptr && *level && level->formula->kind == Formula::Kind::number;
}

// The first level of a bound, through its tables by member and year and its two ends.
const Tree* first_level(const Tree& bound) {
    const Tree* tree = &bound;
    while (tree->is_table() || tree->kind == Tree::Kind::array) {
        if (tree->members.empty() && tree->items.empty()) return nullptr;
        tree = tree->is_table() ? &tree->members.front().value : &tree->items.front();
    }
    return tree;
}

}  // namespace

// What a target without a bound might say: of measure = "a >= 3" what is written there.
std::string PlanBuilder::advised_bound(const ExpressionPtr& measure) {
    if (measure != nullptr && measure->kind == Expression::Kind::binary)
        for (const Sign& sign : signs)
            if (measure->name == sign.text)
                return fmt::format("write measure = \"{}\", {} = \"{}\"",
                                   to_text(*measure->arguments[0]), sign.key,
                                   to_text(*measure->arguments[1]));
    return fmt::format("give one of: {}", fmt::join(bound_keys(), ", "));
}

// at_least = ">= 95"
bool PlanBuilder::begins_with_a_sign(const Tree& bound, const std::string& what) {
    if (!bound.is_string()) return false;
    for (const Sign& sign : signs) {
        if (!bound.text.starts_with(sign.text)) continue;
        const auto level = bound.text.find_first_not_of(' ', sign.text.size());
        problems_.error(bound.place,
                        fmt::format("the bound of {} begins with '{}'", what, sign.text),
                        fmt::format("write {} = \"{}\"", sign.key,
                                    level == std::string::npos ? "..." : bound.text.substr(level)));
        return true;
    }
    return false;
}

std::vector<std::string> bound_keys() {
    std::vector<std::string> keys;
    for (const BoundSyntax& syntax : bounds) keys.emplace_back(syntax.key);
    return keys;
}

void PlanBuilder::read_bound(std::span<Part> parts, TableReader& reader,
                             const ExpressionPtr& measure, const Scope& scope) {
    const Tree* bound = nullptr;
    Direction direction = Direction::at_least;
    for (const BoundSyntax& syntax : bounds) {
        const Tree* tree = reader.take(syntax.key);
        if (tree == nullptr) continue;
        if (bound != nullptr)
            problems_.error(tree->place, fmt::format("{} has two bounds", reader.what()),
                            "give each its own part");
        bound = tree;
        direction = syntax.direction;
    }
    const auto unit_text = reader.text("unit");
    if (bound == nullptr) {
        if (!reader.is_misspelt(bound_keys()))
            problems_.error(parts.front().place, fmt::format("{} has no bound", reader.what()),
                            advised_bound(measure));
        return;
    }
    for (Part& part : parts) part.direction = direction;
    if (begins_with_a_sign(*bound, reader.what())) return;
    if (!measure) return;
    const auto checked = checker_.check(*measure, scope);
    if (!checked) return;
    if (direction == Direction::is_true) {
        if (bound->kind != Tree::Kind::boolean || !bound->truth)
            reader.wrong_kind(*bound, "is_true", "is_true = true");
        if (!checked->type.truth)
            problems_.error(measure->place,
                            fmt::format("the measure of {} is a number", reader.what()),
                            "compare it, or give it a bound such as at_least");
        for (Part& part : parts) part.measure = {measure, checked->formula};
        return;
    }
    if (checked->type.truth) {
        problems_.error(measure->place,
                        fmt::format("the measure of {} is true or false", reader.what()),
                        "write is_true = true instead of the bound");
        return;
    }
    // The unit in which the part is shown: its own, else the bound's, else the measure's.
    Unit unit = named_unit(checked->type.unit);
    if (const Tree* level = first_level(*bound); level != nullptr && level->is_string())
        if (const auto quantity = parse_quantity(level->text, plan_.units))
            if (quantity->unit && same_dimensions(*quantity->unit, unit)) unit = *quantity->unit;
    if (unit_text) {
        std::string wrong;
        if (const auto own = plan_.units.parse(*unit_text, wrong))
            unit = *own;
        else
            problems_.error(reader.table().find("unit")->place, wrong);
    }
    const Term term = checker_.number(measure, unit, scope);
    BoundReading reading;
    reading.scope = scope;
    reading.scope.where = "the bound of " + reader.what();
    for (Part& part : parts) {
        part.unit = unit;
        part.measure = term;
        reading.parts.push_back(&part);
    }
    read_levels(*bound, reading);
    check_levels(parts, *bound, reader.what());
}

// Tables by member, tables by year and the two ends of `between` stand in each other in any order;
// each narrows what a level is said of.
void PlanBuilder::read_levels(const Tree& tree, const BoundReading& reading) {
    const Part& part = *reading.parts.front();
    const std::string& what = reading.scope.where;
    const bool two_ends = part.direction == Direction::between && !reading.end;
    if (two_ends && !tree.is_table()) {
        if (tree.kind != Tree::Kind::array || tree.items.size() != 2) {
            problems_.error(tree.place, fmt::format("{} is a {}", what, kind_name(tree)),
                            "between takes two ends: between = [5, 8]");
            return;
        }
        for (std::size_t end : {0U, 1U}) {
            BoundReading inner = reading;
            inner.end = end;
            read_levels(tree.items[end], inner);
        }
    } else if (is_path(tree) && !reading.year) {
        read_bound_path(tree, reading);
    } else if (tree.is_table() && !part.sets.empty() && !reading.by_member) {
        // Parts stand in the order of the members.
        const auto trees = trees_by_member(tree, part.sets, what);
        for (std::size_t m = 0; m < trees.size(); ++m) {
            BoundReading inner = reading;
            inner.by_member = true;
            inner.parts = {reading.parts[m]};
            read_levels(*trees[m], inner);
        }
    } else if (tree.is_table()) {
        problems_.error(
            tree.place, fmt::format("{} is a table", what),
            part.sets.empty()
                ? "expected a level, or a path by year: { 2026 = 5, 2030 = 8 }; a table "
                  "by member stands in a part with over"
                : "expected a level, a path by year or a table by member");
    } else {
        const auto written = expression(tree, part.unit, what);
        const Term term = checker_.number(written, part.unit, reading.scope);
        for (Part* one : reading.parts) {
            BoundEnd& end = reading.end == 1U ? one->upper : one->bound;
            if (reading.year)
                end.by_year[*reading.year] = term;
            else
                end.always = term;
        }
    }
}

void PlanBuilder::read_bound_path(const Tree& tree, const BoundReading& reading) {
    for (const Tree::Member& entry : tree.members) {
        const int year =
            is_year_key(entry.key) && entry.key.size() == 4 ? std::stoi(entry.key) : -1;
        if (std::find(plan_.years.begin(), plan_.years.end(), year) == plan_.years.end()) {
            problems_.error(
                entry.key_place,
                is_year_key(entry.key)
                    ? fmt::format("{}: the year {} is outside the plan", reading.scope.where,
                                  entry.key)
                    : fmt::format("{}: '{}' is not a year", reading.scope.where, entry.key),
                years_that_exist());
            continue;
        }
        BoundReading inner = reading;
        inner.year = year;
        read_levels(entry.value, inner);
    }
}

// Both ends in order, and a level where the part is judged.
void PlanBuilder::check_levels(std::span<const Part> parts, const Tree& bound,
                               const std::string& what) {
    for (const Part& part : parts) {
        if (!part.bound) return;
        std::vector<int> years = plan_.years;
        if (years.empty()) years = {0};
        const int last = part.by.value_or(years.back());
        bool judged = false;
        for (const int year : years) {
            const Term *low = part.bound.in(year), *high = part.upper.in(year);
            if (!part.bound.by_year.empty() && !part.upper.by_year.empty() &&
                (low == nullptr) != (high == nullptr)) {
                problems_.error(bound.place,
                                fmt::format("the bound of {} has one end in {}", what, year),
                                "give both ends in the same years");
                return;
            }
            if (!part.has_level(year)) continue;
            judged = judged || year == last || (part.each_year && year < last);
            if (!is_known(low) || !is_known(high)) continue;
            if (low->formula->value <= high->formula->value) continue;
            problems_.error(bound.place,
                            fmt::format("{} lies between {} and {}", what, low->formula->value,
                                        high->formula->value),
                            "the lower end comes first");
            return;
        }
        if (judged &&
            (part.each_year || std::max(part.bound.by_year.size(), part.upper.by_year.size()) <= 1))
            continue;
        if (judged) {
            problems_.warning(
                bound.place,
                fmt::format("the bound of {} names several years, only {} is judged", what, last),
                "each_year instead of measure judges every year that it names");
            return;
        }
        problems_.error(
            bound.place, fmt::format("the bound of {} has no level for {}", what, last),
            part.each_year ? fmt::format("give it one for a year up to {}", last)
                           : fmt::format("it is judged in {0}: give {0} = ..., or judge every year "
                                         "that the bound names: each_year instead of measure",
                                         last));
        return;
    }
}

}  // namespace plancast
