#pragma once

#include <cstddef>

#include "engine/simulation/simulation.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// The change of a chance between two plans that were run on the same draws.
///
/// Tango's interval from the runs that changed; replicated_paired_difference() where the design has
/// replicates.
///
/// @param gained, lost  Indices into Columns::events: runs that are hits in the second alone, in
///                      the first alone.
Estimate paired_difference(const SimulationTotals& totals, std::size_t gained, std::size_t lost);

/// The mean of a series column, such as that of a difference, by the replicates where the design
/// has them; NaN where no value is
/// finite.
Estimate series_mean(const SimulationTotals& totals, std::size_t column);

}  // namespace plancast
