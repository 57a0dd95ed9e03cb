#include "tests/support/catch.hpp"

#include "tests/simulation/small_plan.hpp"

using namespace plancast;

namespace {

/// Under RunNumberDesign: met in runs below 4, missed by run - 3 after.
void add_first_four(SmallPlan& plan) {
    const NodeId run = plan.run();
    plan.target(run,
                plan.apply(Operation::maximum, plan.number(0),
                           plan.apply(Operation::subtract, run, plan.number(3))),
                plan.apply(Operation::less, run, plan.number(4)));
}

/// Met in even runs; not judged in run 9.
void add_even(SmallPlan& plan) {
    const NodeId odd = plan.rest(plan.run(), 2);
    plan.target(odd, odd,
                plan.choose(plan.apply(Operation::equal, plan.run(), plan.number(9)),
                            plan.number(2), plan.apply(Operation::less, odd, plan.number(1))));
}

using Counts = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("simulate: ten runs worked out by hand", "[simulation]") {
    SmallPlan plan;
    plan.series(plan.run());
    add_first_four(plan);
    add_even(plan);
    // A known chance of run / 10 for the first part.
    plan.columns.known_chances[0] =
        plan.output(plan.apply(Operation::divide, plan.run(), plan.number(10)));
    plan.check(plan.apply(Operation::less, plan.run(), plan.number(7)));
    SimulationOptions options;
    options.runs = 10;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RunNumberDesign(), options);

    CHECK(totals.runs == 10);
    CHECK_FALSE(totals.interrupted);
    REQUIRE(totals.series.size() == 1);
    CHECK(totals.series[0].count == 10);
    CHECK(totals.series[0].mean == 4.5);
    CHECK(totals.series[0].squared_deviations == 82.5);
    CHECK(totals.measures[1].mean == 0.5);

    // Runs 4 .. 9 miss by 1 .. 6; runs 1, 3, 5, 7 by 1 (9 is not judged).
    CHECK(totals.shortfalls[0].count == 6);
    CHECK(totals.shortfalls[0].mean == 3.5);
    CHECK(totals.shortfalls[0].squared_deviations == Approx(17.5).epsilon(1e-15));
    CHECK(totals.shortfalls[1].count == 4);
    CHECK(totals.shortfalls[1].mean == 1);

    CHECK(totals.known_chances[0].count == 10);
    CHECK(totals.known_chances[0].mean == Approx(0.45).epsilon(1e-15));
    CHECK(totals.known_chances[1].count == 0);

    REQUIRE(totals.checks_broken.size() == 1);
    CHECK(totals.checks_broken[0].count == 3);
    CHECK(totals.checks_broken[0].first_run == 7);

    REQUIRE(totals.verdicts.size() == 1);
    const VerdictCounts& counts = totals.verdicts[0];
    CHECK(counts.part_met == Counts{4, 5});
    CHECK(counts.part_not_judged == Counts{0, 1});
    CHECK(counts.target_met == Counts{4, 5});
    CHECK(counts.target_not_judged == Counts{0, 1});
    CHECK(counts.all_met == 2);                    // 0 and 2
    CHECK(counts.targets_met == Counts{3, 5, 2});  // 5 7 9, 1 3 4 6 8, 0 2
    // First missed: 4 .. 9, second: 1 3 5 7; both: 5 and 7.
    CHECK(totals.both_missed == Counts{6, 2, 2, 4});

    CHECK(totals.series_sample == std::vector<std::vector<double>>{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}});
    CHECK(totals.shortfall_sample[0] == std::vector<double>{0, 0, 0, 0, 1, 2, 3, 4, 5, 6});
    CHECK(totals.measure_sample[1] == std::vector<double>{0, 1, 0, 1, 0, 1, 0, 1, 0, 1});
}

TEST_CASE("simulate: all targets are met when those judged are, and one is judged",
          "[simulation]") {
    // Verdicts of two targets in nine runs: every pair of missed, met, not judged.
    SmallPlan plan;
    const NodeId run = plan.run();
    const NodeId first = plan.rest(run, 3);
    const NodeId second =
        plan.apply(Operation::round_down, plan.apply(Operation::divide, run, plan.number(3)));
    plan.target(run, plan.number(1), first);
    plan.target(run, plan.number(1), second);
    SimulationOptions options;
    options.runs = 9;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RunNumberDesign(), options);
    CHECK(totals.verdicts[0].all_met == 3);  // (1, 1), (1, 2), (2, 1); not (2, 2)
    CHECK(totals.verdicts[0].targets_met == Counts{4, 4, 1});
    CHECK(totals.verdicts[0].target_not_judged == Counts{3, 3});
}

TEST_CASE("simulate: verdict counts agree with a plain count of the stored verdicts",
          "[simulation][property]") {
    // 9 targets of 2 parts under 2 choices of readings; the second shares some columns. The runs
    // are no multiple of 64, and there are three units.
    constexpr std::size_t targets = 9;
    constexpr std::uint64_t runs = 5001;
    SmallPlan plan;
    const auto random_verdict = [&plan](std::uint64_t key) {
        return plan.output(
            plan.apply(Operation::round_down,
                       plan.apply(Operation::multiply, plan.uniform(key), plan.number(3))));
    };
    plan.columns.verdicts.resize(2);
    for (std::uint64_t i = 0; i < targets; ++i) {
        VerdictColumns& own = plan.columns.verdicts[0];
        VerdictColumns& other = plan.columns.verdicts[1];
        for (std::uint64_t part = 0; part < 2; ++part) {
            own.parts.push_back(random_verdict(100 + 2 * i + part));
            other.parts.push_back(i < 4 ? own.parts.back() : random_verdict(200 + 2 * i + part));
        }
        own.targets.push_back(random_verdict(300 + i));
        if (i != 8) other.targets.push_back(i < 4 ? own.targets.back() : random_verdict(400 + i));
    }
    CollectingSink sink(runs, plan.all_outputs().size());
    SimulationOptions options;
    options.runs = runs;
    options.block_size = GENERATE(64, 256, 1000);
    options.stored = plan.all_outputs();
    options.sink = &sink;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RandomDesign(5), options);

    const auto count = [&sink](std::size_t output, double verdict) {
        std::uint64_t n = 0;
        for (const double value : sink.values[output]) n += value == verdict ? 1 : 0;
        return n;
    };
    for (std::size_t choice = 0; choice < 2; ++choice) {
        const VerdictColumns& columns = plan.columns.verdicts[choice];
        VerdictCounts expected;
        for (const std::size_t part : columns.parts) {
            expected.part_met.push_back(count(part, 1));
            expected.part_not_judged.push_back(count(part, 2));
        }
        for (const std::size_t target : columns.targets) {
            expected.target_met.push_back(count(target, 1));
            expected.target_not_judged.push_back(count(target, 2));
        }
        expected.targets_met.resize(columns.targets.size() + 1);
        for (std::size_t run = 0; run < runs; ++run) {
            std::size_t met = 0;
            bool missed = false;
            for (const std::size_t target : columns.targets) {
                met += sink.values[target][run] == 1 ? 1 : 0;
                missed |= sink.values[target][run] == 0;
            }
            ++expected.targets_met[met];
            expected.all_met += met > 0 && !missed ? 1 : 0;
        }
        CHECK(expected.all_met > 0);
        CHECK(totals.verdicts[choice] == expected);
    }
    const std::vector<std::size_t>& own = plan.columns.verdicts[0].targets;
    for (std::size_t i = 0; i < targets; ++i) {
        for (std::size_t j = 0; j < targets; ++j) {
            std::uint64_t both = 0;
            for (std::size_t run = 0; run < runs; ++run) {
                both += sink.values[own[i]][run] == 0 && sink.values[own[j]][run] == 0 ? 1 : 0;
            }
            CHECK(totals.both_missed[i * targets + j] == both);
        }
    }
}

TEST_CASE("simulate: a plan without targets meets none of them in every run", "[simulation]") {
    SmallPlan plan;
    plan.series(plan.run());
    plan.columns.verdicts.emplace_back();
    SimulationOptions options;
    options.runs = 100;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RunNumberDesign(), options);
    CHECK(totals.verdicts[0].targets_met == Counts{100});
    CHECK(totals.verdicts[0].all_met == 0);
    CHECK(totals.both_missed.empty());
}

TEST_CASE("simulate: no runs, no counts", "[simulation]") {
    SmallPlan plan;
    plan.series(plan.run());
    add_first_four(plan);
    CollectingSink sink(0, 1);
    SimulationOptions options;
    options.runs = 0;
    options.stored = {0};
    options.sink = &sink;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RunNumberDesign(), options);
    CHECK(totals.runs == 0);
    CHECK_FALSE(totals.interrupted);
    CHECK(totals.series[0].count == 0);
    CHECK(totals.series_sample[0].empty());
    CHECK(sink.run_counts.empty());
}
