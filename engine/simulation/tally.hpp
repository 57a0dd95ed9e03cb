#pragma once

#include <cstddef>

#include "engine/simulation/simulation.hpp"

namespace plancast {

/// What is counted and summed over a stretch of runs: SimulationTotals without its samples.
/// Sized once for its columns; clearing and merging allocate nothing.
class Tally {
public:
    /// @param replicated  Whether it also counts by replicate.
    Tally(const Columns& columns, bool replicated);

    /// Back to no runs at all.
    void clear();
    /// Adds the runs that follow those of this one.
    void merge(const Tally& later);

    SimulationTotals totals;
};

}  // namespace plancast
