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
    const double z = normal_width(level);
    const double n = static_cast<double>(trials);
    const double p = static_cast<double>(hits) / n;
    const double centre = p + z * z / (2 * n);
    const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    // At the ends the formula is exact but its rounding is not.
    const double low = hits == 0 ? 0 : std::max(0.0, (centre - reach) / scale);
    const double high = hits == trials ? 1 : std::min(1.0, (centre + reach) / scale);
    return {std::min(low, p), std::max(high, p)};
}

std::array<double, 2> mean_interval(const Moments& moments, double level) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (moments.count < 2) return {-infinity, infinity};
    const double reach = normal_width(level) * moments.standard_error();
    return {moments.mean - reach, moments.mean + reach};
}

}  // namespace plancast
