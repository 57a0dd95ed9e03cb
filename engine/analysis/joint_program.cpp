#include "engine/analysis/joint_program.hpp"

#include "engine/analysis/whole_plan.hpp"

namespace plancast {

namespace {

class Joiner {
public:
    JointProgram joint;

    std::size_t output(NodeId node) {
        joint.outputs.push_back(node);
        return joint.outputs.size() - 1;
    }

    NodeId node_of(const PlanProgram& plan, std::size_t compiled_output) const {
        return plan.first + plan.compiled.outputs[compiled_output];
    }

    std::vector<std::size_t> outputs_of(const PlanProgram& plan,
                                        const std::vector<std::size_t>& compiled_outputs) {
        std::vector<std::size_t> own;
        for (const std::size_t one : compiled_outputs) own.push_back(output(node_of(plan, one)));
        return own;
    }

    NodeId is(NodeId verdict, Verdict wanted) {
        return joint.graph.apply(Operation::equal, verdict,
                                 joint.graph.constant(static_cast<double>(wanted)));
    }

    NodeId is_whole_plan_met(const PlanProgram& plan) {
        std::vector<NodeId> verdicts;
        for (const std::size_t target : plan.compiled.columns.verdicts.front().targets)
            verdicts.push_back(node_of(plan, target));
        return whole_plan(joint.graph, verdicts).met;
    }

    ChangeEvents change(NodeId met_in_base, NodeId met) {
        return {event(met, met_in_base), event(met_in_base, met)};
    }

private:
    /// The one, not the other.
    std::size_t event(NodeId one, NodeId other) {
        const NodeId happens = joint.graph.apply(Operation::logical_and, one,
                                                 joint.graph.apply(Operation::logical_not, other));
        joint.columns.events.push_back(output(happens));
        return joint.columns.events.size() - 1;
    }
};

}  // namespace

JointProgram join_plans(std::vector<PlanProgram>& plans, const std::vector<MatchedNames>& names) {
    Joiner joiner;
    Columns& columns = joiner.joint.columns;
    for (PlanProgram& plan : plans) {
        plan.first = joiner.joint.graph.append(plan.compiled.graph);
        const VerdictColumns& verdicts = plan.compiled.columns.verdicts.front();
        columns.verdicts.push_back(
            {joiner.outputs_of(plan, verdicts.parts), joiner.outputs_of(plan, verdicts.targets)});
    }
    const PlanProgram& base = plans.front();
    const Columns& of_base = base.compiled.columns;
    columns.series = joiner.outputs_of(base, of_base.series);
    columns.checks = joiner.outputs_of(base, of_base.checks);
    columns.known_chances.resize(of_base.known_chances.size());  // nobody asks for them
    const NodeId base_met = joiner.is_whole_plan_met(base);
    for (std::size_t i = 1; i < plans.size(); ++i) {
        const PlanProgram& plan = plans[i];
        const Columns& own = plan.compiled.columns;
        JointChanges changes;
        const auto changes_of = [&](const std::vector<std::size_t>& in_base,
                                    const std::vector<std::size_t>& here, const Pairs& shared) {
            std::vector<ChangeEvents> events;
            for (const auto& [first, second] : shared)
                events.push_back(
                    joiner.change(joiner.is(joiner.node_of(base, in_base[first]), Verdict::met),
                                  joiner.is(joiner.node_of(plan, here[second]), Verdict::met)));
            return events;
        };
        const VerdictColumns &base_verdicts = of_base.verdicts.front(),
                             &verdicts = own.verdicts.front();
        const MatchedNames& matched = names[i - 1];
        changes.parts = changes_of(base_verdicts.parts, verdicts.parts, matched.parts.shared);
        changes.targets =
            changes_of(base_verdicts.targets, verdicts.targets, matched.targets.shared);
        changes.all = joiner.change(base_met, joiner.is_whole_plan_met(plan));
        changes.first_series = columns.series.size();
        for (const auto& [first, second] : matched.series.shared)
            columns.series.push_back(joiner.output(joiner.joint.graph.apply(
                Operation::subtract, joiner.node_of(plan, own.series[second]),
                joiner.node_of(base, of_base.series[first]))));
        joiner.joint.changes.push_back(std::move(changes));
    }
    return std::move(joiner.joint);
}

}  // namespace plancast
