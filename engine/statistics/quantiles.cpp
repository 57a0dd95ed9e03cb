#include "engine/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "engine/core/contracts.hpp"
#include "engine/statistics/order_statistics.hpp"

namespace plancast {

namespace {

/// Where a quantile lies among n sorted values.
struct Place {
    std::size_t below;
    double fraction;  ///< of the way to the next value
};

Place place(double level, std::size_t n) {
    const double position = level * static_cast<double>(n - 1);
    const double below = std::floor(position);
    return {static_cast<std::size_t>(below), position - below};
}

}  // namespace

double quantile(std::span<const double> sample, double level) {
    return quantiles(sample, std::span<const double>(&level, 1)).front();
}

std::vector<double> quantiles(std::span<const double> sample, std::span<const double> levels) {
    std::vector<double> values;
    values.reserve(sample.size());
    for (const double value : sample) {
        if (std::isfinite(value)) values.push_back(value);
    }
    if (values.empty()) {
        return std::vector<double>(levels.size(), std::numeric_limits<double>::quiet_NaN());
    }

    std::vector<std::size_t> ranks;
    for (const double level : levels) {
        PLANCAST_EXPECTS(level >= 0 && level <= 1);
        const Place at = place(level, values.size());
        ranks.push_back(at.below);
        if (at.fraction > 0) ranks.push_back(at.below + 1);
    }
    std::sort(ranks.begin(), ranks.end());
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    const std::vector<double> at_ranks = order_statistics(values, ranks);
    const auto value_of = [&](std::size_t rank) {
        const auto found = std::lower_bound(ranks.begin(), ranks.end(), rank);
        return at_ranks[static_cast<std::size_t>(found - ranks.begin())];
    };

    std::vector<double> result;
    result.reserve(levels.size());
    for (const double level : levels) {
        const Place at = place(level, values.size());
        const double low = value_of(at.below);
        // Not low + fraction (high - low): the difference of two finite values may overflow.
        result.push_back(
            at.fraction > 0 ? (1 - at.fraction) * low + at.fraction * value_of(at.below + 1) : low);
    }
    return result;
}

}  // namespace plancast
