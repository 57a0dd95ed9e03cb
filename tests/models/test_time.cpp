#include <cmath>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

bool says(const std::string& toml, const std::string& what) {
    const std::string said = mistakes(toml);
    INFO(said);
    return said.find(what) != std::string::npos;
}

// 2023: 80, 2024: 90, 2025: 100, 2026: 110, 2027: 120, ...
const std::string x =
    "[series.x]\nhistory = { 2023 = 80, 2024 = 90, 2025 = 100 }\nvalue = \"prev(x) + 10\"\n";

}  // namespace

TEST_CASE("time: history stands before the plan and meets prev and @", "[models]") {
    const PlanRunner plan(x + R"toml(
[sets]
sector = ["farms", "shops"]
[series.money]
unit = "bn VND"
over = "sector"
base = { farms = "2 tn VND", shops = 5 }
history.2022 = { farms = 1, shops = "2 * 3 'mn VND' + 1000 'mn VND'" }
history.2024 = "400 mn VND"
value = "prev(money)"
[series.past]
value = "x@2023 + year"
[series.shops]
unit = "bn VND"
value = "money[shops]@2022"
)toml");
    CHECK(plan.value("x", 2026) == 110);
    CHECK(plan.value("past", 2030) == 80 + 2030);
    CHECK(plan.value("money[farms]", 2026) == Approx(2000));
    CHECK(plan.value("shops", 2026) == Approx(1.006));
}

TEST_CASE("time: prev and before reach k years back", "[models]") {
    const PlanRunner plan(x + R"toml(
[series.three_back]
value = "prev(x, 3)"
[series.from_start]
value = "before(x, 7, years = 2)"
[series.fibonacci]
history = { 2024 = 1, 2025 = 1 }
value = "prev(fibonacci) + prev(fibonacci, 2)"
[series.was_high]
value = "before(x > 115, true, years = 2)"
)toml");
    CHECK(plan.value("three_back", 2026) == 80);
    CHECK(plan.value("three_back", 2030) == 120);
    CHECK(plan.value("from_start", 2026) == 7);
    CHECK(plan.value("from_start", 2027) == 7);
    CHECK(plan.value("from_start", 2028) == 110);
    CHECK(plan.value("fibonacci", 2030) == 13);
    CHECK(plan.value("was_high", 2027) == 1);
    CHECK(plan.value("was_high", 2028) == 0);
    CHECK(plan.value("was_high", 2029) == 1);
}

TEST_CASE("time: windows fold over this year and those before it", "[models]") {
    const PlanRunner plan(x + R"toml(
[series.sum]
value = "sum(x, years = 4)"
[series.mean]
value = "mean(x, years = 3)"
[series.low]
value = "lowest(-x, years = 2)"
[series.high]
value = "highest(x, years = 2)"
[series.all]
value = "all(x >= 100, years = 3)"
[series.any]
value = "any(x == 90, years = 3)"
[series.count]
value = "count(x < 105, years = 3)"
[series.late]
value = "if(year < 2029, 0, sum(total(x), years = 4))"
[targets.t]
measure = "sum(x, years = 2)"
at_least = 1
by = 2028
)toml");
    CHECK(plan.value("sum", 2026) == 80 + 90 + 100 + 110);
    CHECK(plan.value("sum", 2030) == 120 + 130 + 140 + 150);
    CHECK(plan.value("mean", 2026) == Approx(100));
    CHECK(plan.value("low", 2026) == -110);
    CHECK(plan.value("high", 2027) == 120);
    CHECK(plan.value("all", 2026) == 0);
    CHECK(plan.value("all", 2027) == 1);
    CHECK(plan.value("any", 2026) == 1);
    CHECK(plan.value("any", 2027) == 0);
    CHECK(plan.value("count", 2026) == 2);
    CHECK(plan.value("count", 2028) == 0);
    // 110, 230, 360, 500
    CHECK(plan.value("late", 2029) == 110 + 230 + 360 + 500);
    CHECK(plan.measure(0) == 120 + 130);
}

TEST_CASE("time: the history of an input takes no draw away", "[models]") {
    const std::string input =
        "[inputs.rain]\neach = \"year\"\nunit = \"drop\"\nover = \"s\"\n"
        "normal = { mean = 50, sd = 9 }\n" +
        assumed;
    const std::string sets = "[sets]\ns = [\"a\", \"b\"]\n[units]\ndrop = []\n";
    const PlanRunner without(sets + input);
    const PlanRunner with(sets + input + "history = { 2024 = { a = 30, b = 40 }, 2025 = 60 }\n" +
                          "[series.wet]\nover = \"s\"\nunit = \"drop\"\n"
                          "value = \"sum(rain, years = 3)\"\n");
    CHECK(with.value("rain[b]", 2026, 3) == without.value("rain[b]", 2026, 3));
    CHECK(with.value("wet[b]", 2026, 3) == Approx(40 + 60 + without.value("rain[b]", 2026, 3)));
    CHECK(with.value("wet[a]", 2026, 3) == Approx(30 + 60 + without.value("rain[a]", 2026, 3)));
}

TEST_CASE("time: a value approaches its ceiling by a share of the distance", "[models]") {
    // ceiling - (ceiling - start) (1 - share)^n
    const PlanRunner plan(R"toml(
[series.cover]
unit = "%"
base = 20
value = "approach(prev(cover), 90 %, 25 %)"
[series.from_nothing]
unit = "%"
value = "approach(0, 90 %, 0.5)"
)toml");
    CHECK(plan.value("cover", 2026) == Approx(20 + 70 * 0.25));
    CHECK(plan.value("cover", 2030) == Approx(90 - 70 * std::pow(0.75, 5)));
    CHECK(plan.value("from_nothing", 2030) == Approx(45));
    CHECK(says("[series.a]\nunit = \"%\"\nvalue = \"approach(5 %, 1 'pp', 0.5)\"\n",
               "takes one unit"));
}

TEST_CASE("time: a year without a value names those that have one", "[models]") {
    CHECK(says(x + "[series.a]\nvalue = \"prev(x, 4)\"\n",
               "'x' has no value in 2022 | it has those of 2023 to 2030; give 'x' history = { 2022 "
               "= ... }"));
    CHECK(says(x + "[series.a]\nvalue = \"sum(x, years = 5)\"\n",
               "'x' has no value in 2022, which a window of 5 years asks for"));
    // A series that asks for a window does not make its parts ask for one.
    CHECK(says(x + "[series.y]\nbase = 1\nvalue = \"prev(x, 5)\"\n" +
                   "[series.a]\nvalue = \"sum(y, years = 2)\"\n",
               "'x' has no value in 2021 | "));
    CHECK(
        says("[series.g]\nhistory = { 2020 = 1, 2022 = 1, 2023 = 2 }\nvalue = \"1\"\n"
             "[series.a]\nvalue = \"g@2021\"\n",
             "it has those of 2020, 2022 to 2023, 2026 to 2030; give 'g' history = { 2021 = ..., "
             "2024 = ..., 2025 = ... }"));
    CHECK(says("[inputs.i]\neach = \"year\"\nuniform = { min = 0, max = 1 }\n" + assumed +
                   "[series.a]\nvalue = \"prev(i)\"\n",
               "'i' has no value in 2025 | it has those of 2026 to 2030"));
}

TEST_CASE("time: history that cannot be is refused", "[models]") {
    const std::string v = "value = \"1\"\n";
    CHECK(says("[series.a]\nhistory = { 2026 = 1 }\n" + v, "has a value for 2026"));
    CHECK(says("[series.a]\nhistory = { x = 1 }\n" + v, "'x' in history of series 'a'"));
    CHECK(says("[series.a]\nhistory = 7\n" + v, "expected a table by year"));
    CHECK(says("[series.a]\nhistory = { 1700 = 7 }\n" + v, "at most 200 years"));
    CHECK(says("[series.a]\nbase = 1\nhistory = { 2025 = 7 }\n" + v, "two values for 2025"));
    CHECK(says("[counts.a]\neach = \"run\"\npoisson = { mean = 3 }\nbase = 1\n",
               "count 'a' has one value a run, none of earlier years"));
    CHECK(says("[inputs.a]\nvalue = 3\nhistory = { 2025 = 1 }\n" + assumed, "one value a run"));
    CHECK(says("[inputs.a]\nvalue = 3\neach = \"year\"\nhistory = { 2025 = \"b\" }\n" + assumed +
                   "[series.b]\n" + v,
               "may use levers and inputs only"));
    CHECK(
        mistakes("[series.a]\nvalue = \"1\"\nbase = 2\n", false).find("this model has no years") !=
        std::string::npos);
}

TEST_CASE("time: lags and windows are written out", "[models]") {
    const auto wrong = [](const std::string& value, const std::string& what) {
        return says(x + "[series.a]\nvalue = \"" + value + "\"\n", what);
    };
    CHECK(wrong("prev(x, 0)", "a whole number from 1 to 200"));
    CHECK(wrong("prev(x, 1.5)", "a whole number from 1 to 200"));
    CHECK(wrong("before(x, 1, years = x)", "a number of years that is written out"));
    CHECK(wrong("sum(x, years = 201)", "a whole number from 1 to 200"));
    CHECK(wrong("sum(x, year = 3)", "'sum' has no argument 'year'"));
    CHECK(wrong("last(x, years = 3)", "'last' has no argument 'years'"));
    CHECK(wrong("count(x > 1)", "count(condition, years = 3)"));
    CHECK(wrong("sum(x)", "of three years: sum(..., years = 3)"));
    CHECK(says("[sets]\ns = [\"a\"]\n[series.b]\nvalue = \"sum(1 over s, years = 2)\"\n",
               "sum(sum(x over s), years = 3)"));
}

TEST_CASE("time: one number for the whole plan has no other year", "[models]") {
    const auto target = [](const std::string& measure) {
        return x + "[levers.l]\nvalue = 2\n[targets.t]\nat_least = 1\nmeasure = \"" + measure +
               "\"\n";
    };
    CHECK(says(target("sum(x)@2026"),
               "'@2026' needs a value for each year, 'sum(...)' is one number for the whole plan"));
    CHECK(says(target("(2 * x@2026 + l)@2027"), "this is one number for the whole plan"));
    CHECK(says(target("prev(mean(x))"), "'prev' needs a value for each year"));
    CHECK(says(target("growth(x@2026)"), "'growth' needs a value for each year"));
    CHECK(mistakes(target("(x / x@2026)@2028 + l@2026 + sum(x, years = 2)@2027")).empty());
}

TEST_CASE("time: a price index leads from prices to prices, either way", "[models]") {
    const std::string index =
        "[series.index]\nunit = \"current VND / constant VND\"\nbase = 1\nvalue = \"prev(index) * "
        "1.25\"\n";
    const PlanRunner plan(index + R"toml(
[series.paid]
unit = "mn VND, current prices"
value = "convert(2 'bn VND, constant prices', 'mn VND, current prices', index)"
[series.worth]
unit = "bn VND, constant prices"
value = "convert(paid, 'bn VND, constant prices', index)"
[series.per_head]
unit = "mn VND / person, current prices"
value = "convert(3 'mn VND / person, constant prices', 'mn VND / person, current prices', index)"
)toml");
    CHECK(plan.value("paid", 2027) == Approx(2000 * 1.25 * 1.25));
    CHECK(plan.value("worth", 2030) == Approx(2));
    CHECK(plan.value("per_head", 2026) == Approx(3.75));
    CHECK(says(index + "[series.a]\nunit = \"bn VND, current prices\"\nvalue = \"convert(2 'bn "
                       "VND', 'bn VND, current prices', index)\"\n",
               "leads neither way from 'bn VND' to 'bn VND, current prices'"));
    CHECK(says(index + "[series.a]\nunit = \"bn VND, current prices\"\nvalue = \"2 'bn VND, "
                       "constant prices'\"\n",
               "write convert(x, 'bn VND, current prices', price_index)"));
}
