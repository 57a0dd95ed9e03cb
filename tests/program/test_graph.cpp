#include "engine/program/graph.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

TEST_CASE("Graph: keeps nodes in the order in which they were made", "[program]") {
    Graph graph;
    const NodeId two = graph.constant(2);
    const NodeId uniform = graph.draw({77}, 2027);
    const DistributionPtr law = make_uniform(0, 3), other = make_uniform(0, 4);
    const NodeId x = graph.quantile(uniform, law);
    const NodeId y = graph.quantile(uniform, law);
    const NodeId z = graph.quantile(uniform, other);
    const NodeId sum = graph.apply(Operation::add, x, two);
    const NodeId chosen = graph.apply(Operation::select, sum, y, z);

    const auto nodes = graph.nodes();
    REQUIRE(nodes.size() == 7);
    CHECK(nodes[two].value == 2);
    CHECK(nodes[uniform].key == StreamKey{77});
    CHECK(nodes[uniform].year == 2027);
    // Nothing is shared yet: two quantiles of one law are two nodes, of one law.
    CHECK(x != y);
    REQUIRE(graph.laws().size() == 2);
    CHECK(graph.laws()[nodes[x].law] == law);
    CHECK(graph.laws()[nodes[y].law] == law);
    CHECK(graph.laws()[nodes[z].law] == other);
    CHECK(nodes[chosen].operation == Operation::select);
    CHECK((nodes[chosen].a == sum && nodes[chosen].b == y && nodes[chosen].c == z));
}

TEST_CASE("operand_count: says what each operation reads", "[program]") {
    CHECK(operand_count(Operation::constant) == 0);
    CHECK(operand_count(Operation::draw) == 0);
    CHECK(operand_count(Operation::quantile) == 1);
    CHECK(operand_count(Operation::normal_cdf) == 1);
    CHECK(operand_count(Operation::add) == 2);
    CHECK(operand_count(Operation::logical_or) == 2);
    CHECK(operand_count(Operation::bernoulli) == 2);
    CHECK(operand_count(Operation::poisson) == 2);
    CHECK(operand_count(Operation::gamma_quantile) == 2);
    CHECK(operand_count(Operation::binomial) == 3);
    CHECK(operand_count(Operation::beta_quantile) == 3);
    CHECK(operand_count(Operation::select) == 3);
}
