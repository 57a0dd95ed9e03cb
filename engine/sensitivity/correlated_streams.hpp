#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "engine/core/aligned.hpp"

namespace plancast {

/// Weights of the normals of streams, each stream by its index.
using StreamWeights = std::vector<std::pair<std::size_t, double>>;

/// What becomes known together.
struct DrawnGroup {
    /// Streams that are nobody else's.
    std::vector<std::size_t> streams;
    /// The normals behind its values, as sums of the normals of streams that other groups may
    /// share: a group is known when these are.
    std::vector<StreamWeights> normals{};
};

/// Streams that hang together because normals of several groups share them.
struct CorrelatedStreams {
    std::vector<std::size_t> streams;
    std::vector<std::size_t> groups;  ///< two or more
    /// By group: its normals one after the other, each of stride() weights, zeros at the end.
    std::vector<AlignedVector<double>> rows;

    std::size_t stride() const { return padded(streams.size()); }
};

/// How groups are drawn: by themselves, but for some streams.
struct DrawnGroups {
    std::vector<std::vector<std::size_t>> alone;  ///< by group: streams that nobody shares
    std::vector<CorrelatedStreams> correlated;
};

/// Tells apart what is shared.
DrawnGroups find_correlated(std::size_t stream_count, const std::vector<DrawnGroup>& groups);

/// Orthonormal vectors, those before first[k + 1] spanning the normals of groups 0 ... k of an
/// order.
struct GrowingBasis {
    std::vector<std::size_t> first;  ///< one more than groups
    AlignedVector<double> vectors;   ///< (stride x first.back())
};

/// Gram & Schmidt's vectors for the groups of @p order (positions in correlated.groups), but for
/// the last group, with which everything is known: it gets none. Normals that follow from those
/// before them add nothing. Some 2 m^3 operations for m streams.
GrowingBasis growing_basis(const CorrelatedStreams& correlated,
                           const std::vector<std::size_t>& order);

}  // namespace plancast
