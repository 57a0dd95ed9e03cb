#include "engine/models/compiler.hpp"

namespace plancast {

namespace {

constexpr double bound_tolerance = 1e-9;

}  // namespace

Situation Compiler::situation(const Part& part) const {
    Situation at = situation({}, 0, no_year);
    for (std::size_t i = 0; i < part.sets.size(); ++i)
        put_at_hand(at, part.sets[i], part.members[i]);
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
    judged.bound = part.bound ? graph_.value(bound) : std::nullopt;
    const auto [hit, margin] = compare(part.direction, judged.measure, bound);
    // What is not finite reaches no bound.
    judged.verdict = graph_.apply(Operation::logical_and, hit,
                                  graph_.apply(Operation::is_finite, judged.measure));
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
            if (one.bound != worst.bound) worst.bound.reset();
            // A year without a finite measure is the worst there is.
            const NodeId worse =
                graph_.apply(Operation::logical_or,
                             graph_.apply(Operation::less, one.shortfall, worst.shortfall),
                             graph_.apply(Operation::logical_not,
                                          graph_.apply(Operation::is_finite, one.measure)));
            worst.measure = graph_.apply(Operation::select, worse, one.measure, worst.measure);
            worst.shortfall =
                graph_.apply(Operation::select, worse, one.shortfall, worst.shortfall);
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
                result.bounds.push_back(judged.bound);
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

}  // namespace plancast
