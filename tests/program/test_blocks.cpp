#include <bit>
#include <random>
#include <vector>

#include "engine/program/program.hpp"
#include "tests/program/random_graph.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

using Bits = std::vector<std::vector<std::uint64_t>>;  // [output][run]

/// Every output's bits for runs first .. first + count - 1, evaluated block_size runs at a time.
Bits evaluate(const Program& program, const Design& design, std::uint64_t first, std::size_t count,
              std::size_t block_size) {
    Bits bits(program.outputs.size());
    Workspace workspace(program, block_size);
    for (std::size_t done = 0; done < count; done += block_size) {
        const std::size_t now = std::min(block_size, count - done);
        evaluate_block(program, design, first + done, now, workspace);
        for (std::size_t i = 0; i < bits.size(); ++i) {
            for (std::size_t run = 0; run < now; ++run) {
                bits[i].push_back(std::bit_cast<std::uint64_t>(workspace.output(program, i)[run]));
            }
        }
    }
    return bits;
}

}  // namespace

TEST_CASE("evaluate_block: the same bits in whatever block a run stands", "[program][property]") {
    std::mt19937_64 engine(99);
    const RandomDesign design(4711);
    for (int number = 0; number < 30; ++number) {
        CAPTURE(number);
        const auto random = test::make_random_graph(engine, {.size = 100});
        const Program program = compile_program(random.graph, random.outputs);
        const Bits whole = evaluate(program, design, 1000, 1500, 1500);
        for (const std::size_t block_size : {7, 256, 1000}) {
            CAPTURE(block_size);
            CHECK(evaluate(program, design, 1000, 1500, block_size) == whole);
        }
        // A single replayed run, and a block that starts in the middle of another.
        for (const std::size_t run : {0, 1, 5, 777, 1499}) {
            const Bits alone = evaluate(program, design, 1000 + run, 1, 1);
            for (std::size_t i = 0; i < whole.size(); ++i) CHECK(alone[i][0] == whole[i][run]);
        }
        const Bits shifted = evaluate(program, design, 1003, 20, 64);
        for (std::size_t i = 0; i < whole.size(); ++i) CHECK(shifted[i][0] == whole[i][3]);
    }
}

TEST_CASE("evaluate_block: runs differ, and the same run is the same again", "[program]") {
    Graph graph;
    const std::vector<NodeId> outputs = {graph.draw({1}, 2026), graph.draw({1}, 2027)};
    const Program program = compile_program(graph, outputs);
    const Bits once = evaluate(program, RandomDesign(1), 0, 64, 16);
    CHECK(once == evaluate(program, RandomDesign(1), 0, 64, 64));
    CHECK(once[0] != once[1]);
    CHECK(once[0] != evaluate(program, RandomDesign(2), 0, 64, 16)[0]);
    CHECK(once[0][3] != once[0][4]);
}

TEST_CASE("evaluate_block: the median world by hand", "[program]") {
    // 100 doubled by growth of 41.4 % twice, plus the count of 10 fair coins.
    Graph graph;
    NodeId level = graph.constant(100);
    for (int year = 1; year <= 2; ++year) {
        const NodeId growth = graph.quantile(graph.draw({1}, year), make_uniform(0.4, 0.42842712));
        level = graph.apply(Operation::multiply, level,
                            graph.apply(Operation::add, graph.constant(1), growth));
    }
    const NodeId heads = graph.apply(Operation::binomial, graph.draw({2}, 1), graph.constant(10),
                                     graph.constant(0.5));
    const std::vector<NodeId> outputs = {graph.apply(Operation::add, level, heads)};
    const Program program = compile_program(graph, outputs);
    Workspace workspace(program, 5);
    evaluate_block(program, MedianDesign(), 0, 5, workspace);
    CHECK(workspace.output(program, 0)[4] == Approx(205).epsilon(1e-8));
    CHECK(evaluate_reference(graph, outputs, MedianDesign(), 0)[0] == Approx(205).epsilon(1e-8));
}
