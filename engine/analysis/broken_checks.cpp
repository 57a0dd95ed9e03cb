#include "engine/analysis/broken_checks.hpp"

#include <numeric>

#include "engine/analysis/summarise.hpp"
#include "engine/program/program.hpp"

namespace plancast {

namespace {

/// The values of some nodes in one run.
std::vector<double> values_in_run(const CompiledPlan& compiled, const std::vector<NodeId>& nodes,
                                  const Design& design, std::uint64_t run) {
    const Program program = compile_program(compiled.graph, nodes);
    Workspace workspace(program, 1);
    evaluate_block(program, design, run, 1, workspace);
    std::vector<double> values;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        values.push_back(workspace.output(program, i)[0]);
    return values;
}

}  // namespace

std::vector<CheckBreak> broken_checks(const Plan& plan, const CompiledPlan& compiled,
                                      const Design& design, std::uint64_t run,
                                      const std::vector<std::size_t>& checks) {
    std::vector<NodeId> nodes;
    for (const std::size_t check : checks)
        for (const CheckPoint& point : compiled.check_points)
            if (point.check == check) nodes.push_back(point.holds);
    if (nodes.empty()) return {};
    const std::vector<double> holds = values_in_run(compiled, nodes, design, run);
    std::vector<CheckBreak> broken;
    std::size_t next = 0;
    for (const std::size_t index : checks) {
        const Check& check = plan.checks[index];
        const CheckPoint* first = nullptr;
        std::size_t count = 0;
        for (const CheckPoint& point : compiled.check_points) {
            if (point.check != index || holds[next++] != 0) continue;
            if (first == nullptr) first = &point;
            ++count;
        }
        if (first == nullptr) continue;
        CheckBreak found;
        found.id = check.name;
        found.title = check.title;
        found.expression = to_text(*check.holds.written);
        found.year = first->year;
        found.members = member_names(plan, check.sets, first->member);
        found.unit = check.unit.text;
        found.truth = check.truth_sides;
        found.more = count - 1;
        if (first->sides) {
            const std::vector<double> sides =
                values_in_run(compiled, {first->sides->first, first->sides->second}, design, run);
            found.sides = {sides[0], sides[1]};
        }
        broken.push_back(std::move(found));
    }
    return broken;
}

std::vector<CheckBreak> broken_checks(const Plan& plan, const CompiledPlan& compiled,
                                      const Design& design, std::uint64_t run) {
    std::vector<std::size_t> all(plan.checks.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return broken_checks(plan, compiled, design, run, all);
}

}  // namespace plancast
