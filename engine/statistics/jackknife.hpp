#pragma once

#include <cstddef>
#include <span>

#include "engine/statistics/estimate.hpp"

namespace plancast {

/// How many groups of runs intervals are taken from: run k belongs to group k mod replicate_count.
/// The groups are replicates of their own under the designs that are drawn in replicates.
inline constexpr std::size_t replicate_count = 16;

/// How far to either side of an estimate its interval reaches, in standard errors, when the
/// standard error comes from @p groups groups: the quantile of Student's t with groups - 1 degrees
/// of freedom.
/// @param level  Confidence level, in (0, 1).
double replicate_width(std::size_t groups, double level = 0.95);

/// The delete-a-group jackknife: the standard error of an estimate from what it would be without
/// each of G independent groups of runs in turn,
/// se^2 = (G - 1) / G sum_g (without_g - mean of all without)^2.
///
/// For a mean over groups of equal size this is the standard error of G independent means. It holds
/// for smooth functions of means: ratios, variances, correlations, indices. Because it asks only
/// that groups be independent of each other, it holds for designs whose runs are not.
///
/// B. Efron & C. Stein (1981), Ann. Stat. 9(3), 586-596; P. S. Kott (2001), J. Off. Stat. 17(4),
/// 521-526.
///
/// @param whole         The estimate from all runs.
/// @param without_each  The estimate from all runs but those of one group; G >= 2 of them, each of
///                      a group that holds something. One that is not finite makes the interval
///                      infinite.
/// @param level         Confidence level, in (0, 1).
Estimate jackknife(double whole, std::span<const double> without_each, double level = 0.95);

}  // namespace plancast
