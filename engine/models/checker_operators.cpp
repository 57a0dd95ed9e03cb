#include <cmath>

#include <fmt/core.h>

#include "engine/models/checker.hpp"
#include "engine/models/checker_words.hpp"
#include "engine/models/comparison.hpp"

namespace plancast {

namespace {

Type truth_value() { return {Unit{}, true, false}; }

// 95 that stands beside a percentage is hardly ever 9500 %.
bool is_large_plain_number(const Checked& value) {
    return value.formula->kind == Formula::Kind::number && value.type.unit.text == "1" &&
           std::abs(value.formula->value) > 1;
}

}  // namespace

std::optional<Type> Checker::common_type(const Place& place, const std::string& what,
                                         const Operand& first, const Operand& second) const {
    const Type &a = first.value.type, &b = second.value.type;
    if (a.truth != b.truth) {
        problems_.error(place, fmt::format("{} mixes a number and true or false", what),
                        "write if(condition, 1, 0) to count a condition");
        return std::nullopt;
    }
    if (a.truth || b.fits_any) return a;
    if (a.fits_any) return b;
    const auto unit = common_unit(a.unit, b.unit);
    if (!unit) {
        problems_.error(
            place,
            fmt::format("{} takes one unit, here {} and {}", what, unit_name(a), unit_name(b)),
            same_dimensions(a.unit, b.unit)
                ? conversion_hint({a.unit, first.written}, {b.unit, second.written})
                : dimension_hint(a.unit, b.unit));
        return std::nullopt;
    }
    if (unit->dimensionless() && !same_unit(a.unit, b.unit)) {
        for (const Operand& number : {first, second}) {
            if (!is_large_plain_number(number.value)) continue;
            const double value = number.value.formula->value;
            problems_.error(place,
                            fmt::format("{} takes a percentage and the number {:.10g}, which is "
                                        "{:.10g} %",
                                        what, value, 100 * value),
                            fmt::format("write {:.10g} % or {:.10g} %, whichever is meant", value,
                                        100 * value));
            return std::nullopt;
        }
    }
    return Type{*unit, false, false};
}

bool Checker::bring_together(const Place& place, const std::string& what, Operand a,
                             Operand b) const {
    const auto type = common_type(place, what, a, b);
    if (!type) return false;
    a.value = brought_to(a.value, *type);
    b.value = brought_to(b.value, *type);
    return true;
}

// "class == offshore", where class is a set or a reading.
bool Checker::is_asked_with_is(const Expression& left, const Expression& right) const {
    if (left.kind != Expression::Kind::name || right.kind != Expression::Kind::name) return false;
    const Symbol* symbol = names_.find(left.name);
    return symbol != nullptr ? symbol->kind == Symbol::Kind::reading
                             : plan_.find_range(left.name).has_value();
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
    if (is_comparison(e.name)) {
        const auto both = sides(e, scope);
        if (!both) return std::nullopt;
        return Checked{comparison_formula(e.name, both->left, both->right, e.place,
                                          scope.tolerant && !both->type.truth),
                       truth_value()};
    }
    auto a = number_argument(left, scope);
    auto b = number_argument(right, scope);
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
    if (!bring_together(e.place, fmt::format("'{}'", e.name), {*a, left}, {*b, right}))
        return std::nullopt;
    return Checked{apply_formula(e.name == "+" ? Operation::add : Operation::subtract,
                                 {a->formula, b->formula}, e.place),
                   a->type};
}

std::optional<Checker::Sides> Checker::sides(const Expression& e, const Scope& scope) const {
    const Expression &left = *e.arguments[0], &right = *e.arguments[1];
    const bool equality = e.name == "==" || e.name == "!=";
    if (equality && is_asked_with_is(left, right)) {
        problems_.error(
            e.place, fmt::format("'{}' compares numbers", e.name),
            fmt::format("write {} is {}{}", left.name, e.name == "!=" ? "not " : "", right.name));
        return std::nullopt;
    }
    auto a = equality ? check(left, scope) : number_argument(left, scope);
    auto b = equality ? check(right, scope) : number_argument(right, scope);
    if (!a || !b) return std::nullopt;
    if (!bring_together(e.place, fmt::format("'{}'", e.name), {*a, left}, {*b, right}))
        return std::nullopt;
    return Sides{a->formula, b->formula, a->type};
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
