#include "engine/models/graph_builder.hpp"

#include <cmath>

#include <fmt/core.h>

#include "engine/core/error.hpp"
#include "engine/program/program.hpp"

namespace plancast {

NodeId GraphBuilder::constant(double value) {
    // NaN has no place in a map, and -0 would be taken for 0.
    const bool shared = !std::isnan(value) && !(value == 0 && std::signbit(value));
    if (shared) {
        const auto found = constants_.find(value);
        if (found != constants_.end()) return found->second;
    }
    const NodeId node = graph_.constant(value);
    values_.resize(node + 1);
    values_[node] = value;
    if (shared) constants_.emplace(value, node);
    return node;
}

NodeId GraphBuilder::draw(const std::string& label, std::int32_t year) {
    const StreamKey key = stream_key(label);
    const auto [entry, added] = labels_.emplace(key.value, label);
    if (!added && entry->second != label)
        throw InvalidInput(
            fmt::format("'{}' and '{}' would have the same draws", entry->second, label),
            "rename one of them");
    const auto found = draws_.find({key.value, year});
    if (found != draws_.end()) return found->second;
    const NodeId node = graph_.draw(key, year);
    values_.resize(node + 1);
    draws_.emplace(std::pair{key.value, year}, node);
    return node;
}

NodeId GraphBuilder::quantile(NodeId uniform, DistributionPtr law) {
    const NodeId node = graph_.quantile(uniform, std::move(law));
    values_.resize(node + 1);
    return node;
}

NodeId GraphBuilder::interpolate(NodeId at, const InterpolationPtr& curve) {
    if (const auto known = value(at)) return constant((*curve)(*known));
    const NodeId node = graph_.interpolate(at, curve);
    values_.resize(node + 1);
    return node;
}

std::optional<double> GraphBuilder::folded(Operation operation, NodeId a, NodeId b,
                                           NodeId c) const {
    const auto &x = values_[a], &y = values_[b], &z = values_[c];
    if (!x || !y || !z) return std::nullopt;
    return compute_reference(operation, *x, *y, *z);
}

NodeId GraphBuilder::apply(Operation operation, NodeId a) {
    if (const auto value = folded(operation, a, a, a)) return constant(*value);
    const NodeId node = graph_.apply(operation, a);
    values_.resize(node + 1);
    return node;
}

NodeId GraphBuilder::apply(Operation operation, NodeId a, NodeId b) {
    if (const auto value = folded(operation, a, b, b)) return constant(*value);
    const NodeId node = graph_.apply(operation, a, b);
    values_.resize(node + 1);
    return node;
}

NodeId GraphBuilder::apply(Operation operation, NodeId a, NodeId b, NodeId c) {
    // A choice that is known needs only the operand that it chooses.
    if (operation == Operation::select && values_[a]) return *values_[a] != 0 ? b : c;
    if (const auto value = folded(operation, a, b, c)) return constant(*value);
    const NodeId node = graph_.apply(operation, a, b, c);
    values_.resize(node + 1);
    return node;
}

NodeId GraphBuilder::autoregress(double phi, NodeId before, NodeId news) {
    return add(multiply(constant(phi), before),
               multiply(constant(std::sqrt((1 - phi) * (1 + phi))), news));
}

std::optional<double> GraphBuilder::value(NodeId node) const { return values_[node]; }

}  // namespace plancast
