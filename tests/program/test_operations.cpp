#include <cmath>
#include <limits>
#include <vector>

#include "engine/program/program.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Gives stream k of year y, in run r, the number values[r % size][k]: any number, to feed
/// operations through the registers rather than through constants.
class FedDesign final : public Design {
public:
    explicit FedDesign(std::vector<double> operands) : operands_(std::move(operands)) {}
    void fill(StreamKey key, std::int32_t, std::uint64_t,
              std::span<double> uniforms) const override {
        for (double& uniform : uniforms) uniform = operands_[key.value];
    }

private:
    std::vector<double> operands_;
};

/// The operation's value, computed in each of the ways there are: with operands as registers or as
/// constants (folded, or in a kernel's place for constants), by the block or the reference. All
/// must agree, to rounding.
double value_of(Operation operation, const std::vector<double>& operands) {
    const FedDesign design(operands);
    const std::size_t count = operands.size();
    std::vector<double> values;
    for (unsigned constants = 0; constants < (1u << count); ++constants) {
        Graph graph;
        std::vector<NodeId> nodes;
        for (std::size_t i = 0; i < count; ++i) {
            nodes.push_back((constants >> i) & 1 ? graph.constant(operands[i])
                                                 : graph.draw({i}, no_year));
        }
        const NodeId result = count == 1   ? graph.apply(operation, nodes[0])
                              : count == 2 ? graph.apply(operation, nodes[0], nodes[1])
                                           : graph.apply(operation, nodes[0], nodes[1], nodes[2]);
        const std::vector<NodeId> outputs = {result};
        const Program program = compile_program(graph, outputs);
        Workspace workspace(program, 3);
        evaluate_block(program, design, 0, 3, workspace);
        values.push_back(workspace.output(program, 0)[2]);
        values.push_back(evaluate_reference(graph, outputs, design, 0)[0]);
    }
    for (const double value : values) {
        CAPTURE(value, values[0]);
        if (std::isnan(values[0])) {
            CHECK(std::isnan(value));
        } else {
            CHECK(value == Approx(values[0]).epsilon(1e-12).margin(1e-300));
        }
    }
    return values[0];
}

bool is_nan(Operation operation, const std::vector<double>& operands) {
    return std::isnan(value_of(operation, operands));
}

}  // namespace

TEST_CASE("operations: arithmetic", "[program]") {
    CHECK(value_of(Operation::negate, {2.5}) == -2.5);
    CHECK(value_of(Operation::absolute, {-2.5}) == 2.5);
    CHECK(value_of(Operation::add, {2.5, 0.25}) == 2.75);
    CHECK(value_of(Operation::subtract, {2.5, 0.25}) == 2.25);
    CHECK(value_of(Operation::multiply, {2.5, -4}) == -10);
    CHECK(value_of(Operation::divide, {2.5, -4}) == -0.625);
    CHECK(value_of(Operation::divide, {1, 3}) == 1.0 / 3);
    CHECK(value_of(Operation::divide, {1, 0}) == infinite);
    CHECK(is_nan(Operation::divide, {0, 0}));
    CHECK(is_nan(Operation::subtract, {infinite, infinite}));
    CHECK(value_of(Operation::square_root, {6.25}) == 2.5);
    CHECK(is_nan(Operation::square_root, {-1}));
}

TEST_CASE("operations: elementary functions", "[program]") {
    CHECK(value_of(Operation::exponential, {1}) == Approx(2.718281828459045).epsilon(1e-15));
    CHECK(value_of(Operation::exponential, {-infinite}) == 0);
    CHECK(value_of(Operation::logarithm, {10}) == Approx(2.302585092994046).epsilon(1e-15));
    CHECK(value_of(Operation::logarithm, {0}) == -infinite);
    CHECK(is_nan(Operation::logarithm, {-1}));
    CHECK(value_of(Operation::log_one_plus, {1e-12}) == Approx(1e-12 - 5e-25).epsilon(1e-15));
    CHECK(value_of(Operation::log_one_plus, {-1}) == -infinite);
    CHECK(is_nan(Operation::log_one_plus, {-2}));
    CHECK(value_of(Operation::sine, {1}) == Approx(0.8414709848078965).epsilon(1e-15));
    CHECK(value_of(Operation::cosine, {1}) == Approx(0.5403023058681398).epsilon(1e-15));
    CHECK(value_of(Operation::power, {2, 0.5}) == Approx(1.4142135623730951).epsilon(1e-15));
    CHECK(value_of(Operation::power, {1.165, 5}) == Approx(2.145999).epsilon(1e-6));
    CHECK(value_of(Operation::power, {0, 0}) == 1);
    CHECK(value_of(Operation::power, {-2, 3}) == -8);
    CHECK(value_of(Operation::power, {4, -1}) == 0.25);
    CHECK(is_nan(Operation::power, {-2, 0.5}));
    for (int exponent = -2; exponent <= 10; ++exponent) {
        CAPTURE(exponent);
        CHECK(value_of(Operation::power, {3, double(exponent)}) ==
              Approx(std::pow(3.0, exponent)).epsilon(2e-15));
    }
}

TEST_CASE("operations: rounding", "[program]") {
    CHECK(value_of(Operation::round_down, {-1.5}) == -2);
    CHECK(value_of(Operation::round_down, {1.999}) == 1);
    CHECK(value_of(Operation::round_up, {-1.5}) == -1);
    CHECK(value_of(Operation::round_up, {1.001}) == 2);
    // Halves away from zero; the number just below a half is not rounded up by an addition of 1/2.
    CHECK(value_of(Operation::round_nearest, {2.5}) == 3);
    CHECK(value_of(Operation::round_nearest, {-2.5}) == -3);
    CHECK(value_of(Operation::round_nearest, {0.49999999999999994}) == 0);
    CHECK(value_of(Operation::round_nearest, {4503599627370497.0}) == 4503599627370497.0);
    CHECK(is_nan(Operation::round_nearest, {not_a_number}));
    CHECK(value_of(Operation::round_nearest, {-infinite}) == -infinite);
}

TEST_CASE("operations: minimum and maximum keep a NaN on either side", "[program]") {
    CHECK(value_of(Operation::minimum, {2, 3}) == 2);
    CHECK(value_of(Operation::minimum, {3, 2}) == 2);
    CHECK(value_of(Operation::maximum, {2, 3}) == 3);
    CHECK(value_of(Operation::maximum, {3, 2}) == 3);
    for (const Operation operation : {Operation::minimum, Operation::maximum}) {
        for (const double other : {1.0, infinite, -infinite}) {
            CHECK(is_nan(operation, {not_a_number, other}));
            CHECK(is_nan(operation, {other, not_a_number}));
        }
    }
    CHECK(value_of(Operation::minimum, {7, infinite}) == 7);
    CHECK(value_of(Operation::maximum, {-infinite, 7}) == 7);
}

TEST_CASE("operations: comparison and logic are 1 and 0", "[program]") {
    CHECK(value_of(Operation::less, {1, 2}) == 1);
    CHECK(value_of(Operation::less, {2, 2}) == 0);
    CHECK(value_of(Operation::less, {3, 2}) == 0);
    CHECK(value_of(Operation::less_equal, {2, 2}) == 1);
    CHECK(value_of(Operation::less_equal, {3, 2}) == 0);
    CHECK(value_of(Operation::equal, {2, 2}) == 1);
    CHECK(value_of(Operation::equal, {2, 3}) == 0);
    CHECK(value_of(Operation::equal, {0, 0}) == 1);
    CHECK(value_of(Operation::equal, {5, 0}) == 0);
    CHECK(value_of(Operation::equal, {5, 1}) == 0);
    for (const auto operation : {Operation::less, Operation::less_equal, Operation::equal}) {
        CHECK(value_of(operation, {not_a_number, 1}) == 0);
        CHECK(value_of(operation, {1, not_a_number}) == 0);
    }
    // Any value other than 0 counts as true.
    for (const double yes : {1.0, -2.5, infinite, not_a_number}) {
        CAPTURE(yes);
        CHECK(value_of(Operation::logical_not, {yes}) == 0);
        CHECK(value_of(Operation::logical_and, {yes, 1}) == 1);
        CHECK(value_of(Operation::logical_and, {yes, 0}) == 0);
        CHECK(value_of(Operation::logical_and, {-0.0, yes}) == 0);
        CHECK(value_of(Operation::logical_or, {yes, 0}) == 1);
        CHECK(value_of(Operation::logical_or, {0, yes}) == 1);
        CHECK(value_of(Operation::select, {yes, 5, 6}) == 5);
        CHECK(value_of(Operation::select, {yes, 1, 0}) == 1);
        CHECK(value_of(Operation::select, {yes, 0, 1}) == 0);
    }
    CHECK(value_of(Operation::logical_not, {0}) == 1);
    CHECK(value_of(Operation::logical_or, {0, -0.0}) == 0);
    CHECK(value_of(Operation::select, {-0.0, 5, 6}) == 6);
    CHECK(value_of(Operation::select, {0, 1, 0}) == 0);
    CHECK(value_of(Operation::is_finite, {1e308}) == 1);
    CHECK(value_of(Operation::is_finite, {-infinite}) == 0);
    CHECK(value_of(Operation::is_finite, {not_a_number}) == 0);
}

TEST_CASE("operations: between two ends", "[program]") {
    CHECK(value_of(Operation::is_between, {2, 1, 3}) == 1);
    CHECK(value_of(Operation::is_between, {1, 1, 3}) == 1);
    CHECK(value_of(Operation::is_between, {3, 1, 3}) == 1);
    CHECK(value_of(Operation::is_between, {0.5, 1, 3}) == 0);
    CHECK(value_of(Operation::is_between, {3.5, 1, 3}) == 0);
    CHECK(value_of(Operation::is_between, {2, 3, 1}) == 0);
    CHECK(value_of(Operation::is_between, {infinite, 1, 1e308}) == 0);
    CHECK(value_of(Operation::is_between, {not_a_number, 1, 3}) == 0);
    CHECK(value_of(Operation::is_between, {2, not_a_number, 3}) == 0);
    CHECK(value_of(Operation::is_between, {2, 1, not_a_number}) == 0);
}

TEST_CASE("operations: a product and a sum in one are rounded twice", "[program]") {
    // 1/3 * 3 is rounded to 1 before 1 is taken away: fused it would leave 2^-54.
    const double third = 1.0 / 3;
    CHECK(value_of(Operation::multiply_add, {2.5, -4, 1}) == -9);
    CHECK(value_of(Operation::multiply_subtract, {2.5, -4, 1}) == -11);
    CHECK(value_of(Operation::subtract_product, {2.5, -4, 1}) == 11);
    CHECK(value_of(Operation::multiply_add, {third, 3, -1}) == 0);
    CHECK(value_of(Operation::multiply_subtract, {third, 3, 1}) == 0);
    CHECK(value_of(Operation::subtract_product, {third, 3, 1}) == 0);
    CHECK(is_nan(Operation::multiply_add, {infinite, 1, -infinite}));
}

TEST_CASE("operations: the normal law and its inverse", "[program]") {
    CHECK(value_of(Operation::normal_cdf, {0}) == Approx(0.5).epsilon(1e-15));
    CHECK(value_of(Operation::normal_cdf, {1.959963984540054}) == Approx(0.975).epsilon(1e-13));
    CHECK(value_of(Operation::normal_cdf, {-40}) == 0x1p-53);
    CHECK(value_of(Operation::normal_cdf, {40}) == 1 - 0x1p-53);
    CHECK(is_nan(Operation::normal_cdf, {not_a_number}));
    CHECK(value_of(Operation::normal_quantile, {0.5}) == 0);
}

TEST_CASE("operations: quantiles with parameters of their own", "[program]") {
    CHECK(value_of(Operation::bernoulli, {0.7, 0.25}) == 0);
    CHECK(value_of(Operation::bernoulli, {0.8, 0.25}) == 1);
    CHECK(value_of(Operation::binomial, {0.5, 3, 0.5}) == 1);
    CHECK(value_of(Operation::binomial, {0.51, 3.9, 0.5}) == 2);
    CHECK(value_of(Operation::poisson, {0.5, 1000}) == 1000);
    // Beta(1, 2): cdf 1 - (1 - x)^2. Gamma of shape 1: cdf 1 - e^-x.
    CHECK(value_of(Operation::beta_quantile, {0.75, 1, 2}) == Approx(0.5).epsilon(1e-13));
    CHECK(value_of(Operation::gamma_quantile, {0.5, 1}) == Approx(std::log(2)).epsilon(1e-13));
    for (const double bad : {0.0, -1.0, infinite, not_a_number}) {
        CHECK(is_nan(Operation::beta_quantile, {0.5, bad, 2}));
        CHECK(is_nan(Operation::beta_quantile, {0.5, 2, bad}));
        CHECK(is_nan(Operation::gamma_quantile, {0.5, bad}));
    }
}
