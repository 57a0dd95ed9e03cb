#include "engine/sensitivity/box.hpp"

#include <cmath>

#include "engine/core/contracts.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/statistics/intervals.hpp"

namespace plancast {

std::array<double, 2> BoxCount::density_interval(double level) const {
    return wilson_interval(events, runs, level);
}

std::array<double, 2> BoxCount::coverage_interval(double level) const {
    return wilson_interval(events, all_events, level);
}

CountsWithoutEach count_without_each(const BoxData& data, std::span<const std::uint32_t> runs,
                                     std::span<const InputBounds> box) {
    CountsWithoutEach counts;
    counts.without.resize(box.size());
    for (const std::uint32_t run : runs) {
        std::size_t broken = 0, last_broken = 0;
        for (std::size_t k = 0; k < box.size() && broken < 2; ++k) {
            if (box[k].holds(data.inputs[box[k].input][run])) continue;
            ++broken;
            last_broken = k;
        }
        if (broken > 1) continue;
        BoxCount& count = broken == 0 ? counts.inside : counts.without[last_broken];
        ++count.runs;
        count.events += data.events[run];
    }
    for (BoxCount& count : counts.without) {
        count.runs += counts.inside.runs;
        count.events += counts.inside.events;
    }
    return counts;
}

double quasi_p_value(std::uint64_t events, std::uint64_t runs, double density) {
    PLANCAST_EXPECTS(events <= runs);
    if (events == 0 || std::isnan(density) || density >= 1) return 1;
    if (density <= 0) return 0;
    // P(X >= k) for X binomial(n, p) is I_p(k, n - k + 1).
    return incomplete_beta(static_cast<double>(events), static_cast<double>(runs - events + 1),
                           density);
}

}  // namespace plancast
