#include "engine/analysis/evaluation_order.hpp"

#include <algorithm>
#include <limits>

namespace plancast {

std::vector<std::size_t> evaluation_order(const Plan& plan, const CompiledPlan& compiled) {
    std::vector<NodeId> first_node(plan.series.size(), std::numeric_limits<NodeId>::max());
    for (std::size_t i = 0; i < compiled.series.size(); ++i) {
        const QuantityColumn& column = compiled.series[i];
        const bool first_year = !column.year || plan.years.empty() || *column.year == plan.years[0];
        if (!first_year) continue;
        NodeId& first = first_node[column.quantity];
        first = std::min(first, compiled.outputs[compiled.columns.series[i]]);
    }
    std::vector<std::size_t> order(plan.series.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    // Nodes only name earlier nodes, so a series stands behind all that it needs.
    std::stable_sort(order.begin(), order.end(), [&first_node](std::size_t a, std::size_t b) {
        return first_node[a] < first_node[b];
    });
    return order;
}

}  // namespace plancast
