#include "engine/simulation/block_accumulator.hpp"

#include <algorithm>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

void note(Occurrences& occurrences, std::uint64_t count, std::uint64_t first_run) {
    if (count == 0) return;
    occurrences.count += count;
    occurrences.first_run = std::min(occurrences.first_run, first_run);
}

void sum_up(std::vector<LaneSums>& sums, std::vector<Moments>& moments) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
        moments[i] = sums[i].moments();
        sums[i].clear();
    }
}

}  // namespace

BlockAccumulator::BlockAccumulator(const Program& program, const Columns& columns,
                                   std::size_t block_size)
    : program_(program),
      columns_(columns),
      verdicts_(program, columns, block_size),
      series_(columns.series.size()),
      measures_(columns.measures.size()),
      shortfalls_(columns.shortfalls.size()),
      known_chances_(columns.known_chances.size()) {
    PLANCAST_EXPECTS(columns.shortfalls.empty() ||
                     (!columns.verdicts.empty() &&
                      columns.verdicts.front().parts.size() == columns.shortfalls.size()));
}

void BlockAccumulator::begin(Tally& tally) {
    tally_ = &tally;
    tally.clear();
}

void BlockAccumulator::add(const Workspace& workspace, std::uint64_t first_run,
                           std::size_t run_count) {
    SimulationTotals& totals = tally_->totals;
    PLANCAST_EXPECTS(totals.runs % lane_count == 0);
    const auto values = [&](std::size_t output) {
        return workspace.output(program_, output).first(run_count);
    };
    const auto add_column = [&](std::size_t output, LaneSums& sums, Occurrences& not_finite) {
        const NotFinite left_out = sums.add(values(output));
        note(not_finite, left_out.count, first_run + left_out.first);
    };

    totals.runs += run_count;
    for (std::size_t i = 0; i < series_.size(); ++i) {
        add_column(columns_.series[i], series_[i], totals.series_not_finite[i]);
    }
    for (std::size_t i = 0; i < measures_.size(); ++i) {
        add_column(columns_.measures[i], measures_[i], totals.measures_not_finite[i]);
    }
    static_assert(static_cast<int>(Verdict::missed) == 0);
    for (std::size_t i = 0; i < shortfalls_.size(); ++i) {
        shortfalls_[i].add_where_zero(values(columns_.shortfalls[i]),
                                      values(columns_.verdicts.front().parts[i]));
    }
    for (std::size_t i = 0; i < known_chances_.size(); ++i) {
        if (columns_.known_chances[i]) known_chances_[i].add(values(*columns_.known_chances[i]));
    }
    for (std::size_t i = 0; i < columns_.checks.size(); ++i) {
        const std::span<const double> holds = values(columns_.checks[i]);
        const auto broken = [](double value) { return value != 1; };
        const auto count = std::count_if(holds.begin(), holds.end(), broken);
        if (count == 0) continue;
        const auto first = std::find_if(holds.begin(), holds.end(), broken) - holds.begin();
        note(totals.checks_broken[i], static_cast<std::uint64_t>(count),
             first_run + static_cast<std::uint64_t>(first));
    }
    for (std::size_t i = 0; i < columns_.events.size(); ++i) {
        const std::span<const double> happens = values(columns_.events[i]);
        totals.events[i] += static_cast<std::uint64_t>(
            std::count_if(happens.begin(), happens.end(), [](double value) { return value != 0; }));
    }
    verdicts_.add(program_, workspace, first_run, run_count, totals);
    if (totals.replicated) add_replicated(workspace, first_run, run_count, *totals.replicated);
}

void BlockAccumulator::add_replicated(const Workspace& workspace, std::uint64_t first_run,
                                      std::size_t run_count, ReplicatedTotals& totals) const {
    const auto values = [&](std::size_t output) {
        return workspace.output(program_, output).first(run_count);
    };
    for (std::size_t i = 0; i < totals.series.size(); ++i)
        totals.series[i].add(values(columns_.series[i]), first_run);
    for (std::size_t i = 0; i < totals.measures.size(); ++i)
        totals.measures[i].add(values(columns_.measures[i]), first_run);
    for (std::size_t i = 0; i < totals.events.size(); ++i) {
        const std::span<const double> happens = values(columns_.events[i]);
        for (std::size_t run = 0; run < run_count; ++run)
            totals.events[i][(first_run + run) % replicate_count] += happens[run] != 0 ? 1 : 0;
    }
    for (std::size_t i = 0; i < totals.known_chances.size(); ++i)
        if (columns_.known_chances[i])
            totals.known_chances[i].add(values(*columns_.known_chances[i]), first_run);
}

void BlockAccumulator::end() {
    SimulationTotals& totals = tally_->totals;
    sum_up(series_, totals.series);
    sum_up(measures_, totals.measures);
    sum_up(shortfalls_, totals.shortfalls);
    sum_up(known_chances_, totals.known_chances);
    tally_ = nullptr;
}

}  // namespace plancast
