#pragma once

#include <cmath>

#include "engine/core/elementary.hpp"
#include "engine/program/count_search.hpp"

namespace plancast {

/// What a k must reach: cdf(k) >= lower, or, said of the upper tail, P(X > k) <= upper. Ties are
/// widened by tie_tolerance.
struct CountLevel {
    double lower, upper;

    /// cdf(k) >= u.
    static CountLevel reached(double u) {
        return {u * (1.0 - tie_tolerance), (1.0 - u) * (1.0 + tie_tolerance)};
    }
    /// cdf(k) > lower, P(X > k) < upper; lower + upper = 1.
    static CountLevel exceeded(double lower, double upper) {
        return {lower * (1.0 + tie_tolerance), upper * (1.0 - tie_tolerance)};
    }
};

/// Of a sum, as its next term.
inline constexpr double negligible_term = 1e-18;

/// The smallest k <= @p most that reaches the level, by summing the pmf from zero; NaN where it
/// lies beyond.
template <typename Law>
double walk_up(const Law& law, CountLevel level, double most) {
    double k = 0.0, pmf = kernel::exp(law.log_zero()), cdf = pmf;
    while (cdf < level.lower && k < most) {
        pmf *= law.ratio(k);
        cdf += pmf;
        ++k;
    }
    return cdf < level.lower ? kernel::not_a_number : k;
}

/// The smallest k that reaches the level under a narrow law: sums the pmf from zero; far up in the
/// tail, from above.
///
/// @tparam Law  Has last(), the largest k; mean(); log_zero(), ln pmf(0); ratio(k), pmf(k + 1) /
///              pmf(k).
template <typename Law>
double walk_count(const Law& law, CountLevel level) {
    if (level.upper > 1e-4) {
        const double k = walk_up(law, level, law.last());
        return std::isnan(k) ? law.last() : k;
    }
    double k = 0.0, pmf = kernel::exp(law.log_zero());
    while (k < law.last() && (k < law.mean() || pmf > negligible_term * level.upper)) {
        pmf *= law.ratio(k);
        ++k;
    }
    double tail = 0.0;
    while (k > 0.0 && tail + pmf <= level.upper) {
        tail += pmf;
        --k;
        pmf /= law.ratio(k);
    }
    return k;
}

}  // namespace plancast
