#include <fmt/format.h>

#include "engine/models/compiler.hpp"
#include "engine/models/count_laws.hpp"

namespace plancast {

// The normal behind a uniform that remembers the year before.
NodeId Compiler::remembered_normal(double phi, const std::string& stream, std::int32_t year) {
    const auto known = remembered_.find({stream, year});
    if (known != remembered_.end()) return known->second;
    NodeId node = graph_.apply(Operation::normal_quantile, graph_.draw(stream, year));
    if (year > plan_.years.front())
        node = graph_.autoregress(phi, remembered_normal(phi, stream, year - 1), node);
    remembered_.emplace(std::pair{stream, year}, node);
    return node;
}

NodeId Compiler::count_uniform(const Series& count, const std::string& stream, std::int32_t year) {
    if (count.autocorrelation == 0) return graph_.draw(stream, year);
    return graph_.apply(Operation::normal_cdf,
                        remembered_normal(count.autocorrelation, stream, year));
}

NodeId Compiler::count_node(const Series& count, std::size_t member, std::int32_t year,
                            const Situation& at) {
    const std::string stream = count.name + plan_.member_label(count.sets, member);
    const NodeId uniform = count_uniform(count, stream, year);
    const std::vector<CountParameter>& parameters = count_syntax(count.count).parameters;
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Formula& formula = *count.parameters[i].value.at(member).formula;
        nodes.push_back(evaluate(formula, at));
        // Others are cut to their range; of these nothing that is out of range makes sense.
        const auto value = graph_.value(nodes.back());
        if (parameters[i].range == CountParameter::Range::above_zero && value && !(*value > 0) &&
            reported_.insert(parameters[i].name + " " + count.name).second)
            problems_.error(
                formula.place,
                fmt::format("{} of count '{}' is {}", parameters[i].name, stream, *value),
                count_parameter_mistake(parameters[i], *value));
    }
    switch (count.count) {
        case CountLaw::bernoulli: return graph_.apply(Operation::bernoulli, uniform, nodes[0]);
        case CountLaw::poisson: return graph_.apply(Operation::poisson, uniform, nodes[0]);
        case CountLaw::binomial:
            return graph_.apply(Operation::binomial, uniform, nodes[0], nodes[1]);
        case CountLaw::negative_binomial:
            return graph_.apply(Operation::negative_binomial, uniform, nodes[0], nodes[1]);
        case CountLaw::beta_binomial: {
            // No name has a space in it: the second stream cannot be that of another quantity.
            const NodeId chance =
                varied_chance(count_uniform(count, stream + " chance", year), nodes[1], nodes[2]);
            return graph_.apply(Operation::binomial, uniform, nodes[0], chance);
        }
        case CountLaw::none: break;
    }
    return graph_.constant(0);
}

// The beta quantile; a chance that is certain does not vary.
NodeId Compiler::varied_chance(NodeId uniform, NodeId chance, NodeId concentration) {
    const NodeId zero = graph_.constant(0), one = graph_.constant(1);
    chance = graph_.apply(Operation::minimum, graph_.apply(Operation::maximum, chance, zero), one);
    const NodeId alpha = graph_.multiply(chance, concentration);
    const NodeId beta = graph_.multiply(graph_.subtract(one, chance), concentration);
    const NodeId certain =
        graph_.apply(Operation::logical_or, graph_.apply(Operation::equal, chance, zero),
                     graph_.apply(Operation::equal, chance, one));
    if (const auto known = graph_.value(certain); known && *known != 0) return chance;
    const auto fixed_alpha = graph_.value(alpha), fixed_beta = graph_.value(beta);
    if (fixed_alpha && fixed_beta && *fixed_alpha > 0 && *fixed_beta > 0)
        return graph_.quantile(uniform, make_beta(*fixed_alpha, *fixed_beta, 0, 1));
    return graph_.apply(Operation::select, certain, chance,
                        graph_.apply(Operation::beta_quantile, uniform, alpha, beta));
}

}  // namespace plancast
