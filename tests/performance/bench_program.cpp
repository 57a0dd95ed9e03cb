#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "engine/program/counts.hpp"
#include "engine/program/kernels.hpp"
#include "engine/program/program.hpp"
#include "engine/report/program_text.hpp"

using namespace plancast;

namespace {

constexpr std::size_t block = 256;

AlignedVector<double> numbers(double low, double high, std::uint64_t seed) {
    std::mt19937_64 engine(seed);
    AlignedVector<double> values(block);
    for (double& value : values) {
        value = low + (high - low) * (static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52;
    }
    return values;
}

void per_value(benchmark::State& state, double values_per_iteration) {
    state.counters["per_value"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * values_per_iteration,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Nanoseconds per value of one kernel; the second operand varies or is constant.
void kernel_loop(benchmark::State& state, Operation operation, bool constant) {
    const auto a = numbers(0.1, 5, 1), b = numbers(-3, 3, 2), c = numbers(0, 1, 3);
    AlignedVector<double> target(block);
    const Kernel kernel = kernel_of(operation, {.b = constant});
    for (auto _ : state) {
        kernel(a.data(), b.data(), c.data(), target.data(), block);
        benchmark::DoNotOptimize(target.data());
        benchmark::ClobberMemory();
    }
    per_value(state, block);
}

/// Each operation that reads operands alone; counts and quantiles, whose time hangs on their
/// parameters, are below.
const bool kernels = [] {
    for (int i = 0; i <= static_cast<int>(Operation::subtract_product); ++i) {
        const auto operation = static_cast<Operation>(i);
        if (!has_kernel(operation) || operation == Operation::normal_quantile) continue;
        const std::string name = "kernel/" + operation_name(operation);
        const auto add = [&](const std::string& full_name, bool constant) {
            benchmark::RegisterBenchmark(full_name.c_str(),
                                         [operation, constant](benchmark::State& state) {
                                             kernel_loop(state, operation, constant);
                                         });
        };
        add(name, false);
        if (operand_count(operation) > 1) add(name + "/constant", true);
    }
    return true;
}();

/// Nanoseconds per count, parameters within 20 % of the given ones.
void binomial(benchmark::State& state) {
    const auto mean = static_cast<double>(state.range(0));
    const auto u = numbers(0, 1, 1), trials = numbers(4 * mean, 6 * mean, 2),
               chance = numbers(0.18, 0.22, 3);
    AlignedVector<double> target(block);
    for (auto _ : state) {
        binomial_quantile(u.data(), trials.data(), chance.data(), target.data(), block);
        benchmark::DoNotOptimize(target.data());
        benchmark::ClobberMemory();
    }
    per_value(state, block);
}
BENCHMARK(binomial)->RangeMultiplier(10)->Range(1, 1000000)->Arg(4)->Arg(20);

void poisson(benchmark::State& state) {
    const auto size = static_cast<double>(state.range(0));
    const auto u = numbers(0, 1, 1), mean = numbers(0.8 * size, 1.2 * size, 2);
    AlignedVector<double> target(block);
    for (auto _ : state) {
        poisson_quantile(u.data(), mean.data(), target.data(), block);
        benchmark::DoNotOptimize(target.data());
        benchmark::ClobberMemory();
    }
    per_value(state, block);
}
BENCHMARK(poisson)->RangeMultiplier(10)->Range(1, 1000000)->Arg(4)->Arg(20);

/// Arguments: mean, dispersion times 10, and whether the dispersion varies too.
void negative_binomial(benchmark::State& state) {
    const auto size = static_cast<double>(state.range(0));
    const double spread = 0.1 * static_cast<double>(state.range(1));
    const double vary = state.range(2) != 0 ? 0.2 : 0.0;
    const auto u = numbers(0, 1, 1), mean = numbers(0.8 * size, 1.2 * size, 2),
               dispersion = numbers((1 - vary) * spread, (1 + vary) * spread, 3);
    AlignedVector<double> target(block);
    for (auto _ : state) {
        negative_binomial_quantile(u.data(), mean.data(), dispersion.data(), target.data(), block);
        benchmark::DoNotOptimize(target.data());
        benchmark::ClobberMemory();
    }
    per_value(state, block);
}
BENCHMARK(negative_binomial)
    ->ArgsProduct({{1, 4, 8, 10, 100, 1000, 10000}, {1, 3, 4, 5, 20, 40, 60, 100, 1000}, {1}})
    ->Args({10000, 20, 0});

/// A plan of so many series over 5 years, each a product of last year's value, a drawn growth and
/// another series' change; its sums and comparisons.
Graph make_plan(std::uint64_t series_count, std::vector<NodeId>& outputs) {
    Graph graph;
    const DistributionPtr law = make_normal(0.05, 0.02);
    std::vector<NodeId> level(series_count, graph.constant(100)), last = level;
    for (int year = 1; year <= 5; ++year) {
        NodeId total = graph.constant(0);
        for (std::uint64_t i = 0; i < series_count; ++i) {
            const NodeId growth = graph.quantile(graph.draw({i}, year), law);
            const NodeId change = graph.apply(Operation::divide, level[(i + 1) % series_count],
                                              last[(i + 1) % series_count]);
            const NodeId factor = graph.apply(Operation::add, change, growth);
            last[i] = level[i];
            level[i] = graph.apply(Operation::multiply, level[i], factor);
            total = graph.apply(Operation::add, total, level[i]);
            outputs.push_back(level[i]);
            outputs.push_back(graph.apply(Operation::less, level[i], graph.constant(120 + year)));
        }
        outputs.push_back(total);
    }
    return graph;
}

/// Nanoseconds per instruction and run of a whole program, draws and quantiles included.
void program(benchmark::State& state) {
    std::vector<NodeId> outputs;
    const Graph graph = make_plan(static_cast<std::uint64_t>(state.range(0)), outputs);
    const Program compiled = compile_program(graph, outputs);
    const RandomDesign design(1);
    const auto size = static_cast<std::size_t>(state.range(1));
    Workspace workspace(compiled, size);
    std::uint64_t run = 0;
    for (auto _ : state) {
        evaluate_block(compiled, design, run, size, workspace);
        run += size;
        benchmark::ClobberMemory();
    }
    state.counters["instructions"] = static_cast<double>(compiled.instructions.size());
    state.counters["registers"] = compiled.register_count;
    per_value(state, static_cast<double>(size * compiled.instructions.size()));
}
BENCHMARK(program)
    ->Args({8, 256})
    ->Args({60, 64})
    ->Args({60, 128})
    ->Args({60, 256})
    ->Args({60, 512})
    ->Args({60, 1024})
    ->Args({500, 128})
    ->Args({500, 256});

/// Compiling 20 variants of one plan: 100,000 nodes, 5,000 of them distinct.
void compile_variants(benchmark::State& state) {
    Graph graph;
    std::vector<NodeId> outputs;
    const DistributionPtr law = make_normal(0.05, 0.02);
    for (int variant = 0; variant < 20; ++variant) {
        NodeId level = graph.constant(1);
        for (std::uint64_t i = 0; i < 833; ++i) {
            const NodeId draw = graph.draw({i % 50}, static_cast<std::int32_t>(i / 50));
            const NodeId growth = graph.quantile(draw, law);
            const NodeId one = graph.constant(1 + 0.001 * static_cast<double>(i));
            const NodeId change = graph.apply(Operation::exponential, growth);
            level =
                graph.apply(Operation::multiply, level, graph.apply(Operation::add, one, change));
        }
        outputs.push_back(graph.apply(Operation::less, graph.constant(variant), level));
    }
    for (auto _ : state) benchmark::DoNotOptimize(compile_program(graph, outputs));
    state.counters["nodes"] = static_cast<double>(graph.nodes().size());
    state.counters["instructions"] =
        static_cast<double>(compile_program(graph, outputs).instructions.size());
}
BENCHMARK(compile_variants)->Unit(benchmark::kMillisecond);

}  // namespace
