#include "engine/models/compiler.hpp"

#include <algorithm>

namespace plancast {

Situation Compiler::situation(const SetList& sets, std::size_t member, std::int32_t year) const {
    Situation at;
    at.members.assign(plan_.sets.size(), 0);
    at.year = year;
    at.last_year = plan_.years.empty() ? 0 : plan_.years.back();
    for (std::size_t i = sets.size(); i-- > 0;) {
        const std::size_t size = plan_.sets[sets[i]].members.size();
        at.members[sets[i]] = member % size;
        member /= size;
    }
    return at;
}

std::size_t Compiler::member_of(const std::vector<MemberChoice>& choices,
                                const Situation& at) const {
    std::size_t index = 0;
    for (const MemberChoice& choice : choices) {
        const std::size_t member =
            choice.member == MemberChoice::at_hand ? at.members[choice.set] : choice.member;
        index = index * plan_.sets[choice.set].members.size() + member;
    }
    return index;
}

std::vector<int> Compiler::years_to(int last) const {
    std::vector<int> years;
    for (int year : plan_.years)
        if (year <= last) years.push_back(year);
    return years;
}
NodeId Compiler::evaluate(const Formula& formula, const Situation& at) {
    const auto argument = [&](std::size_t i) -> const Formula& { return *formula.arguments[i]; };
    switch (formula.kind) {
        case Formula::Kind::number: return graph_.constant(formula.value);
        case Formula::Kind::year: return graph_.constant(at.year);
        case Formula::Kind::lever:
            return graph_.constant(
                plan_.levers[formula.index].value.at(member_of(formula.members, at)));
        case Formula::Kind::input:
            return input_value(formula.index, member_of(formula.members, at), at.year,
                               formula.place);
        case Formula::Kind::series:
            return series_value(formula.index, member_of(formula.members, at), at.year,
                                formula.place);
        case Formula::Kind::reading:
            return graph_.constant(
                choices_[choice_].values[formula.index] == formula.alternative ? 1 : 0);
        case Formula::Kind::apply: {
            const NodeId a = evaluate(argument(0), at);
            if (formula.arguments.size() == 1) return graph_.apply(formula.operation, a);
            // What a known choice leaves out is not evaluated: it need not exist.
            if (formula.operation == Operation::select)
                if (const auto chosen = graph_.value(a))
                    return evaluate(argument(*chosen != 0 ? 1 : 2), at);
            const NodeId b = evaluate(argument(1), at);
            if (formula.arguments.size() == 2) return graph_.apply(formula.operation, a, b);
            return graph_.apply(formula.operation, a, b, evaluate(argument(2), at));
        }
        case Formula::Kind::previous:
        case Formula::Kind::before: {
            Situation earlier = at;
            if (formula.kind == Formula::Kind::before && at.year <= plan_.years.front())
                return evaluate(argument(1), at);
            earlier.year = at.year - 1;
            return evaluate(argument(0), earlier);
        }
        case Formula::Kind::at_year: {
            Situation then = at;
            then.year = formula.year_at;
            return evaluate(argument(0), then);
        }
        case Formula::Kind::total: {
            Situation then = at;
            NodeId sum = graph_.constant(0);
            for (int year : years_to(at.year)) {
                then.year = year;
                const NodeId value = evaluate(argument(0), then);
                sum = year == plan_.years.front() ? value : graph_.add(sum, value);
            }
            return sum;
        }
        case Formula::Kind::over_years:
        case Formula::Kind::over_members: return fold(formula, at);
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
        const bool each_year =
            input.by_year || std::any_of(input.adjustments.begin(), input.adjustments.end(),
                                         [](const Adjustment& a) { return a.year.has_value(); });
        const std::vector<int> years = each_year ? plan_.years : std::vector<int>{no_year};
        for (int year : years) {
            for (std::size_t m = 0; m < plan_.member_count(input.sets); ++m) {
                result.columns.inputs.push_back(
                    output(result, input_value(i, m, year, input.place)));
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
                series_value(i, m, year, plan_.series[i].place);
    for (std::size_t i = 0; i < plan_.series.size(); ++i) {
        const Series& series = plan_.series[i];
        const std::vector<int> years = series.by_year ? plan_.years : std::vector<int>{no_year};
        for (int year : years) {
            for (std::size_t m = 0; m < plan_.member_count(series.sets); ++m) {
                result.columns.series.push_back(
                    output(result, series_value(i, m, year, series.place)));
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
    problems_.throw_if_any();
    result.graph = graph_.take();
    result.choices = std::move(choices_);
    return result;
}

CompiledPlan compile_plan(const Plan& plan, bool judge_all_readings) {
    return Compiler(plan, judge_all_readings).compile();
}

}  // namespace plancast
