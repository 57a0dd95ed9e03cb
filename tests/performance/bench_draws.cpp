#include <benchmark/benchmark.h>

#include <cstdint>
#include <span>
#include <string>

#include "engine/core/aligned.hpp"
#include "engine/distributions/named_law.hpp"
#include "engine/random/philox.hpp"

using namespace plancast;

namespace {

constexpr std::size_t block = 256;

AlignedVector<double> block_of_uniforms() {
    AlignedVector<double> u(block);
    fill_uniforms(1, stream_key("bench"), no_year, 0, u);
    return u;
}

void per_draw(benchmark::State& state) {
    const double draws = static_cast<double>(state.iterations()) * block;
    state.counters["per_draw"] =
        benchmark::Counter(draws, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void uniforms(benchmark::State& state) {
    AlignedVector<double> u(block);
    std::uint64_t run = 0;
    for (auto _ : state) {
        fill_uniforms(1, {2}, 2026, run, u);
        run += block;
        benchmark::DoNotOptimize(u.data());
        benchmark::ClobberMemory();
    }
    per_draw(state);
}
BENCHMARK(uniforms);

/// Fresh uniforms in every block, as in a simulation; their cost is measured above.
void draws(benchmark::State& state, const DistributionPtr& law) {
    const QuantileFunctionPtr quantile = make_quantile_function(law);
    AlignedVector<double> u(block);
    std::uint64_t run = 0;
    for (auto _ : state) {
        fill_uniforms(1, {2}, 2026, run, u);
        quantile->evaluate(u, u);
        run += block;
        benchmark::DoNotOptimize(u.data());
        benchmark::ClobberMemory();
    }
    per_draw(state);
}
BENCHMARK_CAPTURE(draws, uniform, make_uniform(1, 2));
BENCHMARK_CAPTURE(draws, triangular, make_triangular(1, 2, 4));
BENCHMARK_CAPTURE(draws, log_uniform, make_log_uniform(1, 2));
BENCHMARK_CAPTURE(draws, normal, make_normal(3, 2));
BENCHMARK_CAPTURE(draws, lognormal, make_lognormal(3, 0.2));
BENCHMARK_CAPTURE(draws, pert, make_pert(1, 2, 4));
BENCHMARK_CAPTURE(draws, beta, make_beta(0.5, 0.8));
BENCHMARK_CAPTURE(draws, gamma, make_gamma(2.5, 1));
BENCHMARK_CAPTURE(draws, truncated_normal, truncated(make_normal(1, 1), 0, 5));
BENCHMARK_CAPTURE(draws, clipped_normal, clipped(make_normal(1, 1), 0, 5));
BENCHMARK_CAPTURE(draws, mixture,
                  make_mixture({{0.5, make_normal(1, 1)}, {0.5, make_gamma(2, 1)}}));
BENCHMARK_CAPTURE(draws, lump,
                  make_mixture({{0.7, make_constant(0)}, {0.3, make_lognormal(3, 0.4)}}));
BENCHMARK_CAPTURE(draws, discrete_5, make_discrete({1, 2, 3, 4, 5}, {.1, .2, .3, .2, .2}));

/// The first example of every law in the table.
const bool examples = [] {
    for (const NamedLaw& law : named_laws())
        benchmark::RegisterBenchmark(
            ("example/" + law.key).c_str(),
            [&law](benchmark::State& state) { draws(state, law.make(law.examples.front())); });
    return true;
}();

void to_uniform(benchmark::State& state) {
    const AlignedVector<double> u = block_of_uniforms();
    AlignedVector<double> z(block), back(block);
    normal_quantile(u, z);
    for (auto _ : state) {
        normal_cdf(z, back);
        benchmark::DoNotOptimize(back.data());
        benchmark::ClobberMemory();
    }
    per_draw(state);
}
BENCHMARK(to_uniform);

/// Another shape each time, so that no table is shared.
template <typename Maker>
void table(benchmark::State& state, Maker make) {
    double shape = 2;
    for (auto _ : state) {
        shape += 1e-6;
        benchmark::DoNotOptimize(make_quantile_function(make(shape)));
    }
}
BENCHMARK_CAPTURE(table, pert, [](double a) {
    return make_pert(0, a, 5);
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(table, beta_0_5, [](double a) {
    return make_beta(0.5, a);
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(table, beta_narrow, [](double a) {
    return make_beta(100 * a, 400);
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(table, gamma, [](double a) {
    return make_gamma(a, 1);
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(table, truncated_normal, [](double a) {
    return truncated(make_normal(a, 1), 0, 5);
})->Unit(benchmark::kMillisecond);

}  // namespace
