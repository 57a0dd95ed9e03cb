#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"

namespace plancast {

// All years of the plan, or as many as `years` says up to the one at hand.
bool Checker::fold_over_years(const Expression& e, const Function& function, const Scope& scope,
                              Formula& formula) const {
    formula.kind = Formula::Kind::over_years;
    if (!e.named.empty()) {
        if (!year_at_hand(e, scope)) return false;
        const auto years = whole_years(*e.named.front().second, e.name);
        formula.years = years.value_or(0);
        return years.has_value();
    }
    if (!function.over_years || plan_.years.empty()) {
        problems_.error(
            e.place,
            function.over_years ? std::string("this model has no years")
                                : fmt::format("'{}' runs over a set", e.name),
            (function.over_years ? "give [model] years = [first, last], or write " : "write ") +
                function.usage);
        return false;
    }
    if (scope.allow_folds_over_years) return true;
    // What has members is to be added up over them, not over the years.
    const Expression& written = *e.arguments[0];
    if (written.kind == Expression::Kind::name && written.indices.empty()) {
        const Declared* quantity = find_declared(written.name);
        if (quantity != nullptr && !quantity->sets.empty() && !at_hand(quantity->sets[0], scope)) {
            problems_.error(e.place,
                            fmt::format("'{}' runs over nothing: '{}' has a value for each {}",
                                        e.name, written.name, plan_.sets[quantity->sets[0]].name),
                            fmt::format("write {}({} over {})", e.name, written.name,
                                        plan_.sets[quantity->sets[0]].name));
            return false;
        }
    }
    const bool has_window = !function.named.empty();
    problems_.error(
        e.place,
        fmt::format("'{}' runs over all years, also those to come, in {}", e.name, scope.where),
        fmt::format("it belongs in a target; so far: {}{}",
                    function.takes_truth ? "prev(x) or ..., before(x, start)"
                                         : "total(x), before(x, start)",
                    has_window ? fmt::format("; of three years: {}(..., years = 3)", e.name) : ""));
    return false;
}

bool Checker::fold_over_members(const Expression& e, Scope& inner, Formula& formula) const {
    formula.kind = Formula::Kind::over_members;
    if (!e.named.empty()) {
        problems_.error(e.named.front().second->place,
                        fmt::format("'{}' runs over a set and over years at once", e.name),
                        fmt::format("one inside the other: {0}({0}(x over {1}), years = 3)", e.name,
                                    e.over.front().name));
        return false;
    }
    auto entered = enter_ranges(e, inner, formula.ranges);
    if (entered) inner = std::move(*entered);
    return entered.has_value();
}

Checker::Result Checker::fold(const Expression& e, const Function& function,
                              const Scope& scope) const {
    if (e.arguments.size() > 1) return count_conditions(e, scope);
    auto formula = std::make_shared<Formula>();
    formula->fold = function.fold;
    formula->place = e.place;
    Scope inner = scope;
    const bool fits = e.over.empty() ? fold_over_years(e, function, scope, *formula)
                                     : fold_over_members(e, inner, *formula);
    if (!fits) return std::nullopt;
    if (e.over.empty()) inner.in_time = true;
    const auto x = function.takes_truth ? truth_argument(*e.arguments[0], inner)
                                        : number_argument(*e.arguments[0], inner);
    if (!x) return std::nullopt;
    for (std::size_t i = 0; i < formula->ranges.size(); ++i)
        if (!runs_through(*x->formula, formula->ranges[i], e.name, e.over[i])) return std::nullopt;
    formula->arguments = {x->formula};
    formula->shared = true;
    Type type;
    using Fold = Formula::Fold;
    if (function.fold == Fold::all || function.fold == Fold::any)
        type.truth = true;
    else if (function.fold == Fold::cagr)
        type.unit.text = "1/year";
    else if (!function.takes_truth && !function.one_set)
        type = x->type;
    return Checked{formula, type};
}

}  // namespace plancast
