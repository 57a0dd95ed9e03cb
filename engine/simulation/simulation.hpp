#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/program/program.hpp"
#include "engine/simulation/columns.hpp"
#include "engine/statistics/moments.hpp"
#include "engine/statistics/replicates.hpp"

namespace plancast {

/// Runs are stored by segments of this many; the last one may be shorter.
inline constexpr std::size_t segment_runs = 16384;
/// Quantiles come from the first runs only, so that memory does not grow with the number of runs.
inline constexpr std::size_t series_sample_runs = 16384;
inline constexpr std::size_t measure_sample_runs = 131072;

/// The stored columns of one finished segment.
struct Segment {
    std::uint64_t first_run = 0;
    std::size_t run_count = 0;
    /// Values of stored column i of these runs: (segment_runs x n_columns), column-major;
    /// only the first run_count of each column are meaningful (the rest is zero).
    std::span<const double> values;
    std::span<const double> column(std::size_t i) const {
        return values.subspan(i * segment_runs, run_count);
    }
};

/// Takes finished segments, in any order, always from the same one thread. What it throws ends the
/// simulation and is thrown again by simulate().
class SegmentSink {
public:
    virtual ~SegmentSink() = default;
    virtual void write(const Segment& segment) = 0;
};

struct SimulationOptions {
    std::uint64_t runs = 100'000;
    /// 0: as many as OpenMP would take, which is all of the machine's.
    int threads = 0;
    /// Runs evaluated together; at least 1. Changes no result.
    std::size_t block_size = 256;
    /// Stop as soon as every probability's 95 % interval reaches at most this far to either side:
    /// parts, targets and all targets under the plan's own readings. Checked at 10^4 * 2^k runs;
    /// runs is the cap. Without targets all runs are done.
    std::optional<double> precision;
    std::vector<std::size_t> stored;  ///< outputs of the program that go to the sink, in this order
    SegmentSink* sink = nullptr;      ///< may be null: nothing is stored
    /// Called about ten times a second, and at the end, by the thread that called simulate(). What
    /// it throws ends the simulation.
    std::function<void(std::uint64_t runs_done)> progress;
    /// Set from outside (Ctrl-C): end with the segments at work.
    const std::atomic<bool>* stop = nullptr;
    bool sample = true;  ///< keep the values of the first runs, for quantiles
};

inline constexpr std::uint64_t no_run = std::numeric_limits<std::uint64_t>::max();

/// How often something happened, and the first run in which it did.
struct Occurrences {
    std::uint64_t count = 0;
    std::uint64_t first_run = no_run;
};

/// Counts under one choice of readings.
struct VerdictCounts {
    std::vector<std::uint64_t> part_met, part_not_judged;      ///< a part each
    std::vector<std::uint64_t> target_met, target_not_judged;  ///< a target each
    std::uint64_t all_met = 0;  ///< runs in which no target is missed and at least one is met
    /// [k]: runs in which exactly k targets are met; size targets + 1.
    std::vector<std::uint64_t> targets_met;
};

/// Hits by replicate under one choice of readings.
struct ReplicatedHits {
    std::vector<ReplicateCounts> parts, targets;  ///< met; a part, a target each
    ReplicateCounts all{};                        ///< as VerdictCounts::all_met
    std::vector<ReplicateCounts> targets_met;     ///< as VerdictCounts::targets_met
};

/// What a design whose runs are not independent leaves beside its counts and moments: the same by
/// replicate, from which intervals are taken. Columns as in SimulationTotals.
struct ReplicatedTotals {
    std::vector<ReplicateSums> series, measures, known_chances;
    std::vector<ReplicateCounts> events;
    std::vector<ReplicatedHits> verdicts;
};

/// Everything that a simulation leaves beside the stored runs.
struct SimulationTotals {
    std::uint64_t runs = 0;
    bool interrupted = false;     ///< stopped from outside before all runs were done
    std::vector<Moments> series;  ///< finite values only; one a series column
    std::vector<Moments> measures;
    std::vector<Moments> shortfalls;     ///< over the runs in which the part is missed
    std::vector<Moments> known_chances;  ///< empty moments where not known
    std::vector<Occurrences> series_not_finite, measures_not_finite;
    std::vector<Occurrences> checks_broken;
    std::vector<std::uint64_t> events;
    std::vector<VerdictCounts> verdicts;  ///< as Columns::verdicts
    /// (targets x targets), row-major: runs in which both are missed, under the plan's own
    /// readings.
    std::vector<std::uint64_t> both_missed;
    /// Values of the first min(runs, ..._sample_runs) runs, a column each, for quantiles.
    std::vector<std::vector<double>> series_sample, measure_sample, shortfall_sample;
    std::optional<ReplicatedTotals> replicated;  ///< where the design has replicates
};

/// Runs the program and counts; runs 0 .. totals.runs - 1 are in the totals, none is left out.
///
/// The totals are the same, to the bit, for any number of threads and any block size, and those of
/// the first N runs are the same whether N were asked for or a precision was reached there: sums
/// run over fixed lanes of fixed units of runs, and units are merged in their order (units.hpp).
/// Memory does not grow with the number of runs: a workspace and two tallies a thread, a ring of
/// segments for the sink, and the samples.
///
/// @param design  With no replicates, or with replicate_count of them.
/// @throws what the sink or the progress callback throws.
SimulationTotals simulate(const Program& program, const Columns& columns, const Design& design,
                          const SimulationOptions& options);

}  // namespace plancast
