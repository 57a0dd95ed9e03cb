#include "engine/analysis/paired_difference.hpp"

#include <algorithm>
#include <cmath>

#include "engine/statistics/intervals.hpp"
#include "engine/statistics/replicates.hpp"

namespace plancast {

Estimate paired_difference(const SimulationTotals& totals, std::size_t gained_event,
                           std::size_t lost_event) {
    if (totals.replicated)
        return replicated_paired_difference(totals.replicated->events[gained_event],
                                            totals.replicated->events[lost_event],
                                            runs_by_replicate(totals.runs));
    const std::uint64_t gained = totals.events[gained_event], lost = totals.events[lost_event];
    const double runs = static_cast<double>(totals.runs);
    Estimate estimate;
    estimate.value = (static_cast<double>(gained) - static_cast<double>(lost)) / runs;
    estimate.interval = paired_difference_interval(gained, lost, totals.runs);
    const double discordant = static_cast<double>(gained + lost) / runs;
    estimate.standard_error =
        std::sqrt(std::max(0.0, discordant - estimate.value * estimate.value) / runs);
    return estimate;
}

Estimate series_mean(const SimulationTotals& totals, std::size_t column) {
    if (totals.replicated) return totals.replicated->series[column].mean();
    const Moments& moments = totals.series[column];
    Estimate estimate;
    if (moments.count > 0) estimate.value = moments.mean;
    estimate.standard_error = moments.standard_error();
    estimate.interval = mean_interval(moments);
    return estimate;
}

}  // namespace plancast
