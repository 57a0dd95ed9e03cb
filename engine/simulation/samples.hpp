#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/simulation/simulation.hpp"

namespace plancast {

/// The values of the first runs, for quantiles. Threads fill it at once, each its own runs.
class Samples {
public:
    Samples(const Columns& columns, std::uint64_t runs);

    /// Each thread prepares its share before any may add: touching fresh memory is what costs.
    /// Throws nothing.
    void prepare(std::size_t thread, std::size_t thread_count);
    void add(const Program& program, const Workspace& workspace, std::uint64_t first_run,
             std::size_t run_count);
    /// Moves the samples into @p totals, cut to the runs that were done.
    void move_to(SimulationTotals& totals);

private:
    const Columns& columns_;
    std::size_t series_runs_, measure_runs_;
    std::vector<std::vector<double>> series_, measures_, shortfalls_;
};

}  // namespace plancast
