#include "engine/models/compile.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/models/graph_builder.hpp"
#include "engine/models/input_compiler.hpp"
#include "engine/models/reading_use.hpp"

namespace plancast {

namespace {

constexpr NodeId unknown = static_cast<NodeId>(-1);
constexpr NodeId at_work = static_cast<NodeId>(-2);
constexpr double bound_tolerance = 1e-9;

/// What is at hand where a formula is evaluated.
struct Situation {
    std::vector<std::size_t> members;  ///< by set; only those in scope mean anything
    std::int32_t year = no_year;
    int last_year = 0;  ///< where folds over years end
};

class Compiler {
public:
    Compiler(const Plan& plan, bool judge_all_readings)
        : plan_(plan),
          uses_(plan),
          choices_(reading_choices(plan, judge_all_readings)),
          inputs_(plan, graph_,
                  [this](const Formula& formula, const Input& input, std::size_t member,
                         std::int32_t year) {
                      return evaluate(formula, situation(input.sets, member, year));
                  }) {}

    CompiledPlan compile();

private:
    Situation situation(const SetList& sets, std::size_t member, std::int32_t year) const;
    NodeId evaluate(const Formula& formula, const Situation& at);
    NodeId input_value(std::size_t index, std::size_t member, std::int32_t year,
                       const Place& place);
    NodeId series_value(std::size_t index, std::size_t member, std::int32_t year,
                        const Place& place);
    NodeId series_node(std::size_t index, std::size_t member, std::int32_t year,
                       const Place& place);
    NodeId count_node(const Series& series, std::size_t member, std::int32_t year,
                      const Situation& at);
    NodeId fold(const Formula& formula, const Situation& at);
    NodeId fold_values(Formula::Fold fold, const std::vector<NodeId>& values,
                       const std::vector<int>& years);
    std::size_t member_of(const std::vector<MemberChoice>& choices, const Situation& at) const;
    std::vector<int> years_to(int last) const;
    void report_cycle(const std::string& label, const Place& place);

    void add_inputs(CompiledPlan& result);
    void add_series(CompiledPlan& result);
    void add_targets(CompiledPlan& result);
    void add_checks(CompiledPlan& result);
    std::size_t output(CompiledPlan& result, NodeId node);

    struct Judged {
        NodeId measure = 0, verdict = 0, shortfall = 0;
    };
    Judged judge(const Part& part);
    Judged judge_once(const Part& part, const Situation& at);
    std::pair<NodeId, NodeId> compare(Direction direction, NodeId measure, NodeId bound);
    NodeId target_verdict(const std::vector<NodeId>& parts);
    Situation situation(const Part& part) const;

    const Plan& plan_;
    ReadingUse uses_;
    std::vector<ReadingChoice> choices_;
    std::size_t choice_ = 0;
    GraphBuilder graph_;
    InputCompiler inputs_;
    Problems problems_;
    std::vector<std::string> path_;  ///< what is being evaluated, outermost first
    std::set<std::string> reported_;
    /// [choice that is first to give the readings that matter][series][member and year]
    std::vector<std::vector<std::vector<NodeId>>> series_memo_;
    std::map<std::tuple<std::size_t, std::size_t, std::int32_t>, NodeId> input_memo_;
};

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

void Compiler::report_cycle(const std::string& label, const Place& place) {
    const auto start = std::find(path_.begin(), path_.end(), label);
    std::vector<std::string> cycle(start, path_.end());
    // The same cycle stands in every year: it is reported once.
    std::set<std::string> key;
    for (const std::string& name : cycle) key.insert(name.substr(0, name.find(" (")));
    if (!reported_.insert(fmt::format("{}", fmt::join(key, " "))).second) return;
    cycle.push_back(label);
    problems_.error(place, fmt::format("a cycle: {}", fmt::join(cycle, " <- ")),
                    "let one of them use last year's value: prev(x) or before(x, start)");
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
    return unknown;
}

NodeId Compiler::input_value(std::size_t index, std::size_t member, std::int32_t year,
                             const Place& place) {
    const Input& input = plan_.inputs[index];
    if (input.by_year && (year == no_year || year < plan_.years.front())) {
        if (reported_.insert("input " + input.name).second)
            problems_.error(place, fmt::format("input '{}' has no value in {}", input.name, year),
                            fmt::format("it is drawn from {} on; write before(..., start)",
                                        plan_.years.front()));
        return graph_.constant(0);
    }
    const bool adjusted_by_year =
        std::any_of(input.adjustments.begin(), input.adjustments.end(),
                    [](const Adjustment& a) { return a.year.has_value(); });
    const std::int32_t when = input.by_year || adjusted_by_year ? year : no_year;
    const auto key = std::tuple{index, member, when};
    const auto known = input_memo_.find(key);
    const std::string label = input.name + plan_.member_label(input.sets, member);
    if (known != input_memo_.end()) {
        if (known->second != at_work) return known->second;
        report_cycle(label, place);
        return graph_.constant(0);
    }
    input_memo_[key] = at_work;
    path_.push_back(label);
    const NodeId node = inputs_.value(index, member, when);
    path_.pop_back();
    input_memo_[key] = node;
    return node;
}

NodeId Compiler::series_value(std::size_t index, std::size_t member, std::int32_t year,
                              const Place& place) {
    const Series& series = plan_.series[index];
    if (series.by_year && (year < plan_.base_year || year > plan_.years.back())) {
        if (reported_.insert("year " + series.name).second)
            problems_.error(place, fmt::format("'{}' has no value in {}", series.name, year),
                            fmt::format("its first value is that of {}", plan_.base_year));
        return graph_.constant(0);
    }
    const std::size_t slots = plan_.years.size() + 1;
    const std::size_t slot = series.by_year ? static_cast<std::size_t>(year - plan_.base_year) : 0;
    auto& memo = series_memo_[uses_.same_as(choices_, choice_, index)][index];
    if (memo.empty()) memo.assign(plan_.member_count(series.sets) * slots, unknown);
    NodeId& known = memo[member * slots + slot];
    if (known != unknown && known != at_work) return known;
    std::string label = series.name + plan_.member_label(series.sets, member);
    if (series.by_year) label += fmt::format(" ({})", year);
    if (known == at_work) {
        report_cycle(label, place);
        return graph_.constant(0);
    }
    known = at_work;
    path_.push_back(label);
    const NodeId node = series_node(index, member, series.by_year ? year : no_year, place);
    path_.pop_back();
    // The table may have moved or grown meanwhile: look the place up again.
    series_memo_[uses_.same_as(choices_, choice_, index)][index][member * slots + slot] = node;
    return node;
}

NodeId Compiler::series_node(std::size_t index, std::size_t member, std::int32_t year,
                             const Place& place) {
    const Series& series = plan_.series[index];
    const Situation at = situation(series.sets, member, year);
    if (series.by_year && year < plan_.years.front()) {
        if (!series.base.values.empty()) return evaluate(*series.base.at(member).formula, at);
        if (reported_.insert("base " + series.name).second)
            problems_.error(place, fmt::format("'{}' has no value in {}", series.name, year),
                            fmt::format("give '{}' a base, or write before({}, start)", series.name,
                                        series.name));
        return graph_.constant(0);
    }
    if (series.count != CountLaw::none) return count_node(series, member, year, at);
    return evaluate(*series.value.at(member).formula, at);
}

NodeId Compiler::count_node(const Series& series, std::size_t member, std::int32_t year,
                            const Situation& at) {
    const NodeId uniform = graph_.draw(series.name + plan_.member_label(series.sets, member), year);
    const auto parameter = [&](std::size_t i) {
        return evaluate(*series.parameters[i].value.at(member).formula, at);
    };
    switch (series.count) {
        case CountLaw::bernoulli: return graph_.apply(Operation::bernoulli, uniform, parameter(0));
        case CountLaw::poisson: return graph_.apply(Operation::poisson, uniform, parameter(0));
        case CountLaw::binomial: {
            const NodeId trials = parameter(0);
            return graph_.apply(Operation::binomial, uniform, trials, parameter(1));
        }
        case CountLaw::none: break;
    }
    return unknown;
}

NodeId Compiler::fold(const Formula& formula, const Situation& at) {
    std::vector<NodeId> values;
    std::vector<int> years;
    Situation inner = at;
    if (formula.kind == Formula::Kind::over_years) {
        years = years_to(at.last_year);
        if (formula.fold == Formula::Fold::cagr) years = {plan_.base_year, years.back()};
        for (int year : years) {
            inner.year = year;
            values.push_back(evaluate(*formula.arguments[0], inner));
        }
        return fold_values(formula.fold, values, years);
    }
    std::size_t count = 1;
    for (std::size_t set : formula.sets) count *= plan_.sets[set].members.size();
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t rest = i;
        for (std::size_t s = formula.sets.size(); s-- > 0;) {
            const std::size_t size = plan_.sets[formula.sets[s]].members.size();
            inner.members[formula.sets[s]] = rest % size;
            rest /= size;
        }
        values.push_back(evaluate(*formula.arguments[0], inner));
    }
    return fold_values(formula.fold, values, years);
}

NodeId Compiler::fold_values(Formula::Fold fold, const std::vector<NodeId>& values,
                             const std::vector<int>& years) {
    using Fold = Formula::Fold;
    const NodeId one = graph_.constant(1);
    if (fold == Fold::last) return values.back();
    if (fold == Fold::cagr) {
        const double span = years.back() - years.front();
        const NodeId ratio = graph_.divide(values.back(), values.front());
        return graph_.subtract(graph_.apply(Operation::power, ratio, graph_.constant(1 / span)),
                               one);
    }
    if (fold == Fold::first_year) {
        NodeId year = graph_.constant(years.back() + 1);
        for (std::size_t i = values.size(); i-- > 0;)
            year = graph_.apply(Operation::select, values[i], graph_.constant(years[i]), year);
        return year;
    }
    const Operation operation = fold == Fold::lowest    ? Operation::minimum
                                : fold == Fold::highest ? Operation::maximum
                                : fold == Fold::all     ? Operation::logical_and
                                : fold == Fold::any     ? Operation::logical_or
                                                        : Operation::add;
    NodeId result = values.front();
    if (fold == Fold::count)
        result = graph_.apply(Operation::select, result, one, graph_.constant(0));
    for (std::size_t i = 1; i < values.size(); ++i) {
        const NodeId value = fold == Fold::count ? graph_.apply(Operation::select, values[i], one,
                                                                graph_.constant(0))
                                                 : values[i];
        result = graph_.apply(operation, result, value);
    }
    if (fold == Fold::mean)
        result = graph_.divide(result, graph_.constant(static_cast<double>(values.size())));
    return result;
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

Situation Compiler::situation(const Part& part) const {
    Situation at = situation({}, 0, no_year);
    for (std::size_t i = 0; i < part.sets.size(); ++i) at.members[part.sets[i]] = part.members[i];
    if (!plan_.years.empty()) {
        at.last_year = part.by.value_or(plan_.years.back());
        at.year = at.last_year;
    }
    return at;
}

// Whether the bound is reached, and by how much the measure passes it (for is_true: 1 or 0).
std::pair<NodeId, NodeId> Compiler::compare(Direction direction, NodeId measure, NodeId bound) {
    const NodeId tolerance =
        graph_.multiply(graph_.constant(bound_tolerance), graph_.apply(Operation::absolute, bound));
    const NodeId above = graph_.subtract(measure, bound), below = graph_.subtract(bound, measure);
    switch (direction) {
        case Direction::at_least:
            return {graph_.apply(Operation::less_equal, graph_.subtract(bound, tolerance), measure),
                    above};
        case Direction::above:
            return {graph_.apply(Operation::less, graph_.add(bound, tolerance), measure), above};
        case Direction::at_most:
            return {graph_.apply(Operation::less_equal, measure, graph_.add(bound, tolerance)),
                    below};
        case Direction::below:
            return {graph_.apply(Operation::less, measure, graph_.subtract(bound, tolerance)),
                    below};
        case Direction::equals: {
            const NodeId distance = graph_.apply(Operation::absolute, above);
            return {graph_.apply(Operation::less_equal, distance, tolerance),
                    graph_.apply(Operation::negate, distance)};
        }
        case Direction::is_true: break;
    }
    return {measure,
            graph_.apply(Operation::select, measure, graph_.constant(1), graph_.constant(-1))};
}

Compiler::Judged Compiler::judge_once(const Part& part, const Situation& at) {
    Judged judged;
    judged.measure = evaluate(*part.measure.formula, at);
    const NodeId bound = part.bound ? evaluate(*part.bound.formula, at) : graph_.constant(1);
    const auto [hit, margin] = compare(part.direction, judged.measure, bound);
    judged.verdict = hit;
    judged.shortfall = margin;  // turned into a shortfall by judge()
    return judged;
}

Compiler::Judged Compiler::judge(const Part& part) {
    Situation at = situation(part);
    Judged worst;
    if (!part.each_year) {
        worst = judge_once(part, at);
    } else {
        const std::vector<int> years = years_to(at.last_year);
        for (int year : years) {
            at.year = year;
            const Judged one = judge_once(part, at);
            if (year == years.front()) {
                worst = one;
                continue;
            }
            const NodeId worse = graph_.apply(Operation::less, one.shortfall, worst.shortfall);
            worst.measure = graph_.apply(Operation::select, worse, one.measure, worst.measure);
            worst.shortfall = graph_.apply(Operation::minimum, one.shortfall, worst.shortfall);
            worst.verdict = graph_.apply(Operation::logical_and, worst.verdict, one.verdict);
        }
        at.year = at.last_year;
    }
    const NodeId nothing = graph_.constant(0);
    NodeId missed = graph_.apply(Operation::logical_not, worst.verdict);
    if (part.judged_if) {
        const NodeId judged = evaluate(*part.judged_if.formula, at);
        missed = graph_.apply(Operation::logical_and, judged, missed);
        worst.verdict = graph_.apply(Operation::select, judged, worst.verdict,
                                     graph_.constant(static_cast<double>(Verdict::not_judged)));
    }
    worst.shortfall = graph_.apply(Operation::select, missed,
                                   graph_.apply(Operation::negate, worst.shortfall), nothing);
    return worst;
}

NodeId Compiler::target_verdict(const std::vector<NodeId>& parts) {
    if (parts.size() == 1) return parts.front();
    const NodeId met = graph_.constant(1), missed = graph_.constant(0);
    NodeId any_missed = missed, any_met = missed;
    for (NodeId part : parts) {
        any_missed = graph_.apply(Operation::logical_or, any_missed,
                                  graph_.apply(Operation::equal, part, missed));
        any_met =
            graph_.apply(Operation::logical_or, any_met, graph_.apply(Operation::equal, part, met));
    }
    const NodeId otherwise = graph_.apply(
        Operation::select, any_met, met, graph_.constant(static_cast<double>(Verdict::not_judged)));
    return graph_.apply(Operation::select, any_missed, missed, otherwise);
}

void Compiler::add_targets(CompiledPlan& result) {
    for (choice_ = 0; choice_ < choices_.size(); ++choice_) {
        VerdictColumns columns;
        for (const Target& target : plan_.targets) {
            std::vector<NodeId> verdicts;
            for (const Part& part : target.parts) {
                const Judged judged = judge(part);
                verdicts.push_back(judged.verdict);
                columns.parts.push_back(output(result, judged.verdict));
                if (choice_ > 0) continue;
                result.columns.measures.push_back(output(result, judged.measure));
                result.columns.shortfalls.push_back(output(result, judged.shortfall));
                if (part.known_chance)
                    result.columns.known_chances.emplace_back(
                        output(result, evaluate(*part.known_chance.formula, situation(part))));
                else
                    result.columns.known_chances.emplace_back();
            }
            columns.targets.push_back(output(result, target_verdict(verdicts)));
        }
        result.columns.verdicts.push_back(std::move(columns));
    }
    choice_ = 0;
}

void Compiler::add_checks(CompiledPlan& result) {
    for (const Check& check : plan_.checks) {
        const std::vector<int> years =
            plan_.years.empty() ? std::vector<int>{no_year} : plan_.years;
        NodeId holds = graph_.constant(1);
        for (int year : years) {
            const Situation at = situation({}, 0, year);
            NodeId now = evaluate(*check.left.formula, at);
            if (check.right) {
                const NodeId right = evaluate(*check.right.formula, at);
                const NodeId size =
                    graph_.apply(Operation::maximum, graph_.apply(Operation::absolute, now),
                                 graph_.apply(Operation::absolute, right));
                now = graph_.apply(Operation::less_equal,
                                   graph_.apply(Operation::absolute, graph_.subtract(now, right)),
                                   graph_.multiply(graph_.constant(bound_tolerance), size));
            }
            holds = graph_.apply(Operation::logical_and, holds, now);
        }
        result.columns.checks.push_back(output(result, holds));
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

}  // namespace

CompiledPlan compile_plan(const Plan& plan, bool judge_all_readings) {
    return Compiler(plan, judge_all_readings).compile();
}

}  // namespace plancast
