#pragma once

#include <cstdint>
#include <vector>

#include "engine/simulation/tally.hpp"
#include "engine/simulation/verdict_counter.hpp"
#include "engine/statistics/lane_sums.hpp"

namespace plancast {

/// One thread's sums over a unit of runs: adds block after block, then gives the unit's tally.
/// Allocates nothing after construction.
class BlockAccumulator {
public:
    BlockAccumulator(const Program& program, const Columns& columns, std::size_t block_size);

    /// Begins a unit; its runs are counted into @p tally, which is cleared.
    void begin(Tally& tally);
    /// Adds the block that @p workspace holds; every block of a unit but the last has a multiple of
    /// lane_count runs.
    void add(const Workspace& workspace, std::uint64_t first_run, std::size_t run_count);
    /// Ends the unit: the tally is complete.
    void end();

private:
    void add_replicated(const Workspace& workspace, std::uint64_t first_run, std::size_t run_count,
                        ReplicatedTotals& totals) const;

    const Program& program_;
    const Columns& columns_;
    VerdictCounter verdicts_;
    std::vector<LaneSums> series_, measures_, shortfalls_, known_chances_;
    Tally* tally_ = nullptr;
};

}  // namespace plancast
