#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

#include "engine/analysis/summarise.hpp"
#include "engine/analysis/warnings.hpp"
#include "engine/scenarios/scenario.hpp"

using namespace plancast;

namespace {

/// A plan of one assumed and one measured standard normal, with one target.
std::vector<Warning> warnings_with(const std::string& target, std::uint64_t runs) {
    const std::string model = R"toml(
[model]
title.en = "Two inputs"
[inputs.guess]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "nobody knows"
[inputs.known]
normal = { mean = 0, sd = 1 }
status = "measured"
source = "counted"
[targets.goal]
)toml" + target;
    const Plan plan = load_plan("model.toml", [&](const std::string& path) {
        return std::make_shared<SourceFile>(path, model);
    });
    const CompiledPlan compiled = compile_plan(plan, true);
    const Program program = compile_program(compiled.graph, compiled.outputs);
    const RandomDesign design(plan.run.seed);
    SimulationOptions options;
    options.runs = runs;
    options.threads = 1;
    const Summary summary =
        summarise(plan, compiled, simulate(program, compiled.columns, design, options));
    return warnings_of_runs(plan, compiled, design, summary);
}

}  // namespace

TEST_CASE("warnings_of_runs: a target that every run meets, or none", "[analysis]") {
    const auto never = warnings_with("measure = \"known\"\nat_least = 95\n", 1000);
    REQUIRE(never.size() == 1);
    CHECK(never[0].kind == Warning::Kind::never_met);
    CHECK(never[0].target == "goal");
    const auto always = warnings_with("measure = \"known\"\nat_least = -95\n", 1000);
    REQUIRE(always.size() == 1);
    CHECK(always[0].kind == Warning::Kind::always_met);
    // In no run judged is neither.
    CHECK(
        warnings_with("measure = \"known\"\nat_least = 9\njudged_if = \"false\"\n", 1000).empty());
}

TEST_CASE("warnings_of_runs: a target that rests on an assumption", "[analysis]") {
    // P(hit | x) = Phi(2 x), whose variance is asin(4 / 5) / (2 pi); over that of the hit, 1 / 4:
    // 0.590. Ten groups lose about 0.01 of it. With 2,048 runs the standard error is below 0.015.
    const auto found = warnings_with("measure = \"guess + 0.5 * known\"\nat_least = 0\n", 5000);
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == Warning::Kind::rests_on_assumption);
    CHECK(found[0].input == "guess");
    CHECK(std::abs(found[0].share - 0.58) < 0.07);
    CHECK(found[0].probability_low < 0.02);
    CHECK(found[0].probability_high > 0.98);
    // Of two that weigh the same, each explains a third.
    CHECK(warnings_with("measure = \"guess + known\"\nat_least = 0\n", 5000).empty());
    // What was measured is no assumption.
    CHECK(warnings_with("measure = \"known\"\nat_least = 0\n", 5000).empty());
    // Too few runs to tell.
    CHECK(warnings_with("measure = \"guess\"\nat_least = 0\n", 100).empty());
}
