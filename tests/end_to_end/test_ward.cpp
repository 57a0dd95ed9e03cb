#include <cmath>
#include <filesystem>
#include <set>

#include "engine/designs/design.hpp"
#include "tests/end_to_end/shipped_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

std::uint64_t met(const ShippedPlan& shipped, const SimulationTotals& totals,
                  const std::string& part) {
    return totals.verdicts[0].part_met[shipped.part(part)];
}

}  // namespace

TEST_CASE("the ward: every scenario loads, with the twenty targets in order", "[end_to_end]") {
    std::size_t scenarios = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(PROJECT_FOLDER "/scenarios/thien-huong")) {
        const std::string name = file.path().filename().string();
        INFO(name);
        const ShippedPlan shipped("thien-huong/" + name);
        REQUIRE(shipped.plan.targets.size() == 20);
        for (std::size_t i = 0; i < 20; ++i) {
            CHECK(shipped.plan.targets[i].number == static_cast<int>(i) + 1);
            CHECK_FALSE(shipped.plan.targets[i].title.vi.empty());
            CHECK_FALSE(shipped.plan.targets[i].title.en.empty());
        }
        CHECK_FALSE(shipped.plan.scenario_title.vi.empty());
        CHECK(shipped.plan.warnings.empty());
        ++scenarios;
    }
    CHECK(scenarios == 11);
}

TEST_CASE("the ward: the median world, worked out by hand", "[end_to_end]") {
    const ShippedPlan shipped("thien-huong/baseline.toml");
    const MedianDesign median;
    const auto value = [&](const char* series, int year, std::size_t member = 0) {
        return shipped.value(median, series, year, member);
    };
    // 45,140 and 47,140 people are equally likely: the smaller one reaches one half.
    CHECK(value("population", 2030) == Approx(45140 * std::pow(1.01, 5)).epsilon(1e-12));
    CHECK(value("price_index", 2030) == Approx(std::pow(1.03, 5)).epsilon(1e-12));
    // The same tie refuses delegation: own capital only.
    CHECK(value("capital_allotted", 2030) == Approx(9).epsilon(1e-9));

    // Entry: 15 % of 250 is Poisson 37.5, median 37; exit: binomial (250, 0.11), 27. Conversion:
    // the median of the triangle is 0.03 - sqrt(0.029 * 0.023 / 2) = 0.011738, half as much again
    // in the first two years, out of 2,250: binomial (2250, 0.017607), 39.
    CHECK(value("births", 2026) == 37);
    CHECK(value("exits", 2026, 0) == 27);
    CHECK(value("conversions", 2026) == 39);
    CHECK(value("enterprises_total", 2026) == 299);
    // 2027: entry Poisson 44.85, 45; exits of 260 and 39 at 0.11: 28 and 4; conversions of
    // 2,211: 39.
    CHECK(value("enterprises_total", 2027) == 299 + 45 - 28 - 4 + 39);
    CHECK(value("pool", 2027) == 2250 - 39 - 39);
    CHECK(value("density", 2027) == Approx(351 / (45.140 * 1.01 * 1.01)).epsilon(1e-12));

    // Insurance from 95 % towards 98.25 % at 0.4; newcomers, a hundredth, are insured to 85 %.
    CHECK(value("insured", 2026) ==
          Approx((0.95 + 0.4 * 0.95 * (1 - 0.95 / 0.9825) + 0.01 * 0.85) / 1.01).epsilon(1e-7));
    // 11,500 files, late rate sqrt(0.0002 * 0.003).
    CHECK(value("late_expected", 2028) == Approx(11500 * std::sqrt(6e-7)).epsilon(1e-7));
    // Online files from 60 to 92 %: halfway after two and a half years, by log-odds.
    CHECK(value("online_share", 2030) == Approx(0.92).epsilon(1e-7));
    const double start = std::log(0.6 / 0.4), end = std::log(0.92 / 0.08);
    CHECK(value("online_share", 2027) ==
          Approx(1 / (1 + std::exp(-(start + 0.4 * (end - start))))).epsilon(1e-7));
    CHECK(value("cultured_families", 2029) == Approx(0.965).epsilon(1e-9));
}

TEST_CASE("the ward: all that must hold holds, and nothing is lost", "[end_to_end]") {
    const ShippedPlan shipped("thien-huong/baseline.toml");
    const SimulationTotals totals = shipped.run(20'000);
    for (std::size_t i = 0; i < totals.checks_broken.size(); ++i) {
        INFO("check column " << i << ", run " << totals.checks_broken[i].first_run);
        CHECK(totals.checks_broken[i].count == 0);
    }
    for (const Occurrences& not_finite : totals.series_not_finite) CHECK(not_finite.count == 0);
    for (const Occurrences& not_finite : totals.measures_not_finite) CHECK(not_finite.count == 0);
}

TEST_CASE("the ward: delegation moves what hangs on capital, and nothing else", "[end_to_end]") {
    const ShippedPlan granted("thien-huong/delegation-granted.toml");
    const ShippedPlan refused("thien-huong/delegation-refused.toml");
    const std::uint64_t runs = 8'000;
    const SimulationTotals with = granted.run(runs), without = refused.run(runs);
    // Draws are shared, so what does not hang on capital is the same to the run.
    const std::set<std::string> moved = {"investment.capital", "investment.disbursement",
                                         "schools.standard",   "schools.level2",
                                         "classrooms.halls",   "stations",
                                         "civilised"};
    for (const Target& target : granted.plan.targets)
        for (const Part& part : target.parts) {
            const std::string id = target.parts.size() == 1 ? target.id : target.id + "." + part.id;
            INFO(id);
            if (moved.count(id) == 0)
                CHECK(met(granted, with, id) == met(refused, without, id));
            else if (id == "investment.disbursement")
                CHECK(met(granted, with, id) < met(refused, without, id));  // crowding
            else
                CHECK(met(granted, with, id) > met(refused, without, id));
        }
    // 45 bn VND of own capital are far from 150; with delegation it is nearly even.
    CHECK(met(refused, without, "investment.capital") < runs / 100);
    CHECK(met(granted, with, "investment.capital") > runs / 3);
}

TEST_CASE("the ward: readings judge, they do not draw", "[end_to_end]") {
    const ShippedPlan strict("thien-huong/baseline.toml");
    const ShippedPlan lenient("thien-huong/lenient.toml");
    const SimulationTotals as_written = strict.run(8'000), kindest = lenient.run(8'000);
    for (const char* count : {"conversions", "late_files", "poor_new_line", "lapsed"}) {
        const std::size_t column = strict.column(count, 2029);
        CHECK(as_written.series[column].mean == kindest.series[lenient.column(count, 2029)].mean);
    }
    for (const Target& target : strict.plan.targets)
        for (const Part& part : target.parts) {
            const std::string id = target.parts.size() == 1 ? target.id : target.id + "." + part.id;
            INFO(id);
            CHECK(met(lenient, kindest, id) >= met(strict, as_written, id));
        }
    CHECK(met(lenient, kindest, "waste") > 2 * met(strict, as_written, "waste"));
}
