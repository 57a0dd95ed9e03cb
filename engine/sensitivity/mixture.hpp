#pragma once

#include <cstddef>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/sensitivity/correlated_streams.hpp"

namespace plancast {

/// Directions in the space of the normals of some streams.
struct Directions {
    std::vector<std::size_t> streams;
    AlignedVector<double> vectors;  ///< (stride x count), orthonormal, zeros beyond the streams
    bool all_but = false;           ///< all directions that are orthogonal to these are meant

    std::size_t stride() const { return padded(streams.size()); }
    std::size_t count() const { return streams.empty() ? 0 : vectors.size() / stride(); }
};

/// What a point takes from another one: the draws of some streams, and the components of others
/// along some directions.
struct Mixture {
    std::vector<std::size_t> streams;
    std::vector<Directions> directions{};  ///< of streams that are taken in part
};

/// What is frozen for the first index of a group, and for its total index: the same where the group
/// is correlated with no other.
struct GroupMixtures {
    /// All that is known when the group is: Var E[y | this] is what it explains.
    Mixture known;
    /// All that is not known when the other groups are: E Var[y | all but this] is what is left.
    Mixture own;
    bool same = true;
};

/// The mixtures of all groups.
///
/// With Z the independent normals of streams and R_g Z those behind the values of group g, known is
/// the projection on the rows of R_g, and own that on what is orthogonal to the rows of all other
/// groups. They are the full and the independent indices of T. A. Mara & S. Tarantola (2012),
/// Reliab. Eng. Syst. Saf. 107, 115-121, where values tell the normals behind them. A factor is
/// taken for the cause of what loads on it: of that, only the rest is known beside the factor.
std::vector<GroupMixtures> mixtures_of(std::size_t stream_count,
                                       const std::vector<DrawnGroup>& groups);

}  // namespace plancast
