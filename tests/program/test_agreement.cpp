#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

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

namespace {

/// Compares the evaluators on many graphs. What they disagree on is reported by the graph's number.
void check_agreement(std::uint64_t seed, const test::RandomGraphOptions& options,
                     double tolerance) {
    std::mt19937_64 engine(seed);
    Comparison total;
    for (int number = 0; number < 300; ++number) {
        const auto random = test::make_random_graph(engine, options);
        const Comparison comparison = compare(random, tolerance, 9);
        INFO("graph " << number);
        CHECK(comparison.different == 0);
        total.values += comparison.values;
        total.special += comparison.special;
    }
    // Neither evaluator may hide behind NaN.
    CHECK(total.values > 50000);
    CHECK(total.special < total.values / 3);
}

}  // namespace

TEST_CASE("evaluate_block: agrees with the reference on random graphs to 1e-12",
          "[program][property]") {
    check_agreement(20261123, {.with_tables = false}, 1e-12);
}

// A table may be off by 1e-9 of min(u, 1 - u), some 1e-9 in a normal value; the operations that
// follow enlarge that.
TEST_CASE("evaluate_block: agrees with the reference through tables", "[program][property]") {
    check_agreement(7, {.with_tables = true, .with_counts = false}, 1e-6);
}

TEST_CASE("compile_program: what else is wanted changes no bit of a value", "[program][property]") {
    // With every node wanted nothing is joined or dropped.
    std::mt19937_64 engine(20261128);
    const RandomDesign design(7);
    std::size_t joined = 0;
    for (int number = 0; number < 100; ++number) {
        const auto random = test::make_random_graph(engine, {});
        std::vector<NodeId> all(random.graph.nodes().size());
        std::iota(all.begin(), all.end(), NodeId{0});
        const Program whole = compile_program(random.graph, all);
        Workspace all_values(whole, 64);
        evaluate_block(whole, design, 0, 64, all_values);
        const Program some = compile_program(random.graph, random.outputs);
        for (const Instruction& instruction : some.instructions)
            joined += instruction.operation == Operation::multiply_add ||
                      instruction.operation == Operation::multiply_subtract ||
                      instruction.operation == Operation::subtract_product;
        Workspace values(some, 64);
        evaluate_block(some, design, 0, 64, values);
        for (std::size_t i = 0; i < random.outputs.size(); ++i) {
            const auto expected = all_values.output(whole, random.outputs[i]);
            const auto found = values.output(some, i);
            for (std::size_t run = 0; run < 64; ++run) {
                CAPTURE(number, i, run, found[run], expected[run]);
                const bool same = std::bit_cast<std::uint64_t>(found[run]) ==
                                  std::bit_cast<std::uint64_t>(expected[run]);
                REQUIRE((same || (std::isnan(found[run]) && std::isnan(expected[run]))));
            }
        }
    }
    CHECK(joined > 100);
}
