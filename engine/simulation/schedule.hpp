#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/simulation/segment_ring.hpp"
#include "engine/simulation/tally.hpp"

namespace plancast {

/// A unit of runs that one thread works on.
struct Unit {
    std::uint64_t index = 0;
    std::uint64_t first_run = 0;
    std::uint64_t end_run = 0;
    Tally* tally = nullptr;  ///< where its counts go
    double* segment_values =
        nullptr;  ///< the buffer of its segment, or null where nothing is stored
};

/// Gives out the units of a simulation in order, merges what they leave in order, fills and hands
/// over segments, and decides where to end. Any number of threads may use it at once.
///
/// Units are claimed in order, and a claim waits for a free tally and, at the first unit of a
/// segment, for a free buffer. The lowest unit at work has both, so some thread always gets on.
class Schedule {
public:
    /// @param thread_count  How many threads will claim units.
    /// @param replicated    Whether hits and sums are also kept by replicate.
    Schedule(const Columns& columns, const SimulationOptions& options, std::size_t thread_count,
             bool replicated);

    enum class Claim { unit, nothing_yet, end };
    /// @returns Claim::nothing_yet after waiting a tenth of a second, so that the caller can
    /// report.
    Claim claim(Unit& unit);
    /// Takes back a unit whose tally and stored values are complete.
    void finish(const Unit& unit);
    /// Ends the simulation because of an exception; the first one is kept.
    void fail(std::exception_ptr failure);

    std::uint64_t merged_runs() const { return merged_runs_; }

    /// Once all threads are done: waits for the sink, and gives the totals without samples.
    /// @throws what a thread or the sink threw.
    SimulationTotals take_totals();

private:
    struct OpenSegment {
        std::uint64_t first_run;
        double* values;
        std::uint64_t filled = 0;
    };

    bool ended_early() const;
    bool may_pass_precision_check();
    bool open_segment_for_next_run();
    void submit_if_complete(std::uint64_t first_run);
    void merge_finished(std::unique_lock<std::mutex>& lock);

    const SimulationOptions& options_;
    std::mutex mutex_;
    std::condition_variable changed_;

    std::uint64_t next_run_ = 0;
    std::uint64_t next_unit_ = 0;
    std::uint64_t end_run_;          ///< shrinks when the simulation is stopped
    std::uint64_t checked_run_ = 0;  ///< the precision was found too low there
    bool precise_ = false;
    std::exception_ptr failure_;

    Tally total_;
    std::vector<std::unique_ptr<Tally>> tallies_;
    std::vector<Tally*> free_tallies_;
    std::vector<Tally*> finished_;  ///< by unit index modulo the number of tallies
    std::uint64_t next_merge_ = 0;
    bool merging_ = false;
    std::atomic<std::uint64_t> merged_runs_ = 0;

    std::deque<OpenSegment> open_segments_;
    std::optional<SegmentRing> ring_;  ///< last: its thread must end before the rest goes
};

}  // namespace plancast
