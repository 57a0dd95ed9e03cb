#include "engine/statistics/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include "engine/core/contracts.hpp"
#include "engine/statistics/intervals.hpp"

namespace plancast {

namespace {

std::uint64_t sum_of(std::span<const std::uint64_t> counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

}  // namespace

void ReplicateSums::add(std::span<const double> values, std::uint64_t first_run) {
    std::size_t replicate = static_cast<std::size_t>(first_run % replicate_count);
    for (const double value : values) {
        const bool finite = std::isfinite(value);
        counts_[replicate] += finite ? 1 : 0;
        sums_[replicate] += finite ? value : 0;
        replicate = (replicate + 1) % replicate_count;
    }
}

void ReplicateSums::merge(const ReplicateSums& later) {
    for (std::size_t r = 0; r < replicate_count; ++r) {
        counts_[r] += later.counts_[r];
        sums_[r] += later.sums_[r];
    }
}

Estimate ReplicateSums::mean() const {
    const double sum = std::accumulate(sums_.begin(), sums_.end(), 0.0);
    const auto count = static_cast<double>(sum_of(counts_));
    std::vector<double> without;
    for (std::size_t r = 0; r < replicate_count; ++r)
        if (counts_[r] > 0)
            without.push_back((sum - sums_[r]) / (count - static_cast<double>(counts_[r])));
    if (without.size() < 2) {
        Estimate estimate;
        estimate.value = sum / count;
        return estimate;
    }
    return jackknife(sum / count, without);
}

std::array<double, 2> replicated_proportion_interval(std::span<const std::uint64_t> hits,
                                                     std::span<const std::uint64_t> trials,
                                                     double level) {
    PLANCAST_EXPECTS(hits.size() == trials.size() && hits.size() >= 2);
    const std::uint64_t all_hits = sum_of(hits), all = sum_of(trials);
    if (all_hits == 0 || all_hits == all) return wilson_interval(all_hits, all, level);
    const double n = static_cast<double>(all), p = static_cast<double>(all_hits) / n;
    std::vector<double> without;
    for (std::size_t r = 0; r < hits.size(); ++r)
        if (trials[r] > 0)
            without.push_back(static_cast<double>(all_hits - hits[r]) /
                              static_cast<double>(all - trials[r]));
    const double shown = jackknife(p, without, level).standard_error;
    const double variance = std::max(shown * shown, 1 / (n * n));
    return proportion_interval(p, p * (1 - p) / variance, replicate_width(without.size(), level));
}

Estimate replicated_paired_difference(std::span<const std::uint64_t> gained,
                                      std::span<const std::uint64_t> lost,
                                      std::span<const std::uint64_t> trials, double level) {
    PLANCAST_EXPECTS(gained.size() == trials.size() && lost.size() == trials.size());
    const std::uint64_t gains = sum_of(gained), losses = sum_of(lost), all = sum_of(trials);
    const auto share = [](std::uint64_t gain, std::uint64_t loss, std::uint64_t of) {
        return (static_cast<double>(gain) - static_cast<double>(loss)) / static_cast<double>(of);
    };
    std::vector<double> without;
    for (std::size_t r = 0; r < trials.size(); ++r)
        if (trials[r] > 0)
            without.push_back(share(gains - gained[r], losses - lost[r], all - trials[r]));
    Estimate estimate;
    estimate.value = share(gains, losses, all);
    if (without.size() >= 2) estimate = jackknife(estimate.value, without, level);
    const double n = static_cast<double>(all), gain = static_cast<double>(gains) / n,
                 loss = static_cast<double>(losses) / n,
                 variance = gain + loss - estimate.value * estimate.value;
    if (gains + losses == 0 || gains == all || losses == all) {
        estimate.interval = paired_difference_interval(gains, losses, all, level);
    } else if (std::isfinite(estimate.standard_error)) {
        const double shown =
            std::max(estimate.standard_error * estimate.standard_error, 1 / (n * n));
        estimate.interval = changed_shares_interval(gain, loss, variance / shown,
                                                    replicate_width(without.size(), level));
    } else {
        estimate.interval = {-1, 1};
    }
    return estimate;
}

ReplicateCounts runs_by_replicate(std::uint64_t runs) {
    ReplicateCounts counts{};
    for (std::size_t r = 0; r < replicate_count; ++r)
        counts[r] = (runs + replicate_count - 1 - r) / replicate_count;
    return counts;
}

}  // namespace plancast
