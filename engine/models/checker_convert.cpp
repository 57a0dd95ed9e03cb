#include <map>
#include <string>

#include <fmt/core.h>

#include "engine/models/checker.hpp"
#include "engine/models/checker_words.hpp"
#include "engine/models/unit_words.hpp"

namespace plancast {

namespace {

// Points of a percentage are turned into a percentage, or back, only where the plan says so.
Unit with_points_of(Unit from, const Unit& to) {
    const std::map<std::string, int> points = {{std::string(percentage_point_dimension), 1}};
    if (from.dimensionless() && to.dimensions == points)
        from.dimensions = points;
    else if (from.dimensions == points && to.dimensionless())
        from.dimensions.clear();
    return from;
}

}  // namespace

Checker::Result Checker::convert(const Expression& e, const Scope& scope) const {
    const auto x = number_argument(*e.arguments[0], scope);
    const Expression& target = *e.arguments[1];
    if (!x) return std::nullopt;
    if (!target.unit_text || target.kind != Expression::Kind::number) {
        problems_.error(target.place, "'convert' takes a unit in quotes",
                        "write convert(x, 'bn VND')");
        return std::nullopt;
    }
    std::string wrong;
    const auto unit = plan_.units.parse(*target.unit_text, wrong);
    if (!unit) {
        problems_.error(target.unit_place, wrong);
        return std::nullopt;
    }
    Type type;
    type.unit = *unit;
    if (e.arguments.size() > 2) return convert_by_index(e, *x, type, scope);
    const Unit from = with_points_of(x->type.unit, *unit);
    if (!same_dimensions(from, *unit)) {
        problems_.error(
            target.place,
            fmt::format("'{}' cannot be converted to '{}'", x->type.unit.text, unit->text),
            dimension_hint(from, *unit));
        return std::nullopt;
    }
    return Checked{scaled_formula(x->formula, conversion_factor(from, *unit)), type};
}

// Times the index, or divided by it: whichever gives the unit that is asked for.
Checker::Result Checker::convert_by_index(const Expression& e, const Checked& x, const Type& to,
                                          const Scope& scope) const {
    const auto index = number_argument(*e.arguments[2], scope);
    if (!index) return std::nullopt;
    const Unit times = product(x.type.unit, index->type.unit);
    const Unit over = quotient(x.type.unit, index->type.unit);
    const bool multiplies = same_dimensions(times, to.unit);
    if (!multiplies && !same_dimensions(over, to.unit)) {
        problems_.error(e.arguments[2]->place,
                        fmt::format("{} leads neither way from {} to {}", unit_name(index->type),
                                    unit_name(x.type), unit_name(to)),
                        "a price index has the unit 'current VND / constant VND'; both amounts say "
                        "whose prices: 'bn VND, current prices'");
        return std::nullopt;
    }
    const auto converted = apply_formula(multiplies ? Operation::multiply : Operation::divide,
                                         {x.formula, index->formula}, e.place);
    return Checked{scaled_formula(converted, conversion_factor(multiplies ? times : over, to.unit)),
                   to};
}

}  // namespace plancast
