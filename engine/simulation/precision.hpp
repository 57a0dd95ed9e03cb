#pragma once

#include "engine/simulation/simulation.hpp"

namespace plancast {

/// Whether the 95 % interval of every probability under the plan's own readings (parts,
/// targets, all targets) reaches at most @p half_width to either side of its middle. False where
/// there is no target: then there is no probability that could be known well enough.
bool is_precise(const SimulationTotals& totals, double half_width);

}  // namespace plancast
