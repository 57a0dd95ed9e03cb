#include <algorithm>
#include <cmath>
#include <random>

#include "engine/program/program.hpp"
#include "tests/program/random_graph.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

bool agree(double fast, double reference, double tolerance) {
    if (std::isnan(reference) || std::isinf(reference)) {
        return std::isnan(reference) ? std::isnan(fast) : fast == reference;
    }
    return std::fabs(fast - reference) <= tolerance * std::max(1.0, std::fabs(reference));
}

/// Evaluates a graph both ways for some runs; how many values were compared and how many differ.
struct Comparison {
    std::size_t values = 0, different = 0, special = 0;
};

Comparison compare(const test::RandomGraph& random, double tolerance, std::size_t run_count) {
    const RandomDesign design(7);
    const Program program = compile_program(random.graph, random.outputs);
    Workspace workspace(program, 64);
    evaluate_block(program, design, 100, run_count, workspace);
    Comparison comparison;
    for (std::size_t run = 0; run < run_count; ++run) {
        const std::vector<double> reference =
            evaluate_reference(random.graph, random.outputs, design, 100 + run);
        for (std::size_t output = 0; output < reference.size(); ++output) {
            const double fast = workspace.output(program, output)[run];
            ++comparison.values;
            comparison.special += !std::isfinite(reference[output]);
            if (!agree(fast, reference[output], tolerance)) {
                ++comparison.different;
                UNSCOPED_INFO("output " << output << " (node " << random.outputs[output]
                                        << ") of run " << 100 + run << " is " << fast
                                        << ", the reference says " << reference[output]);
            }
        }
    }
    return comparison;
}

}  // namespace

TEST_CASE("evaluate_block: agrees with the reference on random graphs to 1e-12",
          "[program][property]") {
    std::mt19937_64 engine(20261123);
    std::size_t values = 0, special = 0;
    for (int graph = 0; graph < 300; ++graph) {
        const auto random = test::make_random_graph(engine, {.with_tables = false});
        const Comparison comparison = compare(random, 1e-12, 9);
        INFO("graph " << graph);
        CHECK(comparison.different == 0);
        values += comparison.values;
        special += comparison.special;
    }
    // Neither evaluator may hide behind NaN.
    CHECK(values > 50000);
    CHECK(special < values / 3);
}
