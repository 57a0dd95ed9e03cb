#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

// A set with a part of a part, another part that shares members with both, and one that shares
// none.
const std::string land = R"toml(
[sets]
use = ["forest", "coffee", "pine", "grain", "bare"]
crop = { of = "use", members = ["grain", "pine", "coffee"] }
tree = { of = "crop", members = ["coffee", "pine"] }
claimant = { of = "use", members = ["pine", "forest", "coffee"] }
waste = { of = "use", members = ["bare"] }
place = ["north", "south"]
[maps.next_to]
from = "tree"
to = "claimant"
values = { coffee = "forest", pine = "coffee" }
[series.of_use]
over = "use"
value = "position(use)"
[series.of_crop]
over = "crop"
value = "10 * position(crop)"
[series.of_tree]
over = "tree"
value = "100 * position(tree)"
[series.of_claimant]
over = "claimant"
value = "1000 * position(claimant)"
)toml";

std::string series(const std::string& over, const std::string& value) {
    return "[series.a]\nover = " + over + "\nvalue = " + value + "\n";
}

}  // namespace

TEST_CASE("parts: a member at hand is seen from every set that it is in", "[models]") {
    const PlanRunner plan(land + R"toml(
[series.entries]
over = "use"
value.forest = "of_claimant"
value.grain = "of_crop + of_use"
value.bare = 0
value.otherwise = "of_tree + of_claimant + of_crop + of_use"
[series.siblings]
over = "tree"
value = "of_claimant + of_claimant[tree] + position(claimant)"
[series.branches]
over = "use"
value = "if(use is bare or use is forest, 0, if(use is grain, 1, of_tree[use]) + of_crop)"
[series.kin]
over = "use"
value = "if(use is tree, of_tree, 0) + if(use is not claimant, 7, 0) + if(tree is pine, 0.5, 0)"
[series.folds]
value = "sum(of_claimant + of_use over tree) + sum(if(use is tree, of_tree, 0) over use)"
)toml");
    const auto at = [&](const char* label) { return plan.value(label, 2026); };
    CHECK(at("entries[forest]") == 2000);
    CHECK(at("entries[grain]") == 10 + 4);
    CHECK(at("entries[bare]") == 0);
    CHECK(at("entries[coffee]") == 100 + 3000 + 30 + 2);
    CHECK(at("entries[pine]") == 200 + 1000 + 20 + 3);
    CHECK(at("siblings[coffee]") == 3000 + 3000 + 3);
    CHECK(at("siblings[pine]") == 1000 + 1000 + 1);
    CHECK(at("branches[bare]") == 0);
    CHECK(at("branches[grain]") == 1 + 10);
    CHECK(at("branches[pine]") == 200 + 20);
    CHECK(at("kin[forest]") == 0);
    CHECK(at("kin[coffee]") == 100);
    CHECK(at("kin[pine]") == 200 + 0.5);
    CHECK(at("kin[grain]") == 7);
    CHECK(at("folds") == 3000 + 2 + 1000 + 3 + 100 + 200);
}

TEST_CASE("parts: an index steps in its own set and lands in the quantity's", "[models]") {
    const PlanRunner plan(land + R"toml(
[series.steps]
over = "use"
value.coffee = "of_claimant[use - 1] + of_crop[use + 1] + of_tree[tree + 1]"
value.bare = "of_crop[use - 1]"
value.otherwise = 0
[series.mapped]
over = "claimant"
value = "if(claimant is tree, of_use[next_to] + if(next_to is coffee, of_tree[next_to], 0), -1)"
[series.goals]
over = "crop"
value = "if(crop is grain, -1, sum(of_tree over next_to))"
[series.by_place]
over = "tree"
value = "sum(position(place) * of_tree over place, next_to)"
[series.dealt]
over = ["place", "use"]
value = "if(use is claimant, by_priority(2500, of_claimant over claimant) + rank(of_use over claimant), 0)"
)toml");
    const auto at = [&](const char* label) { return plan.value(label, 2026); };
    CHECK(at("steps[coffee]") == 2000 + 20 + 200);
    CHECK(at("steps[bare]") == 10);
    CHECK(at("mapped[forest]") == -1);
    CHECK(at("mapped[coffee]") == 1);
    CHECK(at("mapped[pine]") == 2 + 100);
    CHECK(at("goals[coffee]") == 200);  // pine is next to coffee
    CHECK(at("goals[pine]") == 0);
    CHECK(at("by_place[coffee]") == (1 + 2) * 200);
    CHECK(at("dealt[north, pine]") == 1000 + 1);
    CHECK(at("dealt[south, forest]") == 1500 + 3);
    CHECK(at("dealt[south, coffee]") == 0 + 2);
    CHECK(at("dealt[south, grain]") == 0);
}

TEST_CASE("parts: a key of a table may name a part", "[models]") {
    const PlanRunner plan(land + R"toml(
[levers.x]
over = ["place", "use"]
value.north = { pine = 3, tree = 2, otherwise = 1 }
value.south = { tree = 20, waste = 30, coffee = 21, otherwise = 10 }
[series.y]
over = "claimant"
value.crop = "of_tree"
value.forest = 5
[inputs.z]
over = "use"
value = 1
fix = { tree = 4, pine = 6 }
scale = { waste = 3, otherwise = 2 }
)toml" + plancast::test::assumed +
                          R"toml([inputs.w]
over = "use"
normal = { mean = { crop = 2, otherwise = 1 }, sd = { waste = 0.01, otherwise = 0.02 } }
)toml" + plancast::test::assumed +
                          R"toml([series.sums]
value = "sum(x[north] over use) + 1000 * sum(x[south] over use)"
)toml");
    const auto at = [&](const char* label) { return plan.value(label, 2026); };
    CHECK(at("sums") == 1 + 2 + 3 + 1 + 1 + 1000 * (10 + 21 + 20 + 10 + 30));
    CHECK(at("y[forest]") == 5);
    CHECK(at("y[pine]") == 200);
    CHECK(plan.value("z[coffee]") == 4 * 2);
    CHECK(plan.value("z[pine]") == 6 * 2);
    CHECK(plan.value("z[bare]") == 3);
    CHECK(plan.value("z[grain]") == 2);
    const auto said = [](const std::string& table) {
        return mistakes(land + "[levers.x]\nover = \"use\"\nvalue = " + table + "\n");
    };
    CHECK(
        said("{ tree = 1, claimant = 2, otherwise = 3 }") ==
        "'tree' and 'claimant' both hold for 'pine', which is in both (lever 'x') (and for 1 more "
        "member) | give it a key of its own: pine = ...\n");
    CHECK(said("{ tree = 1, claimant = 2, pine = 3, coffee = 4, otherwise = 5 }").empty());
    CHECK(said("{ tree = 1, place = 2, otherwise = 3 }")
              .find("set 'use' has no member 'place' (lever 'x')") != std::string::npos);
    CHECK(said("{ tre = 1, otherwise = 2 }").find("did you mean 'tree'?") != std::string::npos);
    CHECK(said("{ tree = 1 }") ==
          "lever 'x' has no value for member 'forest' of set 'use' (and for 2 more members) | give "
          "it one, or all that are not named: otherwise = ...\n");
}

TEST_CASE("parts: a member outside is told where it is asked for", "[models]") {
    const auto said = [](const std::string& over, const std::string& value) {
        return mistakes(land + series(over, value));
    };
    const std::string others =
        " | say what holds for the others: { tree = \"...\", otherwise = 0 } in a table by member, "
        "or if(use is tree, ..., 0); or range over 'tree' only\n";
    CHECK(said("[\"place\", \"use\"]", "{ north = 0, south = \"of_tree\" }") ==
          "'of_tree' has no value for 'forest', which 'a[south, forest]' asks for: 'tree' has "
          "coffee, pine (and for 2 more members)" +
              others);
    CHECK(said("\"use\"", "\"of_crop[tree]\"").find("'of_crop' has no value for 'forest'") == 0);
    CHECK(said("\"claimant\"", "\"of_use[next_to]\"") ==
          "'of_use[next_to]' has no value for 'forest', which 'a[forest]' asks for: 'tree' has "
          "coffee, pine | say what holds for the others: { tree = \"...\", otherwise = 0 } in a "
          "table by member, or if(use is tree, ..., 0); or range over 'tree' only\n");
    CHECK(said("\"tree\"", "\"of_crop[next_to]\"")
              .find("'of_crop[next_to]' has no value for 'forest', which 'a[coffee]' asks for: "
                    "'crop' has grain, pine, coffee | say what holds for the others: { crop = "
                    "\"...\", otherwise = 0 } in a table by member, or if(next_to is crop") == 0);
    CHECK(said("\"use\"", "\"position(waste)\"")
              .find("'position(waste)' has no value for 'forest'") == 0);
    CHECK(said("\"use\"", "\"rank(of_use over crop)\"").find("'rank' has no value for 'forest'") ==
          0);
    CHECK(said("\"use\"", "\"sum(of_tree over next_to)\"")
              .find("'next_to' has no value for 'grain'") == 0);
    CHECK(said("\"crop\"", "\"if(crop is grain, 0, of_tree[crop - 1])\"") ==
          "'of_tree[crop - 1]' has no value for 'grain', which 'a[pine]' asks for: 'tree' has "
          "coffee, pine | to step among its members write [tree - 1], or say what holds for the "
          "others\n");
    CHECK(
        mistakes(land + "[functions]\n\"twice(u)\" = \"2 * of_tree * u\"\n" +
                 series("\"use\"", "\"twice(1) + twice(2)\"") +
                 "[targets.t]\nmeasure = \"sum(of_tree over crop)\"\nat_least = 1\n")
            .find("which 'a[forest]' asks for: 'tree' has coffee, pine (and for 2 more members)") !=
        std::string::npos);
}

TEST_CASE("parts: a cycle that many members share is told once", "[models]") {
    CHECK(mistakes(land + R"toml(
[series.a]
over = ["place", "use"]
value = "b + 1"
[series.b]
over = ["place", "use"]
value = { south = "a", north = "if(use is tree, a, 0)" }
)toml") == "a cycle: a[north, coffee] (2026) <- b[north, coffee] (2026) <- a[north, coffee] (2026) "
           "(and for 6 more members) | let one of them use last year's value: prev(x) or before(x, "
           "start)\n");
}
