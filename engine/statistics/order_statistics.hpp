#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace plancast {

/// The values that would stand at the given places if @p values were sorted.
///
/// @param values  Finite; put into another order.
/// @param ranks   Ascending, without repetition, below values.size().
/// @returns One value a rank.
std::vector<double> order_statistics(std::vector<double>& values,
                                     std::span<const std::size_t> ranks);

}  // namespace plancast
