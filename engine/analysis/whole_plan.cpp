#include "engine/analysis/whole_plan.hpp"

#include "engine/simulation/columns.hpp"

namespace plancast {

Title all_targets_title() { return {"Mọi chỉ tiêu", "All targets"}; }

WholePlan whole_plan(Graph& graph, std::span<const NodeId> verdicts) {
    const auto is = [&](NodeId verdict, Verdict wanted) {
        return graph.apply(Operation::equal, verdict, graph.constant(static_cast<double>(wanted)));
    };
    WholePlan plan;
    plan.any_met = graph.constant(0);
    plan.any_missed = graph.constant(0);
    for (const NodeId verdict : verdicts) {
        plan.any_met = graph.apply(Operation::logical_or, plan.any_met, is(verdict, Verdict::met));
        plan.any_missed =
            graph.apply(Operation::logical_or, plan.any_missed, is(verdict, Verdict::missed));
    }
    plan.met = graph.apply(Operation::logical_and, plan.any_met,
                           graph.apply(Operation::logical_not, plan.any_missed));
    return plan;
}

}  // namespace plancast
