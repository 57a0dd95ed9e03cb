#include "engine/models/formula.hpp"

#include <cmath>
#include <utility>

namespace plancast {

FormulaPtr shared_formula(const FormulaPtr& formula) {
    auto shared = std::make_shared<Formula>(*formula);
    shared->shared = true;
    return shared;
}

FormulaPtr number_formula(double value, const Place& place) {
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::number;
    formula->value = value;
    formula->place = place;
    return formula;
}

FormulaPtr make_formula(Formula::Kind kind, std::vector<FormulaPtr> arguments, const Place& place) {
    auto formula = std::make_shared<Formula>();
    formula->kind = kind;
    formula->arguments = std::move(arguments);
    formula->place = place;
    return formula;
}

FormulaPtr apply_formula(Operation operation, std::vector<FormulaPtr> arguments,
                         const Place& place) {
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::apply;
    formula->operation = operation;
    formula->arguments = std::move(arguments);
    formula->place = place;
    return formula;
}

FormulaPtr scaled_formula(FormulaPtr formula, double factor) {
    if (factor == 1) return formula;
    const Place place = formula->place;
    if (formula->kind == Formula::Kind::number) {
        const double parts = std::round(1 / factor);
        const bool divides = factor < 1 && parts * factor == 1;
        return number_formula(divides ? formula->value / parts : formula->value * factor, place);
    }
    return apply_formula(Operation::multiply, {std::move(formula), number_formula(factor, place)},
                         place);
}

}  // namespace plancast
