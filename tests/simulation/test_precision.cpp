#include "tests/support/catch.hpp"

#include "engine/simulation/precision.hpp"
#include "tests/simulation/small_plan.hpp"

using namespace plancast;

namespace {

/// A target that is met with probability one half: its half-width is 0.98 % at 10,000 runs, 0.69 %
/// at 20,000, 0.49 % at 40,000.
SmallPlan even_odds() {
    SmallPlan plan;
    plan.series(plan.apply(Operation::exponential, plan.uniform(3)));
    plan.target(plan.uniform(4), plan.uniform(4),
                plan.apply(Operation::less, plan.uniform(4), plan.number(0.5)));
    return plan;
}

}  // namespace

TEST_CASE("simulate: a precision ends it at the first check that satisfies it",
          "[simulation][parallel]") {
    struct Case {
        double precision;
        std::uint64_t runs;
    };
    const Case expected = GENERATE(Case{0.0099, 10'000}, Case{0.0097, 20'000}, Case{0.007, 20'000},
                                   Case{0.005, 40'000}, Case{0.004, 50'000});
    const SmallPlan plan = even_odds();
    CollectingSink sink(50'000, 1);
    SimulationOptions options;
    options.runs = 50'000;
    options.precision = expected.precision;
    options.threads = GENERATE(1, 2, 7);
    options.stored = {0};
    options.sink = &sink;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RandomDesign(6), options);
    CHECK(totals.runs == expected.runs);
    CHECK_FALSE(totals.interrupted);

    // Nothing from beyond the end is in the totals or was stored.
    SimulationOptions as_many;
    as_many.runs = expected.runs;
    as_many.threads = 1;
    CHECK(difference(totals, simulate(plan.program(), plan.columns, RandomDesign(6), as_many)) ==
          "");
    bool each_once = true;
    for (std::uint64_t run = 0; run < 50'000; ++run) {
        each_once &= sink.times_seen[static_cast<std::size_t>(run)] == (run < totals.runs ? 1 : 0);
    }
    CHECK(each_once);
    CHECK(sink.rest_is_zero);
    CHECK(sink.run_counts.size() == (expected.runs + segment_runs - 1) / segment_runs);
}

TEST_CASE("simulate: the number of runs asked for caps a precision", "[simulation]") {
    const SmallPlan plan = even_odds();
    SimulationOptions options;
    options.runs = 9'000;
    options.precision = 0.4;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RandomDesign(6), options);
    CHECK(totals.runs == 9'000);
    CHECK_FALSE(totals.interrupted);
}

TEST_CASE("is_precise: every probability under the plan's own readings counts", "[simulation]") {
    // 5,000 of 10,000 has a half-width of 0.00980; 100 of 10,000 one of 0.00196.
    SimulationTotals totals;
    totals.runs = 10'000;
    totals.verdicts.resize(2);
    VerdictCounts& own = totals.verdicts.front();
    own.part_met = {100, 100};
    own.target_met = {100, 100};
    own.all_met = 100;
    totals.verdicts.back() = own;
    CHECK(is_precise(totals, 0.002));
    CHECK_FALSE(is_precise(totals, 0.0019));
    SECTION("a part") { own.part_met[1] = 5'000; }
    SECTION("a target") { own.target_met[1] = 5'000; }
    SECTION("all targets") { own.all_met = 5'000; }
    SECTION("another reading does not") {
        totals.verdicts.back().target_met[0] = 5'000;
        CHECK(is_precise(totals, 0.002));
        own.all_met = 5'000;
    }
    CHECK_FALSE(is_precise(totals, 0.00975));
    CHECK(is_precise(totals, 0.0098));
}

TEST_CASE("is_precise: without targets no number of runs is enough", "[simulation]") {
    SimulationTotals totals;
    totals.runs = 1'000'000;
    CHECK_FALSE(is_precise(totals, 0.5));
    totals.verdicts.emplace_back();
    CHECK_FALSE(is_precise(totals, 0.5));
}
