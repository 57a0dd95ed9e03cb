#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/analysis/compare.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/core/error.hpp"
#include "engine/statistics/intervals.hpp"
#include "tests/analysis/compare_support.hpp"
#include "tests/analysis/example_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using plancast::testing::example_plan;

namespace {

/// The example with growth moved in every run, @p by a year.
Plan moved(double by, const std::string& name) {
    Plan plan = example_plan();
    plan.name = name;
    for (Input& input : plan.inputs)
        if (input.name == "growth")
            input.adjustments.push_back({Adjustment::Kind::shift, {std::nullopt}, {}, by});
    return plan;
}

/// Every run of a plan by itself: the values of chosen outputs, a column each.
std::vector<std::vector<double>> all_runs(const CompiledPlan& compiled, const Design& design,
                                          std::uint64_t runs) {
    const Program program = compile_program(compiled.graph, compiled.outputs);
    Workspace workspace(program, 64);
    std::vector<std::vector<double>> columns(compiled.outputs.size());
    for (std::uint64_t first = 0; first < runs; first += 64) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(64, runs - first));
        evaluate_block(program, design, first, count, workspace);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto values = workspace.output(program, i).first(count);
            columns[i].insert(columns[i].end(), values.begin(), values.end());
        }
    }
    return columns;
}
struct Sides {
    std::uint64_t gained = 0, lost = 0;
    bool operator==(const Sides&) const = default;
};

Sides count_sides(std::uint64_t runs, const std::function<bool(std::size_t)>& base,
                  const std::function<bool(std::size_t)>& other) {
    Sides sides;
    for (std::size_t run = 0; run < runs; ++run) {
        sides.gained += other(run) && !base(run) ? 1 : 0;
        sides.lost += base(run) && !other(run) ? 1 : 0;
    }
    return sides;
}

Sides sides_of(const OddsChange& change) { return {change.gained.value(), change.lost.value()}; }

constexpr double z95 = 1.959963984540054;

}  // namespace

// Wrong red: events of another part or target, gained and lost swapped, "not judged" taken for met,
// differences the wrong way round, a scenario that sees other draws than the base.
TEST_CASE("compare_plans: gained, lost and means are those of both plans run by run",
          "[analysis]") {
    const std::string design_name = GENERATE("random", "latin", "sobol");
    const RunSettings run{3000, 5, design_name};
    const std::vector<Plan> plans{with_run(example_plan(), run), with_run(moved(0.01, "more"), run),
                                  with_run(moved(-0.004, "less"), run)};
    const ComparedPlans compared = compare_plans(plans, {});
    CHECK(compared.base.runs == 3000);
    REQUIRE(compared.scenarios.size() == 2);
    const CompiledPlan base = compile_plan(plans[0], false);
    const auto design = design_of(plans[0], base);
    const auto base_runs = all_runs(base, *design, run.runs);
    for (std::size_t s = 0; s < 2; ++s) {
        const ComparedScenario& scenario = compared.scenarios[s];
        INFO(design_name << ", " << scenario.id);
        CHECK(scenario.id == plans[s + 1].name);
        CHECK(scenario.paired);
        REQUIRE(scenario.targets.size() == 3);
        const CompiledPlan other = compile_plan(plans[s + 1], false);
        const auto other_runs = all_runs(other, *design, run.runs);
        const auto met = [](const std::vector<double>& verdicts) {
            return [&verdicts](std::size_t k) { return verdicts[k] == 1; };
        };
        const auto sides = [&](std::size_t in_base, std::size_t here) {
            return count_sides(run.runs, met(base_runs[in_base]), met(other_runs[here]));
        };
        const VerdictColumns &of_base = base.columns.verdicts[0],
                             &of_other = other.columns.verdicts[0];
        std::size_t changed = 0;
        const std::vector<std::string> ids{"orders", "lateness", "calm"};
        for (std::size_t t = 0; t < ids.size(); ++t) {
            const OddsChange& change = target_of(scenario, ids[t]);
            const Sides expected = sides(of_base.targets[t], of_other.targets[t]);
            CHECK(sides_of(change) == expected);
            changed += expected.gained + expected.lost > 0 ? 1 : 0;
            CHECK(change.difference.value == Approx((static_cast<double>(expected.gained) -
                                                     static_cast<double>(expected.lost)) /
                                                    3000));
            CHECK(change.difference.interval[0] <= change.difference.value);
            CHECK(change.difference.interval[1] >= change.difference.value);
            // What was gained and lost is the difference of the odds.
            CHECK(change.base.met + expected.gained == change.probability.met + expected.lost);
            if (design_name == "random")
                CHECK(change.difference.interval ==
                      paired_difference_interval(expected.gained, expected.lost, 3000));
        }
        CHECK(changed >= 2);
        const auto& orders = *std::find_if(scenario.targets.begin(), scenario.targets.end(),
                                           [](const auto& t) { return t.odds.id == "orders"; });
        REQUIRE(orders.parts.size() == 2);
        for (std::size_t p = 0; p < 2; ++p)
            CHECK(sides_of(orders.parts[p]) == sides(of_base.parts[p], of_other.parts[p]));
        CHECK(sides_of(orders.parts[0]) != sides_of(orders.parts[1]));
        CHECK(orders.parts[1].title.en == "Tables");

        const auto all_met = [](const std::vector<std::vector<double>>& runs,
                                const VerdictColumns& verdicts) {
            return [&](std::size_t k) {
                bool any = false;
                for (const std::size_t target : verdicts.targets) {
                    if (runs[target][k] == 0) return false;
                    any = any || runs[target][k] == 1;
                }
                return any;
            };
        };
        const Sides all =
            count_sides(run.runs, all_met(base_runs, of_base), all_met(other_runs, of_other));
        CHECK(sides_of(scenario.all_targets) == all);
        CHECK(all.gained + all.lost > 0);

        REQUIRE(scenario.series.size() == base.series.size());
        for (std::size_t i = 0; i < base.series.size(); ++i) {
            const QuantityColumn& column = base.series[i];
            const Series& series = plans[0].series[column.quantity];
            const SeriesChange& change =
                series_of(scenario, series.name + plans[0].member_label(series.sets, column.member),
                          column.year);
            const auto &first = base_runs[base.columns.series[i]],
                       &second = other_runs[other.columns.series[i]];
            Moments differences, of_first;
            for (std::size_t k = 0; k < run.runs; ++k) {
                differences.add(second[k] - first[k]);
                of_first.add(first[k]);
            }
            CHECK(change.difference.value == Approx(differences.mean).margin(1e-12));
            CHECK(change.base == Approx(of_first.mean));
            CHECK(change.base_sd == Approx(of_first.standard_deviation()));
            if (design_name == "random")
                CHECK(change.difference.interval[1] - change.difference.value ==
                      Approx(z95 * differences.standard_error()).margin(1e-12));
            CHECK(change.not_finite == 0);
        }
    }
}

// Wrong red: verdicts of another plan counted, the dimensions of sobol dealt otherwise because of
// what is compared with the base.
TEST_CASE("compare_plans: the odds are those of each plan simulated alone", "[analysis]") {
    const std::string design = GENERATE("random", "latin", "sobol");
    const RunSettings run{2000, 0, design};
    const std::vector<Plan> plans{with_run(example_plan(), run), with_run(moved(0.02, "more"), run),
                                  with_run(moved(0.01, "some"), run)};
    const ComparedPlans compared = compare_plans(plans, {});
    const auto check = [&](const Probability& here, const Probability& alone) {
        CHECK(here.met == alone.met);
        CHECK(here.not_judged == alone.not_judged);
        CHECK(here.value == alone.value);
        CHECK(here.interval == alone.interval);
    };
    const Summary base = simulate_plan(plans[0]);
    check(compared.base.all_targets, base.all_targets);
    for (std::size_t i = 0; i < base.targets.size(); ++i)
        check(compared.base.targets[i].probability, base.targets[i].probability);
    for (std::size_t s = 0; s < compared.scenarios.size(); ++s) {
        INFO(design << ", " << compared.scenarios[s].id);
        const ComparedScenario& scenario = compared.scenarios[s];
        const Summary alone = simulate_plan(plans[s + 1]);
        check(scenario.all_targets.probability, alone.all_targets);
        check(scenario.all_targets.base, base.all_targets);
        for (std::size_t i = 0; i < alone.targets.size(); ++i) {
            const OddsChange& change = target_of(scenario, alone.targets[i].id);
            check(change.probability, alone.targets[i].probability);
            check(change.base, base.targets[i].probability);
        }
    }
}

TEST_CASE("compare_plans: other plans beside it change nothing of a comparison", "[analysis]") {
    const std::string extra = R"toml(
[model]
[inputs.fresh]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"
[targets.calm]
measure = "fresh"
at_least = 0
)toml";
    const RunSettings run{2000, 3, GENERATE("random", "latin", "sobol")};
    const Plan base = with_run(example_plan(), run), more = with_run(moved(0.01, "more"), run),
               other = with_run(plan_of("other", extra), run);
    const ComparedPlans pair = compare_plans({base, more}, {}),
                        three = compare_plans({base, other, more}, {});
    for (const char* id : {"orders", "lateness", "calm"}) {
        const OddsChange &alone = target_of(pair.scenarios[0], id),
                         &beside = target_of(three.scenarios[1], id);
        CHECK(sides_of(alone) == sides_of(beside));
        CHECK(alone.difference.interval == beside.difference.interval);
    }
    CHECK(three.scenarios[0].paired);
    // P(fresh >= 0) is one half: its draws are those of no other input. 5 standard errors.
    CHECK(std::abs(target_of(three.scenarios[0], "calm").probability.value - 0.5) < 0.056);
}

TEST_CASE("compare_plans: the same bits for any threads and blocks", "[analysis][parallel]") {
    const RunSettings run{20'000, 1, GENERATE("random", "sobol")};
    const std::vector<Plan> plans{with_run(example_plan(), run),
                                  with_run(moved(0.01, "more"), run)};
    SimulationOptions options;
    options.threads = 1;
    const ComparedPlans expected = compare_plans(plans, options);
    options.threads = GENERATE(2, 7);
    options.block_size = GENERATE(24, 1000);
    const ComparedPlans compared = compare_plans(plans, options);
    const ComparedScenario &here = compared.scenarios[0], &there = expected.scenarios[0];
    for (std::size_t i = 0; i < here.targets.size(); ++i) {
        CHECK(here.targets[i].odds.id == there.targets[i].odds.id);
        CHECK(here.targets[i].odds.difference.interval ==
              there.targets[i].odds.difference.interval);
    }
    for (std::size_t i = 0; i < here.series.size(); ++i) {
        CHECK(here.series[i].id == there.series[i].id);
        CHECK(here.series[i].difference.value == there.series[i].difference.value);
        CHECK(here.series[i].difference.interval == there.series[i].difference.interval);
    }
}

// Wrong red: differences of unrelated runs counted as gained and lost, or given a paired interval.
TEST_CASE("compare_plans: other draws are not paired", "[analysis]") {
    const RunSettings run{4000, 1, "random"};
    RunSettings other = run;
    const int which = GENERATE(0, 1, 2);
    if (which == 0) other.seed = 2;
    if (which == 1) other.design = "latin";
    if (which == 2) other.runs = 5000;
    const std::vector<Plan> plans{with_run(example_plan(), run),
                                  with_run(moved(0.01, "more"), other),
                                  with_run(moved(0.02, "paired"), run)};
    const ComparedPlans compared = compare_plans(plans, {});
    REQUIRE(compared.scenarios.size() == 2);
    const ComparedScenario& scenario = compared.scenarios[0];
    CHECK(scenario.id == "more");
    CHECK_FALSE(scenario.paired);
    CHECK(scenario.runs == other.runs);
    CHECK(scenario.seed == other.seed);
    CHECK(scenario.design == other.design);
    CHECK(compared.scenarios[1].paired);
    const Summary base = simulate_plan(plans[0]), alone = simulate_plan(plans[1]);
    for (std::size_t i = 0; i < 3; ++i) {
        const OddsChange& change = target_of(scenario, alone.targets[i].id);
        const Probability &first = base.targets[i].probability,
                          &second = alone.targets[i].probability;
        CHECK(change.probability.met == second.met);
        CHECK_FALSE(change.gained.has_value());
        CHECK_FALSE(change.lost.has_value());
        CHECK(change.difference.value == second.value - first.value);
        CHECK(change.difference.interval ==
              independent_difference_interval(first.value, first.interval, second.value,
                                              second.interval));
    }
    for (std::size_t i = 0; i < base.series.size(); ++i) {
        const SeriesChange& change = series_of(scenario, base.series[i].id, base.series[i].year);
        CHECK(change.difference.value == alone.series[i].mean - base.series[i].mean);
        CHECK(change.difference.standard_error ==
              Approx(std::hypot(alone.series[i].standard_error, base.series[i].standard_error)));
    }
}

namespace {

/// Targets and series that react to a lever by different amounts.
std::string graded(double lever) {
    return R"toml(
[model]
[inputs.x]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"
[inputs.y]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"
[levers.push]
value = )toml" +
           std::to_string(lever) + R"toml(
[series.still]
value = "y"
[series.little]
value = "y + 0.1 * push"
[series.fixed]
value = "2 * push"
[series.much]
value = "100 * (y + push)"
# Certain under the base: a tiny mean, beside which it is spread.
[series.shaken]
value = "push * (x + 0.001)"
[targets.little]
measure = "x + 0.1 * push"
at_least = 0
[targets.still]
measure = "x"
at_least = 0
[targets.less]
measure = "x - push"
at_least = 0
[targets.more]
measure = "x + 0.5 * push"
at_least = 0
)toml";
}

}  // namespace

TEST_CASE("compare_plans: what changed most comes first", "[analysis]") {
    const RunSettings run{5000, 0, "random"};
    const ComparedPlans compared = compare_plans(
        {with_run(plan_of("base", graded(0)), run), with_run(plan_of("pushed", graded(1)), run)},
        {});
    const ComparedScenario& scenario = compared.scenarios[0];
    std::vector<std::string> targets, series;
    for (const TargetChange& target : scenario.targets) targets.push_back(target.odds.id);
    for (const SeriesChange& change : scenario.series) series.push_back(change.id);
    CHECK(targets == std::vector<std::string>{"less", "more", "little", "still"});
    // In standard deviations: what has none and moves, 1, 0.1, about 0.01, 0.
    CHECK(series == std::vector<std::string>{"fixed", "much", "little", "shaken", "still"});
    const SeriesChange& fixed = scenario.series[0];
    CHECK(fixed.base == 0);
    CHECK(fixed.difference.value == 2);
    CHECK(fixed.difference.interval == std::array<double, 2>{2, 2});
    CHECK(scenario.series.back().difference.value == 0);
    // No run changed: none is known to change, and not that none ever would.
    const OddsChange& still = target_of(scenario, "still");
    CHECK(sides_of(still) == Sides{0, 0});
    CHECK(still.difference.interval == paired_difference_interval(0, 0, 5000));
}

TEST_CASE("compare_plans: a run without a number in one plan is left out", "[analysis]") {
    const auto roots = [](double shift) {
        return R"toml(
[model]
[inputs.x]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "none"
[series.root]
value = "sqrt(x - )toml" +
               std::to_string(shift) + R"toml()"
[series.none]
value = "sqrt(x - 2)"
[targets.large]
measure = "sqrt(x - )toml" +
               std::to_string(shift) + R"toml()"
at_least = 0.5
)toml";
    };
    const RunSettings run{4000, 0, GENERATE("random", "sobol")};
    RunSettings other_seed = run;
    other_seed.seed = 9;
    const Plan base = with_run(plan_of("base", roots(0.25)), run);
    const ComparedPlans compared =
        compare_plans({base, with_run(plan_of("higher", roots(0.5)), run),
                       with_run(plan_of("unpaired", roots(0.5)), other_seed)},
                      {});
    const ComparedScenario& scenario = compared.scenarios[0];
    const SeriesChange& root = series_of(scenario, "root", {});
    // Both have a root where x is above 0.5. E[sqrt(x - 0.5) - sqrt(x - 0.25) | x > 0.5] is
    // 2 (2/3 (0.5^1.5) - 2/3 (0.75^1.5 - 0.25^1.5)).
    CHECK(std::abs(static_cast<double>(root.not_finite) - 2000) < 160);  // 5 standard errors
    CHECK(root.difference.value ==
          Approx(4.0 / 3 * (std::pow(0.5, 1.5) - std::pow(0.75, 1.5) + std::pow(0.25, 1.5)))
              .epsilon(0.02));
    const SeriesChange& none = series_of(scenario, "none", {});
    CHECK(none.not_finite == 4000);
    CHECK(std::isnan(none.difference.value));
    CHECK(std::isnan(none.base));
    CHECK(scenario.series.back().id == "none");
    // A measure that is no number is a miss: the targets are compared over all runs.
    CHECK(target_of(scenario, "large").base.value == Approx(0.5).epsilon(0.1));
    // Not paired: left out on either side, a quarter of the base and half of the other.
    const SeriesChange& unpaired = series_of(compared.scenarios[1], "root", {});
    CHECK(std::abs(static_cast<double>(unpaired.not_finite) - 3000) < 220);
    CHECK(std::isnan(series_of(compared.scenarios[1], "none", {}).difference.value));
}

TEST_CASE("compare_plans: one run", "[analysis]") {
    const RunSettings run{1, 0, GENERATE("random", "latin", "sobol")};
    const ComparedPlans compared =
        compare_plans({with_run(example_plan(), run), with_run(moved(0.5, "more"), run)}, {});
    for (const TargetChange& target : compared.scenarios[0].targets) {
        const Estimate& difference = target.odds.difference;
        CHECK(difference.interval[0] >= -1);
        CHECK(difference.interval[1] <= 1);
        CHECK(difference.interval[0] <= difference.value);
        CHECK(difference.interval[1] - difference.interval[0] > 1);
    }
}

TEST_CASE("compare_plans: stopped from outside, nothing is compared", "[analysis]") {
    const std::atomic<bool> stop{true};
    SimulationOptions options;
    options.stop = &stop;
    const ComparedPlans compared = compare_plans({example_plan(), moved(0.01, "more")}, options);
    CHECK(compared.base.interrupted);
    CHECK(compared.scenarios.empty());
}

TEST_CASE("compare_plans: progress counts the runs of all simulations", "[analysis]") {
    const RunSettings run{3000, 0, "random"}, other{2000, 1, "random"};
    const std::vector<Plan> plans{with_run(example_plan(), run), with_run(moved(0.01, "more"), run),
                                  with_run(moved(0.01, "second"), other),
                                  with_run(moved(0.01, "third"), other)};
    CHECK(runs_to_compare(plans) == 7000);
    std::vector<std::uint64_t> said;
    SimulationOptions options;
    options.progress = [&](std::uint64_t runs) { said.push_back(runs); };
    compare_plans(plans, options);
    CHECK(std::is_sorted(said.begin(), said.end()));
    CHECK(said.back() == 7000);
    CHECK(std::count(said.begin(), said.end(), 3000) > 0);
}
