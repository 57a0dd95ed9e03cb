#include <string>

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

}  // namespace

TEST_CASE("tables: a path by year is interpolated, flat beyond its ends", "[models]") {
    const PlanRunner plan(R"toml(
[tables.rate]
unit = "%"
values = { 2027 = 10, 2029 = "30 %" }
[tables.wage]
unit = "mn VND"
between = "step"
values = { 2020 = 3, 2026 = "0.004 bn VND", 2029 = 5 }
[series.a]
unit = "%"
value = "rate"
[series.b]
unit = "mn VND"
value = "wage"
[series.c]
unit = "%"
value = "prev(rate, 4) + rate@2028 + mean(rate, years = 2)"
)toml");
    CHECK(plan.value("a", 2026) == Approx(10));
    CHECK(plan.value("a", 2028) == Approx(20));
    CHECK(plan.value("a", 2029) == Approx(30));
    CHECK(plan.value("a", 2030) == Approx(30));
    CHECK(plan.value("b", 2026) == Approx(4));
    CHECK(plan.value("b", 2028) == Approx(4));
    CHECK(plan.value("b", 2030) == Approx(5));
    CHECK(plan.value("c", 2029) == Approx(10 + 20 + 25));
}

TEST_CASE("tables: members have paths of their own, laws may use them", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
s = ["a", "b", "c"]
[tables.mean]
over = "s"
values.a = { 2026 = 1, 2030 = 5 }
values.otherwise = { 2026 = 7 }
[inputs.x]
over = "s"
each = "year"
normal = { mean = "mean", sd = 0.001 }
)toml" + assumed + R"toml(
[series.sum]
value = "sum(mean over s) + mean[a]@2026"
)toml");
    CHECK(plan.value("sum", 2028) == Approx(3 + 7 + 7 + 1));
    // By quantile from one uniform: the mean moves it and nothing else does.
    CHECK(std::abs(plan.value("x[a]", 2028) - 3) < 0.01);
    CHECK(std::abs(plan.value("x[c]", 2028) - 7) < 0.01);
}

TEST_CASE("tables: a function of a quantity converts its argument", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
crop = ["coffee", "pomelo"]
[tables.yield_at]
over = "crop"
unit = "t/ha"
points.coffee = [[0, 0], [3, "2500 kg/ha"], [20, 1]]
points.pomelo = [[5, 10]]
[tables.fee]
argument_unit = "mn VND"
unit = "%"
between = "step"
points = [[0, 0], [10, 5], ["0.1 bn VND", 8]]
[inputs.age]
uniform = { min = 0, max = 25 }
)toml" + assumed + R"toml(
[series.harvest]
over = "crop"
unit = "t"
value = "yield_at(year - 2025) * 2 'ha'"
[series.drawn]
unit = "t/ha"
value = "sum(yield_at(age) over crop)"
[series.named]
unit = "t/ha"
value = "yield_at[coffee](year - 2025)"
[series.at_hand]
over = "crop"
unit = "t/ha"
value = "yield_at[crop](year - 2025)"
[series.small]
unit = "%"
value = "fee(0.009 'bn VND')"
[series.large]
unit = "%"
value = "fee(2 'bn VND')"
[series.edge]
unit = "%"
value = "fee(10 'mn VND')"
)toml");
    CHECK(plan.value("harvest[coffee]", 2026) == Approx(2 * 2.5 / 3));
    CHECK(plan.value("harvest[coffee]", 2030) == Approx(2 * (2.5 - 1.5 * 2 / 17)));
    CHECK(plan.value("harvest[pomelo]", 2026) == Approx(20));
    CHECK(plan.value("named", 2026) == Approx(2.5 / 3));
    CHECK(plan.value("at_hand[coffee]", 2026) == Approx(2.5 / 3));
    CHECK(plan.value("at_hand[pomelo]", 2026) == Approx(10));
    for (std::uint64_t run = 0; run < 50; ++run) {
        const double age = plan.value("age", {}, run);
        const double coffee = age < 3 ? 2.5 * age / 3 : age < 20 ? 2.5 - 1.5 * (age - 3) / 17 : 1.0;
        CHECK(plan.value("drawn", 2026, run) == Approx(coffee + 10));
    }
    CHECK(plan.value("small", 2026) == 0);
    CHECK(plan.value("large", 2026) == 8);
    CHECK(plan.value("edge", 2026) == 5);
}

TEST_CASE("tables: what cannot be is refused", "[models]") {
    const std::string age = "[series.a]\nvalue = \"t(3)\"\n";
    CHECK(says("[tables.t]\n" + age, "needs one of 'values' and 'points'"));
    CHECK(says("[tables.t]\nvalues = { 2026 = 1 }\npoints = [[0, 1]]\n", "needs one of"));
    CHECK(says("[tables.t]\nvalues = { a = 1 }\n", "'a' in table 't' is not a year"));
    CHECK(says("[tables.t]\nvalues = { 2026 = \"x\" }\n", "unknown name 'x'"));
    CHECK(says("[tables.t]\nvalues = 3\n", "expected a table by year"));
    CHECK(says("[tables.t]\nvalues = { 2026 = 1 }\n" + age, "table 't' has a value each year"));
    CHECK(says("[tables.t]\npoints = [[0, 1]]\n[series.a]\nvalue = \"t\"\n",
               "table 't' is a function of a quantity"));
    CHECK(says("[tables.t]\npoints = [[0, 1], [0, 2]]\n", "0 follows 0"));
    CHECK(says("[tables.t]\npoints = [[0, 1, 2]]\n", "is not a pair"));
    CHECK(says("[tables.t]\npoints = [[0, 1]]\n[series.a]\nvalue = \"t(3 'ha')\"\n",
               "the argument of 't' is a plain number, this expression gives 'ha'"));
    CHECK(says("[tables.t]\npoints = [[0, 1]]\n[series.a]\nvalue = \"t(3, 4)\"\n",
               "'t' takes 1 argument, here 2"));
    CHECK(says("[tables.t]\nvalues = { 2026 = 1 }\n[inputs.i]\nvalue = \"t\"\n" + assumed +
                   "[series.a]\nvalue = \"i\"\n",
               "'t' has a value each year, none is at hand"));
    CHECK(says("[tables.t]\nvalues = { 2026 = 1 }\nbetween = \"cubic\"\n", "'between' of table"));
    CHECK(says("[tables.t]\nvalues = { 2026 = 1 }\n[series.t]\nvalue = \"1\"\n",
               "the name 't' is taken by a table"));
}
