#include "tests/support/catch.hpp"

#include <string>

#include "engine/models/mistaken_number.hpp"
#include "tests/models/plan_runner.hpp"

// Numbers with units where values, ranges and bounds of laws are due, and how they are written.

using Catch::Contains;
using plancast::mistaken_number;
using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

std::string advice(const std::string& text) {
    const auto mistake = mistaken_number(text);
    return mistake ? mistake->suggestion : "none";
}

std::string beta(const std::string& unit, const std::string& law) {
    return "[inputs.x]\nunit = \"" + unit + "\"\nbeta = { " + law + " }\n" + assumed +
           "[series.y]\nunit = \"" + unit + "\"\nvalue = \"x\"\n";
}

}  // namespace

TEST_CASE("mistaken_number: both readings of a point before three digits", "[models]") {
    CHECK(advice("2.500 t") == "write 2500 t or 2.5 t");
    CHECK(advice("- 2.500 t") == "write -2500 t or -2.5 t");
    CHECK(advice("1.250 bn VND/year") == "write 1250 bn VND/year or 1.25 bn VND/year");
    CHECK(advice("12.345 t") == "write 12345 t or 12.3450 t");
    CHECK(advice("100.000 t") == "write 100000 t or 100 t");
    CHECK(advice("1.085 USD / EUR") == "write 1085 USD / EUR or 1.0850 USD / EUR");
    CHECK(advice("2,500 t") == "write 2500 t or 2.5 t");
    CHECK(advice("1.234.567 VND") == "write 1234567 VND");
    CHECK(advice("2,5 t") == "write 2.5 t");
    CHECK(advice("2,500") == "write 2500 or 2.500");
    CHECK(advice("-12,345") == "write -12345 or -12.345");
    CHECK(advice("0,125 t") == "write 0.125 t");
    CHECK(advice("14,5 %") == "write 14.5 %");
    CHECK(advice("14,125 %") == "write 14.125 %");
}

TEST_CASE("mistaken_number: what is plain is let through", "[models]") {
    for (const char* text :
         {"0.125 t", "2.5 t", "2.50 t", "2.5000 t", "2500 t", "1250.500 t", "16.125 %",
          "16.125 %/year", "2.500", "2.500 * x", "1,234,567 VND", "1 234 567 VND", "1.250e6 t",
          "20 per 1,000 people", "x", "", "-", "t", "2 t"}) {
        CAPTURE(text);
        CHECK(advice(text) == "none");
    }
    CHECK(advice("1,234,567") == "none");
}

TEST_CASE("quantities: an expression says its unit in quotes", "[models]") {
    CHECK_THAT(mistakes("[series.a]\nunit = \"t\"\nvalue = \"3 * 2.500 't'\"\n"),
               Contains("write 2500 't' or 2.5 't'"));
    const PlanRunner plan("[series.a]\nunit = \"t\"\nvalue = \"3 * 0.125 't' * 2.500\"\n");
    CHECK(plan.value("a", 2026) == Approx(0.9375));
}

TEST_CASE("quantities: levers, ranges and ends of laws take units", "[models]") {
    const PlanRunner plan(R"toml(
[levers.effort]
value = "55 %"
range = [0, "70 %"]
[levers.money]
unit = "mn VND"
value = "0.3 bn VND"
range = ["100 mn VND", "1 bn VND"]
[levers.at_its_end]
value = "7 %"
range = [0.02, 0.07]
[inputs.x]
unit = "%"
normal = { mean = 0, sd = 10 }
clipped = ["0 %", 0.5]
)toml" + assumed + "[series.y]\nvalue = \"x * effort * money / 1 'mn VND' * at_its_end\"\n");
    CHECK(plan.plan().levers[0].value.at(0) == 0.55);
    CHECK(plan.plan().levers[0].range->second == 0.7);
    CHECK(plan.plan().levers[1].value.at(0) == Approx(300));
    CHECK(plan.plan().levers[1].range->first == 100);
    CHECK(plan.plan().inputs[0].law.clipped->second == 0.5);
    CHECK_THAT(mistakes("[levers.a]\nunit = \"mn VND\"\nvalue = \"3 people\"\nrange = [1, 5]\n"),
               Contains("lever 'a' is in 'mn VND', this expression gives 'people'"));
    CHECK_THAT(mistakes("[levers.a]\nvalue = \"80 %\"\nrange = [0, \"70 %\"]\n"),
               Contains("lever 'a' is 0.8, outside its range"));
    CHECK_THAT(mistakes("[levers.a]\nvalue = 3\nrange = [\"5 %\", \"2 %\"]\n"),
               Contains("'range' of lever 'a' goes from 0.05 to 0.02"));
}

TEST_CASE("quantities: a beta law in per cent goes to 100 %", "[models]") {
    // Mean 55 and sd 10 of 100: alpha + beta = 0.55 * 0.45 / 0.01 - 1 = 23.75.
    const PlanRunner in_percent(beta("%", "mean = 55, sd = 10"));
    const PlanRunner plain(beta("1", "mean = 0.55, sd = 0.1"));
    const PlanRunner by_shape(beta("%", "alpha = 13.0625, beta = 10.6875"));
    for (std::uint64_t run = 0; run < 20; ++run) {
        const double expected = 100 * plain.value("y", 2026, run);
        CHECK(in_percent.value("y", 2026, run) == Approx(expected).epsilon(1e-9));
        CHECK(by_shape.value("y", 2026, run) == Approx(expected).epsilon(1e-9));
    }
    CHECK(mistakes(beta("%", "mean = 55, sd = 5, min = 40, max = 60")).empty());
    CHECK_THAT(mistakes(beta("%", "mean = 55, sd = 5, max = 1")),
               Contains("must lie between min and max (0 to 1)"));
    CHECK_THAT(mistakes(beta("bn VND", "mean = 55, sd = 5")),
               Contains("must lie between min and max (0 to 1)"));
}
