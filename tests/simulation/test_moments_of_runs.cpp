#include "tests/support/catch.hpp"

#include "tests/simulation/small_plan.hpp"
#include "tests/statistics/two_pass.hpp"

using namespace plancast;

namespace {

SimulationTotals simulate_runs(const SmallPlan& plan, const Design& design, std::uint64_t runs,
                               SegmentSink* sink = nullptr) {
    SimulationOptions options;
    options.runs = runs;
    options.stored = plan.all_outputs();
    options.sink = sink;
    return simulate(plan.program(), plan.columns, design, options);
}

}  // namespace

TEST_CASE("simulate: moments agree with two passes in long double over the stored runs",
          "[simulation]") {
    constexpr std::uint64_t runs = 3 * segment_runs + 77;
    SmallPlan plan;
    const NodeId z = plan.apply(Operation::normal_quantile, plan.uniform(1));
    plan.series(z);
    // Ordinary, skewed, and with a spread of one millionth of the mean.
    plan.series(plan.apply(Operation::exponential, z));
    plan.series(plan.apply(Operation::add, z, plan.number(1e6)));
    CollectingSink sink(runs, 3);
    const SimulationTotals totals = simulate_runs(plan, RandomDesign(3), runs, &sink);
    for (std::size_t i = 0; i < 3; ++i) {
        const TwoPass expected = two_pass(sink.values[i]);
        CHECK(totals.series[i].count == runs);
        CHECK(std::abs(totals.series[i].mean - static_cast<double>(expected.mean)) <
              1e-15 * (1 + std::abs(static_cast<double>(expected.mean))));
        // The means of the units are rounded to one part in 10^16 of 1e6 standard deviations.
        CHECK(relative_error(totals.series[i].squared_deviations, expected.squared_deviations) <
              1e-11);
    }
}

TEST_CASE("simulate: values that are not finite are counted, and the first run is named",
          "[simulation]") {
    constexpr std::uint64_t runs = 30'000;
    SmallPlan plan;
    const NodeId run = plan.run();
    const auto without = [&](double number) {
        return plan.apply(Operation::subtract, run, plan.number(number));
    };
    plan.series(plan.apply(Operation::logarithm, without(5)));  // NaN below 5, -inf at 5
    plan.series(plan.apply(Operation::divide, plan.number(1), without(20'001)));
    plan.series(run);
    plan.target(plan.apply(Operation::square_root, without(29'000)), plan.number(0),
                plan.number(1));
    const SimulationTotals totals = simulate_runs(plan, RunNumberDesign(), runs);

    CHECK(totals.series_not_finite[0] == Occurrences{6, 0});
    CHECK(totals.series_not_finite[1] == Occurrences{1, 20'001});
    CHECK(totals.series_not_finite[2] == Occurrences{0, no_run});
    CHECK(totals.measures_not_finite[0] == Occurrences{29'000, 0});

    CHECK(totals.series[0].count == runs - 6);
    // Sum of ln k for k = 1 .. 29994 over their number.
    CHECK(totals.series[0].mean == Approx(std::lgamma(29'995.0) / 29'994).epsilon(1e-12));
    CHECK(totals.series[1].count == runs - 1);
    CHECK(totals.measures[0].count == 1000);
    CHECK(std::isfinite(totals.measures[0].mean));
}

TEST_CASE("simulate: samples hold the first runs only, in run order", "[simulation]") {
    constexpr std::uint64_t runs = measure_sample_runs + 4000;
    SmallPlan plan;
    plan.series(plan.run());
    plan.target(plan.run(), plan.run(), plan.number(0));
    const SimulationTotals totals = simulate_runs(plan, RunNumberDesign(), runs);
    REQUIRE(totals.series_sample[0].size() == series_sample_runs);
    REQUIRE(totals.measure_sample[0].size() == measure_sample_runs);
    REQUIRE(totals.shortfall_sample[0].size() == measure_sample_runs);
    bool in_order = true;
    for (std::size_t run = 0; run < measure_sample_runs; ++run) {
        const double value = static_cast<double>(run);
        in_order &= totals.measure_sample[0][run] == value;
        in_order &= totals.shortfall_sample[0][run] == value;
        if (run < series_sample_runs) in_order &= totals.series_sample[0][run] == value;
    }
    CHECK(in_order);
}
