#include "engine/models/latent_normals.hpp"

#include <map>
#include <optional>
#include <span>

#include "engine/core/contracts.hpp"
#include "engine/models/graph_builder.hpp"
#include "engine/models/input_compiler.hpp"

namespace plancast {

namespace {

using Weights = std::map<std::pair<std::uint64_t, std::int32_t>, double>;

/// Reads what nodes are made of, linearly, from a graph that InputCompiler made.
class WeightReader {
public:
    explicit WeightReader(const Graph& graph) : nodes_(graph.nodes()), read_(nodes_.size()) {}

    std::vector<std::pair<Stream, double>> weights(NodeId id) {
        std::vector<std::pair<Stream, double>> list;
        for (const auto& [stream, weight] : read(id))
            if (weight != 0) list.push_back({{{stream.first}, stream.second}, weight});
        return list;
    }

private:
    const Weights& read(NodeId id) {
        if (!read_[id]) read_[id] = read_anew(nodes_[id]);
        return *read_[id];
    }

    Weights read_anew(const Node& node) {
        switch (node.operation) {
            case Operation::constant: return {};
            case Operation::draw: return {{{node.key.value, node.year}, 1.0}};
            // Between a uniform and its normal, and of a factor, which is a standard normal.
            case Operation::normal_quantile:
            case Operation::normal_cdf:
            case Operation::quantile: return read(node.a);
            case Operation::multiply: {
                const bool left = nodes_[node.a].operation == Operation::constant;
                PLANCAST_EXPECTS(left || nodes_[node.b].operation == Operation::constant);
                Weights weights = read(left ? node.b : node.a);
                for (auto& [stream, weight] : weights)
                    weight *= nodes_[left ? node.a : node.b].value;
                return weights;
            }
            case Operation::add:
            case Operation::maximum:  // with a bound of a factor
            case Operation::minimum: {
                Weights weights = read(node.a);
                for (const auto& [stream, weight] : read(node.b)) weights[stream] += weight;
                return weights;
            }
            default: PLANCAST_EXPECTS(false); return {};
        }
    }

    std::span<const Node> nodes_;
    std::vector<std::optional<Weights>> read_;
};

class LatentCompiler {
public:
    LatentCompiler(const Plan& plan, LatentDetail detail)
        : plan_(plan),
          detail_(detail),
          inputs_(plan, graph_,
                  [this](const Formula& formula, const Input&, std::size_t, std::int32_t) {
                      // The laws of factors, all that is evaluated on the way to a normal.
                      PLANCAST_EXPECTS(formula.kind == Formula::Kind::number);
                      return graph_.constant(formula.value);
                  }) {}

    std::vector<LatentNormal> compile() {
        for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
            if (!plan_.inputs[i].law.has_own_uniform()) continue;
            for (std::size_t m = 0; m < plan_.member_count(plan_.inputs[i].sets); ++m) add(i, m);
        }
        const Graph graph = graph_.take();
        WeightReader reader(graph);
        std::vector<LatentNormal> normals;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            found_[i].weights = reader.weights(nodes_[i]);
            if (!found_[i].weights.empty()) normals.push_back(std::move(found_[i]));
        }
        return normals;
    }

private:
    void add(std::size_t index, std::size_t member) {
        const Input& input = plan_.inputs[index];
        if (!input.by_year) {
            if (!inputs_.is_fixed(index, member, no_year))
                add({index, member, no_year, {}}, inputs_.normal(index, member, no_year));
            return;
        }
        const bool apart = detail_ == LatentDetail::parts || !lasting_share(input, member);
        for (const int year : plan_.years) {
            if (inputs_.is_fixed(index, member, year)) continue;
            if (!apart) {
                add({index, member, year, {}}, inputs_.normal(index, member, year));
                continue;
            }
            for (const NormalPart part : {NormalPart::lasting, NormalPart::yearly}) {
                if (!has_part(input, part)) continue;
                add({index, member, part == NormalPart::yearly ? year : no_year, {}},
                    inputs_.normal_part(index, member, part, year));
            }
        }
    }

    void add(LatentNormal normal, NodeId node) {
        found_.push_back(std::move(normal));
        nodes_.push_back(node);
    }

    const Plan& plan_;
    LatentDetail detail_;
    GraphBuilder graph_;
    InputCompiler inputs_;
    std::vector<LatentNormal> found_;
    std::vector<NodeId> nodes_;  ///< of each of them
};

}  // namespace

std::vector<LatentNormal> latent_normals(const Plan& plan, LatentDetail detail) {
    return LatentCompiler(plan, detail).compile();
}

}  // namespace plancast
