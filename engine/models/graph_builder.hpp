#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/program/graph.hpp"

namespace plancast {

/// Appends nodes to a graph and folds what is constant, so that laws whose parameters depend on
/// levers alone have fixed parameters.
class GraphBuilder {
public:
    NodeId constant(double value);
    /// @param label  The name of the stream with its member: "growth[industry]".
    /// @throws InvalidInput if another label has the same key.
    NodeId draw(const std::string& label, std::int32_t year);
    NodeId quantile(NodeId uniform, DistributionPtr law);
    NodeId interpolate(NodeId at, const InterpolationPtr& curve);
    NodeId apply(Operation operation, NodeId a);
    NodeId apply(Operation operation, NodeId a, NodeId b);
    NodeId apply(Operation operation, NodeId a, NodeId b, NodeId c);

    NodeId add(NodeId a, NodeId b) { return apply(Operation::add, a, b); }
    NodeId subtract(NodeId a, NodeId b) { return apply(Operation::subtract, a, b); }
    NodeId multiply(NodeId a, NodeId b) { return apply(Operation::multiply, a, b); }
    NodeId divide(NodeId a, NodeId b) { return apply(Operation::divide, a, b); }
    /// The next value of a stationary AR(1) of standard normals: phi before + sqrt(1 - phi^2) news.
    NodeId autoregress(double phi, NodeId before, NodeId news);

    /// The value of a node that no draw reaches.
    std::optional<double> value(NodeId node) const;
    Graph take() { return std::move(graph_); }

private:
    /// Operands that the operation does not have are ignored, but known.
    std::optional<double> folded(Operation operation, NodeId a, NodeId b, NodeId c) const;

    Graph graph_;
    std::vector<std::optional<double>> values_;
    std::map<double, NodeId> constants_;
    std::map<std::uint64_t, std::string> labels_;
    std::map<std::pair<std::uint64_t, std::int32_t>, NodeId> draws_;
};

}  // namespace plancast
