#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/analysis/simulate_plan.hpp"
#include "tests/end_to_end/shipped_plan.hpp"

using namespace plancast;

namespace {

Summary simulated(ShippedPlan& shipped, const std::string& design, std::uint64_t runs,
                  int threads = 2, std::size_t block = 256) {
    shipped.plan.run.design = design;
    shipped.plan.run.runs = runs;
    SimulationOptions options;
    options.threads = threads;
    options.block_size = block;
    return simulate_plan(shipped.plan, shipped.compiled, options);
}

}  // namespace

// Plans with every kind of law, correlation, autocorrelation, factor, share and count: the same
// odds and means under every design. Differences are compared with the standard errors of both;
// Student's t with 15 degrees of freedom is beyond 9 once in 10^7, and there are some 3,000
// numbers.
TEST_CASE("designs: the same odds and means as independent draws, on every shipped plan",
          "[end_to_end][designs][slow]") {
    const std::string path = GENERATE("thien-huong/baseline.toml", "water-utility/baseline.toml",
                                      "benchmarks/orthant.toml", "benchmarks/ar1-growth.toml",
                                      "benchmarks/birth-death.toml");
    ShippedPlan shipped(path);
    const Summary random = simulated(shipped, "random", 65536);
    for (const char* design : {"latin", "sobol"}) {
        const Summary spread = simulated(shipped, design, 16384);
        INFO(path << " " << design);
        for (std::size_t i = 0; i < random.series.size(); ++i) {
            const SeriesSummary &a = random.series[i], &b = spread.series[i];
            INFO(a.id << " " << a.year.value_or(0));
            // What happens in a handful of runs has a standard error of its own.
            const double error = std::max(std::hypot(a.standard_error, b.standard_error),
                                          a.sd / std::sqrt(16384.0) / 4);
            CHECK(std::fabs(a.mean - b.mean) <= 9 * error);
        }
        for (std::size_t i = 0; i < random.targets.size(); ++i) {
            const Probability &a = random.targets[i].probability,
                              &b = spread.targets[i].probability;
            INFO(random.targets[i].id);
            const double wide = (a.interval[1] - a.interval[0] + b.interval[1] - b.interval[0]) / 2;
            CHECK(std::fabs(a.value - b.value) <= 4.5 * wide);
        }
    }
}

TEST_CASE("designs: the same bits for any number of threads and any block",
          "[end_to_end][designs][parallel]") {
    const std::string design = GENERATE("latin", "sobol");
    ShippedPlan shipped("benchmarks/ar1-growth.toml");
    const Summary one = simulated(shipped, design, 10'000, 1);
    for (const auto& [threads, block] : {std::pair{2, 64}, std::pair{7, 1000}}) {
        const Summary more =
            simulated(shipped, design, 10'000, threads, static_cast<std::size_t>(block));
        for (std::size_t i = 0; i < one.series.size(); ++i) {
            CHECK(more.series[i].mean == one.series[i].mean);
            CHECK(more.series[i].standard_error == one.series[i].standard_error);
        }
        for (std::size_t i = 0; i < one.targets.size(); ++i)
            CHECK(more.targets[i].probability.interval == one.targets[i].probability.interval);
    }
}
