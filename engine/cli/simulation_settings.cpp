#include "engine/cli/simulation_settings.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "engine/core/error.hpp"

namespace plancast {

void take_settings(const SimulationArguments& arguments, Plan& plan) {
    if (arguments.runs) plan.run.runs = *arguments.runs;
    if (arguments.seed) plan.run.seed = *arguments.seed;
    if (arguments.design) plan.run.design = *arguments.design;
}

void refuse_settings_of_result(const SimulationArguments& arguments) {
    const char* what = arguments.seed     ? "seed"
                       : arguments.design ? "design"
                       : arguments.runs   ? "runs"
                                          : nullptr;
    if (what == nullptr) return;
    throw InvalidInput(
        fmt::format("--{0} belongs to a scenario; a result has the {0} it was run with", what),
        "leave it out");
}

int thread_count(const SimulationArguments& arguments) {
    if (arguments.threads > 0) return arguments.threads;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace plancast
