#include <memory>

#include "engine/analysis/broken_checks.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

constexpr const char* model = R"toml(
[model]
years = [2026, 2028]
[sets.region]
members = ["north", "south"]
titles.south = { vi = "Miền Nam", en = "The south" }
[inputs.luck]
over = "region"
each = "year"
uniform = { min = 0, max = 1 }
status = "assumed"
source = "a test"
[checks.certain]
holds = "sum(luck over region) >= 0"
[checks.south_late]
title.en = "Only early"
over = "region"
holds = "if(region is south, year, 2026) <= 2026"
[checks.lucky]
over = "region"
equal = ["luck > 0.05", "true"]
)toml";

Plan example() {
    return load_plan("luck.toml", [](const std::string& path) {
        return std::make_shared<SourceFile>(path, std::string(model));
    });
}

}  // namespace

TEST_CASE("broken_checks: the first year and member, with both sides", "[analysis]") {
    const Plan plan = example();
    const CompiledPlan compiled = compile_plan(plan, true);
    const auto broken = broken_checks(plan, compiled, MedianDesign(), 0);
    REQUIRE(broken.size() == 1);
    CHECK(broken[0].id == "south_late");
    CHECK(broken[0].title.en == "Only early");
    CHECK(broken[0].expression == "if(region is south, year, 2026) <= 2026");
    CHECK(broken[0].year == 2027);
    CHECK(broken[0].members == std::vector<std::string>{"south"});
    CHECK(broken[0].sides == std::pair{2027.0, 2026.0});
    CHECK(broken[0].more == 1);
    CHECK(broken_checks(plan, compiled, MedianDesign(), 0, {0, 2}).empty());
    CHECK(broken_checks(plan, compiled, MedianDesign(), 0, {}).empty());
}

TEST_CASE("simulate_plan: a broken check says where the first run breaks it", "[analysis]") {
    Plan plan = example();
    plan.run.runs = 300;
    const Summary summary = simulate_plan(plan);
    CHECK(summary.checks == 3);
    REQUIRE(summary.findings.size() == 2);
    const Finding& lucky = summary.findings[1];
    CHECK(lucky.id == "lucky");
    CHECK(lucky.year == lucky.broken.year);
    // The same as a look at that run by itself; the runs before it are sound.
    const CompiledPlan compiled = compile_plan(plan, true);
    const RandomDesign design(plan.run.seed);
    const auto again = broken_checks(plan, compiled, design, lucky.first_run, {2});
    REQUIRE(again.size() == 1);
    CHECK(again[0].year == lucky.broken.year);
    CHECK(again[0].members == lucky.broken.members);
    CHECK(again[0].truth);
    CHECK(again[0].sides == std::pair{0.0, 1.0});
    for (std::uint64_t run = 0; run < lucky.first_run; ++run)
        CHECK(broken_checks(plan, compiled, design, run, {2}).empty());
}

TEST_CASE("Plan::member_title: the title with the member's", "[analysis]") {
    Plan plan;
    plan.sets = {
        {"region", {}, {}, {"north", "south"}, {{}, {"Miền Nam", "The south"}}, {}, {0, 1}, {0, 1}},
        {"warm", {}, {}, {"south"}, {}, 0, {1}, {MemberSet::outside, 0}}};
    CHECK(plan.member_title({"Đất", "Land"}, "land", {0}, 1).vi == "Đất: Miền Nam");
    CHECK(plan.member_title({"Đất", "Land"}, "land", {0}, 0).en == "Land: north");
    // A member of a part has the title that it has in the whole.
    CHECK(plan.member_title({}, "land", {1}, 0).en == "land: The south");
    CHECK(plan.member_title({"Đất", ""}, "land", {0, 1}, 1).en == "Đất: The south, The south");
    CHECK(plan.member_title({}, "land", {0}, 0).empty());
    CHECK(plan.member_title({"Đất", ""}, "land", {}, 0).en.empty());
}
