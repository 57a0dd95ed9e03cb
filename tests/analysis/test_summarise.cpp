#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

#include "engine/analysis/summarise.hpp"
#include "tests/analysis/example_plan.hpp"

using namespace plancast;
using plancast::testing::empty_totals;
using plancast::testing::example_plan;

namespace {

// Parts of the example in their order.
constexpr std::size_t chairs = 0, tables = 1, lateness = 2, calm = 3;

struct Example {
    Plan plan = example_plan();
    CompiledPlan compiled = compile_plan(plan, true);
    SimulationTotals totals = empty_totals(plan, compiled, 1000);
    VerdictCounts& own() { return totals.verdicts.front(); }
    Summary summary() const { return summarise(plan, compiled, totals); }
};

}  // namespace

TEST_CASE("summarise: names, numbers and bounds come from the plan, in the file's order",
          "[analysis]") {
    Example example;
    example.plan.run.seed = 7;
    const Summary summary = example.summary();
    CHECK(summary.scenario == example.plan.name);
    CHECK(summary.title.vi == "Xưởng mộc");
    CHECK(summary.seed == 7);
    CHECK(summary.runs == 1000);
    REQUIRE(summary.targets.size() == 3);
    CHECK(summary.targets[0].id == "orders");
    CHECK(summary.targets[0].number == 2);
    CHECK(summary.targets[1].title.vi == "Giao hàng trễ");
    CHECK(summary.targets[2].number == 0);
    REQUIRE(summary.targets[0].parts.size() == 2);
    const PartSummary& part = summary.targets[0].parts[1];
    CHECK(part.id == "tables");
    CHECK(part.direction == Direction::above);
    REQUIRE(part.levels.size() == 1);
    CHECK(part.levels[0].bound == 9.5);
    CHECK(part.bound == "9.5 %/year");
    CHECK(summary.targets[1].parts[0].id == "lateness");
    CHECK(summary.targets[1].parts[0].each_year);
    CHECK(summary.targets[2].parts[0].bound.empty());
}

TEST_CASE("summarise: probabilities are met / all runs with Wilson's interval", "[analysis]") {
    Example example;
    example.own().target_met[0] = 10;
    example.own().part_met[chairs] = 200;
    example.own().target_not_judged[2] = 400;
    example.own().target_met[2] = 300;
    example.own().all_met = 1000;
    example.own().targets_met = {500, 300, 200, 0};
    const Summary summary = example.summary();
    // Wilson's formula for 10 of 1000 with z = 1.959963984540054, worked out in Python.
    const Probability& orders = summary.targets[0].probability;
    CHECK(orders.value == Approx(0.01));
    CHECK(orders.interval[0] == Approx(0.00544075441).epsilon(1e-8));
    CHECK(orders.interval[1] == Approx(0.01830946894).epsilon(1e-8));
    CHECK(summary.targets[0].parts[0].probability.value == Approx(0.2));
    CHECK(summary.targets[2].probability.value == Approx(0.3));
    CHECK(summary.targets[2].probability.not_judged == 400);
    CHECK(summary.all_targets.value == 1);
    CHECK(summary.all_targets.interval[1] == 1);
    CHECK(summary.all_targets.interval[0] < 1);
    CHECK(summary.targets_met == std::vector<double>{0.5, 0.3, 0.2, 0});
}

TEST_CASE("summarise: a promise is met with 80 %, on the side of its bound", "[analysis]") {
    Example example;
    std::vector<double> sample;
    for (int i = 0; i <= 100; ++i) sample.push_back(i);
    for (auto& measures : example.totals.measure_sample) measures = sample;
    const Summary summary = example.summary();
    CHECK(summary.targets[0].parts[0].promise == Approx(20));
    CHECK(summary.targets[0].parts[1].promise == Approx(20));
    // at_most: 80 % of the values 0 .. 100 are at most 80.
    CHECK(summary.targets[1].parts[0].promise == Approx(80));
    CHECK_FALSE(summary.targets[2].parts[0].promise.has_value());
    const auto& quantiles = summary.targets[0].parts[0].measure_quantiles;
    REQUIRE(quantiles.size() == 5);
    CHECK(quantiles[1].level == 0.2);
    CHECK(quantiles[1].value == Approx(20));
    CHECK(quantiles[4].value == Approx(95));
}

TEST_CASE("summarise: the shortfall is the median of the misses alone", "[analysis]") {
    Example example;
    example.totals.shortfall_sample[lateness] = {0, 0, 0, 0, 3, 1, 20};
    example.totals.shortfalls[lateness] = {3, 8, 218};
    // A truth value has no distance, whatever the program says.
    example.totals.shortfall_sample[calm] = {1, 0};
    example.totals.shortfalls[calm] = {1, 1, 0};
    const Summary summary = example.summary();
    CHECK(summary.targets[1].parts[0].shortfall == 3);
    CHECK(summary.targets[1].parts[0].shortfall_mean == 8);
    CHECK_FALSE(summary.targets[2].parts[0].shortfall.has_value());
    CHECK_FALSE(summary.targets[0].parts[0].shortfall.has_value());
}

TEST_CASE("summarise: a known chance is a mean with an interval in [0, 1]", "[analysis]") {
    Example example;
    example.totals.known_chances[chairs] = {100, 1e-6, 1e-8};
    const auto chance = example.summary().targets[0].parts[0].known_chance;
    REQUIRE(chance.has_value());
    CHECK(chance->value == 1e-6);
    CHECK(chance->interval[0] == 0);
    // 1e-6 + 1.96 sqrt(1e-8 / 99 / 100)
    CHECK(chance->interval[1] == Approx(1e-6 + 1.959964 * std::sqrt(1e-8 / 9900)));
    CHECK_FALSE(example.summary().targets[0].parts[1].known_chance.has_value());
}

TEST_CASE("summarise: pairs are those that miss together beyond chance, the largest first",
          "[analysis]") {
    Example example;
    example.own().target_met = {500, 600, 100};
    example.own().target_not_judged = {0, 0, 400};
    // Misses: 500, 400 and 500; by chance 0.2, 0.25, 0.2 of the runs.
    auto& both = example.totals.both_missed;
    both[0 * 3 + 1] = both[1 * 3 + 0] = 210;
    both[0 * 3 + 2] = both[2 * 3 + 0] = 100;
    both[1 * 3 + 2] = both[2 * 3 + 1] = 390;
    const Summary summary = example.summary();
    REQUIRE(summary.pairs.size() == 2);
    CHECK(summary.pairs[0].first == "lateness");
    CHECK(summary.pairs[0].second == "calm");
    CHECK(summary.pairs[0].probability == Approx(0.39));
    CHECK(summary.pairs[0].by_chance == Approx(0.2));
    CHECK(summary.pairs[1].first == "orders");
    CHECK(summary.pairs[1].by_chance == Approx(0.2));
}

TEST_CASE("summarise: no pair of targets of which one asks for the other's verdict", "[analysis]") {
    Example example;
    example.own().target_met = {500, 500, 500};
    example.totals.both_missed.assign(9, 450);
    REQUIRE(example.summary().pairs.size() == 3);
    example.compiled.rests_on[2] = {0};
    const Summary summary = example.summary();
    REQUIRE(summary.pairs.size() == 2);
    for (const PairOfMisses& pair : summary.pairs)
        CHECK((pair.first == "lateness" || pair.second == "lateness"));
}

TEST_CASE("summarise: readings come in the order of the choices, with their titles", "[analysis]") {
    Example example;
    REQUIRE(example.compiled.choices.size() > 1);
    for (std::size_t i = 0; i < example.totals.verdicts.size(); ++i)
        example.totals.verdicts[i].target_met[0] = 100 * i;
    const Summary summary = example.summary();
    REQUIRE(summary.readings.size() == example.compiled.choices.size() - 1);
    bool found = false;
    for (std::size_t i = 0; i < summary.readings.size(); ++i) {
        CHECK(summary.readings[i].alternative == example.compiled.choices[i + 1].alternative);
        CHECK(summary.readings[i].targets[0].met == 100 * (i + 1));
        if (summary.readings[i].reading != "average") continue;
        found = true;
        CHECK(summary.readings[i].alternative == "arithmetic");
        CHECK(summary.readings[i].title.en == "What average growth means");
    }
    CHECK(found);
}

TEST_CASE("summarise: series have a row for each member and year", "[analysis]") {
    Example example;
    std::size_t tables_2027 = example.compiled.series.size();
    for (std::size_t i = 0; i < example.compiled.series.size(); ++i) {
        const QuantityColumn& column = example.compiled.series[i];
        if (example.plan.series[column.quantity].name == "demand" && column.member == 1 &&
            column.year == 2027)
            tables_2027 = i;
    }
    REQUIRE(tables_2027 < example.compiled.series.size());
    example.totals.series[tables_2027] = {4, 2.5, 5};
    example.totals.series_sample[tables_2027] = {1, 2, 3, 4};
    const Summary summary = example.summary();
    REQUIRE(summary.series.size() == example.compiled.series.size());
    const SeriesSummary& row = summary.series[tables_2027];
    CHECK(row.id == "demand[tables]");
    CHECK(row.members == std::vector<std::string>{"tables"});
    CHECK(row.unit == "orders");
    CHECK(row.year == 2027);
    CHECK(row.mean == 2.5);
    CHECK(row.sd == Approx(std::sqrt(5.0 / 3)));
    CHECK(row.standard_error == Approx(std::sqrt(5.0 / 12)));
    REQUIRE(row.quantiles.size() == 5);
    CHECK(row.quantiles[2].value == Approx(2.5));
    // Nothing finite was seen: no quantiles rather than NaN.
    CHECK(summary.series[tables_2027 == 0 ? 1 : 0].quantiles.empty());
}

TEST_CASE("summarise: what is wrong is named with the first run to replay", "[analysis]") {
    Example example;
    CHECK(example.summary().findings.empty());
    example.totals.checks_broken[0] = {3, 17};
    example.totals.measures_not_finite[tables] = {1, 999};
    example.totals.series_not_finite.back() = {2, 5};
    const Summary summary = example.summary();
    REQUIRE(summary.findings.size() == 3);
    CHECK(summary.findings[0].kind == Finding::Kind::check_broken);
    CHECK(summary.findings[0].id == "deliveries");
    CHECK(summary.findings[0].runs == 3);
    CHECK(summary.findings[0].first_run == 17);
    CHECK(summary.findings[1].kind == Finding::Kind::series_not_finite);
    CHECK(summary.findings[1].year == 2028);
    CHECK(summary.findings[2].id == "orders/tables");
}

TEST_CASE("summarise: no run at all", "[analysis]") {
    Example example;
    example.totals.runs = 0;
    example.totals.interrupted = true;
    const Summary summary = example.summary();
    CHECK(summary.interrupted);
    CHECK(summary.targets[0].probability.value == 0);
    CHECK(summary.targets[0].probability.interval == std::array<double, 2>{0, 1});
    CHECK(summary.pairs.empty());
    CHECK(summary.targets_met == std::vector<double>(4, 0.0));
}

TEST_CASE("member_names: the last set runs fastest", "[analysis]") {
    Plan plan;
    plan.sets = {{"region", {}, {}, {"north", "south"}}, {"sector", {}, {}, {"a", "b", "c"}}};
    CHECK(member_names(plan, {0, 1}, 4) == std::vector<std::string>{"south", "b"});
    CHECK(member_names(plan, {}, 0).empty());
}
