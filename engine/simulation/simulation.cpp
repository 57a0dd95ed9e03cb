#include "engine/simulation/simulation.hpp"

#include <omp.h>

#include <algorithm>
#include <chrono>

#include "engine/core/aligned.hpp"
#include "engine/core/contracts.hpp"
#include "engine/simulation/block_accumulator.hpp"
#include "engine/simulation/samples.hpp"
#include "engine/simulation/schedule.hpp"
#include "engine/simulation/stream_copy.hpp"
#include "engine/simulation/units.hpp"

namespace plancast {

namespace {

/// Calls back about ten times a second. Used by one thread only.
class ProgressReporter {
public:
    explicit ProgressReporter(const SimulationOptions& options) : progress_(options.progress) {}

    void report_now_and_then(std::uint64_t runs_done) {
        if (!progress_) return;
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < std::chrono::milliseconds(100)) return;
        last_ = now;
        progress_(runs_done);
    }
    void report_end(std::uint64_t runs_done) {
        if (progress_) progress_(runs_done);
    }

private:
    const std::function<void(std::uint64_t)>& progress_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

void store(const Program& program, const Workspace& workspace,
           const std::vector<std::size_t>& stored, std::uint64_t first_run, std::size_t run_count,
           double* segment_values) {
    double* at = segment_values + first_run % segment_runs;
    for (const std::size_t output : stored) {
        stream_copy(workspace.output(program, output).data(), run_count, at);
        at += segment_runs;
    }
}

/// Evaluates units until there are none left.
/// @param reporter  Null in all threads but one.
void work(const Program& program, const Columns& columns, const Design& design,
          const SimulationOptions& options, std::size_t block_size, Schedule& schedule,
          Samples& samples, ProgressReporter* reporter) {
    Workspace workspace(program, block_size);
    BlockAccumulator accumulator(program, columns, block_size);
    Unit unit;
    for (;;) {
        if (reporter != nullptr) reporter->report_now_and_then(schedule.merged_runs());
        const Schedule::Claim claim = schedule.claim(unit);
        if (claim == Schedule::Claim::end) return;
        if (claim == Schedule::Claim::nothing_yet) continue;
        accumulator.begin(*unit.tally);
        for (std::uint64_t run = unit.first_run; run < unit.end_run;) {
            const std::size_t count =
                static_cast<std::size_t>(std::min<std::uint64_t>(block_size, unit.end_run - run));
            evaluate_block(program, design, run, count, workspace);
            accumulator.add(workspace, run, count);
            samples.add(program, workspace, run, count);
            if (unit.segment_values != nullptr) {
                store(program, workspace, options.stored, run, count, unit.segment_values);
            }
            run += count;
        }
        accumulator.end();
        finish_stream_copies();
        schedule.finish(unit);
    }
}

}  // namespace

SimulationTotals simulate(const Program& program, const Columns& columns, const Design& design,
                          const SimulationOptions& options) {
    PLANCAST_EXPECTS(options.block_size > 0);
    PLANCAST_EXPECTS(options.threads >= 0);
    PLANCAST_EXPECTS(design.replicates() == 0 || design.replicates() == replicate_count);
    // A thread without a unit to work on would only cost its start.
    const std::uint64_t units = std::max<std::uint64_t>(1, options.runs / unit_runs);
    const int wanted_threads = options.threads > 0 ? options.threads : omp_get_max_threads();
    const int threads =
        static_cast<int>(std::min(static_cast<std::uint64_t>(wanted_threads), units));
    // Lanes are counted from the beginning of a unit, so blocks are whole vectors.
    const std::size_t block_size =
        std::min(padded(options.block_size), static_cast<std::size_t>(unit_runs));

    Schedule schedule(columns, options, static_cast<std::size_t>(threads), design.replicates() > 0);
    Samples samples(columns, options.sample ? options.runs : 0);
    ProgressReporter reporter(options);

#pragma omp parallel num_threads(threads)
    {
        samples.prepare(static_cast<std::size_t>(omp_get_thread_num()),
                        static_cast<std::size_t>(omp_get_num_threads()));
#pragma omp barrier
        // An exception must not leave the parallel region.
        try {
            work(program, columns, design, options, block_size, schedule, samples,
                 omp_get_thread_num() == 0 ? &reporter : nullptr);
        } catch (...) {
            schedule.fail(std::current_exception());
        }
    }

    SimulationTotals totals = schedule.take_totals();
    samples.move_to(totals);
    reporter.report_end(totals.runs);
    return totals;
}

}  // namespace plancast
