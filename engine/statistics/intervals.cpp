#include "engine/statistics/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/contracts.hpp"
#include "engine/distributions/distribution.hpp"

namespace plancast {

double normal_width(double level) {
    PLANCAST_EXPECTS(level > 0 && level < 1);
    return make_normal(0, 1)->upper_quantile((1 - level) / 2);
}

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

namespace {

/// Tango's score statistic at a difference; falls from above to below 0 over (-1, 1).
double score(double gained, double lost, double trials, double difference) {
    // The chance of a loss, given the difference, that makes the observed most likely.
    const double a = 2 * trials;
    const double b = -gained - lost + (2 * trials - gained + lost) * difference;
    const double c = -lost * difference * (1 - difference);
    const double root = std::sqrt(std::max(0.0, b * b - 4 * a * c));
    // The stable form of the larger root: a > 0.
    const double loss = b <= 0 ? (root - b) / (2 * a) : -2 * c / (root + b);
    const double variance = trials * (2 * loss + difference * (1 - difference));
    return (gained - lost - trials * difference) / std::sqrt(std::max(variance, 1e-300));
}

/// Where the score is @p wanted.
double difference_of_score(double gained, double lost, double trials, double wanted) {
    double low = -1, high = 1;
    for (int step = 0; step < 100; ++step) {
        const double middle = (low + high) / 2;
        (score(gained, lost, trials, middle) > wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

std::array<double, 2> paired_difference_interval(std::uint64_t gained, std::uint64_t lost,
                                                 std::uint64_t trials, double level) {
    PLANCAST_EXPECTS(trials >= 1 && gained <= trials && lost <= trials - gained);
    const double n = static_cast<double>(trials);
    return changed_shares_interval(static_cast<double>(gained) / n, static_cast<double>(lost) / n,
                                   n, normal_width(level));
}

std::array<double, 2> changed_shares_interval(double gained, double lost, double trials,
                                              double width) {
    PLANCAST_EXPECTS(gained >= 0 && lost >= 0 && gained + lost <= 1 + 1e-12 && trials > 0);
    const double difference = gained - lost;
    const auto end = [&](double at) {
        return difference_of_score(gained * trials, lost * trials, trials, at);
    };
    return {std::min(difference, end(width)), std::max(difference, end(-width))};
}

std::array<double, 2> independent_difference_interval(
    double first, const std::array<double, 2>& first_interval, double second,
    const std::array<double, 2>& second_interval) {
    const double difference = second - first;
    return {difference - std::hypot(second - second_interval[0], first_interval[1] - first),
            difference + std::hypot(second_interval[1] - second, first - first_interval[0])};
}

std::array<double, 2> mean_interval(const Moments& moments, double level) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (moments.count < 2) return {-infinity, infinity};
    const double reach = normal_width(level) * moments.standard_error();
    return {moments.mean - reach, moments.mean + reach};
}

}  // namespace plancast
