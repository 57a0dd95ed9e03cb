#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

namespace {

/// More would cost more than a draw, and be a curve that wants another description.
constexpr std::size_t most_points = 200;

}  // namespace

void PlanBuilder::read_table(const Tree::Member& member) {
    Table table;
    table.name = member.key;
    table.place = member.key_place;
    TableReader reader(member.value, fmt::format("table '{}'", member.key), problems_,
                       keys_of("tables"));
    table.title = reader.title();
    table.unit = read_unit(reader, table);
    table.sets = read_over(reader, table.broken);
    const Tree* values = reader.take("values");
    const Tree* points = reader.take("points");
    const Tree* argument_unit = reader.take("argument_unit");
    const auto between = read_between(reader);
    reader.refuse_others();
    table.by_year = points == nullptr;
    if ((values == nullptr) == (points == nullptr)) {
        problems_.error(member.key_place,
                        fmt::format("{} needs one of 'values' and 'points'", reader.what()),
                        "values = { 2026 = 0.3, 2030 = 0.5 } by year, or points = [[0, 0], [5, "
                        "2.4]] of a quantity");
        table.broken = true;
    } else if (table.by_year && plan_.years.empty()) {
        problems_.error(
            values->place,
            fmt::format("{} has values by year, this model has no years", reader.what()),
            "give [model] years = [first, last], or points = [[0, 0], [5, 2.4]]");
        table.broken = true;
    } else if (!table.broken) {
        table.argument_unit = read_argument_unit(argument_unit, table);
        for (const Tree* tree :
             trees_by_member(table.by_year ? *values : *points, table.sets, reader.what())) {
            const auto curve = table.by_year ? read_path(*tree, table.unit, between, reader.what())
                                             : read_points(*tree, table, between);
            if (curve) table.values.values.push_back(curve);
            table.broken = table.broken || !curve;
        }
        table.broken = table.broken || table.values.values.empty();
    }
    if (names_.declare(table.name, {Symbol::Kind::table, plan_.tables.size(), table.place},
                       problems_))
        plan_.tables.push_back(std::move(table));
}

Interpolation::Between PlanBuilder::read_between(TableReader& reader) {
    const auto text = reader.text("between");
    if (text && *text != "linear" && *text != "step")
        problems_.error(reader.table().find("between")->place,
                        fmt::format("'between' of {} is '{}'", reader.what(), *text),
                        "\"linear\": on a straight line; \"step\": the last given value holds");
    return text && *text == "step" ? Interpolation::Between::step : Interpolation::Between::linear;
}

Unit PlanBuilder::read_argument_unit(const Tree* tree, Table& table) {
    if (tree == nullptr) return {};
    if (table.by_year || !tree->is_string()) {
        problems_.error(tree->place,
                        fmt::format("'argument_unit' of table '{}' is not needed", table.name),
                        "the argument of a table by year is the year");
        return {};
    }
    std::string wrong;
    if (const auto unit = plan_.units.parse(tree->text, wrong)) return *unit;
    problems_.error(tree->place, wrong, unit_advice(wrong));
    table.broken = true;
    return {};
}

InterpolationPtr PlanBuilder::read_path(const Tree& tree, const Unit& unit,
                                        Interpolation::Between between, const std::string& what) {
    if (!tree.is_table() || tree.members.empty()) {
        problems_.error(tree.place, fmt::format("'values' of {} is a {}", what, kind_name(tree)),
                        "expected a table by year: { 2026 = 0.3, 2030 = 0.5 }");
        return nullptr;
    }
    std::map<double, double> path;
    for (const Tree::Member& member : tree.members) {
        const auto year = year_key(member, what);
        const auto value =
            year ? known_number(member.value, unit, fmt::format("{} in {}", what, *year))
                 : std::nullopt;
        if (value) path[*year] = *value;
    }
    if (path.size() < tree.members.size()) return nullptr;
    std::vector<double> years, values;
    for (const auto& [year, value] : path) years.push_back(year), values.push_back(value);
    return std::make_shared<const Interpolation>(std::move(years), std::move(values), between);
}

InterpolationPtr PlanBuilder::read_points(const Tree& tree, const Table& table,
                                          Interpolation::Between between) {
    const std::string what = fmt::format("table '{}'", table.name);
    if (tree.kind != Tree::Kind::array || tree.items.empty()) {
        problems_.error(tree.place, fmt::format("'points' of {} is a {}", what, kind_name(tree)),
                        "expected points: [[0, 0], [5, 2.4]]");
        return nullptr;
    }
    if (tree.items.size() > most_points) {
        problems_.error(tree.place, fmt::format("{} has {} points", what, tree.items.size()),
                        fmt::format("at most {}", most_points));
        return nullptr;
    }
    std::vector<double> x, y;
    for (const Tree& point : tree.items) {
        if (point.kind != Tree::Kind::array || point.items.size() != 2) {
            problems_.error(point.place, fmt::format("a point of {} is not a pair", what),
                            "each is [argument, value]: [5, 2.4]");
            return nullptr;
        }
        const auto at = known_number(point.items[0], table.argument_unit,
                                     fmt::format("an argument of {}", what));
        const auto value =
            known_number(point.items[1], table.unit, fmt::format("a value of {}", what));
        if (!at || !value) return nullptr;
        if (!x.empty() && !(x.back() < *at)) {
            problems_.error(point.items[0].place,
                            fmt::format("in {} {} follows {}", what, *at, x.back()),
                            "the arguments increase from point to point");
            return nullptr;
        }
        x.push_back(*at), y.push_back(*value);
    }
    return std::make_shared<const Interpolation>(std::move(x), std::move(y), between);
}

}  // namespace plancast
