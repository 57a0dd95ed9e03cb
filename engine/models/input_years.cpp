#include "engine/models/input_years.hpp"

#include <algorithm>
#include <set>

namespace plancast {

namespace {

struct Dependence {
    std::set<std::size_t> inputs;
    std::set<const Formula*> seen;  // formulas share their parts: each is looked at once

    void add(const Formula& formula) {
        if (!seen.insert(&formula).second) return;
        if (formula.kind == Formula::Kind::input) inputs.insert(formula.index);
        for (const FormulaPtr& argument : formula.arguments) add(*argument);
    }
    void add(const Term& term) {
        if (term) add(*term.formula);
    }
    void add(const StatedLaw& law) {
        for (const Parameter& parameter : law.parameters)
            for (const Term& term : parameter.value.values) add(term);
        for (const ListParameter& list : law.lists)
            for (const auto& terms : list.values.values)
                for (const Term& term : terms) add(term);
        for (const WeightedLaw& part : law.parts) {
            for (const Term& weight : part.weight.values) add(weight);
            add(part.law);
        }
    }
};

}  // namespace

std::vector<bool> inputs_with_years(const Plan& plan) {
    std::vector<bool> with_years;
    std::vector<std::set<std::size_t>> depends_on;
    for (const Input& input : plan.inputs) {
        with_years.push_back(input.by_year ||
                             std::any_of(input.adjustments.begin(), input.adjustments.end(),
                                         [](const Adjustment& a) { return a.year.has_value(); }));
        Dependence dependence;
        dependence.add(input.law);
        for (const Loading& loading : input.loadings) dependence.inputs.insert(loading.factor);
        depends_on.push_back(std::move(dependence.inputs));
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (std::size_t i = 0; i < with_years.size(); ++i) {
            if (with_years[i] || std::none_of(depends_on[i].begin(), depends_on[i].end(),
                                              [&](std::size_t other) { return with_years[other]; }))
                continue;
            with_years[i] = grew = true;
        }
    }
    return with_years;
}

}  // namespace plancast
