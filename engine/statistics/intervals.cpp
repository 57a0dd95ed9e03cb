#include "engine/statistics/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/contracts.hpp"
#include "engine/distributions/distribution.hpp"

namespace plancast {

namespace {

/// How many standard deviations either side hold @p level of a normal law.
double normal_width(double level) {
    PLANCAST_EXPECTS(level > 0 && level < 1);
    return make_normal(0, 1)->upper_quantile((1 - level) / 2);
}

}  // namespace

std::array<double, 2> wilson_interval(std::uint64_t hits, std::uint64_t trials, double level) {
    PLANCAST_EXPECTS(hits <= trials);
    if (trials == 0) return {0, 1};
    const double p = static_cast<double>(hits) / static_cast<double>(trials);
    auto [low, high] = proportion_interval(p, static_cast<double>(trials), normal_width(level));
    // At the ends the formula is exact but its rounding is not.
    if (hits == 0) low = 0;
    if (hits == trials) high = 1;
    return {low, high};
}

std::array<double, 2> proportion_interval(double p, double trials, double width) {
    PLANCAST_EXPECTS(p >= 0 && p <= 1 && trials > 0);
    const double z = width, n = trials;
    const double centre = p + z * z / (2 * n);
    const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    const double low = std::max(0.0, (centre - reach) / scale);
    const double high = std::min(1.0, (centre + reach) / scale);
    return {std::min(low, p), std::max(high, p)};
}

std::array<double, 2> mean_interval(const Moments& moments, double level) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (moments.count < 2) return {-infinity, infinity};
    const double reach = normal_width(level) * moments.standard_error();
    return {moments.mean - reach, moments.mean + reach};
}

}  // namespace plancast
