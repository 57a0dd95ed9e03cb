#pragma once

#include <cstddef>
#include <vector>

#include "engine/models/graph_builder.hpp"

namespace plancast {

/// Who comes when in a queue: the smallest key first, equal keys in their order. Where the keys are
/// known it is a permutation, else a network of comparisons, so that each run may have an order of
/// its own; about n (log2 n)^2 / 4 comparisons of about a dozen operations.
///
/// K. E. Batcher (1968), Sorting networks and their applications, AFIPS 32, 307-314: merge
/// exchange, for any n as in D. E. Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M.
class QueueOrder {
public:
    /// @param keys  One a member; a NaN comes before nothing and behind nothing.
    QueueOrder(GraphBuilder& graph, const std::vector<NodeId>& keys);

    /// Values by member, put in the order of the queue. @param values  As many as keys.
    std::vector<NodeId> queued(std::vector<NodeId> values) const;
    /// Values by place in the queue, given back to the members.
    std::vector<NodeId> returned(std::vector<NodeId> values) const;

private:
    struct Exchange {
        std::size_t first, second;
        NodeId swap;  ///< true where they change places
    };
    bool sort_known(const std::vector<NodeId>& keys);
    void sort_by_comparing(std::vector<NodeId> keys);
    void exchange(const Exchange& places, std::vector<NodeId>& values) const;

    GraphBuilder& graph_;
    std::vector<std::size_t> order_;  ///< the member at each place, where that is known
    std::vector<Exchange> exchanges_;
};

}  // namespace plancast
