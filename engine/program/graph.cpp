#include "engine/program/graph.hpp"

#include <utility>

#include "engine/core/contracts.hpp"

namespace plancast {

int operand_count(Operation operation) {
    switch (operation) {
        case Operation::constant:
        case Operation::draw: return 0;
        case Operation::quantile:
        case Operation::interpolate:
        case Operation::negate:
        case Operation::absolute:
        case Operation::square_root:
        case Operation::exponential:
        case Operation::logarithm:
        case Operation::log_one_plus:
        case Operation::sine:
        case Operation::cosine:
        case Operation::round_down:
        case Operation::round_up:
        case Operation::round_nearest:
        case Operation::logical_not:
        case Operation::is_finite:
        case Operation::normal_quantile:
        case Operation::normal_cdf: return 1;
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide:
        case Operation::power:
        case Operation::minimum:
        case Operation::maximum:
        case Operation::less:
        case Operation::less_equal:
        case Operation::equal:
        case Operation::logical_and:
        case Operation::logical_or:
        case Operation::bernoulli:
        case Operation::poisson:
        case Operation::gamma_quantile: return 2;
        case Operation::select:
        case Operation::is_between:
        case Operation::multiply_add:
        case Operation::multiply_subtract:
        case Operation::subtract_product:
        case Operation::binomial:
        case Operation::negative_binomial:
        case Operation::beta_quantile: return 3;
    }
    return 0;
}

NodeId Graph::constant(double value) {
    return append({.operation = Operation::constant, .value = value});
}

NodeId Graph::draw(StreamKey key, std::int32_t year) {
    return append({.operation = Operation::draw, .key = key, .year = year});
}

NodeId Graph::quantile(NodeId uniform, DistributionPtr law) {
    PLANCAST_EXPECTS(law != nullptr);
    PLANCAST_EXPECTS(uniform < nodes_.size());
    // One law serves every year and every reading, mostly one call after the other.
    if (laws_.empty() || laws_.back() != law) laws_.push_back(std::move(law));
    return append({.operation = Operation::quantile,
                   .a = uniform,
                   .law = static_cast<std::uint32_t>(laws_.size() - 1)});
}

NodeId Graph::interpolate(NodeId at, InterpolationPtr curve) {
    PLANCAST_EXPECTS(curve != nullptr);
    PLANCAST_EXPECTS(at < nodes_.size());
    // One curve serves every year and member, mostly one call after the other.
    if (curves_.empty() || curves_.back() != curve) curves_.push_back(std::move(curve));
    return append({.operation = Operation::interpolate,
                   .a = at,
                   .curve = static_cast<std::uint32_t>(curves_.size() - 1)});
}

NodeId Graph::apply(Operation operation, NodeId a) {
    PLANCAST_EXPECTS(operation != Operation::quantile && operation != Operation::interpolate &&
                     operand_count(operation) == 1);
    PLANCAST_EXPECTS(a < nodes_.size());
    return append({.operation = operation, .a = a});
}

NodeId Graph::apply(Operation operation, NodeId a, NodeId b) {
    PLANCAST_EXPECTS(operand_count(operation) == 2);
    PLANCAST_EXPECTS(a < nodes_.size() && b < nodes_.size());
    return append({.operation = operation, .a = a, .b = b});
}

NodeId Graph::apply(Operation operation, NodeId a, NodeId b, NodeId c) {
    PLANCAST_EXPECTS(operand_count(operation) == 3);
    PLANCAST_EXPECTS(a < nodes_.size() && b < nodes_.size() && c < nodes_.size());
    return append({.operation = operation, .a = a, .b = b, .c = c});
}

NodeId Graph::append(const Graph& other) {
    const auto first = static_cast<NodeId>(nodes_.size());
    const auto first_law = static_cast<std::uint32_t>(laws_.size());
    const auto first_curve = static_cast<std::uint32_t>(curves_.size());
    nodes_.reserve(nodes_.size() + other.nodes_.size());
    for (Node node : other.nodes_) {
        const int count = operand_count(node.operation);
        if (count > 0) node.a += first;
        if (count > 1) node.b += first;
        if (count > 2) node.c += first;
        if (node.operation == Operation::quantile) node.law += first_law;
        if (node.operation == Operation::interpolate) node.curve += first_curve;
        nodes_.push_back(node);
    }
    laws_.insert(laws_.end(), other.laws_.begin(), other.laws_.end());
    curves_.insert(curves_.end(), other.curves_.begin(), other.curves_.end());
    return first;
}

NodeId Graph::append(Node node) {
    nodes_.push_back(node);
    return static_cast<NodeId>(nodes_.size() - 1);
}

}  // namespace plancast
