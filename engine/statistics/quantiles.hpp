#pragma once

#include <span>
#include <vector>

namespace plancast {

/// The sample quantile at @p level: linear between order statistics, type 7 of Hyndman & Fan
/// (1996), The American Statistician 50(4), 361-365 (what R and numpy do by default).
///
/// Values that are not finite are left out, as they are from the moments.
///
/// @param level  In [0, 1]; 0 gives the smallest value, 1 the largest.
/// @returns NaN where no value is left.
double quantile(std::span<const double> sample, double level);

/// The quantiles at several levels, in any order, from one partial sort.
std::vector<double> quantiles(std::span<const double> sample, std::span<const double> levels);

}  // namespace plancast
