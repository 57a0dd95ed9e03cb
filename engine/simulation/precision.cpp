#include "engine/simulation/precision.hpp"

#include <algorithm>

#include "engine/statistics/intervals.hpp"

namespace plancast {

bool is_precise(const SimulationTotals& totals, double half_width) {
    if (totals.verdicts.empty() || totals.verdicts.front().target_met.empty()) return false;
    const VerdictCounts& own = totals.verdicts.front();
    const auto narrow = [&](std::uint64_t met) {
        const auto [low, high] = wilson_interval(met, totals.runs);
        return (high - low) / 2 <= half_width;
    };
    return narrow(own.all_met) && std::all_of(own.part_met.begin(), own.part_met.end(), narrow) &&
           std::all_of(own.target_met.begin(), own.target_met.end(), narrow);
}

}  // namespace plancast
