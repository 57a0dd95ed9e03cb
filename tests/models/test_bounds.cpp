#include <cmath>
#include <string>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::Level;
using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

TEST_CASE("bounds: between counts both ends and falls short of the nearer one", "[models]") {
    const PlanRunner plan(R"toml(
[series.x]
value = "0.3 + 0.1 * (year - 2026)"
[series.y]
value = "2 * x"
[targets.a]
part.lower_end = { measure = "x@2027 - 0.1", between = ["30 %", "50 %"] }
part.upper_end = { measure = "x@2027 + 0.1", between = [0.3, 0.5] }
part.below = { measure = "x@2026 - 0.2", between = [0.3, 0.5] }
part.above = { measure = "x@2029", between = [0.3, 0.5] }
part.by_expressions = { measure = "y", between = ["x", "3 * x"] }
part.outside_expressions = { measure = "y", between = ["2.5 * x", "3 * x"] }
part.each = { each_year = "x", between = [0.3, 0.65] }
)toml");
    const int expected[] = {1, 1, 0, 0, 1, 0, 0};
    for (std::size_t part = 0; part < 7; ++part) CHECK(plan.verdict(part) == expected[part]);
    CHECK(plan.measure(0) == Approx(30));  // shown in the unit of the lower end
    CHECK(plan.shortfall(2) == Approx(0.2));
    CHECK(plan.shortfall(3) == Approx(0.1));
    CHECK(plan.shortfall(6) == Approx(0.05));  // the worst year is 2030
    REQUIRE(plan.compiled().levels[1].size() == 1);
    CHECK(plan.compiled().levels[1][0].bound == 0.3);
    CHECK(plan.compiled().levels[1][0].upper == 0.5);
    CHECK_FALSE(plan.compiled().levels[1][0].year.has_value());
    CHECK(plan.compiled().levels[6].size() == 1);
}

TEST_CASE("bounds: a path is judged in the years that it names", "[models]") {
    const PlanRunner plan(R"toml(
[series.x]
value = "if(year == 2027, 0, 10 + 2 * (year - 2026))"
[targets.a]
part.path = { each_year = "x", at_least = { 2026 = "10", 2028 = 14, 2030 = "5 + 13" } }
part.too_steep = { each_year = "x", at_least = { 2026 = 10, 2028 = 14, 2030 = 19 } }
part.with_the_bad_year = { each_year = "x", at_least = { 2026 = 10, 2027 = 1 } }
part.until = { each_year = "x", at_least = { 2026 = 10, 2028 = 14, 2030 = 19 }, by = 2029 }
part.in_one_year = { measure = "x", at_least = { 2026 = 0, 2028 = 15, 2030 = 17 }, by = 2028 }
part.corridor = { each_year = "x", between = { 2028 = [13, 15], 2030 = [17, 18] } }
part.ends = { each_year = "x", between = [9, { 2026 = 10, 2030 = 17 }] }
)toml");
    const int expected[] = {1, 0, 0, 1, 0, 1, 0};
    for (std::size_t part = 0; part < 7; ++part) CHECK(plan.verdict(part) == expected[part]);
    CHECK(plan.measure(1) == 18);  // the worst of the three years named
    CHECK(plan.shortfall(1) == 1);
    CHECK(plan.shortfall(2) == 1);
    CHECK(plan.shortfall(4) == 1);
    CHECK(plan.shortfall(6) == 1);
    const auto& levels = plan.compiled().levels;
    REQUIRE(levels[0].size() == 3);
    CHECK(levels[0][2].year == 2030);
    CHECK(levels[0][2].bound == 18);
    CHECK(levels[3].size() == 2);
    REQUIRE(levels[4].size() == 1);  // judged once: the level of that year
    CHECK(levels[4][0].bound == 15);
    CHECK(levels[5][1].upper == 18);
    CHECK(levels[6].size() == 2);
}

TEST_CASE("bounds: a level that is drawn is not known beforehand", "[models]") {
    const PlanRunner plan(R"toml(
[inputs.growth]
uniform = { min = 1, max = 2 }
)toml" + assumed + R"toml(
[series.x]
value = "growth + year - 2026"
[targets.a]
part.drawn = { measure = "x", at_least = "2 * growth" }
part.half = { each_year = "x", at_least = { 2026 = 1, 2030 = "2 * growth" } }
part.end = { measure = "x", between = [0, "growth + 4"] }
part.by_year = { each_year = "x", at_least = "0.5 * (year - 2026)" }
)toml");
    for (std::size_t part = 0; part < 4; ++part) CHECK(plan.verdict(part) == 1);
    for (std::size_t part = 0; part < 3; ++part) CHECK(plan.compiled().levels[part].empty());
    REQUIRE(plan.compiled().levels[3].size() == 5);
    CHECK(plan.compiled().levels[3][4].bound == 2);
}

TEST_CASE("bounds: a table by member, with paths in it or around it", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
region = ["north", "south"]
[series.x]
over = "region"
value = { north = "year - 2025", south = "10 * (year - 2025)" }
[targets.a]
part.by_member = { over = "region", measure = "x", at_least = { north = 5, south = 51 } }
part.paths = { over = "region", each_year = "x", at_least = { north = { 2027 = 2 }, south = { 2026 = 10, 2030 = 50 } } }
part.members_in_years = { over = "region", each_year = "x", at_most = { 2026 = { north = 1, south = 9 }, 2027 = 20 } }
part.corridors = { over = "region", measure = "x", between = { north = [4, 6], south = [51, 52] } }
)toml");
    const int expected[] = {1, 0, 1, 1, 1, 0, 1, 0};
    for (std::size_t part = 0; part < 8; ++part) CHECK(plan.verdict(part) == expected[part]);
    CHECK(plan.compiled().levels[2][0].bound == 2);
    CHECK(plan.compiled().levels[3].size() == 2);
}

TEST_CASE("needs: k of n parts, three-valued where some are not judged", "[models]") {
    // m met, f missed, o not judged
    const auto verdict = [](const std::string& parts, const std::string& needs) {
        std::string toml = "[series.x]\nvalue = \"1\"\n[targets.a]\n" + needs + "\n";
        for (std::size_t i = 0; i < parts.size(); ++i)
            toml += "part.p" + std::to_string(i) +
                    " = { measure = \"x\", at_least = " + (parts[i] == 'f' ? "2" : "1") +
                    (parts[i] == 'o' ? ", judged_if = \"x > 1\"" : "") + " }\n";
        return PlanRunner(toml).target_verdict(0);
    };
    CHECK(verdict("mmf", "needs = 2") == 1);
    CHECK(verdict("mff", "needs = 2") == 0);
    CHECK(verdict("fff", "needs = 1") == 0);
    CHECK(verdict("mff", "needs = 1") == 1);
    CHECK(verdict("moo", "needs = 1") == 1);
    CHECK(verdict("mfo", "needs = 2") == 2);  // what is not judged would decide
    CHECK(verdict("ffo", "needs = 2") == 0);  // can no longer be
    CHECK(verdict("mmo", "needs = 2") == 1);
    CHECK(verdict("mmo", "needs = 3") == 2);
    CHECK(verdict("ooo", "needs = 1") == 2);
    // Without it every judged part has to be met, and one be judged.
    CHECK(verdict("mmo", "") == 1);
    CHECK(verdict("mfo", "") == 0);
    CHECK(verdict("mmm", "") == 1);
    CHECK(verdict("ooo", "") == 2);
}

TEST_CASE("count: how many of several conditions are true", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
region = ["north", "south"]
[series.x]
over = "region"
value = { north = "year - 2025", south = "10" }
[series.held]
value = "count(x[north] > 2, x[south] > 2, true, not true)"
[targets.a]
measure = "count(all(x[south] > 1), any(x[north] > 9), held == 3)"
equals = 2
)toml");
    CHECK(plan.value("held", 2026) == 2);
    CHECK(plan.value("held", 2030) == 3);
    CHECK(plan.verdict(0) == 1);
    const std::string series = "[series.x]\nvalue = \"1\"\n[targets.a]\nat_least = 1\n";
    CHECK(mistakes(series + "measure = \"count(x > 1, x)\"").find("true or false is due") !=
          std::string::npos);
    CHECK(mistakes(series + "measure = \"count(x > 1)\"").find("count(a, b, ...)") !=
          std::string::npos);
}

TEST_CASE("bounds: what is wrong with a path, ends or needs", "[models]") {
    const auto said = [](const std::string& target) {
        return mistakes("[sets]\nregion = [\"north\", \"south\"]\n[series.x]\nvalue = \"1\"\n" +
                        target);
    };
    const auto part = [&](const std::string& bound) {
        return said("[targets.a]\nmeasure = \"x\"\n" + bound);
    };
    const auto each = [&](const std::string& bound) {
        return said("[targets.a]\neach_year = \"x\"\n" + bound);
    };
    using Catch::Contains;
    CHECK_THAT(part("between = 5"), Contains("between takes two ends"));
    CHECK_THAT(part("between = [1, 2, 3]"), Contains("between takes two ends"));
    CHECK_THAT(part("between = [8, 5]"), Contains("lies between 8 and 5"));
    CHECK_THAT(each("between = [{ 2026 = 1, 2027 = 9 }, { 2026 = 2, 2027 = 8 }]"),
               Contains("lies between 9 and 8"));
    CHECK_THAT(each("between = [{ 2026 = 1, 2027 = 1 }, { 2026 = 2 }]"),
               Contains("has one end in 2027"));
    CHECK_THAT(part("at_least = { 2026 = 1, 2027 = 2 }"),
               Contains("no level for 2030") && Contains("judged in 2030"));
    CHECK_THAT(each("by = 2026\nat_least = { 2027 = 2 }"), Contains("a year up to 2026"));
    CHECK_THAT(
        each("at_least = { 2026 = 1, 2035 = 2 }"),
        Contains("the year 2035 is outside the plan") && Contains("years from 2026 to 2030 exist"));
    CHECK_THAT(each("at_least = { 2026 = 1, north = 2 }"), Contains("'north' is not a year"));
    CHECK_THAT(part("at_least = { north = 2, south = 1 }"), Contains("a part with over"));
    CHECK_THAT(part("over = \"region\"\nat_least = { north = 2 }"),
               Contains("no value for member 'south'"));
    CHECK_THAT(part("at_least = {}"), Contains("is a table"));
    CHECK_THAT(part("at_least = [1, 2]"), Contains("expected a number"));
    CHECK_THAT(part("at_least = 1\nneeds = 1"), Contains("has one part"));
    const std::string parts =
        "[targets.a]\npart.p = { measure = \"x\", at_least = 1 }\npart.q = { measure = \"x\", "
        "at_least = 1 }\n";
    CHECK_THAT(said(parts + "needs = 3"), Contains("expected a whole number from 1 to 2"));
    CHECK_THAT(said(parts + "needs = 0"), Contains("expected a whole number from 1 to 2"));
    CHECK_THAT(said(parts + "at_least = 3"), Contains("say it of a part: part.p, part.q"));
}
