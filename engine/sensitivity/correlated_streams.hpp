#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/aligned.hpp"

namespace plancast {

/// Weights of the normals of streams, each stream by its index.
using StreamWeights = std::vector<std::pair<std::size_t, double>>;

/// The normal behind a value.
struct DrawnNormal {
    StreamWeights weights;
    bool is_factor = false;                  ///< normals of other groups may load on it
    std::vector<std::size_t> loads_on = {};  ///< groups with a factor on which it loads
};

/// What becomes known together.
struct DrawnGroup {
    /// Streams that are nobody else's.
    std::vector<std::size_t> streams;
    /// The normals behind its values, as sums of the normals of streams that other groups may
    /// share: a group is known when these are.
    std::vector<DrawnNormal> normals{};
};

/// Streams that hang together because normals of several groups share them.
struct CorrelatedStreams {
    std::vector<std::size_t> streams;
    std::vector<std::size_t> groups;  ///< two or more
    /// By group, its streams by their places here.
    std::vector<std::vector<DrawnNormal>> normals{};

    std::size_t stride() const { return padded(streams.size()); }
};

/// How groups are drawn: by themselves, but for some streams.
struct DrawnGroups {
    std::vector<std::vector<std::size_t>> alone;  ///< by group: streams that nobody shares
    std::vector<CorrelatedStreams> correlated;
};

/// Tells apart what is shared.
DrawnGroups find_correlated(std::size_t stream_count, const std::vector<DrawnGroup>& groups);

/// Orthonormal vectors, by Gram & Schmidt.
class OrthonormalBasis {
public:
    explicit OrthonormalBasis(std::size_t dimension = 0)
        : dimension_(dimension), stride_(padded(dimension)), rest_(stride_) {}

    std::size_t stride() const { return stride_; }
    std::size_t count() const { return count_; }
    const AlignedVector<double>& vectors() const { return vectors_; }  ///< (stride x count)

    /// Adds what of a vector is orthogonal to those that are there: nothing if it follows from
    /// them, but for rounding.
    void add(std::span<const double> vector);

private:
    std::size_t dimension_, stride_;
    std::size_t count_ = 0;
    AlignedVector<double> vectors_;
    AlignedVector<double> rest_;
};

/// Orthonormal vectors, those before first[k + 1] spanning the normals of groups 0 ... k of an
/// order.
struct GrowingBasis {
    std::vector<std::size_t> first;  ///< one more than groups
    AlignedVector<double> vectors;   ///< (stride x first.back())
};

/// An OrthonormalBasis for the groups of @p order (positions in correlated.groups), but for
/// the last group, with which everything is known: it gets none. Normals that follow from those
/// before them add nothing. Some 2 m^3 operations for m streams.
GrowingBasis growing_basis(const CorrelatedStreams& correlated,
                           const std::vector<std::size_t>& order);

}  // namespace plancast
