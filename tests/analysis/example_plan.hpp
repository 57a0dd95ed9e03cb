#pragma once

#include <vector>

#include "engine/models/compile.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast::testing {

/// A plan of three years with a set, a lever, a reading, a count, a check and three targets: one
/// with two parts, one with an upper bound, one that is a truth value and not always judged.
Plan example_plan();

/// Totals of @p runs runs in which nothing was met, missed or counted, sized for the plan.
SimulationTotals empty_totals(const Plan& plan, const CompiledPlan& compiled, std::uint64_t runs);

}  // namespace plancast::testing
