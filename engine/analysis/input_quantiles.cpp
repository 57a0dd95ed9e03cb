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

using Weights = std::vector<std::pair<Stream, double>>;

double dot(const Weights& weights, const std::vector<double>& normals) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i].second * normals[i];
    return sum;
}

/// Normals of streams that add up to z |w|, and @p aside away from there in a direction that
/// changes nothing of the sum.
Uniforms uniforms_at(double z, const Weights& weights, double aside) {
    const std::size_t count = weights.size();
    std::vector<double> own(count), across(count);
    for (std::size_t i = 0; i < count; ++i) {
        own[i] = weights[i].second;
        across[i] = i % 2 == 0 ? 1 : -0.5;
    }
    const double size = std::sqrt(dot(weights, own));
    const double along = dot(weights, across) / (size * size);
    Uniforms uniforms;
    for (std::size_t i = 0; i < count; ++i)
        uniforms[weights[i].first] =
            normal_probability(z * own[i] / size + aside * (across[i] - along * own[i]));
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

/// The value where the normal behind it is z; none if it hangs on other draws, or on more of its
/// own than that.
std::optional<double> value_at(const Graph& graph, NodeId node, double z, const Weights& weights) {
    std::optional<double> values[2];
    for (const int i : {0, 1}) {
        const Uniforms uniforms = uniforms_at(z, weights, 0.5 * i);
        values[i] = NodeValue(graph, uniforms).of(node);
        if (!values[i]) return std::nullopt;
    }
    if (weights.size() == 1) return values[0];
    const double scale = std::max(std::fabs(*values[0]), std::fabs(*values[1]));
    if (!(std::fabs(*values[0] - *values[1]) <= 1e-9 * scale)) return std::nullopt;
    return values[0];
}

bool is_bounded(const StatedLaw& law) {
    return law.truncated.has_value() || law.clipped.has_value();
}

bool loads_on_what_is_bounded(const Plan& plan, const Input& input) {
    return std::any_of(input.loadings.begin(), input.loadings.end(), [&](const Loading& loading) {
        const Input& factor = plan.inputs[loading.factor];
        return is_bounded(factor.law) || loads_on_what_is_bounded(plan, factor);
    });
}

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
        const auto found =
            behind.find({column.quantity, column.member, column.year.value_or(no_year)});
        // Of a spread in two parts that are no plain numbers there are two normals.
        if (found == behind.end() || found->second.size() != 1 ||
            loads_on_what_is_bounded(plan, plan.inputs[column.quantity]))
            continue;
        const auto value = [&](double at) {
            return value_at(compiled.graph, compiled.outputs[compiled.columns.inputs[c]],
                            normal_percentile(at), found->second.front().weights);
        };
        const std::optional<double> low = value(level), high = value(1 - level);
        if (low && high) quantiles[c] = std::minmax(*low, *high);
    }
    return quantiles;
}

}  // namespace plancast
