#include <map>

#include <fmt/core.h>

#include "engine/models/checker.hpp"
#include "engine/models/unit_words.hpp"

namespace plancast {

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
    // Points of a percentage are turned into a percentage only where the plan says so.
    Unit from = x->type.unit;
    const std::map<std::string, int> points = {{std::string(percentage_point_dimension), 1}};
    if (from.dimensionless() && unit->dimensions == points)
        from.dimensions = points;
    else if (from.dimensions == points && unit->dimensionless())
        from.dimensions.clear();
    if (!same_dimensions(from, *unit)) {
        problems_.error(target.place, fmt::format("'{}' cannot be converted to '{}'",
                                                  x->type.unit.text, unit->text));
        return std::nullopt;
    }
    const double factor = conversion_factor(from, *unit);
    Type type;
    type.unit = *unit;
    return Checked{
        apply_formula(Operation::multiply, {x->formula, number_formula(factor, e.place)}, e.place),
        type};
}

}  // namespace plancast
