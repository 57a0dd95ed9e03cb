#include <cmath>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::mistakes;
using plancast::test::PlanRunner;

TEST_CASE("sets: cohorts age as their closed form says", "[models]") {
    // A class of age a in year t was planted a - 1 years before, or stood in the base year.
    const PlanRunner plan(R"toml(
[sets]
age = ["young", "two", "three", "old"]
[series.survival]
over = "age"
value = { young = 0.9, two = 0.8, three = 0.95, old = 0.5 }
[series.planted]
base = 0
value = "10 * (year - 2020)"
[series.trees]
over = "age"
base = { young = 100, otherwise = 40 }
value = "if(position(age) == 1, planted, prev(trees[age - 1]) * survival[age - 1])"
[series.all_trees]
value = "sum(trees over age)"
[series.next_class]
over = "age"
value = "if(age is old, 0, trees[age + 1])"
[series.numbers]
over = "age"
value = "10 * position(age) + size(age)"
)toml");
    const double survival[] = {0.9, 0.8, 0.95, 0.5};
    const char* const labels[] = {"young", "two", "three", "old"};
    for (int year = 2026; year <= 2030; ++year) {
        double sum = 0;
        for (int age = 0; age < 4; ++age) {
            INFO(year << " " << labels[age]);
            const int planted = year - age;
            const int first = planted > 2025 ? 0 : age - (year - 2025);
            double expected = planted > 2025 ? 10.0 * (planted - 2020) : first == 0 ? 100 : 40;
            for (int a = first; a < age; ++a) expected *= survival[a];
            const std::string member = "[" + std::string(labels[age]) + "]";
            CHECK(plan.value("trees" + member, year) == Approx(expected));
            if (age > 0)
                CHECK(plan.value("next_class[" + std::string(labels[age - 1]) + "]", year) ==
                      Approx(expected));
            CHECK(plan.value("numbers" + member, year) == 10 * (age + 1) + 4);
            sum += expected;
        }
        CHECK(plan.value("all_trees", year) == Approx(sum));
        CHECK(plan.value("next_class[old]", year) == 0);
    }
}

TEST_CASE("sets: offsets in crossed sets move in their own set only", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
place = ["north", "south"]
stage = ["asked", "granted", "built"]
[series.x]
over = ["place", "stage"]
value = "100 * position(place) + position(stage)"
[series.back]
over = ["place", "stage"]
value = "if(position(stage) > 1, x[stage - 1], 0) + if(place is not south and stage is built, x[built, place + 1], 0)"
[series.two_on]
over = "place"
value = "sum(if(position(stage) <= size(stage) - 2, x[stage + 2], 0) over stage)"
)toml");
    CHECK(plan.value("x[south, built]", 2026) == 203);
    CHECK(plan.value("back[north, asked]", 2026) == 0);
    CHECK(plan.value("back[south, granted]", 2026) == 201);
    CHECK(plan.value("back[north, built]", 2026) == 102 + 203);
    CHECK(plan.value("two_on[south]", 2026) == 203);
}

TEST_CASE("sets: what a known condition settles leaves the rest unevaluated", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
stage = ["asked", "granted"]
[series.x]
over = "stage"
value = "position(stage)"
[series.grew]
over = "stage"
value = "position(stage) > 1 and x > x[stage - 1]"
[series.first_or_more]
over = "stage"
value = "stage is asked or x > x[stage - 1] + 5"
)toml");
    CHECK(plan.value("grew[asked]", 2026) == 0);
    CHECK(plan.value("grew[granted]", 2026) == 1);
    CHECK(plan.value("first_or_more[asked]", 2026) == 1);
    CHECK(plan.value("first_or_more[granted]", 2026) == 0);
}

TEST_CASE("sets: 'otherwise' stands for all members that are not named", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
place = ["north", "south", "east"]
sector = ["farms", "shops"]
[levers.weight]
over = ["place", "sector"]
value = { south = { shops = 7, otherwise = 5 }, otherwise = { farms = 1, otherwise = 2 } }
[series.x]
over = "place"
value = { east = "weight[shops]", otherwise = "10 * weight[farms]" }
)toml");
    CHECK(plan.value("x[north]", 2026) == 10);
    CHECK(plan.value("x[south]", 2026) == 50);
    CHECK(plan.value("x[east]", 2026) == 2);
    CHECK(mistakes("[sets]\ns = [\"a\", \"otherwise\"]\n").find("'otherwise' cannot be a member") !=
          std::string::npos);
}

TEST_CASE("sets: what is asked for outside a set is told", "[models]") {
    const std::string sets = "[sets]\nage = [\"a1\", \"a2\", \"a3\"]\n";
    const auto said = [&](const std::string& value) {
        return mistakes(sets +
                        "[series.x]\nover = \"age\"\nvalue = \"1\"\n[series.y]\nover = "
                        "\"age\"\nvalue = \"" +
                        value + "\"\n");
    };
    CHECK(said("x[age - 1]") ==
          "no member stands 1 before 'a1' in set 'age' | say what holds for the first: "
          "if(position(age) <= 1, start, x[age - 1])\n");
    CHECK(said("x[age + 2]").find("2 behind 'a2' in set 'age'") != std::string::npos);
    CHECK(said("x[a1 + 1]").find("a step is taken from 'a1', which is named") != std::string::npos);
    CHECK(said("x[age - 1.5]").find("expected a whole number behind 'age -'") != std::string::npos);
    CHECK(said("if(age is a4, 1, 2)").find("set 'age' has no member 'a4'") != std::string::npos);
    CHECK(said("position(ages)").find("did you mean 'age'?") != std::string::npos);
    CHECK(said("position(x + 1)").find("'position' takes the name of a set") != std::string::npos);
    CHECK(mistakes(sets + "[series.z]\nvalue = \"position(age)\"\n")
              .find("no member of 'age' is at hand in series 'z'") != std::string::npos);
}
