// What a run costs: evaluating alone, with everything that is counted, and with a sink. The
// counter "cpu_ns/run" is processor time of all threads over the runs, which a busy machine
// disturbs least.
#include <benchmark/benchmark.h>

#include <ctime>

#include "engine/simulation/simulation.hpp"
#include "tests/performance/workload_w.hpp"

namespace {

using namespace plancast;

constexpr std::uint64_t runs = 200'000;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Puts the processor time since its making into the benchmark's counters.
class CpuClock {
public:
    explicit CpuClock(benchmark::State& state) : state_(state) {}
    ~CpuClock() {
        const double all = static_cast<double>(runs) * static_cast<double>(state_.iterations());
        state_.counters["cpu_ns/run"] = (cpu_seconds() - begin_) / all * 1e9;
    }
    CpuClock(const CpuClock&) = delete;
    CpuClock& operator=(const CpuClock&) = delete;

private:
    benchmark::State& state_;
    double begin_ = cpu_seconds();
};

Workload make_workload(const benchmark::State& state) {
    return state.range(0) == 0 ? make_workload_w() : make_wide_workload();
}

/// Throws away what it gets, so that only the copying into segments costs.
class DiscardingSink final : public SegmentSink {
public:
    void write(const Segment& segment) override { benchmark::DoNotOptimize(segment.values.data()); }
};

void evaluate_only(benchmark::State& state) {
    const Workload workload = make_workload(state);
    const RandomDesign design(0);
    const std::size_t block_size = 256;
    Workspace workspace(workload.program, block_size);
    state.counters["instructions"] = static_cast<double>(workload.program.instructions.size());
    const CpuClock clock(state);
    for (auto _ : state) {
        for (std::uint64_t run = 0; run < runs; run += block_size) {
            evaluate_block(workload.program, design, run, block_size, workspace);
            benchmark::ClobberMemory();
        }
    }
}

void simulate_and_count(benchmark::State& state) {
    const Workload workload = make_workload(state);
    const RandomDesign design(0);
    SimulationOptions options;
    options.runs = runs;
    options.threads = static_cast<int>(state.range(1));
    const CpuClock clock(state);
    for (auto _ : state) {
        const SimulationTotals totals =
            simulate(workload.program, workload.columns, design, options);
        if (state.range(0) != 0) continue;
        for (std::size_t i = 0; i < std::size(expected_probabilities); ++i) {
            const double found =
                static_cast<double>(totals.verdicts[0].target_met[i]) / static_cast<double>(runs);
            // Five standard errors of the two together.
            if (found < expected_probabilities[i] - 0.007 ||
                found > expected_probabilities[i] + 0.007) {
                state.SkipWithError("a probability differs from the independent program's");
            }
        }
    }
}

void simulate_and_store(benchmark::State& state) {
    const Workload workload = make_workload(state);
    const RandomDesign design(0);
    DiscardingSink sink;
    SimulationOptions options;
    options.runs = runs;
    options.threads = static_cast<int>(state.range(1));
    options.stored = workload.columns.series;
    options.sink = &sink;
    const CpuClock clock(state);
    for (auto _ : state) simulate(workload.program, workload.columns, design, options);
}

// First argument: 0 for workload W, 1 for the wide one; second: threads.
BENCHMARK(evaluate_only)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(simulate_and_count)
    ->ArgsProduct({{0, 1}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(simulate_and_store)
    ->ArgsProduct({{0, 1}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
