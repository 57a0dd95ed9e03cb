#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/distributions/distribution.hpp"
#include "engine/program/interpolation.hpp"
#include "engine/random/philox.hpp"

namespace plancast {

/// What a node computes from its operands a, b, c. Truth values are 1.0 and 0.0; any value other
/// than 0 counts as true.
enum class Operation : std::uint8_t {
    constant,     ///< value
    draw,         ///< the uniform of (key, year) in this run
    quantile,     ///< the law's quantile at a
    interpolate,  ///< the value of a function given by points, at a
    // one operand
    negate,
    absolute,
    square_root,
    exponential,
    logarithm,
    log_one_plus,  ///< ln(1 + a), which keeps the digits of a small a
    sine,
    cosine,
    round_down,
    round_up,
    round_nearest,  ///< halves away from zero
    logical_not,
    is_finite,
    normal_quantile,
    normal_cdf,
    // two operands
    add,
    subtract,
    multiply,
    divide,
    power,  ///< a^b; NaN for a negative base with a fraction as exponent
    minimum,
    maximum,
    less,        ///< a < b
    less_equal,  ///< a <= b
    equal,
    logical_and,
    logical_or,
    // three operands
    select,      ///< a ? b : c
    is_between,  ///< b <= a <= c
    // two operations in one, each rounded as if it stood alone: the same bits, one pass less
    multiply_add,       ///< a b + c
    multiply_subtract,  ///< a b - c
    subtract_product,   ///< c - a b
    // counts by quantile: a is the uniform; the smallest k with cdf(k) >= a
    bernoulli,  ///< b = chance
    binomial,   ///< b = trials (rounded down to a whole number, at least 0), c = chance (clamped to
                ///< [0, 1])
    poisson,    ///< b = mean (at least 0)
    negative_binomial,  ///< b = mean (at least 0), c = dispersion (above 0): variance b + b^2 / c
    // laws whose parameters differ from run to run: a is the uniform
    beta_quantile,   ///< b, c = shapes
    gamma_quantile,  ///< b = shape, scale 1
};

/// How many of the operands a, b, c an operation reads: 0 to 3.
int operand_count(Operation operation);

using NodeId = std::uint32_t;

struct Node {
    Operation operation = Operation::constant;
    NodeId a = 0, b = 0, c = 0;
    double value = 0;             ///< of a constant
    StreamKey key{};              ///< of a draw
    std::int32_t year = no_year;  ///< of a draw
    std::uint32_t law = 0;        ///< of a quantile: index into Graph::laws()
    std::uint32_t curve = 0;      ///< of an interpolation: index into Graph::curves()
};

/// A calculation as it was written down: nodes that name earlier nodes as operands. Nothing is
/// shared or folded here; compile_program does that, and evaluate_reference evaluates the graph as
/// it stands, so that each checks the other.
class Graph {
public:
    NodeId constant(double value);
    /// The uniform of a stream in a year (no_year: once a run).
    NodeId draw(StreamKey key, std::int32_t year);
    NodeId quantile(NodeId uniform, DistributionPtr law);
    NodeId interpolate(NodeId at, InterpolationPtr curve);
    NodeId apply(Operation operation, NodeId a);
    NodeId apply(Operation operation, NodeId a, NodeId b);
    NodeId apply(Operation operation, NodeId a, NodeId b, NodeId c);

    /// Adds all nodes of another graph. Draws of the same stream are the same draws: what both
    /// compute alike, a program computes once.
    /// @returns The first of them: node i of @p other is node i + that one here.
    NodeId append(const Graph& other);

    std::span<const Node> nodes() const { return nodes_; }
    std::span<const DistributionPtr> laws() const { return laws_; }
    std::span<const InterpolationPtr> curves() const { return curves_; }

private:
    NodeId append(Node node);

    std::vector<Node> nodes_;
    std::vector<DistributionPtr> laws_;
    std::vector<InterpolationPtr> curves_;
};

}  // namespace plancast
