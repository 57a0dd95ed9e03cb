#include <string>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using Catch::Contains;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

const std::string quantities = R"toml(
[sets]
region = ["north", "south"]
[series.x]
over = "region"
unit = "ha"
value = { north = 3, south = "3 'ha' * (1 + 0.9e-9)" }
[series.more]
unit = "ha"
value = "3 'ha' * (1 + 1.2e-9)"
)toml";

/// Whether a condition about x[north] = a and x[south], 0.9e-9 above it, holds; more is 1.2e-9
/// above.
bool holds(const std::string& condition) {
    return PlanRunner(quantities + "[checks.asked]\nholds = \"" + condition + "\"\n").holds(0);
}

}  // namespace

TEST_CASE("checks: comparisons allow 1e-9, as bounds do", "[models]") {
    CHECK(holds("x[south] <= x[north]"));
    CHECK(holds("x[north] >= x[south]"));
    CHECK(holds("x[north] == x[south]"));
    CHECK_FALSE(holds("x[north] != x[south]"));
    CHECK_FALSE(holds("x[north] < x[south]"));
    CHECK_FALSE(holds("x[south] > x[north]"));
    CHECK_FALSE(holds("more <= x[north]"));
    CHECK_FALSE(holds("more == x[north]"));
    CHECK(holds("more > x[north]"));
    CHECK(holds("x[north] < more"));
    // Below zero the larger one is nearer to zero.
    CHECK(holds("-x[north] <= -x[south]"));
    CHECK_FALSE(holds("-x[north] <= -more"));
    // Inside folds and choices too, and exact about zero.
    CHECK(holds("all(x <= x[north] over region)"));
    CHECK(holds("if(x[south] <= x[north], true, false)"));
    CHECK_FALSE(holds("x[north] - x[south] == 0 'ha'"));
    CHECK_FALSE(holds("x[south] - x[north] <= 0"));
}

TEST_CASE("checks: an infinite side compares as without tolerance", "[models]") {
    const std::string infinite = "[series.never]\nvalue = \"1 / (year - year)\"\n";
    const auto asked = [&](const std::string& condition) {
        return PlanRunner(infinite + "[checks.asked]\nholds = \"" + condition + "\"\n").holds(0);
    };
    CHECK(asked("5 < never"));
    CHECK(asked("5 <= never"));
    CHECK_FALSE(asked("never <= 5"));
    CHECK_FALSE(asked("never == 5"));
}

TEST_CASE("checks: over a set they must hold for each member", "[models]") {
    const PlanRunner plan(quantities + R"toml(
[checks.low]
over = "region"
holds = "x < 3.1 'ha'"
[checks.north_only]
over = "region"
holds = "x != more or region is north"
[checks.exact]
over = "region"
equal = ["x", "0.03 'km2'"]
[checks.truths]
over = "region"
equal = ["x < more", "true"]
)toml");
    CHECK(plan.holds(0));
    CHECK_FALSE(plan.holds(1));  // x[south] is within 1e-9 of more
    CHECK(plan.holds(2));
    CHECK_FALSE(plan.holds(3));
    const auto& check = plan.plan().checks[2];
    CHECK(check.unit.text == "ha");
    CHECK(to_text(*check.holds.written) == "x == 0.03 'km2'");
    // A point for each member and year, none of them an output.
    CHECK(plan.compiled().check_points.size() == 4 * 2 * 5);
}

TEST_CASE("checks: what cannot be is said", "[models]") {
    CHECK_THAT(mistakes(quantities + "[checks.a]\nholds = \"x > 0\"\n"),
               Contains("'x' has a value for each region"));
    CHECK_THAT(mistakes(quantities + "[checks.a]\nover = \"regon\"\nholds = \"x > 0\"\n"),
               Contains("did you mean 'region'?"));
    CHECK_THAT(mistakes(quantities + "[checks.a]\nequal = [\"more\", \"5 'm'\"]\n"),
               Contains("'ha'"));
}
