#include "tests/support/catch.hpp"

#include <string>

#include "tests/models/plan_runner.hpp"

// Per cent and per mille are scales of a plain number.

using Catch::Contains;
using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

const std::string given = "[inputs.share]\nunit = \"%\"\nvalue = 40\n" + assumed +
                          "[inputs.tenth]\nvalue = 0.1\n" + assumed +
                          "[inputs.land]\nunit = \"ha\"\nvalue = 30\n" + assumed +
                          "[inputs.budget]\nunit = \"mn USD\"\nvalue = 12\n" + assumed;

double value(const std::string& expression, const std::string& unit = "1") {
    const PlanRunner plan(given + "[series.x]\nunit = \"" + unit + "\"\nvalue = \"" + expression +
                          "\"\n");
    return plan.value("x", 2026);
}

std::string said(const std::string& expression, const std::string& unit = "1") {
    return mistakes(given + "[series.x]\nunit = \"" + unit + "\"\nvalue = \"" + expression +
                    "\"\n");
}

}  // namespace

TEST_CASE("percent: a share of something has its unit", "[models]") {
    CHECK(value("share * land + land", "ha") == Approx(42).epsilon(1e-15));
    CHECK(value("land - share * land", "ha") == Approx(18).epsilon(1e-15));
    CHECK(value("budget * share + budget", "mn USD") == Approx(16.8).epsilon(1e-15));
    CHECK(value("budget / share - budget", "mn USD") == Approx(18).epsilon(1e-15));
    CHECK(value("share * share * land + land", "ha") == Approx(34.8).epsilon(1e-15));
    CHECK(value("budget * share + budget", "USD") == Approx(16.8e6).epsilon(1e-15));
    CHECK(value("if(land * share > 11 'ha' and land * share < 13 'ha', 1, 0)") == 1);
    CHECK(value("before(land * share, 5 'ha')", "ha") == 5);
    CHECK(value("approach(land, land * share, 50 %)", "ha") == Approx(21).epsilon(1e-15));
}

TEST_CASE("percent: shares and plain numbers mix", "[models]") {
    CHECK(value("1 - share") == Approx(0.6).epsilon(1e-15));
    CHECK(value("1 - share", "%") == Approx(60).epsilon(1e-15));
    CHECK(value("100 % - share", "%") == 60);
    CHECK(value("tenth + share") == Approx(0.5).epsilon(1e-15));
    CHECK(value("share + 5 '\u2030'", "%") == Approx(40.5).epsilon(1e-15));
    CHECK(value("min(tenth, 100 %)") == 0.1);
    CHECK(value("max(share, tenth, 45 %)", "%") == Approx(45).epsilon(1e-15));
    CHECK(value("clamp(share, 0, 1)", "%") == Approx(40).epsilon(1e-15));
    CHECK(value("clamp(share, 0, tenth)", "%") == Approx(10).epsilon(1e-15));
    CHECK(value("if(share > tenth, share, tenth)") == Approx(0.4).epsilon(1e-15));
    CHECK(value("if(share - 33 % == 0.07, 1, 0)") == 1);
    CHECK(value("share + share * share", "%") == Approx(56).epsilon(1e-15));
    CHECK(value("2 * share - 10 %", "%") == 70);
}

TEST_CASE("percent: what is rounded is rounded in the unit that is read", "[models]") {
    CHECK(value("floor(share * 3 'ha')", "ha") == 1);
    CHECK(value("round(share * land, 5 'ha')", "ha") == 10);
    CHECK(value("ceil(share * share * 10)") == 2);
    CHECK(value("round(share)", "%") == 40);
}

TEST_CASE("percent: what only looks like a share is refused", "[models]") {
    CHECK_THAT(said("share - 95", "%"),
               Contains("'-' takes a percentage and the number 95, which is 9500 %") &&
                   Contains("write 95 % or 9500 %"));
    CHECK_THAT(said("clamp(share, 0, 100)"),
               Contains("'clamp' takes a percentage") && Contains("write 100 % or 10000 %"));
    CHECK_THAT(said("if(share > 1.5, 1, 0)"), Contains("write 1.5 % or 150 %"));
    CHECK_THAT(said("share + 2 'pp'"), Contains("takes one unit, here '%' and 'pp'"));
    CHECK_THAT(said("tenth + 2 'months'"), Contains("takes one unit"));
    CHECK_THAT(said("share * budget + land", "ha"), Contains("here 'mn USD' and 'ha'"));
    CHECK_THAT(said("share * budget + 3 'USD'", "USD"),
               Contains("here 'mn USD' and 'USD'") && Contains("write convert(3 'USD', 'mn USD')"));
}

TEST_CASE("percent: a measure is shown in the unit that its text names", "[models]") {
    const PlanRunner plan(given + "[targets.t]\nmeasure = \"land * share\"\nat_least = 3\n");
    CHECK(plan.plan().targets[0].parts[0].unit.text == "ha");
    CHECK(plan.measure(0) == Approx(12).epsilon(1e-15));
}
