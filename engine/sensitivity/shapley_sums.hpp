#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/sensitivity/replicate_lanes.hpp"
#include "engine/sensitivity/shapley.hpp"

namespace plancast {

/// The sums from which Shapley effects of all outputs and groups are estimated, by replicate. Sized
/// once; adding allocates nothing, and sums may be merged.
class ShapleySums {
public:
    ShapleySums(std::size_t outputs, std::size_t groups);

    void clear();
    void merge(const ShapleySums& later);

    /// Adds values at x and y of one pair, less a number near their mean.
    void add_pair(std::size_t output, std::size_t replicate, double x, double y) {
        Base& sums = base_[output];
        sums.count[replicate] += 2;
        sums.values[replicate] += x + y;
        sums.squares[replicate] += x * x + y * y;
    }
    /// Adds what a step of a walk gives a group.
    void add_step(std::size_t output, std::size_t group, std::size_t replicate, double part) {
        parts_[output * groups_ + group][replicate] += part;
    }
    /// Leaves a pair out of the counts.
    void leave_out(std::size_t output, std::uint64_t pair);

    /// Whether every sum of an output is finite.
    bool is_finite(std::size_t output) const;

    OutputEffects effects(std::size_t output, double shift) const;

private:
    struct Base {
        alignas(vector_alignment) ReplicateLanes count{}, values{}, squares{};
    };

    std::size_t groups_;
    AlignedVector<Base> base_;
    AlignedVector<ReplicateLanes> parts_;  ///< (groups x outputs)
    std::vector<LeftOut> left_out_;
};

}  // namespace plancast
