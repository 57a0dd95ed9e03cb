#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/core/error.hpp"
#include "engine/program/program.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

using Between = Interpolation::Between;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

std::vector<double> fast(const Interpolation& curve, const std::vector<double>& at) {
    AlignedVector<double> from(padded(at.size())), to(padded(at.size()));
    std::copy(at.begin(), at.end(), from.begin());
    curve.evaluate(from, to);
    return {to.begin(), to.begin() + static_cast<std::ptrdiff_t>(at.size())};
}

}  // namespace

TEST_CASE("Interpolation: lines or steps between points, flat beyond them", "[program]") {
    const Interpolation line({0, 3, 20}, {0, 2.5, 6}, Between::linear);
    const Interpolation step({0, 3, 20}, {0, 2.5, 6}, Between::step);
    const Interpolation one({5}, {7}, Between::linear);
    const std::vector<double> at = {-infinite, -1, 0, 1.5, 3, 11.5, 19.999, 20, 21, infinite};
    const std::vector<double> on_line = {0, 0, 0, 1.25, 2.5, 2.5 + 3.5 / 2, 5.9997941176470586,
                                         6, 6, 6};
    const std::vector<double> on_step = {0, 0, 0, 0, 2.5, 2.5, 2.5, 6, 6, 6};
    const std::vector<double> lines = fast(line, at), steps = fast(step, at), ones = fast(one, at);
    for (std::size_t i = 0; i < at.size(); ++i) {
        CAPTURE(at[i]);
        CHECK(line(at[i]) == Approx(on_line[i]).epsilon(1e-14));
        CHECK(lines[i] == Approx(on_line[i]).epsilon(1e-14));
        CHECK(step(at[i]) == on_step[i]);
        CHECK(steps[i] == on_step[i]);
        CHECK(one(at[i]) == 7);
        CHECK(ones[i] == 7);
    }
    CHECK(std::isnan(line(not_a_number)));
    CHECK(std::isnan(fast(line, {not_a_number}).front()));
    CHECK(std::isnan(fast(one, {not_a_number}).front()));
}

TEST_CASE("Interpolation: the fast way and the plain way agree", "[program][property]") {
    std::mt19937_64 engine(11);
    std::uniform_real_distribution<double> uniform(-1, 1);
    for (int table = 0; table < 200; ++table) {
        std::vector<double> x, y;
        const int points = 1 + static_cast<int>(engine() % 12);
        for (double at = uniform(engine); static_cast<int>(x.size()) < points;) {
            x.push_back(at);
            y.push_back(1e3 * uniform(engine));
            at += 1e-3 + std::abs(uniform(engine));
        }
        const Interpolation curve(x, y, table % 3 == 0 ? Between::step : Between::linear);
        std::vector<double> at = x;  // the points themselves
        for (int i = 0; i < 50; ++i) at.push_back(x.front() - 1 + 8 * std::abs(uniform(engine)));
        const std::vector<double> values = fast(curve, at);
        for (std::size_t i = 0; i < at.size(); ++i) {
            CAPTURE(table, at[i]);
            CHECK(std::abs(values[i] - curve(at[i])) <= 1e-12 * 1e3);
        }
        for (std::size_t i = 0; i < x.size(); ++i) CHECK(values[i] == y[i]);
    }
}

TEST_CASE("Interpolation: in a program, shared by place and curve", "[program]") {
    Graph graph;
    const auto curve = std::make_shared<const Interpolation>(
        std::vector<double>{0, 0.5, 1}, std::vector<double>{0, 10, -10}, Between::linear);
    const auto other = std::make_shared<const Interpolation>(
        std::vector<double>{0, 1}, std::vector<double>{0, 1}, Between::linear);
    const NodeId u = graph.draw({3}, 2026), v = graph.draw({4}, 2026);
    const std::vector<NodeId> outputs = {graph.interpolate(u, curve),
                                         graph.interpolate(u, other),
                                         graph.interpolate(v, curve),
                                         graph.interpolate(u, curve),
                                         u,
                                         v,
                                         graph.interpolate(graph.constant(0.25), curve)};
    const Program program = compile_program(graph, outputs);
    std::size_t count = 0;
    for (const Instruction& instruction : program.instructions)
        count += instruction.operation == Operation::interpolate;
    CHECK(count == 4);  // of u, of u on the other, of v, and of the constant
    const RandomDesign design(5);
    Workspace workspace(program, 64);
    evaluate_block(program, design, 1000, 64, workspace);
    for (std::size_t run = 0; run < 64; ++run) {
        const auto expected = evaluate_reference(graph, outputs, design, 1000 + run);
        for (std::size_t i = 0; i < outputs.size(); ++i)
            CHECK(workspace.output(program, i)[run] == Approx(expected[i]).epsilon(1e-12));
        const double at = expected[4];
        CHECK(expected[0] == Approx(at < 0.5 ? 20 * at : 10 - 40 * (at - 0.5)));
        CHECK(expected[1] == Approx(at));
        CHECK(expected[6] == 5);
    }
}

TEST_CASE("Interpolation: refuses what is no table", "[program]") {
    CHECK_THROWS_AS(Interpolation({}, {}, Between::linear), InvalidInput);
    CHECK_THROWS_AS(Interpolation({1, 2}, {1}, Between::linear), InvalidInput);
    CHECK_THROWS_AS(Interpolation({1, 1}, {1, 2}, Between::step), InvalidInput);
    CHECK_THROWS_AS(Interpolation({2, 1}, {1, 2}, Between::linear), InvalidInput);
    CHECK_THROWS_AS(Interpolation({1, infinite}, {1, 2}, Between::linear), InvalidInput);
    CHECK_THROWS_AS(Interpolation({1, 2}, {1, not_a_number}, Between::linear), InvalidInput);
}
