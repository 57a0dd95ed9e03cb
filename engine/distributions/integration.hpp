#pragma once

#include "engine/distributions/distribution.hpp"

namespace plancast {

struct Moments {
    double mean = 0;
    double variance = 0;
};

/// Mean and variance of min(max(X, min), max); infinite limits give those of X itself.
///
/// Gauss-Legendre over the quantile function on panels that halve towards u = 0 and 1, so that
/// power-law ends and exponential tails are smooth on each. About a millisecond.
///
/// @param law     The law of X, continuous.
/// @param at_min  P(X <= min).
/// @param at_max  P(X > max).
Moments integrate_moments(const Distribution& law, double min, double max, double at_min,
                          double at_max);

/// The integral of the law's density from @p from to @p to by ten-point Gauss-Legendre: exact to
/// rounding where the density hardly varies, for differences of cdfs that would cancel.
double integrate_density(const Distribution& law, double from, double to);

}  // namespace plancast
