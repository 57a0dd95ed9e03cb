#include "engine/analysis/event_estimates.hpp"

#include <algorithm>
#include <cmath>

#include "engine/statistics/intervals.hpp"
#include "engine/statistics/jackknife.hpp"

namespace plancast {

Estimate chance_of_event(Estimate mean, std::uint64_t points) {
    if (points == 0 || !std::isfinite(mean.value)) return mean;
    const auto hits =
        static_cast<std::uint64_t>(std::llround(mean.value * static_cast<double>(points)));
    const bool known = std::isfinite(mean.standard_error) && mean.standard_error > 0;
    if (!known || std::min(hits, points - hits) < 2) {
        const std::array<double, 2> wilson = wilson_interval(hits, points, 0.95);
        mean.interval = {std::min(wilson[0], mean.value), std::max(wilson[1], mean.value)};
    }
    mean.interval = {std::max(0.0, mean.interval[0]), std::min(1.0, mean.interval[1])};
    return mean;
}

Estimate index_of_event(Estimate index, std::uint64_t pairs, double variance) {
    const double least = 1 / (static_cast<double>(pairs) * variance);
    // An index of exactly 0 is that of an input that changed nothing at any pair.
    if (std::isnan(index.value) || index.value == 0 || index.standard_error >= least) return index;
    index.standard_error = least;
    const double reach = replicate_width(replicate_count) * least;
    index.interval = {index.value - reach, index.value + reach};
    return index;
}

}  // namespace plancast
