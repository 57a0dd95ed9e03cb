#include "engine/analysis/simulate_plan.hpp"

#include "engine/analysis/streams.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/analysis/warnings.hpp"
#include "engine/core/error.hpp"
#include "engine/designs/make_design.hpp"

namespace plancast {

std::unique_ptr<Design> design_of(const Plan& plan, const CompiledPlan& compiled) {
    const bool dealt = plan.run.design == "sobol";
    return make_design(plan.run.design, plan.run.seed, plan.run.runs,
                       dealt ? streams_of(plan, compiled) : std::vector<Stream>{});
}

namespace {

void say_where_checks_break(Summary& summary, const Plan& plan, const CompiledPlan& compiled,
                            const Design& design) {
    for (Finding& finding : summary.findings) {
        if (finding.kind != Finding::Kind::check_broken) continue;
        for (std::size_t i = 0; i < plan.checks.size(); ++i) {
            if (plan.checks[i].name != finding.id) continue;
            for (CheckBreak& found : broken_checks(plan, compiled, design, finding.first_run, {i}))
                finding.broken = std::move(found);
        }
        finding.year = finding.broken.year;
    }
}

}  // namespace

Summary simulate_plan(const Plan& plan, const CompiledPlan& compiled,
                      const SimulationOptions& options, Detail detail) {
    // Its runs are those of the number that was asked for: stopped earlier, nobody could draw them
    // again from the number that was done.
    if (options.precision && plan.run.design == "latin")
        throw InvalidInput(
            "design 'latin' is a sample of a fixed number of runs and cannot stop at a precision",
            "take the design random or sobol, or give runs and no precision");
    const std::unique_ptr<Design> design = design_of(plan, compiled);
    const Selection selection = select_outputs(compiled, detail, options.stored);
    const Program program = compile_program(compiled.graph, selection.outputs);
    SimulationOptions asked = options;
    asked.runs = plan.run.runs;
    asked.stored = selection.stored;
    const SimulationTotals totals = simulate(program, selection.columns, *design, asked);
    Summary summary = summarise(plan, compiled, totals);
    say_where_checks_break(summary, plan, compiled, *design);
    summary.warnings = warnings_of_runs(plan, compiled, *design, summary, detail);
    return summary;
}

Summary simulate_plan(const Plan& plan) { return simulate_plan(plan, compile_plan(plan, true)); }

}  // namespace plancast
