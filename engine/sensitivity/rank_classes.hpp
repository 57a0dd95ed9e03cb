#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plancast {

/// Where values stand among each other.
struct RankClasses {
    /// Mid-rank of each value, centred and divided by their number: in (-1/2, 1/2), mean 0. Equal
    /// values share the mean of their ranks.
    std::vector<double> scores;
    /// The class of each value, below the number of classes: they hold equally many values,
    /// except that equal values are in the same class. Classes in between may be empty.
    std::vector<std::uint16_t> classes;
    bool constant = false;  ///< all values are equal
};

/// @param values       Finite.
/// @param class_count  In [1, 65536].
RankClasses rank_classes(std::span<const double> values, std::size_t class_count);

}  // namespace plancast
