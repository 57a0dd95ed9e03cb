#include <cmath>
#include <cstdint>

#include "engine/designs/design.hpp"
#include "tests/end_to_end/shipped_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

TEST_CASE("the ward: the program and the reference agree run by run", "[end_to_end]") {
    const ShippedPlan ward("thien-huong/baseline.toml");
    const CompiledPlan& compiled = ward.compiled;
    const Program& program = ward.program;
    const RandomDesign design(ward.plan.run.seed);
    Workspace workspace(program, 256);
    for (const std::uint64_t first :
         {std::uint64_t{0}, std::uint64_t{4711}, std::uint64_t{1} << 40}) {
        evaluate_block(program, design, first, 9, workspace);
        for (std::size_t run = 0; run < 9; run += 4) {
            const auto expected =
                evaluate_reference(compiled.graph, compiled.outputs, design, first + run);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                INFO("output " << i << " of run " << first + run);
                // Tables keep 1e-9 of the probability; what is counted or judged is the same.
                const double value = workspace.output(program, i)[run];
                REQUIRE(std::abs(value - expected[i]) <= 1e-6 * std::abs(expected[i]));
                if (expected[i] == std::round(expected[i]) && std::abs(expected[i]) < 1e5)
                    REQUIRE(value == Approx(expected[i]).epsilon(1e-9));
            }
            for (const VerdictColumns& verdicts : compiled.columns.verdicts)
                for (const std::size_t part : verdicts.parts)
                    REQUIRE(workspace.output(program, part)[run] == expected[part]);
        }
    }
}
