#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/program/program.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

Program compile(const Graph& graph, const std::vector<NodeId>& outputs) {
    return compile_program(graph, outputs);
}

std::size_t count_of(const Program& program, Operation operation) {
    return static_cast<std::size_t>(
        std::count_if(program.instructions.begin(), program.instructions.end(),
                      [&](const Instruction& i) { return i.operation == operation; }));
}

double first_value(const Program& program, std::size_t output = 0) {
    Workspace workspace(program, 1);
    evaluate_block(program, RandomDesign(1), 0, 1, workspace);
    return workspace.output(program, output)[0];
}

/// Two draws to build on.
struct Base {
    Graph graph;
    NodeId u = graph.draw({1}, 2026), v = graph.draw({2}, 2026);
    NodeId number(double value) { return graph.constant(value); }
    NodeId apply(Operation o, NodeId a) { return graph.apply(o, a); }
    NodeId apply(Operation o, NodeId a, NodeId b) { return graph.apply(o, a, b); }
    NodeId apply(Operation o, NodeId a, NodeId b, NodeId c) { return graph.apply(o, a, b, c); }
};

}  // namespace

TEST_CASE("compile_program: computes equal things once", "[program]") {
    Base b;
    const NodeId v_again = b.graph.draw({2}, 2026);
    const NodeId x = b.apply(Operation::add, b.u, b.v), y = b.apply(Operation::add, v_again, b.u);
    const NodeId product = b.apply(Operation::multiply, x, y);
    const Program program = compile(b.graph, {product});
    CHECK(program.instructions.size() == 4);  // two draws, a sum, its square
    // Another year or another key is another draw.
    const NodeId next_year = b.graph.draw({2}, 2027), other = b.graph.draw({3}, 2026);
    CHECK(count_of(compile(b.graph, {b.v, v_again, next_year, other}), Operation::draw) == 3);
    // a - b is not b - a, min(a, b) is left as it is.
    const NodeId d1 = b.apply(Operation::subtract, b.u, b.v);
    const NodeId d2 = b.apply(Operation::subtract, b.v, b.u);
    CHECK(count_of(compile(b.graph, {d1, d2}), Operation::subtract) == 2);
}

TEST_CASE("compile_program: joins a product with the one sum that reads it", "[program]") {
    Base b;
    const NodeId product = b.apply(Operation::multiply, b.u, b.v);
    const NodeId sum = b.apply(Operation::add, b.v, product);
    const NodeId less = b.apply(Operation::subtract, product, b.u);
    const NodeId more = b.apply(Operation::subtract, b.u, product);
    const auto only = [&](NodeId output) { return compile(b.graph, {output}).instructions.back(); };
    CHECK(only(sum).operation == Operation::multiply_add);
    CHECK(only(less).operation == Operation::multiply_subtract);
    CHECK(only(more).operation == Operation::subtract_product);
    CHECK(compile(b.graph, {sum}).instructions.size() == 3);
    // With two readers, or wanted itself, it stays.
    CHECK(count_of(compile(b.graph, {sum, less}), Operation::multiply) == 1);
    CHECK(count_of(compile(b.graph, {sum, product}), Operation::multiply) == 1);
    // Of two products one is joined.
    const NodeId square = b.apply(Operation::multiply, b.u, b.u);
    const Program both = compile(b.graph, {b.apply(Operation::add, product, square)});
    CHECK(count_of(both, Operation::multiply) == 1);
    CHECK(count_of(both, Operation::multiply_add) == 1);
}

TEST_CASE("compile_program: a number that reaches its bound is one comparison", "[program]") {
    Base b;
    const double infinite = std::numeric_limits<double>::infinity();
    const NodeId x = b.apply(Operation::divide, b.u, b.v);
    const NodeId finite = b.apply(Operation::is_finite, x);
    const auto reaches = [&](Operation operation, NodeId low, NodeId high) {
        return b.apply(Operation::logical_and, b.apply(operation, low, high), finite);
    };
    for (const double bound : {0.5, 0.0, -0.0, 1e308, infinite, -infinite}) {
        CAPTURE(bound);
        const NodeId end = b.number(bound);
        const std::vector<NodeId> outputs = {
            reaches(Operation::less_equal, end, x), reaches(Operation::less_equal, x, end),
            reaches(Operation::less, end, x), reaches(Operation::less, x, end)};
        const Program program = compile(b.graph, outputs);
        // Of an infinite bound two are the same.
        CHECK(count_of(program, Operation::is_between) == (std::isinf(bound) ? 3 : 4));
        CHECK(count_of(program, Operation::is_finite) == 0);
        Workspace workspace(program, 64);
        evaluate_block(program, RandomDesign(1), 0, 64, workspace);
        for (std::uint64_t run = 0; run < 64; ++run) {
            const auto truth = evaluate_reference(b.graph, outputs, RandomDesign(1), run);
            for (std::size_t i = 0; i < outputs.size(); ++i)
                CHECK(workspace.output(program, i)[run] == truth[i]);
        }
    }
    // A bound that is drawn has no next number: two comparisons stay.
    CHECK(count_of(compile(b.graph, {reaches(Operation::less_equal, b.v, x)}),
                   Operation::is_between) == 1);
    CHECK(count_of(compile(b.graph, {reaches(Operation::less, b.v, x)}), Operation::is_between) ==
          0);
}

TEST_CASE("compile_program: equal laws share a table", "[program]") {
    Base b;
    const NodeId x = b.graph.quantile(b.u, make_normal(1, 2));
    const NodeId y = b.graph.quantile(b.u, make_normal(1, 2));
    const NodeId z = b.graph.quantile(b.v, make_normal(1, 2));
    const NodeId w = b.graph.quantile(b.v, make_normal(1, 3));
    const Program program = compile(b.graph, {x, y, z, w});
    CHECK(program.tables.size() == 2);
    CHECK(count_of(program, Operation::quantile) == 3);
    CHECK(program.outputs[0] == program.outputs[1]);
}

TEST_CASE("compile_program: folds what depends on constants alone", "[program]") {
    Base b;
    const NodeId year = b.apply(Operation::subtract, b.number(2030), b.number(2025));
    const NodeId exponent = b.apply(Operation::divide, b.number(1), year);
    const NodeId growth = b.apply(Operation::power, b.number(1.165), exponent);
    const NodeId grown = b.apply(Operation::multiply, b.u, growth);
    const Program program = compile(b.graph, {grown, growth});
    CHECK(program.instructions.size() == 2);
    CHECK(program.constants.size() == 1);
    // The same bits as a block that computes it.
    const NodeId base = b.apply(Operation::select, b.apply(Operation::less, b.u, b.number(2)),
                                b.number(1.165), b.v);
    const Program unfolded = compile(b.graph, {b.apply(Operation::power, base, exponent)});
    CHECK(count_of(unfolded, Operation::power) == 1);
    CHECK(first_value(unfolded) == first_value(program, 1));
}

TEST_CASE("compile_program: drops what no output needs", "[program]") {
    Base b;
    b.apply(Operation::exponential, b.v);
    const NodeId x = b.apply(Operation::logarithm, b.u);
    const NodeId chosen = b.apply(Operation::select, b.number(1), x, b.apply(Operation::sine, b.v));
    const Program program = compile(b.graph, {chosen});
    CHECK(program.instructions.size() == 2);
    CHECK(program.constants.empty());
    const Program nothing = compile(b.graph, {});
    CHECK(nothing.instructions.empty());
    CHECK(nothing.register_count == 0);
    Workspace workspace(nothing, 4);
    evaluate_block(nothing, RandomDesign(1), 0, 4, workspace);
}

TEST_CASE("compile_program: replaces operations by cheaper ones of the same bits", "[program]") {
    Base b;
    const NodeId x = b.apply(Operation::logarithm, b.u), zero = b.number(0), one = b.number(1);
    const NodeId truth = b.apply(Operation::less, b.u, b.v);
    const auto same = [&](NodeId node, NodeId as) {
        const Program program = compile(b.graph, {node, as});
        return program.outputs[0] == program.outputs[1];
    };
    const auto unary = [&](Operation o, NodeId a) { return b.apply(o, a); };
    const auto binary = [&](Operation o, NodeId a, NodeId c) { return b.apply(o, a, c); };

    CHECK(same(binary(Operation::multiply, one, x), x));
    CHECK(same(binary(Operation::divide, x, one), x));
    CHECK(same(binary(Operation::subtract, x, zero), x));
    CHECK(same(binary(Operation::add, x, b.number(-0.0)), x));
    CHECK(same(binary(Operation::add, zero, x), x));  // a logarithm is never -0
    CHECK(same(unary(Operation::negate, unary(Operation::negate, x)), x));
    CHECK(same(binary(Operation::multiply, x, b.number(-1)), unary(Operation::negate, x)));
    CHECK(same(binary(Operation::divide, x, b.number(4)),
               binary(Operation::multiply, x, b.number(0.25))));
    CHECK(same(binary(Operation::power, x, one), x));
    CHECK(same(binary(Operation::power, x, zero), one));
    CHECK(same(binary(Operation::power, x, b.number(2)), binary(Operation::multiply, x, x)));
    CHECK(same(binary(Operation::minimum, x, x), x));
    CHECK(same(binary(Operation::logical_and, truth, one), truth));
    CHECK(same(binary(Operation::logical_and, truth, zero), zero));
    CHECK(same(binary(Operation::logical_or, x, b.number(3)), one));
    CHECK(same(binary(Operation::logical_or, truth, zero), truth));
    CHECK(same(unary(Operation::logical_not, unary(Operation::logical_not, truth)), truth));
    CHECK(same(binary(Operation::equal, truth, one), truth));
    CHECK(same(b.apply(Operation::select, zero, x, b.v), b.v));
    CHECK(same(b.apply(Operation::select, b.number(-7), x, b.v), x));
    CHECK(same(b.apply(Operation::select, truth, x, x), x));
    CHECK(same(b.apply(Operation::select, truth, one, zero), truth));
    CHECK(same(b.apply(Operation::select, unary(Operation::logical_not, truth), x, b.v),
               b.apply(Operation::select, truth, b.v, x)));

    const NodeId minus_u = unary(Operation::negate, b.u),
                 difference = binary(Operation::subtract, b.u, b.v);
    CHECK(same(binary(Operation::add, minus_u, b.v), binary(Operation::subtract, b.v, b.u)));
    CHECK(same(binary(Operation::add, b.v, minus_u), binary(Operation::subtract, b.v, b.u)));
    CHECK(same(binary(Operation::subtract, b.v, minus_u), binary(Operation::add, b.u, b.v)));
    CHECK(same(unary(Operation::absolute, minus_u), unary(Operation::absolute, b.u)));
    CHECK(same(binary(Operation::add, difference, zero), difference));

    // And not where a bit could change: -0 + 0 is 0, x * 0 may be -0 or NaN, x / x may be NaN,
    // 1/3 is not exact, a number that is not a truth value is not its own truth.
    for (const NodeId may_be_negative_zero :
         {minus_u, binary(Operation::subtract, minus_u, b.v), binary(Operation::multiply, x, b.u),
          binary(Operation::add, minus_u, unary(Operation::negate, b.v)),
          binary(Operation::minimum, minus_u, b.v), unary(Operation::square_root, minus_u),
          b.apply(Operation::select, truth, b.u, minus_u)}) {
        CHECK_FALSE(same(binary(Operation::add, may_be_negative_zero, zero), may_be_negative_zero));
    }
    CHECK_FALSE(same(binary(Operation::subtract, zero, x), unary(Operation::negate, x)));
    CHECK_FALSE(same(binary(Operation::multiply, x, zero), zero));
    CHECK_FALSE(same(binary(Operation::divide, x, x), one));
    CHECK_FALSE(same(binary(Operation::divide, x, b.number(3)),
                     binary(Operation::multiply, x, b.number(1.0 / 3))));
    CHECK_FALSE(same(unary(Operation::logical_not, unary(Operation::logical_not, x)), x));
    CHECK_FALSE(same(binary(Operation::less_equal, x, x), one));
    CHECK(first_value(compile(
              b.graph, {unary(Operation::logical_not, unary(Operation::logical_not, x))})) == 1);
}

TEST_CASE("compile_program: an output may be a constant, another output, or an input of others",
          "[program]") {
    Base b;
    const NodeId five = b.number(5);
    const NodeId sum = b.apply(Operation::add, b.u, five);
    const NodeId twice = b.apply(Operation::add, sum, sum);
    const Program program = compile(b.graph, {five, sum, twice, sum, b.u, b.number(5)});
    Workspace workspace(program, 9);
    evaluate_block(program, RandomDesign(3), 40, 9, workspace);
    for (std::size_t run = 0; run < 9; ++run) {
        const double u = workspace.output(program, 4)[run];
        CHECK(workspace.output(program, 0)[run] == 5);
        CHECK(workspace.output(program, 1)[run] == u + 5);
        CHECK(workspace.output(program, 2)[run] == 2 * (u + 5));
        CHECK(workspace.output(program, 3)[run] == u + 5);
        CHECK(workspace.output(program, 5)[run] == 5);
    }
}

TEST_CASE("compile_program: registers are reused, outputs' are not", "[program]") {
    // A chain of 1000 sums of fresh draws needs three registers at a time, whatever its length.
    Graph graph;
    NodeId sum = graph.draw({0}, 1);
    std::vector<NodeId> outputs;
    for (std::uint64_t i = 1; i <= 1000; ++i) {
        sum = graph.apply(Operation::add, sum, graph.draw({i}, 1));
        if (i % 100 == 0) outputs.push_back(sum);
    }
    const Program one_output = compile(graph, {sum});
    CHECK(one_output.instructions.size() == 2001);
    CHECK(one_output.register_count <= 4);

    const Program program = compile(graph, outputs);
    CHECK(program.register_count <= 14);
    std::vector<std::uint32_t> registers = program.outputs;
    std::sort(registers.begin(), registers.end());
    CHECK(std::adjacent_find(registers.begin(), registers.end()) == registers.end());
    // No instruction after an output's own writes its register; none works in place.
    for (const std::uint32_t output : program.outputs) {
        std::size_t last = 0;
        for (std::size_t i = 0; i < program.instructions.size(); ++i) {
            if (program.instructions[i].target == output) last = i;
        }
        CHECK(program.instructions[last].operation == Operation::add);
    }
    for (const Instruction& instruction : program.instructions) {
        if (instruction.operation != Operation::add) continue;
        REQUIRE(instruction.target != instruction.a);
        REQUIRE(instruction.target != instruction.b);
    }
    Workspace workspace(program, 2);
    evaluate_block(program, RandomDesign(5), 0, 2, workspace);
    const std::vector<double> reference = evaluate_reference(graph, outputs, RandomDesign(5), 1);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        CHECK(workspace.output(program, i)[1] == reference[i]);
    }
}

TEST_CASE("compile_program: a chain as long as the graph does not exhaust the stack", "[program]") {
    Graph graph;
    NodeId value = graph.draw({0}, 1);
    for (int i = 0; i < 300000; ++i) value = graph.apply(Operation::sine, value);
    CHECK(compile(graph, {value}).instructions.size() == 300001);
}

TEST_CASE("compile_program: many variants of one plan cost one plan", "[program]") {
    // Twenty copies of the same calculation that differ in one constant, read near the end.
    Graph graph;
    std::vector<NodeId> outputs;
    for (int variant = 0; variant < 20; ++variant) {
        NodeId level = graph.constant(1);
        for (std::uint64_t year = 0; year < 1000; ++year) {
            const NodeId growth = graph.quantile(
                graph.draw({year % 50}, static_cast<int>(year / 50)), make_uniform(0, 0.1));
            level = graph.apply(Operation::multiply, level,
                                graph.apply(Operation::add, graph.constant(1), growth));
        }
        outputs.push_back(graph.apply(Operation::less, graph.constant(variant), level));
    }
    const Program program = compile(graph, outputs);
    CHECK(graph.nodes().size() > 100000);
    // Draw, quantile, sum, product a year, but the first product (1 x); a comparison a variant.
    CHECK(program.instructions.size() == 4 * 1000 - 1 + 20);
}
