#include <utility>
#include <vector>

#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"

namespace plancast {

// rank, funded, by_priority, pro_rata: every form has all four arguments of Formula::Kind::among;
// what is not written is what changes nothing.
Checker::Result Checker::among(const Expression& e, const Function& function,
                               const Scope& scope) const {
    using Deal = Formula::Deal;
    if (e.over.empty()) {
        problems_.error(e.place, "'" + e.name + "' runs over a set", "write " + function.usage);
        return std::nullopt;
    }
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::among;
    formula->place = e.place;
    formula->deal = function.deal;
    const auto over = find_range(e.over.front().name, e.over.front().place);
    if (!over) return std::nullopt;
    if (over->map != MemberChoice::no_map) {
        problems_.error(e.over.front().place, "'" + e.name + "' runs over a set, not over a map",
                        "write " + function.usage);
        return std::nullopt;
    }
    const auto inner = enter_ranges(e, scope, formula->ranges);
    if (!inner) return std::nullopt;
    const MemberRange& range = formula->ranges.front();
    if (!position(range, scope, e.over.front().place)) return std::nullopt;
    Scope outer = *inner;  // the limit belongs to no member
    outer.sets.pop_back();

    const bool limit_first =
        function.deal == Deal::by_priority || function.deal == Deal::in_proportion;
    const bool has_limit = function.deal != Deal::rank;
    const Expression& want = *e.arguments[limit_first ? 1 : 0];
    auto wanted = number_argument(want, *inner);
    auto limit = has_limit ? number_argument(*e.arguments[limit_first ? 0 : 1], outer)
                           : Result(Checked{number_formula(0, e.place), {}});
    if (!wanted || !limit) return std::nullopt;
    if (has_limit && !bring_together(e.place, "'" + e.name + "'", {*wanted, want},
                                     {*limit, *e.arguments[limit_first ? 0 : 1]}))
        return std::nullopt;
    if (!has_limit && !runs_through(*wanted->formula, range, e.name, e.over.front()))
        return std::nullopt;
    FormulaPtr key = number_formula(0, e.place), blocking = number_formula(1, e.place);
    if (function.deal == Deal::rank)  // the largest comes first
        key = apply_formula(Operation::negate, {wanted->formula}, e.place);
    for (const auto& [name, argument] : e.named) {
        const auto given = name == "blocking" ? truth_argument(*argument, outer)
                                              : number_argument(*argument, *inner);
        if (!given) return std::nullopt;
        (name == "blocking" ? blocking : key) = given->formula;
        if (name == "weight") formula->deal = Deal::by_weight;
    }
    formula->arguments = {wanted->formula, limit->formula, std::move(key), std::move(blocking)};
    Type type;
    if (function.deal == Deal::funded)
        type.truth = true;
    else if (has_limit)
        type = wanted->type;
    return Checked{formula, type};
}

}  // namespace plancast
