#include "engine/simulation/precision.hpp"

#include <algorithm>

#include "engine/statistics/intervals.hpp"

namespace plancast {

bool is_precise(const SimulationTotals& totals, double half_width) {
    if (totals.verdicts.empty() || totals.verdicts.front().target_met.empty()) return false;
    const VerdictCounts& own = totals.verdicts.front();
    const auto is_narrow = [&](const std::array<double, 2>& interval) {
        return (interval[1] - interval[0]) / 2 <= half_width;
    };
    if (totals.replicated) {
        const ReplicatedHits& hits = totals.replicated->verdicts.front();
        const ReplicateCounts runs = runs_by_replicate(totals.runs);
        const auto narrow = [&](const ReplicateCounts& met) {
            return is_narrow(replicated_proportion_interval(met, runs));
        };
        return narrow(hits.all) && std::all_of(hits.parts.begin(), hits.parts.end(), narrow) &&
               std::all_of(hits.targets.begin(), hits.targets.end(), narrow);
    }
    const auto narrow = [&](std::uint64_t met) {
        return is_narrow(wilson_interval(met, totals.runs));
    };
    return narrow(own.all_met) && std::all_of(own.part_met.begin(), own.part_met.end(), narrow) &&
           std::all_of(own.target_met.begin(), own.target_met.end(), narrow);
}

}  // namespace plancast
