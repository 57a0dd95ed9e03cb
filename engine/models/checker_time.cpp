#include <cmath>
#include <set>
#include <string>

#include <fmt/core.h>

#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"

namespace plancast {

namespace {

FormulaPtr minus_one(FormulaPtr x, const Place& place) {
    return apply_formula(Operation::subtract, {std::move(x), number_formula(1, place)}, place);
}

// How the value of a formula hangs on the year at hand.
struct YearUse {
    bool varies = false;  // it is another one each year
    bool folded = false;  // years went into it, and it is one number for all of them

    YearUse(const Plan& plan, const Formula& formula) : plan_(plan) { add(formula); }

private:
    void add(const Formula& formula) {
        if (!seen_.insert(&formula).second) return;
        using Kind = Formula::Kind;
        if (formula.kind == Kind::at_year ||
            (formula.kind == Kind::over_years && formula.years == 0)) {
            folded = true;
            return;
        }
        varies = varies || formula.kind == Kind::year || formula.kind == Kind::before ||
                 formula.kind == Kind::total ||
                 (formula.kind == Kind::table && plan_.tables[formula.index].by_year) ||
                 (formula.kind == Kind::input && plan_.inputs[formula.index].by_year) ||
                 (formula.kind == Kind::series && plan_.series[formula.index].by_year);
        for (const FormulaPtr& argument : formula.arguments) add(*argument);
    }

    const Plan& plan_;
    std::set<const Formula*> seen_;
};

}  // namespace

bool Checker::year_at_hand(const Expression& e, const Scope& scope) const {
    if (plan_.years.empty()) {
        problems_.error(e.place, "this model has no years", "give [model] years = [first, last]");
        return false;
    }
    if (!scope.in_time)
        problems_.error(e.place, fmt::format("no year is at hand in {}", scope.where));
    return scope.in_time;
}

std::optional<int> Checker::whole_years(const Expression& argument, const std::string& of) const {
    const double years = argument.number;
    if (argument.kind == Expression::Kind::number && !argument.unit_text && years >= 1 &&
        years <= most_years && years == std::round(years))
        return static_cast<int>(years);
    problems_.error(argument.place,
                    fmt::format("'{}' takes a number of years that is written out", of),
                    fmt::format("a whole number from 1 to {}", most_years));
    return std::nullopt;
}

bool Checker::has_values_by_year(const Expression& written, const Formula& formula,
                                 const std::string& who) const {
    const YearUse use(plan_, formula);
    if (use.varies || !use.folded) return true;
    const std::string what = written.kind == Expression::Kind::call
                                 ? fmt::format("'{}(...)'", written.name)
                                 : std::string("this");
    problems_.error(
        written.place,
        fmt::format("{} needs a value for each year, {} is one number for the whole plan", who,
                    what),
        "up to one year: total(x), or sum(x, years = 3) over the three years up to it");
    return false;
}

Checker::Result Checker::at_year(const Expression& e, const Scope& scope) const {
    if (plan_.years.empty()) {
        problems_.error(e.place, "this model has no years", "give [model] years = [first, last]");
        return std::nullopt;
    }
    if (e.year < plan_.first_known_year || e.year > plan_.years.back()) {
        problems_.error(
            e.place, fmt::format("the year {} is outside the plan", e.year),
            fmt::format(
                "years from {} to {} exist{}", plan_.first_known_year, plan_.years.back(),
                e.year < plan_.base_year ? "; earlier ones need history = { 2020 = ... }" : ""));
        return std::nullopt;
    }
    Scope inner = scope;
    inner.in_time = true;
    const Expression& written = *e.arguments[0];
    const auto argument = check(written, inner);
    if (!argument || !has_values_by_year(written, *argument->formula, fmt::format("'@{}'", e.year)))
        return std::nullopt;
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::at_year;
    formula->place = e.place;
    formula->year_at = e.year;
    formula->arguments = {argument->formula};
    return Checked{formula, argument->type};
}

Checker::Result Checker::in_time_function(const Expression& e, const Function& function,
                                          const Scope& scope) const {
    if (!year_at_hand(e, scope)) return std::nullopt;
    const Expression& written = *e.arguments[0];
    const bool any_kind =
        function.kind == FunctionKind::previous || function.kind == FunctionKind::before;
    const auto x = any_kind ? check(written, scope) : number_argument(written, scope);
    if (!x) return std::nullopt;
    if (function.kind == FunctionKind::total)
        return Checked{shared_formula(make_formula(Formula::Kind::total, {x->formula}, e.place)),
                       x->type};
    if (!has_values_by_year(written, *x->formula, fmt::format("'{}'", e.name))) return std::nullopt;
    auto earlier = std::make_shared<Formula>();
    earlier->place = e.place;
    earlier->kind = Formula::Kind::previous;
    earlier->arguments = {x->formula};
    earlier->years = 1;
    if (function.kind == FunctionKind::growth) {
        const FormulaPtr shared = shared_formula(x->formula);
        earlier->arguments = {shared};
        Type type;
        type.unit.text = "1/year";
        return Checked{
            minus_one(apply_formula(Operation::divide, {shared, earlier}, e.place), e.place), type};
    }
    const Expression* lag = !e.named.empty() ? e.named.front().second.get() : nullptr;
    if (function.kind == FunctionKind::previous && e.arguments.size() > 1)
        lag = e.arguments[1].get();
    if (lag != nullptr) {
        const auto years = whole_years(*lag, e.name);
        if (!years) return std::nullopt;
        earlier->years = *years;
    }
    if (function.kind == FunctionKind::previous) return Checked{earlier, x->type};
    auto start = check(*e.arguments[1], scope);
    if (!start) return std::nullopt;
    Checked before = *x;
    if (!bring_together(e.place, "'before'", {before, *e.arguments[0]}, {*start, *e.arguments[1]}))
        return std::nullopt;
    earlier->kind = Formula::Kind::before;
    earlier->arguments = {before.formula, start->formula};
    return Checked{earlier, before.type};
}

}  // namespace plancast
