#include <algorithm>
#include <numeric>

#include "tests/simulation/small_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

/// Run numbers in 16 replicates, as the designs have them that are not random.
class ReplicatedRunNumbers final : public Design {
public:
    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override {
        RunNumberDesign().fill(key, year, first_run, uniforms);
    }
    std::size_t replicates() const override { return replicate_count; }
};

/// Draws of RandomDesign that say they are replicated.
class ReplicatedDraws final : public Design {
public:
    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override {
        RandomDesign(4).fill(key, year, first_run, uniforms);
    }
    std::size_t replicates() const override { return replicate_count; }
};

/// Events in every third run, in run 37 alone, and in none.
SmallPlan plan_of_events() {
    SmallPlan plan;
    const NodeId run = plan.run();
    const auto event = [&](NodeId node) { plan.columns.events.push_back(plan.output(node)); };
    event(plan.apply(Operation::equal, plan.rest(run, 3), plan.number(0)));
    event(plan.apply(Operation::equal, run, plan.number(37)));
    event(plan.apply(Operation::less, run, plan.number(0)));
    return plan;
}

std::uint64_t sum(const ReplicateCounts& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// What a design with replicates counts beside the rest: targets of two kinds, series that are not
/// always finite, events.
SmallPlan mixed_plan() {
    SmallPlan plan;
    const NodeId z = plan.apply(Operation::normal_quantile, plan.uniform(1));
    const NodeId x = plan.apply(Operation::add, z, plan.number(2.5));
    plan.series(z);
    plan.series(plan.apply(Operation::logarithm, x));  // NaN 1 in 161
    plan.target(z, plan.apply(Operation::maximum, plan.number(0), z),
                plan.apply(Operation::less, z, plan.number(0)));
    plan.target(x, plan.number(0.5), plan.apply(Operation::less, plan.number(1), x));
    plan.columns.known_chances.back() = plan.output(plan.uniform(2));
    plan.columns.events.push_back(plan.output(plan.apply(Operation::less, z, plan.number(-1))));
    plan.columns.events.push_back(
        plan.output(plan.apply(Operation::less, plan.uniform(3), plan.number(0.25))));
    return plan;
}

SimulationTotals run_mixed_plan(std::uint64_t runs, int threads, std::size_t block_size) {
    const SmallPlan plan = mixed_plan();
    SimulationOptions options;
    options.runs = runs;
    options.threads = threads;
    options.block_size = block_size;
    return simulate(plan.program(), plan.columns, ReplicatedDraws(), options);
}

bool same(const std::vector<ReplicateSums>& a, const std::vector<ReplicateSums>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        const Estimate first = x.mean(), second = y.mean();
        return same_bits(first.value, second.value) &&
               same_bits(first.standard_error, second.standard_error);
    });
}

/// What of the replicates differs, "" where nothing does, to the bit.
std::string difference_by_replicate(const ReplicatedTotals& a, const ReplicatedTotals& b) {
    if (!same(a.series, b.series)) return "series";
    if (!same(a.measures, b.measures)) return "measures";
    if (!same(a.known_chances, b.known_chances)) return "known_chances";
    if (a.events != b.events) return "events";
    for (std::size_t i = 0; i < a.verdicts.size(); ++i) {
        if (a.verdicts[i].parts != b.verdicts[i].parts) return "parts";
        if (a.verdicts[i].targets != b.verdicts[i].targets) return "targets";
        if (a.verdicts[i].targets_met != b.verdicts[i].targets_met) return "targets_met";
        if (a.verdicts[i].all != b.verdicts[i].all) return "all";
    }
    return "";
}

}  // namespace

TEST_CASE("simulate: events are counted, also by replicate", "[simulation]") {
    const SmallPlan plan = plan_of_events();
    SimulationOptions options;
    options.runs = 50;
    options.block_size = GENERATE(8, 24, 256);
    const SimulationTotals independent =
        simulate(plan.program(), plan.columns, RunNumberDesign(), options);
    CHECK(independent.events == std::vector<std::uint64_t>{17, 1, 0});  // 0, 3, ... 48
    CHECK_FALSE(independent.replicated.has_value());

    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, ReplicatedRunNumbers(), options);
    CHECK(totals.events == independent.events);
    REQUIRE(totals.replicated.has_value());
    const std::vector<ReplicateCounts>& events = totals.replicated->events;
    REQUIRE(events.size() == 3);
    CHECK(events[0][0] == 2);   // 0 and 48 of 0, 16, 32, 48
    CHECK(events[0][1] == 1);   // 33 of 1, 17, 33, 49
    CHECK(events[0][15] == 1);  // 15 of 15, 31, 47
    CHECK(sum(events[0]) == 17);
    CHECK(events[1][37 % 16] == 1);
    CHECK(sum(events[1]) == 1);
    CHECK(sum(events[2]) == 0);
}

TEST_CASE("simulate: what the replicates hold adds up to the totals", "[simulation]") {
    const std::uint64_t runs = GENERATE(1000, 40'007);
    const SimulationTotals totals = run_mixed_plan(runs, 2, 256);
    REQUIRE(totals.replicated.has_value());
    const ReplicatedTotals& replicated = *totals.replicated;
    REQUIRE(totals.series_not_finite[1].count > 0);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(sum(replicated.events[i]) == totals.events[i]);
        CHECK(sum(replicated.verdicts[0].parts[i]) == totals.verdicts[0].part_met[i]);
        CHECK(sum(replicated.verdicts[0].targets[i]) == totals.verdicts[0].target_met[i]);
        CHECK(replicated.series[i].mean().value == Approx(totals.series[i].mean).epsilon(1e-12));
        CHECK(replicated.measures[i].mean().value ==
              Approx(totals.measures[i].mean).epsilon(1e-12));
    }
    CHECK(sum(replicated.verdicts[0].all) == totals.verdicts[0].all_met);
    for (std::size_t k = 0; k < totals.verdicts[0].targets_met.size(); ++k)
        CHECK(sum(replicated.verdicts[0].targets_met[k]) == totals.verdicts[0].targets_met[k]);
    CHECK(replicated.known_chances[1].mean().value ==
          Approx(totals.known_chances[1].mean).epsilon(1e-12));
    // Groups of independent draws show the error that independent draws have: the standard error of
    // a standard error from 16 groups is 18 %.
    CHECK(replicated.series[0].mean().standard_error ==
          Approx(totals.series[0].standard_error()).epsilon(0.6));
}

TEST_CASE("simulate: replicates and events have the same bits for any threads and blocks",
          "[simulation][parallel]") {
    constexpr std::uint64_t runs = 2 * segment_runs + 5003;
    const SimulationTotals expected = run_mixed_plan(runs, 1, 256);
    const int threads = GENERATE(1, 2, 7);
    const std::size_t block_size = GENERATE(8, 24, 256);
    const SimulationTotals totals = run_mixed_plan(runs, threads, block_size);
    CHECK(difference(totals, expected) == "");
    CHECK(totals.events == expected.events);
    CHECK(difference_by_replicate(*totals.replicated, *expected.replicated) == "");
}

TEST_CASE("simulate: samples are kept only where they are wanted", "[simulation]") {
    const SmallPlan plan = mixed_plan();
    SimulationOptions options;
    options.runs = 3000;
    const SimulationTotals with = simulate(plan.program(), plan.columns, RandomDesign(1), options);
    options.sample = false;
    const SimulationTotals without =
        simulate(plan.program(), plan.columns, RandomDesign(1), options);
    CHECK(with.series_sample[0].size() == 3000);
    for (const auto* sample :
         {&without.series_sample, &without.measure_sample, &without.shortfall_sample})
        for (const std::vector<double>& column : *sample) CHECK(column.empty());
    // Nothing else differs.
    SimulationTotals emptied = with;
    emptied.series_sample = without.series_sample;
    emptied.measure_sample = without.measure_sample;
    emptied.shortfall_sample = without.shortfall_sample;
    CHECK(difference(without, emptied) == "");
    CHECK(without.events == with.events);
}
