#pragma once

#include <cstddef>

#include "engine/analysis/summary.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

// What a simulation's counts and sums say, with 95 % intervals: Wilson's where runs are
// independent, by the spread of the replicates under a design that has them.

/// @param choice  Of readings: index into SimulationTotals::verdicts.
Probability part_odds(const SimulationTotals& totals, std::size_t choice, std::size_t part);
Probability target_odds(const SimulationTotals& totals, std::size_t choice, std::size_t target);
Probability all_targets_odds(const SimulationTotals& totals, std::size_t choice);

/// That at least @p least targets are met, under the plan's own readings.
Probability at_least_odds(const SimulationTotals& totals, std::size_t least);

/// The mean of the chances of a hit given the run; its counts are unused.
Probability known_chance_odds(const SimulationTotals& totals, std::size_t part);

/// Of the mean of a column.
double series_standard_error(const SimulationTotals& totals, std::size_t series);
double measure_standard_error(const SimulationTotals& totals, std::size_t part);

}  // namespace plancast
