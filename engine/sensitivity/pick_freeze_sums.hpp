#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/sensitivity/pick_freeze.hpp"
#include "engine/sensitivity/replicate_lanes.hpp"

namespace plancast {

/// Values of one output at A and B of one pair of points each, less a number near their mean, so
/// that sums of squares keep their digits.
struct BaseValues {
    const double* a = nullptr;
    const double* b = nullptr;
    /// 1 where the pair counts, 0 where not; null: all do.
    const double* counts = nullptr;
};

/// The sums from which indices of all outputs and groups are estimated, by replicate. Sized once;
/// adding allocates nothing, and sums may be merged.
class PickFreezeSums {
public:
    PickFreezeSums(std::size_t outputs, std::size_t groups, std::size_t second_order_of);

    void clear();
    void merge(const PickFreezeSums& later);

    /// Adds @p count values, a multiple of replicate_count; pair i is of replicate i mod
    /// replicate_count.
    void add_base(std::size_t output, const BaseValues& values, std::size_t count);
    /// @param mixed  At A with the group from B, less the same number.
    void add_group(std::size_t output, std::size_t group, const BaseValues& values,
                   const double* mixed, std::size_t count);
    /// @param mixed_a  For each group at A with the group from B; @p mixed_b at B with it from A:
    ///                 (points_a_block x second_order_of); 0 where a pair does not count.
    void add_pairs(std::size_t output, const BaseValues& values, const double* mixed_a,
                   const double* mixed_b, std::size_t count);
    /// Leaves a pair out of the counts.
    void leave_out(std::size_t output, std::uint64_t pair);

    /// Whether every sum of an output is finite.
    bool is_finite(std::size_t output) const;

    OutputIndices indices(std::size_t output, double shift, IndexEstimator estimator) const;

private:
    struct Base {
        alignas(vector_alignment) ReplicateLanes count{}, a{}, aa{}, b{}, bb{}, ab{};
    };
    struct Group {
        alignas(vector_alignment) ReplicateLanes x{}, xx{}, ax{}, bx{};
        alignas(vector_alignment) ReplicateLanes y{}, yy{}, ay{};  ///< at B with the group from A
    };
    struct Means;
    struct Shares;

    const Group& group(std::size_t output, std::size_t index) const {
        return of_groups_[output * groups_ + index];
    }
    std::size_t pair_place(std::size_t output, std::size_t i, std::size_t j) const;
    double second_order(const Shares& shares, std::size_t output, std::size_t i,
                        std::size_t j) const;

    std::size_t groups_;
    std::size_t second_order_of_;
    AlignedVector<Base> base_;
    AlignedVector<Group> of_groups_;
    AlignedVector<ReplicateLanes> products_;  ///< (pairs of groups x outputs)
    std::vector<LeftOut> left_out_;
};

}  // namespace plancast
