#pragma once

#include "engine/core/elementary.hpp"

namespace plancast {

/// A cdf that misses u by less than this, relatively, has reached it: rounding must not decide
/// ties, such as the median of 99 fair coins in the median world.
inline constexpr double tie_tolerance = 1e-12;

/// Below this variance a count is found by walking from zero, above by CountExpansion.
inline constexpr double smallest_expanded_variance = 4;

/// Up to this mean a negative binomial count is found by walking from zero.
inline constexpr double longest_walk = 12;

/// With a mean below this share of the dispersion it is a Poisson count to the last digit.
inline constexpr double poisson_limit = 1e-13;

/// @defgroup count_search The exact search behind counts.hpp
///
/// The smallest whole k with cdf(k) >= u, one run at a time: where the vectorised guess lies too
/// near to a whole number to be trusted, where the law is narrow, and for parameters out of range.
/// From a guess the pmf and the sum of the terms on the nearer side give the cdf to a relative
/// error of 1e-12, in both tails; then the few terms that remain are walked. From a variance of
/// 10^5 on the expansion itself, with an exact z, is within 1e-13 in the cdf. A negative binomial
/// count of larger mean is found from the incomplete beta function at a few k.
/// @{
double search_binomial(double u, double trials, double chance);
double search_poisson(double u, double mean);
/// @param guess  Where to begin, if something is known; NaN if not.
double search_negative_binomial(double u, double mean, double dispersion,
                                double guess = kernel::not_a_number);
/// @}

}  // namespace plancast
