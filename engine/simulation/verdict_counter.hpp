#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/simulation/simulation.hpp"

namespace plancast {

/// Counts the verdicts of a block. A verdict column is packed into two bits a run, met and missed,
/// so that what concerns many columns at once (how many targets are met, which are missed together)
/// takes a few instructions for 64 runs. Outputs that share a register are packed once.
class VerdictCounter {
public:
    VerdictCounter(const Program& program, const Columns& columns, std::size_t block_size);

    /// Adds the block in @p workspace to @p totals; allocates nothing.
    void add(const Program& program, const Workspace& workspace, std::uint64_t first_run,
             std::size_t run_count, SimulationTotals& totals);

private:
    using Word = std::uint64_t;

    void pack(const Program& program, const Workspace& workspace, std::size_t run_count);
    /// @param by_replicate  Null where the design has no replicates.
    void count_choice(std::size_t choice, std::uint64_t first_run, VerdictCounts& counts,
                      ReplicatedHits* by_replicate);
    void add_slots(const std::vector<std::size_t>& slots, std::uint64_t first_run,
                   std::vector<ReplicateCounts>& counts) const;
    void count_pairs(std::vector<std::uint64_t>& both_missed);
    std::size_t slot_of(const Program& program, std::size_t output);
    const Word* met(std::size_t slot) const { return &met_[slot * words_a_column_]; }
    const Word* missed(std::size_t slot) const { return &missed_[slot * words_a_column_]; }

    struct Packed {
        std::uint32_t value_register;
        std::size_t output;
        std::uint64_t met = 0, not_judged = 0;  ///< in the block packed last
    };

    std::vector<Packed> packed_;           ///< one a register
    std::vector<VerdictColumns> choices_;  ///< slots in packed_ rather than outputs
    std::size_t words_a_column_;
    std::size_t words_ = 0;  ///< in use for the block packed last
    std::vector<Word> met_, missed_,
        runs_;  ///< (words_a_column x packed), column-major; runs_: which bits are runs
    std::vector<Word> planes_;  ///< binary digits of the number of targets met, for 64 runs
};

}  // namespace plancast
