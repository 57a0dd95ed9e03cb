#include "engine/models/compiler.hpp"

#include <algorithm>

namespace plancast {

namespace {

/// Levels of formulas in formulas, through series: what a stack of a few MiB holds.
constexpr std::size_t deepest = 8000;

}  // namespace

Situation Compiler::situation(const SetList& sets, std::size_t member, std::int32_t year) const {
    Situation at;
    at.members.assign(plan_.sets.size(), 0);
    at.year = year;
    at.last_year = plan_.years.empty() ? 0 : plan_.years.back();
    const std::vector<std::size_t> members = plan_.members_at(sets, member);
    for (std::size_t i = 0; i < sets.size(); ++i) put_at_hand(at, sets[i], members[i]);
    return at;
}

std::vector<int> Compiler::years_to(int last) const {
    std::vector<int> years;
    for (int year : plan_.years)
        if (year <= last) years.push_back(year);
    return years;
}
NodeId Compiler::evaluate(const Formula& formula, const Situation& at) {
    if (++depth_ > deepest) {
        problems_.error(formula.place, "the plan hangs together in too long a chain",
                        "break it: what follows from what, within a year, in fewer steps");
        repeated_.report(problems_);
        problems_.throw_if_any();
    }
    NodeId node = 0;
    if (!formula.shared) {
        node = evaluate_anew(formula, at);
    } else {
        const SharedKey key = shared_key(formula, at);
        const auto known = shared_.find(key);
        node = known != shared_.end() ? known->second : evaluate_anew(formula, at);
        shared_[key] = node;
    }
    --depth_;
    return node;
}

// The outermost sets whose member at hand decides the value of a formula; each formula is looked at
// once.
const std::set<std::size_t>& Compiler::members_used(const Formula& formula) {
    const auto known = members_used_.find(&formula);
    if (known != members_used_.end()) return known->second;
    std::set<std::size_t> sets;
    for (const FormulaPtr& argument : formula.arguments) {
        const std::set<std::size_t>& inner = members_used(*argument);
        sets.insert(inner.begin(), inner.end());
    }
    for (const MemberRange& range : formula.ranges) sets.erase(plan_.outermost(range.set));
    for (const MemberRange& range : formula.ranges)
        if (formula.kind == Formula::Kind::among)
            sets.insert(plan_.outermost(range.set));
        else if (range.map != MemberChoice::no_map)
            sets.insert(plan_.outermost(plan_.maps[range.map].to));
    for (const MemberChoice& choice : formula.members)
        if (choice.member == MemberChoice::at_hand) sets.insert(plan_.outermost(choice.from));
    return members_used_.emplace(&formula, std::move(sets)).first->second;
}

// What the value of a formula depends on, beside the plan.
Compiler::SharedKey Compiler::shared_key(const Formula& formula, const Situation& at) {
    std::vector<std::size_t> members;
    for (const std::size_t set : members_used(formula)) members.push_back(at.members[set]);
    return {&formula, choice_, at.year, at.last_year, std::move(members)};
}

NodeId Compiler::evaluate_anew(const Formula& formula, const Situation& at) {
    const auto argument = [&](std::size_t i) -> const Formula& { return *formula.arguments[i]; };
    switch (formula.kind) {
        case Formula::Kind::number: return graph_.constant(formula.value);
        case Formula::Kind::year: return graph_.constant(at.year);
        case Formula::Kind::table:
        case Formula::Kind::lever:
        case Formula::Kind::input:
        case Formula::Kind::series:
        case Formula::Kind::verdict:
        case Formula::Kind::position: return quantity(formula, at);
        case Formula::Kind::is_member: {
            const auto member = chosen_member(formula.members.front(), at);
            return graph_.constant(member && (formula.alternative == Formula::any_member ||
                                              formula.alternative == *member));
        }
        case Formula::Kind::reading:
            return graph_.constant(
                choices_[choice_].values[formula.index] == formula.alternative ? 1 : 0);
        case Formula::Kind::apply: {
            const NodeId a = evaluate(argument(0), at);
            if (formula.arguments.size() == 1) return graph_.apply(formula.operation, a);
            // What a known choice leaves out is not evaluated: it need not exist.
            if (const auto known = graph_.value(a)) {
                if (formula.operation == Operation::select)
                    return evaluate(argument(*known != 0 ? 1 : 2), at);
                if (formula.operation == Operation::logical_and && *known == 0) return a;
                if (formula.operation == Operation::logical_or && *known != 0) return a;
            }
            const NodeId b = evaluate(argument(1), at);
            if (formula.arguments.size() == 2) return graph_.apply(formula.operation, a, b);
            return graph_.apply(formula.operation, a, b, evaluate(argument(2), at));
        }
        case Formula::Kind::previous:
        case Formula::Kind::before: {
            Situation earlier = at;
            earlier.year = at.year - formula.years;
            if (formula.kind == Formula::Kind::before && earlier.year < plan_.years.front())
                return evaluate(argument(1), at);
            return evaluate(argument(0), earlier);
        }
        case Formula::Kind::at_year: {
            Situation then = at;
            then.year = formula.year_at;
            return evaluate(argument(0), then);
        }
        case Formula::Kind::total: {
            const NodeId now = evaluate(argument(0), at);
            if (at.year <= plan_.years.front()) return now;
            Situation earlier = at;
            earlier.year = at.year - 1;
            return graph_.add(evaluate(formula, earlier), now);
        }
        case Formula::Kind::over_years:
        case Formula::Kind::over_members: return fold(formula, at);
        case Formula::Kind::among: return among(formula, at);
    }
    return graph_.constant(0);
}
std::size_t Compiler::output(CompiledPlan& result, NodeId node) {
    result.outputs.push_back(node);
    return result.outputs.size() - 1;
}

void Compiler::add_inputs(CompiledPlan& result) {
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
        const Input& input = plan_.inputs[i];
        const bool each_year = inputs_with_years_[i];
        const std::vector<int> years = each_year ? plan_.years : std::vector<int>{no_year};
        for (int year : years) {
            for (std::size_t m = 0; m < plan_.member_count(input.sets); ++m) {
                result.columns.inputs.push_back(
                    output(result, input_value(i, m, situation({}, 0, year), input.place)));
                result.inputs.push_back(
                    {i, each_year ? std::optional<int>(year) : std::nullopt, m});
            }
        }
    }
}

void Compiler::add_series(CompiledPlan& result) {
    // Year by year, so that values are made near to where they are used again.
    for (int year : plan_.years)
        for (std::size_t i = 0; i < plan_.series.size(); ++i)
            for (std::size_t m = 0;
                 plan_.series[i].by_year && m < plan_.member_count(plan_.series[i].sets); ++m)
                series_value(i, m, situation({}, 0, year), plan_.series[i].place);
    for (std::size_t i = 0; i < plan_.series.size(); ++i) {
        const Series& series = plan_.series[i];
        const std::vector<int> years = series.by_year ? plan_.years : std::vector<int>{no_year};
        for (int year : years) {
            for (std::size_t m = 0; m < plan_.member_count(series.sets); ++m) {
                result.columns.series.push_back(
                    output(result, series_value(i, m, situation({}, 0, year), series.place)));
                result.series.push_back(
                    {i, series.by_year ? std::optional<int>(year) : std::nullopt, m});
            }
        }
    }
}

CompiledPlan Compiler::compile() {
    CompiledPlan result;
    series_memo_.assign(choices_.size(), std::vector<std::vector<NodeId>>(plan_.series.size()));
    add_inputs(result);
    add_series(result);
    add_targets(result);
    add_checks(result);
    repeated_.report(problems_);
    problems_.throw_if_any();
    result.graph = graph_.take();
    result.choices = std::move(choices_);
    return result;
}

CompiledPlan compile_plan(const Plan& plan, bool judge_all_readings) {
    return Compiler(plan, judge_all_readings).compile();
}

}  // namespace plancast
