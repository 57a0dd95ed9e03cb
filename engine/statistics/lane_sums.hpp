#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/core/aligned.hpp"
#include "engine/statistics/moments.hpp"

namespace plancast {

/// Values that are left out of the moments because they are not finite.
struct NotFinite {
    std::size_t count = 0;
    std::size_t first = 0;  ///< index of the first one, where count > 0
};

/// Sums up a column of a few thousand values, block by block, in one vectorised loop.
///
/// Value i goes to lane i mod lane_count, and the lanes are added up in a fixed order, so the
/// moments are the same bits wherever the blocks are cut, as long as every block but the last
/// holds a multiple of lane_count values. Deviations are taken from the first value kept: with
/// s^2 the sample's variance, (first - mean)^2 <= n s^2, so the cancellation in
/// sum(d^2) - sum(d)^2 / n costs at most a factor n in the relative rounding error; keep n at a few
/// thousand and merge the moments.
class LaneSums {
public:
    /// Adds the values that are finite and reports the others.
    NotFinite add(std::span<const double> values);
    /// Adds the finite values whose flag is 0. @p flags has the size of @p values.
    void add_where_zero(std::span<const double> values, std::span<const double> flags);

    Moments moments() const;
    void clear() { *this = LaneSums(); }

private:
    using Lanes = std::array<double, lane_count>;

    alignas(vector_alignment) Lanes sums_{};
    alignas(vector_alignment) Lanes squares_{};
    double shift_ = 0;
    std::uint64_t count_ = 0;  ///< 0: no shift chosen yet
};

}  // namespace plancast
