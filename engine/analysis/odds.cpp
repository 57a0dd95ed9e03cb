#include "engine/analysis/odds.hpp"

#include <algorithm>

#include "engine/statistics/intervals.hpp"

namespace plancast {

namespace {

/// @param by_replicate  Null where the runs are independent.
Probability counted(std::uint64_t met, std::uint64_t not_judged, std::uint64_t runs,
                    const ReplicateCounts* by_replicate) {
    Probability probability;
    probability.value = runs == 0 ? 0 : static_cast<double>(met) / static_cast<double>(runs);
    probability.interval = by_replicate == nullptr ? wilson_interval(met, runs)
                                                   : replicated_proportion_interval(
                                                         *by_replicate, runs_by_replicate(runs));
    probability.met = met;
    probability.not_judged = not_judged;
    return probability;
}

const ReplicatedHits* replicated_hits(const SimulationTotals& totals, std::size_t choice) {
    return totals.replicated ? &totals.replicated->verdicts[choice] : nullptr;
}

}  // namespace

Probability part_odds(const SimulationTotals& totals, std::size_t choice, std::size_t part) {
    const VerdictCounts& counts = totals.verdicts[choice];
    const ReplicatedHits* hits = replicated_hits(totals, choice);
    return counted(counts.part_met[part], counts.part_not_judged[part], totals.runs,
                   hits == nullptr ? nullptr : &hits->parts[part]);
}

Probability target_odds(const SimulationTotals& totals, std::size_t choice, std::size_t target) {
    const VerdictCounts& counts = totals.verdicts[choice];
    const ReplicatedHits* hits = replicated_hits(totals, choice);
    return counted(counts.target_met[target], counts.target_not_judged[target], totals.runs,
                   hits == nullptr ? nullptr : &hits->targets[target]);
}

Probability all_targets_odds(const SimulationTotals& totals, std::size_t choice) {
    const ReplicatedHits* hits = replicated_hits(totals, choice);
    return counted(totals.verdicts[choice].all_met, 0, totals.runs,
                   hits == nullptr ? nullptr : &hits->all);
}

Probability at_least_odds(const SimulationTotals& totals, std::size_t least) {
    const VerdictCounts& counts = totals.verdicts.front();
    const ReplicatedHits* hits = replicated_hits(totals, 0);
    std::uint64_t met = 0;
    ReplicateCounts by_replicate{};
    for (std::size_t k = least; k < counts.targets_met.size(); ++k) {
        met += counts.targets_met[k];
        for (std::size_t r = 0; hits != nullptr && r < replicate_count; ++r)
            by_replicate[r] += hits->targets_met[k][r];
    }
    return counted(met, 0, totals.runs, hits == nullptr ? nullptr : &by_replicate);
}

Probability known_chance_odds(const SimulationTotals& totals, std::size_t part) {
    Probability chance;
    chance.value = std::clamp(totals.known_chances[part].mean, 0.0, 1.0);
    const auto interval = totals.replicated ? totals.replicated->known_chances[part].mean().interval
                                            : mean_interval(totals.known_chances[part]);
    chance.interval = {std::clamp(interval[0], 0.0, chance.value),
                       std::clamp(interval[1], chance.value, 1.0)};
    return chance;
}

double series_standard_error(const SimulationTotals& totals, std::size_t series) {
    return totals.replicated ? totals.replicated->series[series].mean().standard_error
                             : totals.series[series].standard_error();
}

double measure_standard_error(const SimulationTotals& totals, std::size_t part) {
    return totals.replicated ? totals.replicated->measures[part].mean().standard_error
                             : totals.measures[part].standard_error();
}

}  // namespace plancast
