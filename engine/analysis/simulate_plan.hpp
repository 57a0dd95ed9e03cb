#pragma once

#include <memory>

#include "engine/analysis/selection.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/designs/design.hpp"
#include "engine/models/compile.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

/// The design that a plan names, for its number of runs, under its seed.
/// @throws InvalidInput if there is none of that name, or not for so many runs.
std::unique_ptr<Design> design_of(const Plan& plan, const CompiledPlan& compiled);

/// Runs a plan and says how likely its targets are to be met.
///
/// The same plan and seed give the same summary, to the bit, on any number of threads.
///
/// @param plan      Its run settings say how many runs, with which seed and design.
/// @param compiled  The same plan compiled.
/// @param options   Threads, precision, where runs are stored, ...; options.runs is not read, and
///   options.stored are indices into compiled.outputs.
/// @param detail    With Detail::hits the summary has no series, and no means, quantiles,
/// shortfalls
///   or promises of measures; neither values that are not finite nor assumptions that decide are
///   looked for.
/// @throws InvalidInput for a design that is not known, and for a precision under latin; what the
///   sink or the progress callback throws.
Summary simulate_plan(const Plan& plan, const CompiledPlan& compiled,
                      const SimulationOptions& options = {}, Detail detail = Detail::values);

/// The same for a plan that was not compiled yet; judges all readings.
/// @throws InvalidInput also for what only compile_plan sees.
Summary simulate_plan(const Plan& plan);

}  // namespace plancast
