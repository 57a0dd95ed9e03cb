#include "tests/end_to_end/shipped_plan.hpp"

#include <stdexcept>

#include "engine/designs/design.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast {

ShippedPlan::ShippedPlan(const std::string& path)
    : plan(load_plan(PROJECT_FOLDER "/scenarios/" + path)),
      compiled(compile_plan(plan, false)),
      program(compile_program(compiled.graph, compiled.outputs)) {}

std::size_t ShippedPlan::column(const std::string& series, std::optional<int> year,
                                std::size_t member) const {
    for (std::size_t i = 0; i < compiled.series.size(); ++i) {
        const QuantityColumn& found = compiled.series[i];
        const Series& of = plan.series[found.quantity];
        if (found.year != year) continue;
        if ((of.name == series && found.member == member) ||
            of.name + plan.member_label(of.sets, found.member) == series)
            return i;
    }
    throw std::invalid_argument("no such series: " + series);
}

double ShippedPlan::value(const Design& design, const std::string& series, std::optional<int> year,
                          std::size_t member) const {
    Workspace workspace(program, 1);
    evaluate_block(program, design, 0, 1, workspace);
    return workspace.output(program, compiled.columns.series[column(series, year, member)])[0];
}

SimulationTotals ShippedPlan::run(std::uint64_t runs) const {
    const RandomDesign design(plan.run.seed);
    SimulationOptions options;
    options.runs = runs;
    options.threads = 2;
    return simulate(program, compiled.columns, design, options);
}

std::size_t ShippedPlan::part(const std::string& id) const {
    std::size_t index = 0;
    for (const Target& target : plan.targets)
        for (const Part& part : target.parts) {
            if (id == target.id || id == target.id + "." + part.id) return index;
            ++index;
        }
    throw std::invalid_argument("no such part: " + id);
}

}  // namespace plancast
