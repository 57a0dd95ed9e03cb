#include "tests/support/catch.hpp"

#include "tests/simulation/small_plan.hpp"

using namespace plancast;

namespace {

/// Something of everything: skewed values, values that are not finite, targets, a check.
SmallPlan mixed_plan() {
    SmallPlan plan;
    for (std::uint64_t i = 0; i < 5; ++i) {
        const NodeId z = plan.apply(Operation::normal_quantile, plan.uniform(10 + i));
        const NodeId skewed = plan.apply(Operation::exponential, z);
        plan.series(skewed);
        plan.series(plan.apply(Operation::logarithm,
                               plan.apply(Operation::add, z, plan.number(3))));  // NaN 1 in 741
        const NodeId distance = plan.apply(Operation::subtract, skewed, plan.number(1));
        plan.target(skewed, distance, plan.apply(Operation::less, skewed, plan.number(1)));
        plan.columns.known_chances.back() = plan.output(plan.uniform(20 + i));
        plan.check(plan.apply(Operation::less, z, plan.number(3)));
    }
    return plan;
}

struct Outcome {
    SimulationTotals totals;
    std::vector<std::vector<double>> stored;
};

Outcome run_mixed_plan(std::uint64_t runs, int threads, std::size_t block_size) {
    const SmallPlan plan = mixed_plan();
    CollectingSink sink(runs, plan.all_outputs().size());
    SimulationOptions options;
    options.runs = runs;
    options.threads = threads;
    options.block_size = block_size;
    options.stored = plan.all_outputs();
    options.sink = &sink;
    Outcome outcome;
    outcome.totals = simulate(plan.program(), plan.columns, RandomDesign(1), options);
    outcome.stored = sink.values;
    return outcome;
}

}  // namespace

TEST_CASE("simulate: the same bits from 1, 2 and 7 threads and any block size",
          "[simulation][parallel]") {
    // Three segments, the last one short and no whole number of vectors; two checks of a precision.
    constexpr std::uint64_t runs = 2 * segment_runs + 5003;
    const Outcome expected = run_mixed_plan(runs, 1, 256);
    // The comparison must have something to compare.
    REQUIRE(expected.totals.series_not_finite[1].count > 0);
    REQUIRE(expected.totals.checks_broken[0].count > 0);
    REQUIRE(expected.totals.verdicts[0].all_met > 0);

    const int threads = GENERATE(1, 2, 7);
    const std::size_t block_size = GENERATE(64, 256, 1000);
    const Outcome outcome = run_mixed_plan(runs, threads, block_size);
    CHECK(difference(outcome.totals, expected.totals) == "");
    CHECK(same_bits(outcome.stored, expected.stored));
}

TEST_CASE("simulate: odd block sizes change nothing", "[simulation]") {
    constexpr std::uint64_t runs = 5003;
    const Outcome expected = run_mixed_plan(runs, 1, 256);
    const std::size_t block_size = GENERATE(1, 13, 100, 2047, 5000, 1'000'000);
    const Outcome outcome = run_mixed_plan(runs, 2, block_size);
    CHECK(difference(outcome.totals, expected.totals) == "");
    CHECK(same_bits(outcome.stored, expected.stored));
}

TEST_CASE("simulate: a run's values do not depend on how many runs there are", "[simulation]") {
    const Outcome few = run_mixed_plan(3001, 1, 256);
    const Outcome many = run_mixed_plan(20'000, 2, 256);
    for (std::size_t i = 0; i < few.stored.size(); ++i) {
        CHECK(same_bits(few.stored[i], {many.stored[i].begin(), many.stored[i].begin() + 3001}));
    }
}

TEST_CASE("simulate: another seed gives other totals", "[simulation]") {
    const SmallPlan plan = mixed_plan();
    SimulationOptions options;
    options.runs = 100;
    const SimulationTotals one = simulate(plan.program(), plan.columns, RandomDesign(1), options);
    const SimulationTotals two = simulate(plan.program(), plan.columns, RandomDesign(2), options);
    CHECK(difference(one, two) == "series");
}
