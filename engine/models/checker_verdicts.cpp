#include <vector>

#include <fmt/format.h>

#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"

namespace plancast {

Checker::Result Checker::count_conditions(const Expression& e, const Scope& scope) const {
    if (!e.over.empty() || !e.named.empty()) {
        problems_.error(e.place, "'count' over a set or over years takes one condition",
                        "write " + find_function(e.name)->usage);
        return std::nullopt;
    }
    FormulaPtr sum;
    for (const ExpressionPtr& argument : e.arguments) {
        const auto condition = truth_argument(*argument, scope);
        if (!condition) return std::nullopt;
        const FormulaPtr one = apply_formula(
            Operation::select,
            {condition->formula, number_formula(1, e.place), number_formula(0, e.place)}, e.place);
        sum = sum ? apply_formula(Operation::add, {sum, one}, e.place) : one;
    }
    return Checked{sum, {}};
}

}  // namespace plancast
