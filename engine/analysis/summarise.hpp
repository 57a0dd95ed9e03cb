#pragma once

#include <string>
#include <vector>

#include "engine/analysis/summary.hpp"
#include "engine/models/compile.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

/// The level that a promise should have: the bound named as such is met with this probability.
inline constexpr double promise_level = 0.8;

/// Turns what a simulation counted into what people ask: how likely each target and part is to be
/// met (Wilson intervals), how far a miss falls short, what could be promised, which misses come
/// together, what other readings would say, and what is wrong with the model.
///
/// Probabilities are met / all runs: runs in which a part is not judged count in the denominator.
///
/// @param plan      Its run settings say with which seed and design it was run.
/// @param compiled  The same plan compiled.
/// @param totals    Of a simulation of compiled.outputs with compiled.columns.
Summary summarise(const Plan& plan, const CompiledPlan& compiled, const SimulationTotals& totals);

/// The names of one member, one a set: {"north", "industry"}. @param member  Row-major index.
std::vector<std::string> member_names(const Plan& plan, const SetList& over, std::size_t member);

/// How a series or input is named with its member: "product[industry]".
std::string quantity_id(const Plan& plan, const Declared& quantity, std::size_t member);

}  // namespace plancast
