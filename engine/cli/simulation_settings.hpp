#pragma once

#include "engine/cli/arguments.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// Puts what the command line says of runs, seed and design in place of what the plan says.
void take_settings(const SimulationArguments& arguments, Plan& plan);

/// @throws InvalidInput if the command line says runs, seed or design: a result has its own.
void refuse_settings_of_result(const SimulationArguments& arguments);

/// At least 1.
int thread_count(const SimulationArguments& arguments);

}  // namespace plancast
