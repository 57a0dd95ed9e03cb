#include <cmath>
#include <random>
#include <vector>

#include "engine/program/program.hpp"
#include "tests/program/random_graph.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

/// 2 law(u) + 1 through a curve: everything that a node may refer to.
struct Written {
    Graph graph;
    NodeId result;

    Written(std::uint64_t key, const DistributionPtr& law, const InterpolationPtr& curve) {
        const NodeId x = graph.quantile(graph.draw({key}, 2026), law);
        const NodeId doubled = graph.apply(Operation::multiply, graph.constant(2), x);
        result = graph.interpolate(graph.apply(Operation::add, doubled, graph.constant(1)), curve);
    }
};

InterpolationPtr line(double slope) {
    return std::make_shared<const Interpolation>(
        std::vector<double>{0, 1}, std::vector<double>{0, slope}, Interpolation::Between::linear);
}

std::size_t instructions(const Graph& graph, const std::vector<NodeId>& outputs) {
    return compile_program(graph, outputs).instructions.size();
}

}  // namespace

TEST_CASE("Graph::append: the nodes of the other follow, with their own operands, laws and curves",
          "[program]") {
    const DistributionPtr narrow = make_uniform(0, 1), wide = make_uniform(0, 9);
    const InterpolationPtr flat = line(0.5), steep = line(4);
    const Written first(1, narrow, flat), second(2, wide, steep);
    Graph joint = first.graph;
    const NodeId at = joint.append(second.graph);
    REQUIRE(at == first.graph.nodes().size());
    REQUIRE(joint.nodes().size() == first.graph.nodes().size() + second.graph.nodes().size());
    // What was there stays.
    for (NodeId i = 0; i < at; ++i) {
        const Node &here = joint.nodes()[i], &there = first.graph.nodes()[i];
        CHECK((here.operation == there.operation && here.a == there.a && here.b == there.b));
    }
    for (NodeId i = 0; i < second.graph.nodes().size(); ++i) {
        const Node &here = joint.nodes()[at + i], &there = second.graph.nodes()[i];
        REQUIRE(here.operation == there.operation);
        CHECK(here.value == there.value);
        CHECK(here.key == there.key);
        CHECK(here.year == there.year);
        const int count = operand_count(here.operation);
        if (count > 0) CHECK(here.a == there.a + at);
        if (count > 1) CHECK(here.b == there.b + at);
        if (here.operation == Operation::quantile) CHECK(joint.laws()[here.law] == wide);
        if (here.operation == Operation::interpolate) CHECK(joint.curves()[here.curve] == steep);
    }
    // Nodes that are made afterwards may refer to both, and to laws of either.
    const NodeId sum = joint.apply(Operation::add, first.result, at + second.result);
    const NodeId again = joint.quantile(joint.draw({3}, no_year), narrow);
    CHECK(joint.laws()[joint.nodes()[again].law] == narrow);
    const RandomDesign design(5);
    const std::vector<double> values = evaluate_reference(
        joint, std::vector<NodeId>{first.result, at + second.result, sum}, design, 7);
    CHECK(values[2] == values[0] + values[1]);
}

TEST_CASE("Graph::append: every value is that of the graph by itself, to the bit",
          "[program][property]") {
    std::mt19937_64 engine(20261129);
    const RandomDesign design(3);
    for (int number = 0; number < 40; ++number) {
        Graph joint;
        std::vector<NodeId> joint_outputs;
        std::vector<double> alone, alone_fast;
        for (int i = 0; i < 3; ++i) {
            const test::RandomGraph random = test::make_random_graph(engine, {});
            const NodeId first = joint.append(random.graph);
            for (const NodeId output : random.outputs) joint_outputs.push_back(first + output);
            for (const double value : evaluate_reference(random.graph, random.outputs, design, 11))
                alone.push_back(value);
            const Program program = compile_program(random.graph, random.outputs);
            Workspace workspace(program, 1);
            evaluate_block(program, design, 11, 1, workspace);
            for (std::size_t k = 0; k < random.outputs.size(); ++k)
                alone_fast.push_back(workspace.output(program, k)[0]);
        }
        const std::vector<double> together = evaluate_reference(joint, joint_outputs, design, 11);
        const Program program = compile_program(joint, joint_outputs);
        Workspace workspace(program, 1);
        evaluate_block(program, design, 11, 1, workspace);
        for (std::size_t k = 0; k < alone.size(); ++k) {
            INFO("graph " << number << ", output " << k);
            const double fast = workspace.output(program, k)[0];
            CHECK((together[k] == alone[k] || (std::isnan(together[k]) && std::isnan(alone[k]))));
            CHECK((fast == alone_fast[k] || (std::isnan(fast) && std::isnan(alone_fast[k]))));
        }
    }
}

TEST_CASE("Graph::append: what graphs compute alike is computed once", "[program]") {
    // Laws that are equal, not the same object: each plan makes its own.
    const Written first(1, make_normal(0, 2), line(3)), same(1, make_normal(0, 2), line(3)),
        other_draw(2, make_normal(0, 2), line(3)), other_law(1, make_normal(0, 3), line(3));
    const std::size_t alone = instructions(first.graph, {first.result});
    const auto together = [&](const Written& with) {
        Graph joint = first.graph;
        const NodeId at = joint.append(with.graph);
        return instructions(joint, {first.result, at + with.result});
    };
    CHECK(together(same) == alone);
    CHECK(together(other_draw) == 2 * alone);
    CHECK(together(other_law) == 2 * alone - 1);  // the draw is shared
}

TEST_CASE("Graph::append: to nothing, and nothing", "[program]") {
    const Written some(1, make_uniform(0, 1), line(1));
    Graph empty;
    CHECK(empty.append(some.graph) == 0);
    CHECK(empty.nodes().size() == some.graph.nodes().size());
    CHECK(empty.append(Graph()) == some.graph.nodes().size());
    CHECK(empty.nodes().size() == some.graph.nodes().size());
}
