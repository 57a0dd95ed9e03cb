#include <set>
#include <string>
#include <vector>

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
value = "year - 2026"
[series.y]
over = "region"
value = { north = 1, south = 2 }
)toml";

}  // namespace

TEST_CASE("verdicts: targets about targets, in any order", "[models]") {
    const PlanRunner plan(quantities + R"toml(
[targets.bonus]
part.two = { measure = "count(met(product.all), met(product.late), met(open), met(each[south]))", equals = 2 }
part.truth = { measure = "missed(product) and not met(product) and judged(product)", is_true = true }
part.open = { measure = "not judged(open) and not met(open) and not missed(open)", is_true = true }
part.if_met = { measure = "x", at_least = 100, judged_if = "met(product)" }
part.bound = { measure = "x", at_least = "if(met(product.all), 4, 100)" }
part.yearly = { each_year = "x + if(met(product.all), 1, 0)", at_least = 1 }
[targets.product]
part.all = { measure = "x", at_least = 4 }
part.late = { measure = "x", at_least = 4, by = 2029 }
[targets.open]
measure = "x"
at_least = 1
judged_if = "x < 0"
[targets.each]
over = "region"
measure = "y"
at_least = 2
[targets.members]
part.same = { over = "region", measure = "met(each[region]) == (y > 1)", is_true = true }
part.count = { measure = "count(met(each[region]) over region)", equals = 1 }
part.of_part = { measure = "count(met(members.same) over region)", equals = 2 }
part.whole = { measure = "missed(each)", is_true = true }
[checks.once]
holds = "met(product.all) and missed(product)"
)toml");
    const int expected[] = {1, 1, 1, 2, 1, 1,  // bonus
                            1, 0,              // product
                            2,                 // open
                            0, 1,              // each
                            1, 1, 1, 1, 1};    // members
    for (std::size_t part = 0; part < std::size(expected); ++part) {
        CAPTURE(part);
        CHECK(plan.verdict(part) == expected[part]);
    }
    CHECK(plan.target_verdict(0) == 1);
    CHECK(plan.holds(0));
}

TEST_CASE("verdicts: what a target rests on, also through others and functions", "[models]") {
    const PlanRunner plan(R"toml(
[functions]
"payout()" = "if(missed(safety), 0, count(met(a), met(later)) / 4)"
[targets.pay]
measure = "payout()"
at_most = 0.5
[targets.later]
measure = "met(a)"
is_true = true
[targets.last]
measure = "met(pay)"
is_true = true
[targets.a]
measure = "1"
at_least = 1
[targets.safety]
part.first = { measure = "1", at_least = 1 }
part.second = { measure = "met(safety.first)", is_true = true }
)toml");
    CHECK(plan.compiled().rests_on ==
          std::vector<std::set<std::size_t>>{{1, 3, 4}, {3}, {0, 1, 3, 4}, {}, {}});
    CHECK(plan.measure(0) == 0.5);
    CHECK(plan.target_verdict(2) == 1);
}

TEST_CASE("verdicts: each reading has its own", "[models]") {
    const PlanRunner plan(R"toml(
[readings.hundred]
one_of = ["strict", "rounded"]
[series.x]
value = "99.6"
[targets.paid]
measure = "met(full)"
is_true = true
[targets.full]
measure = "if(hundred is strict, x, round(x))"
at_least = 100
)toml");
    REQUIRE(plan.compiled().choices.size() >= 2);
    CHECK(plan.target_verdict(0, 0) == 0);
    CHECK(plan.target_verdict(0, 1) == 1);
    CHECK(plan.target_verdict(1, 1) == 1);
}

TEST_CASE("verdicts: what is wrong", "[models]") {
    const auto said = [](const std::string& measure) {
        return mistakes(
            quantities +
            "[targets.product]\npart.total = { measure = \"x\", at_least = 1 }\n"
            "part.each = { over = \"region\", measure = \"y\", at_least = 1 }\n"
            "[targets.simple]\nmeasure = \"x\"\nat_least = 1\n[targets.t]\nmeasure = \"" +
            measure + "\"\nis_true = true\n");
    };
    CHECK(said("met(product)").empty());
    CHECK(said("met(product.each[north]) or met(simple)").empty());
    CHECK_THAT(said("met(prodct)"), Contains("'prodct' is not a target | did you mean 'product'?"));
    CHECK_THAT(said("met(product.totl)"), Contains("did you mean 'total'?"));
    CHECK_THAT(said("met(simple.total)"), Contains("it has none: write simple"));
    CHECK_THAT(said("met(product.each)"), Contains("a value for each region"));
    CHECK_THAT(said("met(product.each[east])"), Contains("no member 'east'"));
    CHECK_THAT(said("met(product[north])"), Contains("name the part: product.total[north]"));
    CHECK_THAT(said("met(1)"), Contains("takes a target"));
    CHECK_THAT(said("met(simple, simple)"), Contains("takes 1 argument"));
    CHECK_THAT(said("product.total > 1"),
               Contains("whose verdict is asked for: met(product.total)"));
    CHECK_THAT(said("met(simple) > 1"), Contains("true or false"));
    CHECK_THAT(
        mistakes("[series.s]\nvalue = \"met(a)\"\n[targets.a]\nmeasure = \"s\"\nis_true = true\n"),
        Contains("ask in a target or a check"));
}

TEST_CASE("verdicts: a cycle of targets is named", "[models]") {
    const std::string cycle = mistakes(R"toml(
[series.x]
value = "1"
[targets.a]
part.first = { measure = "met(b)", is_true = true }
part.other = { measure = "x", at_least = 1 }
[targets.b]
measure = "x"
at_least = "if(missed(c), 1, 2)"
[targets.c]
measure = "x"
at_least = 1
judged_if = "met(a.first)"
)toml");
    CHECK_THAT(cycle, Contains("a cycle of targets: a.first <- b <- c <- a.first"));
    CHECK_THAT(mistakes("[targets.a]\nmeasure = \"not met(a)\"\nis_true = true\n"),
               Contains("a cycle of targets: a <- a"));
    // One part may ask for another of the same target.
    CHECK(mistakes("[series.x]\nvalue = \"1\"\n[targets.a]\npart.p = { measure = \"met(a.q)\", "
                   "is_true = true }\npart.q = { measure = \"x\", at_least = 1 }\n")
              .empty());
}

TEST_CASE("known_chance: follows the readings of its bound", "[models]") {
    const auto said = [](const std::string& chance) {
        return mistakes(
            "[readings.hundred]\none_of = [\"strict\", \"loose\"]\n[series.full]\n"
            "value = \"if(hundred is strict, 100, 95)\"\n[targets.a]\nmeasure = \"99\"\n"
            "at_least = \"full\"\nknown_chance = \"" +
            chance + "\"\n");
    };
    CHECK_THAT(said("0.5"), Contains("does not follow the reading 'hundred'"));
    CHECK(said("if(hundred is strict, 0.1, 0.5)").empty());
    CHECK(said("full / 200").empty());
}

TEST_CASE("known_chance: is refused where it is known to be none", "[models]") {
    const auto said = [](const std::string& chance) {
        return mistakes("[targets.a]\nmeasure = \"99\"\nat_least = 100\nknown_chance = \"" +
                        chance + "\"\n");
    };
    CHECK_THAT(said("1 - 3"), Contains("known_chance of 'a' is -2"));
    CHECK_THAT(said("1.5"), Contains("a chance lies between 0 and 1"));
    CHECK(said("1").empty());
}
