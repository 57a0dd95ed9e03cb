#include <cmath>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

TEST_CASE("language: a series follows from its last year, its base and its past", "[models]") {
    // 100, 110, 121, ... and what the words for time make of them.
    const PlanRunner plan(R"toml(
[series.x]
base = 100
value = "1.1 * prev(x)"
[series.before_start]
value = "before(x, 7)"
[series.so_far]
value = "total(x)"
[series.then]
value = "x@2027 + x@2025"
[series.now]
value = "year"
[series.two_back]
value = "prev(before(x, 5))"
base = 1
)toml");
    CHECK(plan.value("x", 2026) == Approx(110));
    CHECK(plan.value("x", 2030) == Approx(161.051));
    CHECK(plan.value("before_start", 2026) == 7);
    CHECK(plan.value("before_start", 2027) == Approx(110));
    CHECK(plan.value("so_far", 2026) == Approx(110));
    CHECK(plan.value("so_far", 2028) == Approx(110 + 121 + 133.1));
    CHECK(plan.value("then", 2030) == Approx(121 + 100));
    CHECK(plan.value("now", 2029) == 2029);
    CHECK(plan.value("two_back", 2026) == 5);
    CHECK(plan.value("two_back", 2029) == Approx(121));
}

TEST_CASE("language: folds over years", "[models]") {
    const std::string x = "[series.x]\nbase = 100\nvalue = \"if(year == 2028, 50, 2 * prev(x))\"\n";
    // x: 200, 400, 50, 100, 200
    const std::pair<std::string, double> measures[] = {
        {"sum(x)", 950},
        {"mean(x)", 190},
        {"lowest(x)", 50},
        {"highest(x)", 400},
        {"last(x)", 200},
        {"cagr(x)", std::pow(2.0, 0.2) - 1},
        {"mean(growth(x))", (1 + 1 - 0.875 + 1 + 1) / 5},
        {"years(x >= 100)", 4},
        {"first_year(x < 100)", 2028},
        {"first_year(x < 0)", 2031},
        {"if(all(x > 49), 1, 0)", 1},
        {"if(any(x > 400), 1, 0)", 0},
        {"total(x)", 950},
    };
    for (const auto& [measure, expected] : measures) {
        INFO(measure);
        const PlanRunner plan(x + "[targets.t]\nmeasure = \"" + measure + "\"\nat_least = 0\n");
        CHECK(plan.measure(0) == Approx(expected));
    }
    // A series knows no later year.
    CHECK(mistakes(x + "[series.ever]\nvalue = \"any(x > 1)\"\n")
              .find("runs over all years, also those to come") != std::string::npos);
}

TEST_CASE("language: a name that is a unit word too divides as a name", "[models]") {
    const PlanRunner plan("[levers.months]\nvalue = 3\n[series.a]\nvalue = \"12 / months\"\n");
    CHECK(plan.value("a", 2026) == 4);
}

TEST_CASE("language: what shares its parts stays small", "[models]") {
    std::string nested = "x", grown = "x";
    for (int i = 0; i < 60; ++i) nested = "logit(logistic(" + nested + "))";
    for (int i = 0; i < 12; ++i) grown = "total(" + grown + ")";
    const PlanRunner plan("[series.x]\nvalue = \"0.5\"\n[series.a]\nvalue = \"" + nested +
                          "\"\n[series.b]\nvalue = \"" + grown + "\"\n");
    CHECK(plan.value("a", 2027) == Approx(0.5));
    CHECK(plan.value("b", 2026) == 0.5);
    CHECK(plan.compiled().graph.nodes().size() < 3000);
}

TEST_CASE("language: sets, members and folds over them", "[models]") {
    const PlanRunner plan(
        R"toml(
[sets]
sector = ["farms", "shops"]
place = ["north", "south", "east"]
[levers.weight]
over = "sector"
value = { farms = 2, shops = 3 }
[series.x]
over = ["place", "sector"]
value.north = { farms = "1 * weight", shops = "2 * weight" }
value.south = { farms = "3 * weight", shops = "4 * weight" }
value.east = "10 * weight"
[series.of_place]
over = "place"
value = "sum(x over sector)"
[series.all_of_it]
value = "sum(x over place, sector)"
[series.one]
value = "x[south, shops] + x[shops, east]"
[series.best]
value = "highest(of_place over place) - lowest(of_place over place)"
[series.big]
value = "count(x > 5 over place, sector)"
[series.each]
over = "sector"
value = "mean(x over place)"
)toml");
    CHECK(plan.value("x[north, shops]", 2026) == 6);
    CHECK(plan.value("x[east, farms]", 2026) == 20);
    CHECK(plan.value("of_place[north]", 2026) == 8);
    CHECK(plan.value("of_place[south]", 2026) == 18);
    CHECK(plan.value("all_of_it", 2026) == 8 + 18 + 50);
    CHECK(plan.value("one", 2026) == 12 + 30);
    CHECK(plan.value("best", 2026) == 42);
    CHECK(plan.value("big", 2026) == 5);
    CHECK(plan.value("each[shops]", 2026) == Approx((6 + 12 + 30) / 3.0));
}

TEST_CASE("language: truth values, latches and functions", "[models]") {
    const PlanRunner plan(
        R"toml(
[series.good]
value = "year >= 2027 and not (year == 2028)"
[series.kept]
value = "before(kept, false) or (good and before(good, false))"
[series.arithmetic]
value = "2 ^ 3 ^ 0 + -2 ^ 2 + 7 / 2 * 2"
[series.functions]
value = "clamp(12, 0, 10) + min(3, 1, 2) + max(1, 2) + abs(-1) + floor(2.7) + ceil(2.1) + round(2.5) + round(0.123, 0.01)"
[series.smooth]
value = "logistic(0) + logit(0.5) + sqrt(9) + exp(0) + log(1) + sin(0) + cos(0)"
)toml");
    CHECK(plan.value("good", 2028) == 0);
    CHECK(plan.value("kept", 2029) == 0);
    CHECK(plan.value("kept", 2030) == 1);
    CHECK(plan.value("arithmetic", 2026) == Approx(2 - 4 + 7));
    CHECK(plan.value("functions", 2026) == Approx(10 + 1 + 2 + 1 + 2 + 3 + 3 + 0.12));
    CHECK(plan.value("smooth", 2026) == Approx(0.5 + 0 + 3 + 1 + 0 + 0 + 1));
}

TEST_CASE("language: products convert units, sums refuse", "[models]") {
    const PlanRunner plan(
        R"toml(
[units]
firm = ["firms"]
[series.money]
unit = "bn VND"
value = "3 'firms' * 500 'mn VND / firm'"
[series.density]
unit = "firms / 1,000 people"
value = "250 'firms' / 50000 'people'"
[series.share]
unit = "%"
value = "1 'bn VND' / 4 'bn VND'"
[series.rest]
unit = "1"
value = "1 - share"
[series.of_share]
unit = "1"
value = "exp(share)"
[series.monthly]
unit = "mn VND/month"
value = "120 'mn VND/year'"
[series.deflated]
unit = "bn VND, constant prices"
value = "6 'bn VND, current prices' / 1.5 'current VND / constant VND'"
)toml");
    CHECK(plan.value("money", 2026) == Approx(1.5));
    CHECK(plan.value("density", 2026) == Approx(5));
    CHECK(plan.value("share", 2026) == Approx(25));
    CHECK(plan.value("rest", 2026) == Approx(0.75));
    CHECK(plan.value("of_share", 2026) == Approx(std::exp(0.25)));
    CHECK(plan.value("monthly", 2026) == Approx(10));
    CHECK(plan.value("deflated", 2026) == Approx(4));
    CHECK(mistakes("[series.a]\nunit = \"people\"\nvalue = \"exp(3 'people')\"\n")
              .find("'exp' takes a plain number") != std::string::npos);
}

TEST_CASE("language: a model without time is a function of its inputs", "[models]") {
    const PlanRunner plan(
        "[inputs.x]\nuniform = { min = 0, max = 1 }\n" + assumed +
            "[series.y]\nvalue = \"x * x\"\n[series.nothing]\nvalue = \"x - x\"\n",
        false);
    for (std::uint64_t run : {0u, 1u, 99u}) {
        CHECK(plan.value("y", {}, run) == Approx(std::pow(plan.value("x", {}, run), 2)));
        CHECK(plan.value("nothing", {}, run) == 0);
    }
}
