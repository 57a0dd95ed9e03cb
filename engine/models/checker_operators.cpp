#include <cmath>

#include <fmt/core.h>

#include "engine/models/checker.hpp"
#include "engine/models/checker_words.hpp"

namespace plancast {

namespace {

Type truth_value() { return {Unit{}, true, false}; }

}  // namespace

bool Checker::compatible(const Place& place, const std::string& what, const Type& a,
                         const Type& b) const {
    if (a.truth != b.truth) {
        problems_.error(place, fmt::format("{} mixes a number and true or false", what),
                        "write if(condition, 1, 0) to count a condition");
        return false;
    }
    if (a.truth || a.fits_any || b.fits_any || same_unit(a.unit, b.unit)) return true;
    if (!same_dimensions(a.unit, b.unit)) {
        problems_.error(
            place,
            fmt::format("{} takes one unit, here {} and {}", what, unit_name(a), unit_name(b)),
            dimension_hint(a.unit, b.unit));
        return false;
    }
    // A plain number stays plain: the other one is brought to it.
    const bool keep_second = b.unit.text == "1";
    problems_.error(
        place, fmt::format("{} takes one unit, here {} and {}", what, unit_name(a), unit_name(b)),
        fmt::format("write convert(x, '{}') for the one in {}", (keep_second ? b : a).unit.text,
                    unit_name(keep_second ? a : b)));
    return false;
}

Checker::Result Checker::unary(const Expression& e, const Scope& scope) const {
    if (e.name == "not") {
        const auto argument = truth_argument(*e.arguments[0], scope);
        if (!argument) return std::nullopt;
        return Checked{apply_formula(Operation::logical_not, {argument->formula}, e.place),
                       truth_value()};
    }
    const auto argument = number_argument(*e.arguments[0], scope);
    if (!argument) return std::nullopt;
    if (argument->formula->kind == Formula::Kind::number)
        return Checked{number_formula(-argument->formula->value, e.place), argument->type};
    return Checked{apply_formula(Operation::negate, {argument->formula}, e.place), argument->type};
}

Checker::Result Checker::binary(const Expression& e, const Scope& scope) const {
    const Expression &left = *e.arguments[0], &right = *e.arguments[1];
    if (e.name == "and" || e.name == "or") {
        const auto a = truth_argument(left, scope), b = truth_argument(right, scope);
        if (!a || !b) return std::nullopt;
        const auto operation = e.name == "and" ? Operation::logical_and : Operation::logical_or;
        return Checked{apply_formula(operation, {a->formula, b->formula}, e.place), truth_value()};
    }
    if (e.name == "^") {
        const auto base = number_argument(left, scope);
        return base ? raised(e, *base, scope) : std::nullopt;
    }
    const bool equality = e.name == "==" || e.name == "!=";
    const auto a = equality ? check(left, scope) : number_argument(left, scope);
    const auto b = equality ? check(right, scope) : number_argument(right, scope);
    if (!a || !b) return std::nullopt;
    if (e.name == "*" || e.name == "/") {
        const bool multiplies = e.name == "*";
        Type type;
        type.unit =
            multiplies ? product(a->type.unit, b->type.unit) : quotient(a->type.unit, b->type.unit);
        return Checked{apply_formula(multiplies ? Operation::multiply : Operation::divide,
                                     {a->formula, b->formula}, e.place),
                       type};
    }
    if (!compatible(e.place, fmt::format("'{}'", e.name), a->type, b->type)) return std::nullopt;
    if (e.name == "+" || e.name == "-") {
        Type type = a->type.fits_any ? b->type : a->type;
        return Checked{apply_formula(e.name == "+" ? Operation::add : Operation::subtract,
                                     {a->formula, b->formula}, e.place),
                       type};
    }
    FormulaPtr formula;
    if (e.name == "<") formula = apply_formula(Operation::less, {a->formula, b->formula}, e.place);
    if (e.name == ">") formula = apply_formula(Operation::less, {b->formula, a->formula}, e.place);
    if (e.name == "<=")
        formula = apply_formula(Operation::less_equal, {a->formula, b->formula}, e.place);
    if (e.name == ">=")
        formula = apply_formula(Operation::less_equal, {b->formula, a->formula}, e.place);
    if (equality) formula = apply_formula(Operation::equal, {a->formula, b->formula}, e.place);
    if (e.name == "!=") formula = apply_formula(Operation::logical_not, {formula}, e.place);
    return Checked{formula, truth_value()};
}

Checker::Result Checker::raised(const Expression& e, const Checked& base,
                                const Scope& scope) const {
    const auto exponent = plain_argument(*e.arguments[1], scope, "an exponent");
    if (!exponent) return std::nullopt;
    Type type;
    FormulaPtr below = base.formula;
    if (!base.type.unit.dimensionless()) {
        const auto& number = *exponent->formula;
        if (number.kind != Formula::Kind::number || number.value != std::round(number.value) ||
            std::abs(number.value) > 9) {
            problems_.error(
                e.place,
                fmt::format("{} can only be raised to a whole number that is written out",
                            unit_name(base.type)),
                "divide by a quantity of the same unit first");
            return std::nullopt;
        }
        type.unit = power(base.type.unit, static_cast<int>(number.value));
    } else {
        below = scaled_formula(below, base.type.unit.scale);
    }
    return Checked{apply_formula(Operation::power, {below, exponent->formula}, e.place), type};
}

}  // namespace plancast
