// What a run of a plan costs: a block alone, with all that is counted, and with a sink. The counter
// "cpu_per_run" is processor time of all threads over the runs, which a busy machine disturbs
// least.
#include <benchmark/benchmark.h>

#include <ctime>
#include <string>
#include <utility>

#include "engine/analysis/selection.hpp"
#include "engine/designs/design.hpp"
#include "engine/models/compile.hpp"
#include "engine/program/program.hpp"
#include "engine/scenarios/scenario.hpp"
#include "engine/simulation/simulation.hpp"

namespace {

using namespace plancast;

constexpr std::uint64_t runs = 200'000;
constexpr std::size_t block_size = 256;

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
        state_.counters["cpu_per_run"] =
            benchmark::Counter((cpu_seconds() - begin_) / all, benchmark::Counter::kDefaults);
    }
    CpuClock(const CpuClock&) = delete;
    CpuClock& operator=(const CpuClock&) = delete;

private:
    benchmark::State& state_;
    double begin_ = cpu_seconds();
};

/// A plan ready to run.
struct Prepared {
    Program program;
    Columns columns;
};

Prepared prepare(const std::string& path, Detail detail) {
    const Plan plan = load_plan(std::string(PROJECT_FOLDER) + "/" + path);
    const CompiledPlan compiled = compile_plan(plan, true);
    Selection selection = select_outputs(compiled, detail, {});
    return {compile_program(compiled.graph, selection.outputs), std::move(selection.columns)};
}

/// Throws away what it gets, so that only the copying into segments costs.
class DiscardingSink final : public SegmentSink {
public:
    void write(const Segment& segment) override { benchmark::DoNotOptimize(segment.values.data()); }
};

void block(benchmark::State& state, const std::string& path, Detail detail) {
    const Prepared plan = prepare(path, detail);
    const RandomDesign design(0);
    Workspace workspace(plan.program, block_size);
    state.counters["instructions"] = static_cast<double>(plan.program.instructions.size());
    const CpuClock clock(state);
    for (auto _ : state) {
        for (std::uint64_t run = 0; run < runs; run += block_size) {
            evaluate_block(plan.program, design, run, block_size, workspace);
            benchmark::ClobberMemory();
        }
    }
}

void simulation(benchmark::State& state, const std::string& path, Detail detail) {
    const Prepared plan = prepare(path, detail);
    const RandomDesign design(0);
    SimulationOptions options;
    options.runs = runs;
    options.threads = static_cast<int>(state.range(0));
    const CpuClock clock(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(simulate(plan.program, plan.columns, design, options).runs);
}

void stored(benchmark::State& state, const std::string& path) {
    const Prepared plan = prepare(path, Detail::values);
    const RandomDesign design(0);
    DiscardingSink sink;
    SimulationOptions options;
    options.runs = runs;
    options.threads = static_cast<int>(state.range(0));
    options.stored = plan.columns.series;
    options.sink = &sink;
    const CpuClock clock(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(simulate(plan.program, plan.columns, design, options).runs);
}

/// From the text of a plan to its program.
void compilation(benchmark::State& state, const std::string& path) {
    for (auto _ : state)
        benchmark::DoNotOptimize(prepare(path, Detail::values).program.instructions.size());
}

const std::string w = "tests/performance/w.toml", ward = "scenarios/thien-huong/baseline.toml";

BENCHMARK_CAPTURE(block, w_hits, w, Detail::hits)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(block, w_values, w, Detail::values)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(block, ward_hits, ward, Detail::hits)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(block, ward_values, ward, Detail::values)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(simulation, w_hits, w, Detail::hits)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(simulation, ward_values, ward, Detail::values)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(stored, w, w)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(stored, ward, ward)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(compilation, w, w)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compilation, ward, ward)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
