#include <cmath>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::PlanRunner;

TEST_CASE("targets: every bound, at the bound and beside it", "[models]") {
    const PlanRunner plan(R"toml(
[series.x]
base = 1
value = "prev(x) * 1.165"
[targets.growth]
part.as_planned = { measure = "cagr(x)", at_least = "16.5 %/year" }
part.not_above = { measure = "cagr(x)", above = "16.5 %/year" }
part.at_most = { measure = "cagr(x)", at_most = 0.165 }
part.not_below = { measure = "cagr(x)", below = 0.165 }
part.equal = { measure = "cagr(x)", equals = "16.5 %" }
part.too_much = { measure = "cagr(x)", at_least = "17 %" }
part.true = { measure = "x > 2", is_true = true }
part.false = { measure = "x > 3", is_true = true }
)toml");
    // (1.165^5)^(1/5) - 1 is below 0.165 in binary; as planned counts as met.
    const int expected[] = {1, 0, 1, 0, 1, 0, 1, 0};
    for (std::size_t part = 0; part < 8; ++part) CHECK(plan.verdict(part) == expected[part]);
    CHECK(plan.target_verdict(0) == 0);
    CHECK(plan.measure(0) == Approx(16.5));  // shown in the bound's unit
    CHECK(plan.shortfall(0) == 0);
    CHECK(plan.shortfall(5) == Approx(0.5));
}

TEST_CASE("targets: the worst year, another year, and what is not judged", "[models]") {
    const PlanRunner plan(
        R"toml(
[series.x]
value = "if(year == 2028, 50, 100 + year - 2026)"
[targets.a]
part.every_year = { each_year = "x", at_least = 90 }
part.never_more = { each_year = "x", at_most = 104 }
part.until_2027 = { each_year = "x", at_least = 90, by = 2027 }
part.in_2028 = { measure = "x", at_most = 60, by = 2028 }
part.at_the_end = { measure = "x", equals = 104 }
part.sum_to_2027 = { measure = "sum(x)", equals = 201, by = 2027 }
part.path = { each_year = "x", at_least = "if(year == 2028, 40, 100)" }
[targets.b]
part.open = { measure = "x", at_least = 1000, judged_if = "x < 0" }
[targets.c]
part.open = { measure = "x", at_least = 1000, judged_if = "x < 0" }
part.met = { measure = "x", at_least = 1 }
[targets.d]
part.open = { measure = "x", at_least = 1000, judged_if = "x > 0" }
part.met = { measure = "x", at_least = 1 }
)toml");
    const int expected[] = {0, 1, 1, 1, 1, 1, 1, 2, 2, 1, 0, 1};
    for (std::size_t part = 0; part < 12; ++part) CHECK(plan.verdict(part) == expected[part]);
    CHECK(plan.measure(0) == 50);
    CHECK(plan.shortfall(0) == 40);
    CHECK(plan.measure(1) == 104);
    CHECK(plan.shortfall(7) == 0);
    CHECK(plan.target_verdict(0) == 0);
    CHECK(plan.target_verdict(1) == 2);  // no part is judged
    CHECK(plan.target_verdict(2) == 1);  // the judged part is met
    CHECK(plan.target_verdict(3) == 0);
}

TEST_CASE("targets: readings are judged side by side from the same runs", "[models]") {
    const PlanRunner plan(R"toml(
[readings.hundred]
one_of = ["strict", "rounded", "reported"]
kindest = "reported"
reported = "reported"
[readings.side]
one_of = ["left", "right"]
kindest = "right"
[series.rate]
value = "99.6"
[series.shown]
value = "if(hundred is rounded, round(rate), if(hundred is reported, 100, rate))"
[targets.full]
measure = "shown"
at_least = 100
[targets.side]
measure = "side is right and hundred is not strict"
is_true = true
)toml");
    const auto& choices = plan.compiled().choices;
    REQUIRE(choices.size() == 6);  // own, rounded, reported, right, kindest, reported
    CHECK(choices[1].alternative == "rounded");
    CHECK(choices[3].reading == "side");
    CHECK(choices[4].alternative == "kindest");
    const int full[] = {0, 1, 1, 0, 1, 1}, side[] = {0, 0, 0, 0, 1, 0};
    for (std::size_t choice = 0; choice < 6; ++choice) {
        CHECK(plan.target_verdict(0, choice) == full[choice]);
        CHECK(plan.target_verdict(1, choice) == side[choice]);
    }
}

TEST_CASE("targets: a part for each member", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
level = ["low", "high"]
[series.x]
over = "level"
value = { low = 1, high = 5 }
[targets.a]
part.enough = { over = "level", measure = "x", at_least = 3 }
)toml");
    REQUIRE(plan.plan().targets[0].parts.size() == 2);
    CHECK(plan.plan().targets[0].parts[1].id == "enough[high]");
    CHECK(plan.verdict(0) == 0);
    CHECK(plan.verdict(1) == 1);
}

TEST_CASE("targets: what is not finite reaches no bound", "[models]") {
    const PlanRunner plan(R"toml(
[series.none]
value = "0"
[series.x]
value = "if(year == 2028, 0 / none, 5)"
[series.y]
value = "1 / none"
[targets.a]
part.gap = { each_year = "x", at_least = 1 }
part.infinite = { measure = "y", at_least = 0 }
)toml");
    CHECK(plan.verdict(0) == 0);
    CHECK(std::isnan(plan.measure(0)));
    CHECK(plan.verdict(1) == 0);
}
