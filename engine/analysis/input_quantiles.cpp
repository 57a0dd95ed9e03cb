#include "engine/analysis/input_quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <tuple>
#include <unordered_map>

#include "engine/distributions/special_functions.hpp"
#include "engine/models/latent_normals.hpp"
#include "engine/program/program.hpp"

namespace plancast {

namespace {

using Uniforms = std::unordered_map<Stream, double, StreamHash>;

Uniforms uniforms_at(double z, const std::vector<std::pair<Stream, double>>& weights) {
    double squares = 0;
    for (const auto& [stream, weight] : weights) squares += weight * weight;
    Uniforms uniforms;
    for (const auto& [stream, weight] : weights)
        uniforms[stream] = normal_probability(z * weight / std::sqrt(squares));
    return uniforms;
}

/// A node's value where its draws are these; none if it has others.
class NodeValue {
public:
    NodeValue(const Graph& graph, const Uniforms& uniforms) : graph_(graph), uniforms_(uniforms) {}

    std::optional<double> of(NodeId id) {
        const auto known = values_.find(id);
        if (known != values_.end()) return known->second;
        return values_[id] = compute(graph_.nodes()[id]);
    }

private:
    std::optional<double> compute(const Node& node) {
        if (node.operation == Operation::constant) return node.value;
        if (node.operation == Operation::draw) {
            const auto drawn = uniforms_.find({node.key, node.year});
            return drawn == uniforms_.end() ? std::nullopt : std::optional(drawn->second);
        }
        double operands[3] = {0, 0, 0};
        const NodeId ids[] = {node.a, node.b, node.c};
        const int count = node.operation == Operation::quantile ? 1 : operand_count(node.operation);
        for (int i = 0; i < count; ++i) {
            const std::optional<double> operand = of(ids[i]);
            if (!operand) return std::nullopt;
            operands[i] = *operand;
        }
        if (node.operation == Operation::quantile)
            return graph_.laws()[node.law]->quantile(operands[0]);
        if (node.operation == Operation::interpolate)
            return (*graph_.curves()[node.curve])(operands[0]);
        return compute_reference(node.operation, operands[0], operands[1], operands[2]);
    }

    const Graph& graph_;
    const Uniforms& uniforms_;
    std::unordered_map<NodeId, std::optional<double>> values_;
};

}  // namespace

std::vector<std::optional<std::pair<double, double>>> input_quantiles(const Plan& plan,
                                                                      const CompiledPlan& compiled,
                                                                      double level) {
    using Place = std::tuple<std::size_t, std::size_t, std::int32_t>;
    std::map<Place, std::vector<LatentNormal>> behind;
    for (LatentNormal& latent : latent_normals(plan, LatentDetail::values))
        behind[{latent.input, latent.member, latent.year}].push_back(std::move(latent));
    std::vector<std::optional<std::pair<double, double>>> quantiles(compiled.inputs.size());
    for (std::size_t c = 0; c < compiled.inputs.size(); ++c) {
        const QuantityColumn& column = compiled.inputs[c];
        const std::int32_t year = column.year.value_or(no_year);
        const auto found = behind.find({column.quantity, column.member, year});
        // Of a spread in two parts that are no plain numbers there are two normals.
        if (found == behind.end() || found->second.size() != 1) continue;
        std::optional<double> ends[2];
        for (const int i : {0, 1}) {
            const double z = normal_percentile(i == 0 ? level : 1 - level);
            const Uniforms uniforms = uniforms_at(z, found->second.front().weights);
            ends[i] = NodeValue(compiled.graph, uniforms)
                          .of(compiled.outputs[compiled.columns.inputs[c]]);
        }
        if (ends[0] && ends[1]) quantiles[c] = std::minmax(*ends[0], *ends[1]);
    }
    return quantiles;
}

}  // namespace plancast
