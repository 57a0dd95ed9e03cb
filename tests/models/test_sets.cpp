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

TEST_CASE("sets: a part has its own quantities and the whole's values", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
late = { of = "tree_crop", members = ["durian", "coffee"] }
crop = ["rice", "coffee", "pomelo", "durian"]
tree_crop = { of = "crop", members = ["coffee", "pomelo", "durian"] }
[series.area]
over = "crop"
value = "10 * position(crop)"
[series.age]
over = "tree_crop"
value = "position(tree_crop)"
[series.mixed]
over = "late"
value = "1000 * position(late) + 100 * position(crop) + area + age"
[series.sums]
over = "crop"
value = "sum(area * age over tree_crop) + area + 1000 * sum(position(late) over late)"
[series.named]
value = "area[coffee] + age[coffee] + mixed[coffee]"
[series.steps]
over = "late"
value = "area[crop - 1] + if(late is durian, 100 * age[tree_crop - 1] + 1000 * area[late + 1], 0)"
)toml");
    const auto at = [&](const char* label) { return plan.value(label, 2026); };
    CHECK(at("age[durian]") == 3);
    CHECK(at("mixed[durian]") == 1000 + 400 + 40 + 3);
    CHECK(at("mixed[coffee]") == 2000 + 200 + 20 + 1);
    const double sum = 20 * 1 + 30 * 2 + 40 * 3;
    CHECK(at("sums[rice]") == sum + 10 + 3000);
    CHECK(at("sums[durian]") == sum + 40 + 3000);
    CHECK(at("named") == 20 + 1 + 2221);
    CHECK(at("steps[durian]") == 30 + 200 + 20'000);
    CHECK(at("steps[coffee]") == 10);
}

TEST_CASE("sets: a map gives each province its region and each region its provinces", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
region = ["north", "south", "west"]
province = ["hanoi", "hue", "hatinh", "saigon"]
sector = ["farms", "shops"]
coast = { of = "province", members = ["saigon", "hue"] }
[maps.region_of]
from = "province"
to = "region"
values = { saigon = "south", otherwise = "north" }
[maps.main_sector]
from = "coast"
to = "sector"
values = { hue = "farms", saigon = "shops" }
[series.price]
over = "region"
value = "100 * position(region)"
[series.output]
over = ["province", "sector"]
value = "position(province) + 10 * position(sector)"
[series.income]
over = "province"
value = "price[region_of] * output[shops]"
[series.of_region]
over = ["region", "sector"]
value = "sum(output over region_of) + 1000 * count(output > 12 over region_of)"
[series.whole]
over = "region"
value = "sum(output over region_of, sector)"
[series.best]
over = "region"
value = "if(region is west, -1, highest(output[farms] over region_of))"
[series.truths]
over = "region"
value = "if(all(output[shops] > 20 over region_of), 1, 0) + if(any(output[shops] > 20 over region_of), 10, 0)"
[series.of_coast]
over = "coast"
value = "output[main_sector] + 100 * position(region_of) + if(region_of is south, 1000, 0)"
[series.all_incomes]
value = "sum(income over province)"
)toml");
    const auto at = [&](const char* label) { return plan.value(label, 2026); };
    CHECK(at("income[hatinh]") == 100 * 23);
    CHECK(at("income[saigon]") == 200 * 24);
    CHECK(at("of_region[north, farms]") == 11 + 12 + 13 + 1000);
    CHECK(at("of_region[south, shops]") == 24 + 1000);
    CHECK(at("of_region[west, shops]") == 0);
    CHECK(at("whole[north]") == 11 + 12 + 13 + 21 + 22 + 23);
    CHECK(at("best[north]") == 13);
    CHECK(at("best[west]") == -1);
    CHECK(at("truths[north]") == 11);
    CHECK(at("truths[west]") == 1);
    CHECK(at("of_coast[hue]") == 12 + 100);
    CHECK(at("of_coast[saigon]") == 24 + 200 + 1000);
    CHECK(at("all_incomes") == 100 * (21 + 22 + 23) + 200 * 24);
}

TEST_CASE("sets: mistakes with parts, maps and folds are told", "[models]") {
    const auto said = [](const std::string& rest) {
        return mistakes(R"toml(
[sets]
crop = ["rice", "coffee", "pomelo"]
tree = { of = "crop", members = ["coffee", "pomelo"] }
place = ["hill", "plain"]
[maps.place_of]
from = "crop"
to = "place"
values = { rice = "plain", coffee = "hill", pomelo = "hill" }
[levers.x]
over = "crop"
value = 1
[levers.y]
over = "tree"
value = 1
[levers.z]
over = "place"
value = 1
)toml" + rest);
    };
    const auto has = [&](const std::string& rest, const std::string& text) {
        INFO(rest << "\n" << said(rest));
        CHECK(said(rest).find(text) != std::string::npos);
    };
    const auto series = [](const std::string& over, const std::string& value) {
        return "[series.a]\n" + (over.empty() ? "" : "over = " + over + "\n") + "value = \"" +
               value + "\"\n";
    };
    CHECK(said("").empty());
    has(series("\"crop\"", "y"),
        "'y' has no value for 'rice', which 'a[rice]' asks for: 'tree' has coffee, pomelo | say "
        "what holds for the others: { tree = \"...\", otherwise = 0 } in a table by member, or "
        "if(crop is tree, ..., 0); or range over 'tree' only");
    has(series("\"crop\"", "z"), "write z[place_of]");
    has(series("", "z[place_of]"), "'place_of' maps the crop at hand, there is none");
    has(series("", "sum(x over place_of)"), "runs over each crop of the place at hand");
    has(series("", "sum(3 over crop)"), "its value is the same for every crop");
    has(series("\"place\"", "sum(z over crop)"), "its value is the same for every crop");
    has(series("", "sum(sum(x over crop) over crop)"), "its value is the same for every crop");
    has(series("", "sum(x over crop, tree)"), "runs over members of 'crop' twice");
    has(series("[\"tree\", \"crop\"]", "x"), "ranges over members of 'crop' twice");
    has(series("", "sum(y over crop)"), "'y' has no value for 'rice', which 'a' asks for");
    has(series("\"place\"", "x[place]"), "'x' has a value for each crop, not for each place");
    has(series("\"crop\"", "z[crop]"), "not for each crop | write z[place_of]");
    has(series("\"crop\"", "x[crop, tree]"), "[...] says twice which tree of 'x' is meant");
    has(series("\"tree\"", "z"), "write z[place_of]");
    has(series("\"place\"", "y"), "'y' has a value for each tree, none is at hand in series 'a'");
    has(series("\"crop\"", "if(crop is trea, 1, 2)"),
        "set 'crop' has no member 'trea' | did you mean 'tree'?");
    has("[maps.crop]\nfrom = \"crop\"\nto = \"place\"\nvalues = \"hill\"\n",
        "the name 'crop' is taken by a set");
    has("[maps.m]\nfrom = \"crop\"\nto = \"place\"\nvalues = { otherwise = \"hil\" }\n",
        "set 'place' has no member 'hil' | did you mean 'hill'?");
    const std::string once =
        said("[maps.m]\nfrom = \"crop\"\nto = \"place\"\nvalues = { otherwise = \"hil\" }\n");
    CHECK(once.find("has no member 'hil'") == once.rfind("has no member 'hil'"));
    has("[maps.m]\nfrom = \"crop\"\nto = \"place\"\nvalues = { rice = \"hill\" }\n",
        "map 'm' has no value for member 'coffee'");
    CHECK(mistakes("[sets]\na = { of = \"b\", members = [\"x\"] }\nb = { of = \"a\", members = "
                   "[\"x\"] }\n")
              .find("is a part of itself") != std::string::npos);
    CHECK(mistakes("[sets]\na = { of = \"b\", members = [\"x\", \"farm\"] }\nb = [\"x\", "
                   "\"farms\"]\n")
              .find("'farm', a member of 'a', is not in 'b' | did you mean 'farms'?") !=
          std::string::npos);
    // A map that leaves a member of its goal out: there is no highest of nothing.
    CHECK(mistakes(R"toml(
[sets]
region = ["north", "south"]
province = ["hanoi", "hue"]
[maps.region_of]
from = "province"
to = "region"
values = "north"
[levers.x]
over = "province"
value = 1
[series.best]
over = "region"
value = "highest(x over region_of)"
)toml")
              .find("'region_of' maps no province to 'south'") != std::string::npos);
}

TEST_CASE("sets: adjustments over crossed sets are tables in tables", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
place = ["north", "south", "east"]
sector = ["farms", "shops"]
[inputs.x]
over = ["place", "sector"]
each = "year"
value = 1
fix = { south = 5 }
scale = { farms = { north = { 2027 = 3 }, otherwise = 2 } }
shift = { north = { shops = 0.25 }, otherwise = { farms = 0.5, otherwise = 0.125 }, 2028 = 10 }
)toml" + plancast::test::assumed);
    const auto at = [&](const char* member, int year) {
        return plan.value("x[" + std::string(member) + "]", year);
    };
    CHECK(at("north, farms", 2026) == 1);
    CHECK(at("north, farms", 2027) == 3);
    CHECK(at("north, shops", 2027) == 1.25);
    CHECK(at("south, farms", 2026) == 5 * 2 + 0.5);
    CHECK(at("south, shops", 2026) == 5 + 0.125);
    CHECK(at("east, farms", 2028) == 2 + 0.5 + 10);
    CHECK(at("north, farms", 2028) == 11);
}

TEST_CASE("sets: mistakes in adjustments are told", "[models]") {
    const auto said = [](const std::string& shift) {
        return mistakes(
            "[sets]\nplace = [\"north\", \"south\"]\nsector = [\"farms\", "
            "\"shops\"]\n[inputs.x]\nover = [\"place\", \"sector\"]\nvalue = 1\n" +
            plancast::test::assumed + "shift = " + shift + "\n");
    };
    CHECK(said("{ north = { nort = 1 } }").find("'nort' is neither a member nor a year") !=
          std::string::npos);
    CHECK(said("{ north = { south = 1 } }").find("'south' is neither") != std::string::npos);
    CHECK(said("{ north = 1, shops = 1, otherwise = 2 }").find("whose others are meant") !=
          std::string::npos);
    CHECK(said("{ north = [1] }").find("is a list") != std::string::npos);
}
