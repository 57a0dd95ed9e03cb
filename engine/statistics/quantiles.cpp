#include "engine/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "engine/core/contracts.hpp"

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

using Iterator = std::vector<double>::iterator;
using Rank = std::vector<std::size_t>::const_iterator;

/// Puts the values of the given ranks (ascending, counted from @p origin) in their sorted places.
/// The middle rank first, so that every further one is sought in a smaller part.
void select(Iterator origin, Iterator begin, Iterator end, Rank first, Rank last) {
    if (first == last || begin == end) return;
    const Rank middle = first + (last - first) / 2;
    const Iterator nth = origin + static_cast<std::ptrdiff_t>(*middle);
    std::nth_element(begin, nth, end);
    select(origin, begin, nth, first, middle);
    select(origin, nth + 1, end, middle + 1, last);
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
    select(values.begin(), values.begin(), values.end(), ranks.cbegin(), ranks.cend());

    std::vector<double> found;
    found.reserve(levels.size());
    for (const double level : levels) {
        const Place at = place(level, values.size());
        const double low = values[at.below];
        // Not low + fraction (high - low): the difference of two finite values may overflow.
        found.push_back(
            at.fraction > 0 ? (1 - at.fraction) * low + at.fraction * values[at.below + 1] : low);
    }
    return found;
}

}  // namespace plancast
