#include "engine/models/queue_order.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace plancast {

QueueOrder::QueueOrder(GraphBuilder& graph, const std::vector<NodeId>& keys) : graph_(graph) {
    if (!sort_known(keys)) sort_by_comparing(keys);
}

bool QueueOrder::sort_known(const std::vector<NodeId>& keys) {
    std::vector<double> numbers;
    for (const NodeId key : keys) {
        const auto number = graph_.value(key);
        if (!number || std::isnan(*number)) return false;
        numbers.push_back(*number);
    }
    order_.resize(keys.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
    return true;
}

void QueueOrder::exchange(const Exchange& places, std::vector<NodeId>& values) const {
    const NodeId a = values[places.first], b = values[places.second];
    values[places.first] = graph_.apply(Operation::select, places.swap, b, a);
    values[places.second] = graph_.apply(Operation::select, places.swap, a, b);
}

void QueueOrder::sort_by_comparing(std::vector<NodeId> keys) {
    const std::size_t count = keys.size();
    // Exchanges move equal keys past each other, so each carries its place along.
    std::vector<NodeId> indices;
    for (std::size_t i = 0; i < count; ++i)
        indices.push_back(graph_.constant(static_cast<double>(i)));
    const auto compare = [&](std::size_t i, std::size_t j) {
        const NodeId tie =
            graph_.apply(Operation::logical_and, graph_.apply(Operation::equal, keys[j], keys[i]),
                         graph_.apply(Operation::less, indices[j], indices[i]));
        const NodeId swap = graph_.apply(Operation::logical_or,
                                         graph_.apply(Operation::less, keys[j], keys[i]), tie);
        exchanges_.push_back({i, j, swap});
        exchange(exchanges_.back(), keys);
        exchange(exchanges_.back(), indices);
    };
    const std::size_t top = std::bit_ceil(count) / 2;
    for (std::size_t p = top; p > 0; p /= 2) {
        std::size_t r = 0, d = p;
        for (std::size_t q = top;; q /= 2) {
            for (std::size_t i = 0; i + d < count; ++i)
                if ((i & p) == r) compare(i, i + d);
            if (q == p) break;
            d = q - p;
            r = p;
        }
    }
}

std::vector<NodeId> QueueOrder::queued(std::vector<NodeId> values) const {
    if (!order_.empty()) {
        std::vector<NodeId> result;
        for (const std::size_t member : order_) result.push_back(values[member]);
        return result;
    }
    for (const Exchange& places : exchanges_) exchange(places, values);
    return values;
}

std::vector<NodeId> QueueOrder::returned(std::vector<NodeId> values) const {
    if (!order_.empty()) {
        std::vector<NodeId> result(values.size());
        for (std::size_t place = 0; place < values.size(); ++place)
            result[order_[place]] = values[place];
        return result;
    }
    for (std::size_t i = exchanges_.size(); i-- > 0;) exchange(exchanges_[i], values);
    return values;
}

}  // namespace plancast
