#include "engine/simulation/tally.hpp"

#include <algorithm>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

using Counts = std::vector<std::uint64_t>;

void merge_each(std::vector<Moments>& into, const std::vector<Moments>& later) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i].merge(later[i]);
}

void merge_each(std::vector<Occurrences>& into, const std::vector<Occurrences>& later) {
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i].count += later[i].count;
        into[i].first_run = std::min(into[i].first_run, later[i].first_run);
    }
}

void merge_each(Counts& into, const Counts& later) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] += later[i];
}

void merge_each(std::vector<VerdictCounts>& into, const std::vector<VerdictCounts>& later) {
    for (std::size_t i = 0; i < into.size(); ++i) {
        merge_each(into[i].part_met, later[i].part_met);
        merge_each(into[i].part_not_judged, later[i].part_not_judged);
        merge_each(into[i].target_met, later[i].target_met);
        merge_each(into[i].target_not_judged, later[i].target_not_judged);
        into[i].all_met += later[i].all_met;
        merge_each(into[i].targets_met, later[i].targets_met);
    }
}

void merge_each(std::vector<ReplicateSums>& into, const std::vector<ReplicateSums>& later) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i].merge(later[i]);
}

void merge_each(ReplicateCounts& into, const ReplicateCounts& later) {
    for (std::size_t r = 0; r < into.size(); ++r) into[r] += later[r];
}

void merge_each(std::vector<ReplicateCounts>& into, const std::vector<ReplicateCounts>& later) {
    for (std::size_t i = 0; i < into.size(); ++i) merge_each(into[i], later[i]);
}

void merge_replicated(ReplicatedTotals& into, const ReplicatedTotals& later) {
    merge_each(into.series, later.series);
    merge_each(into.measures, later.measures);
    merge_each(into.known_chances, later.known_chances);
    merge_each(into.events, later.events);
    for (std::size_t i = 0; i < into.verdicts.size(); ++i) {
        merge_each(into.verdicts[i].parts, later.verdicts[i].parts);
        merge_each(into.verdicts[i].targets, later.verdicts[i].targets);
        merge_each(into.verdicts[i].all, later.verdicts[i].all);
        merge_each(into.verdicts[i].targets_met, later.verdicts[i].targets_met);
    }
}

ReplicatedTotals replicated_totals(const Columns& columns) {
    ReplicatedTotals totals;
    totals.series.resize(columns.series.size());
    totals.measures.resize(columns.measures.size());
    totals.known_chances.resize(columns.known_chances.size());
    totals.events.resize(columns.events.size());
    for (const VerdictColumns& choice : columns.verdicts) {
        ReplicatedHits& hits = totals.verdicts.emplace_back();
        hits.parts.resize(choice.parts.size());
        hits.targets.resize(choice.targets.size());
        hits.targets_met.resize(choice.targets.size() + 1);
    }
    return totals;
}

template <typename T>
void clear_each(std::vector<T>& values) {
    std::fill(values.begin(), values.end(), T{});
}

}  // namespace

Tally::Tally(const Columns& columns, bool replicated) {
    if (replicated) totals.replicated = replicated_totals(columns);
    totals.series.resize(columns.series.size());
    totals.measures.resize(columns.measures.size());
    totals.shortfalls.resize(columns.shortfalls.size());
    totals.known_chances.resize(columns.known_chances.size());
    totals.series_not_finite.resize(columns.series.size());
    totals.measures_not_finite.resize(columns.measures.size());
    totals.checks_broken.resize(columns.checks.size());
    totals.events.resize(columns.events.size());
    for (const VerdictColumns& choice : columns.verdicts) {
        VerdictCounts counts;
        counts.part_met.resize(choice.parts.size());
        counts.part_not_judged.resize(choice.parts.size());
        counts.target_met.resize(choice.targets.size());
        counts.target_not_judged.resize(choice.targets.size());
        counts.targets_met.resize(choice.targets.size() + 1);
        totals.verdicts.push_back(std::move(counts));
    }
    if (!columns.verdicts.empty()) {
        const std::size_t targets = columns.verdicts.front().targets.size();
        totals.both_missed.resize(targets * targets);
    }
}

void Tally::clear() {
    totals.runs = 0;
    clear_each(totals.series);
    clear_each(totals.measures);
    clear_each(totals.shortfalls);
    clear_each(totals.known_chances);
    clear_each(totals.series_not_finite);
    clear_each(totals.measures_not_finite);
    clear_each(totals.checks_broken);
    clear_each(totals.events);
    for (VerdictCounts& counts : totals.verdicts) {
        clear_each(counts.part_met);
        clear_each(counts.part_not_judged);
        clear_each(counts.target_met);
        clear_each(counts.target_not_judged);
        counts.all_met = 0;
        clear_each(counts.targets_met);
    }
    clear_each(totals.both_missed);
    if (!totals.replicated) return;
    ReplicatedTotals& replicated = *totals.replicated;
    clear_each(replicated.series);
    clear_each(replicated.measures);
    clear_each(replicated.known_chances);
    clear_each(replicated.events);
    for (ReplicatedHits& hits : replicated.verdicts) {
        clear_each(hits.parts);
        clear_each(hits.targets);
        hits.all = {};
        clear_each(hits.targets_met);
    }
}

void Tally::merge(const Tally& later) {
    totals.runs += later.totals.runs;
    merge_each(totals.series, later.totals.series);
    merge_each(totals.measures, later.totals.measures);
    merge_each(totals.shortfalls, later.totals.shortfalls);
    merge_each(totals.known_chances, later.totals.known_chances);
    merge_each(totals.series_not_finite, later.totals.series_not_finite);
    merge_each(totals.measures_not_finite, later.totals.measures_not_finite);
    merge_each(totals.checks_broken, later.totals.checks_broken);
    merge_each(totals.events, later.totals.events);
    merge_each(totals.verdicts, later.totals.verdicts);
    merge_each(totals.both_missed, later.totals.both_missed);
    if (totals.replicated) merge_replicated(*totals.replicated, *later.totals.replicated);
}

}  // namespace plancast
