#include "engine/analysis/simulate_plan.hpp"

#include <fmt/core.h>

#include "engine/analysis/summarise.hpp"
#include "engine/analysis/warnings.hpp"
#include "engine/core/error.hpp"

namespace plancast {

std::unique_ptr<Design> make_design(const RunSettings& settings) {
    if (settings.design == "random") return std::make_unique<RandomDesign>(settings.seed);
    throw InvalidInput(fmt::format("unknown design '{}'", settings.design), "there is 'random'");
}

Summary simulate_plan(const Plan& plan, const CompiledPlan& compiled,
                      const SimulationOptions& options) {
    const std::unique_ptr<Design> design = make_design(plan.run);
    const Program program = compile_program(compiled.graph, compiled.outputs);
    SimulationOptions asked = options;
    asked.runs = plan.run.runs;
    const SimulationTotals totals = simulate(program, compiled.columns, *design, asked);
    Summary summary = summarise(plan, compiled, totals);
    summary.warnings = warnings_of_runs(plan, compiled, *design, summary);
    return summary;
}

Summary simulate_plan(const Plan& plan) { return simulate_plan(plan, compile_plan(plan, true)); }

}  // namespace plancast
