#pragma once

#include "engine/distributions/distribution.hpp"

namespace plancast {

/// The x of a continuous law where cdf(x) = p, or upper_tail(x) = p, for laws whose quantile has no
/// closed form: Newton's method on the logarithm of the probability, so that tails converge as
/// fast as the middle, within a bracket that bisection narrows where Newton's step leaves it.
///
/// @param p         In (0, 1).
/// @param upper     Whether @p p is the upper tail.
/// @param low, high  Finite values between which x lies, low <= high.
double solve_quantile(const Distribution& law, double p, bool upper, double low, double high);

}  // namespace plancast
