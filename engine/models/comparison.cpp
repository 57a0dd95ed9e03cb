#include "engine/models/comparison.hpp"

namespace plancast {

namespace {

bool is_zero(const FormulaPtr& formula) {
    return formula->kind == Formula::Kind::number && formula->value == 0;
}

FormulaPtr tolerant_formula(const std::string& sign, const FormulaPtr& left,
                            const FormulaPtr& right, const Place& place) {
    const auto apply = [&](Operation operation, std::vector<FormulaPtr> arguments) {
        return apply_formula(operation, std::move(arguments), place);
    };
    const FormulaPtr a = shared_formula(left), b = shared_formula(right);
    // Of the smaller side: the margin of an infinite one would swallow what it is compared with.
    const FormulaPtr margin =
        apply(Operation::multiply, {number_formula(comparison_tolerance, place),
                                    apply(Operation::minimum, {apply(Operation::absolute, {a}),
                                                               apply(Operation::absolute, {b})})});
    if (sign == "<") return apply(Operation::less, {apply(Operation::add, {a, margin}), b});
    if (sign == "<=")
        return apply(Operation::less_equal, {apply(Operation::subtract, {a, margin}), b});
    return apply(Operation::less_equal,
                 {apply(Operation::absolute, {apply(Operation::subtract, {a, b})}), margin});
}

}  // namespace

bool is_comparison(const std::string& sign) {
    return sign == "<" || sign == "<=" || sign == ">" || sign == ">=" || sign == "==" ||
           sign == "!=";
}

FormulaPtr comparison_formula(const std::string& sign, const FormulaPtr& left,
                              const FormulaPtr& right, const Place& place, bool tolerant) {
    if (sign == ">") return comparison_formula("<", right, left, place, tolerant);
    if (sign == ">=") return comparison_formula("<=", right, left, place, tolerant);
    if (sign == "!=")
        return apply_formula(Operation::logical_not,
                             {comparison_formula("==", left, right, place, tolerant)}, place);
    // 1e-9 of nothing is nothing.
    if (tolerant && !is_zero(left) && !is_zero(right))
        return tolerant_formula(sign, left, right, place);
    const Operation operation = sign == "<"    ? Operation::less
                                : sign == "<=" ? Operation::less_equal
                                               : Operation::equal;
    return apply_formula(operation, {left, right}, place);
}

}  // namespace plancast
