#include "engine/analysis/summarise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/analysis/bound_text.hpp"
#include "engine/analysis/odds.hpp"
#include "engine/core/contracts.hpp"
#include "engine/statistics/quantiles.hpp"

namespace plancast {

namespace {

// The promise is one of them: promise_level or what is left of 1.
constexpr std::array<double, 5> measure_levels{0.05, 0.2, 0.5, 0.8, 0.95};
constexpr std::array<double, 5> series_levels{0.05, 0.25, 0.5, 0.75, 0.95};
constexpr std::size_t most_pairs = 100;
constexpr double not_counted = std::numeric_limits<double>::quiet_NaN();

std::vector<Quantile> labelled_quantiles(std::span<const double> sample,
                                         std::span<const double> levels) {
    const std::vector<double> values = quantiles(sample, levels);
    std::vector<Quantile> labelled;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        // A sample without finite values has no quantiles.
        if (!std::isnan(values[i])) labelled.push_back({levels[i], values[i]});
    }
    return labelled;
}

/// @returns The median of the shortfalls above 0 of the sample; nothing where there is none.
std::optional<double> typical_shortfall(const std::vector<double>& sample) {
    std::vector<double> misses;
    for (const double shortfall : sample) {
        if (shortfall > 0) misses.push_back(shortfall);
    }
    const double median = quantile(misses, 0.5);
    return std::isnan(median) ? std::nullopt : std::optional(median);
}

/// The bound that would be met with promise_level: one of the quantiles of the measure.
std::optional<double> promise(Direction direction, const std::vector<Quantile>& quantiles) {
    if (direction == Direction::equals || direction == Direction::between ||
        direction == Direction::is_true)
        return std::nullopt;
    const double level = lower_is_better(direction) ? promise_level : 1 - promise_level;
    for (const Quantile& quantile : quantiles) {
        if (std::abs(quantile.level - level) < 1e-9) return quantile.value;
    }
    return std::nullopt;
}

PartSummary summarise_part(const Part& part, const std::vector<Level>& levels, std::size_t index,
                           const SimulationTotals& totals) {
    const VerdictCounts& counts = totals.verdicts.front();
    PartSummary summary;
    summary.id = part.id;
    summary.title = part.title;
    summary.unit = part.unit.text;
    summary.direction = part.direction;
    summary.bound = bound_text(part, levels);
    summary.levels = levels;
    summary.each_year = part.each_year;
    summary.by = part.by;
    summary.probability = part_odds(totals, 0, index);
    if (totals.known_chances[index].count > 0)
        summary.known_chance = known_chance_odds(totals, index);
    if (totals.measures.empty()) {
        summary.mean = summary.standard_error = summary.sd = not_counted;
        return summary;
    }
    if (part.direction != Direction::is_true && totals.shortfalls[index].count > 0) {
        summary.shortfall = typical_shortfall(totals.shortfall_sample[index]);
        summary.shortfall_mean = totals.shortfalls[index].mean;
    }
    summary.mean = totals.measures[index].mean;
    summary.standard_error = measure_standard_error(totals, index);
    summary.sd = totals.measures[index].standard_deviation();
    summary.measure_quantiles = labelled_quantiles(totals.measure_sample[index], measure_levels);
    // A level to promise makes sense where every run is judged by the same bound.
    if (levels.size() == 1 && counts.part_not_judged[index] == 0 &&
        totals.measures_not_finite[index].count == 0)
        summary.promise = promise(part.direction, summary.measure_quantiles);
    return summary;
}

std::vector<TargetSummary> summarise_targets(const Plan& plan, const CompiledPlan& compiled,
                                             const SimulationTotals& totals) {
    std::vector<TargetSummary> targets;
    std::size_t part = 0;
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
        const Target& target = plan.targets[i];
        TargetSummary summary;
        summary.id = target.id;
        summary.number = target.number;
        summary.title = target.title;
        summary.needs = target.needs;
        summary.probability = target_odds(totals, 0, i);
        for (const Part& of_target : target.parts) {
            summary.parts.push_back(summarise_part(of_target, compiled.levels[part], part, totals));
            ++part;
        }
        targets.push_back(std::move(summary));
    }
    return targets;
}

std::vector<SeriesSummary> summarise_series(const Plan& plan, const CompiledPlan& compiled,
                                            const SimulationTotals& totals) {
    std::vector<SeriesSummary> rows;
    for (std::size_t i = 0; i < totals.series.size(); ++i) {
        const QuantityColumn& column = compiled.series[i];
        const Series& series = plan.series[column.quantity];
        SeriesSummary row;
        row.id = quantity_id(plan, series, column.member);
        row.name = series.name;
        row.members = member_names(plan, series.sets, column.member);
        row.title = plan.member_title(series.title, series.name, series.sets, column.member);
        row.unit = series.unit.text;
        row.year = column.year;
        row.mean = totals.series[i].mean;
        row.standard_error = series_standard_error(totals, i);
        row.sd = totals.series[i].standard_deviation();
        row.quantiles = labelled_quantiles(totals.series_sample[i], series_levels);
        rows.push_back(std::move(row));
    }
    return rows;
}

// That a target fails with those whose verdicts it asks for is no news.
std::vector<PairOfMisses> pairs_of_misses(const Plan& plan, const CompiledPlan& compiled,
                                          const SimulationTotals& totals) {
    const VerdictCounts& counts = totals.verdicts.front();
    const std::size_t n = plan.targets.size();
    const double runs = static_cast<double>(totals.runs);
    const auto missed = [&](std::size_t i) {
        return (runs - static_cast<double>(counts.target_met[i] + counts.target_not_judged[i])) /
               runs;
    };
    std::vector<PairOfMisses> pairs;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            if (compiled.rests_on[i].count(j) + compiled.rests_on[j].count(i) > 0) continue;
            PairOfMisses pair{plan.targets[i].id, plan.targets[j].id,
                              static_cast<double>(totals.both_missed[i * n + j]) / runs,
                              missed(i) * missed(j)};
            if (pair.probability > pair.by_chance) pairs.push_back(std::move(pair));
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
        return a.probability - a.by_chance > b.probability - b.by_chance;
    });
    if (pairs.size() > most_pairs) pairs.resize(most_pairs);
    return pairs;
}

std::vector<ReadingSummary> summarise_readings(const Plan& plan, const CompiledPlan& compiled,
                                               const SimulationTotals& totals) {
    std::vector<ReadingSummary> readings;
    for (std::size_t i = 1; i < totals.verdicts.size(); ++i) {
        const ReadingChoice& choice = compiled.choices[i];
        ReadingSummary summary;
        summary.reading = choice.reading;
        summary.alternative = choice.alternative;
        for (const Reading& reading : plan.readings) {
            if (reading.name != choice.reading) continue;
            summary.title = reading.title;
            for (std::size_t k = 0; k < reading.alternatives.size(); ++k)
                if (reading.alternatives[k] == choice.alternative)
                    summary.alternative_title = reading.titles.at(k);
        }
        summary.all_targets = all_targets_odds(totals, i);
        for (std::size_t target = 0; target < plan.targets.size(); ++target)
            summary.targets.push_back(target_odds(totals, i, target));
        readings.push_back(std::move(summary));
    }
    return readings;
}

std::vector<Finding> find_what_is_wrong(const Plan& plan, const CompiledPlan& compiled,
                                        const SimulationTotals& totals) {
    std::vector<Finding> findings;
    const auto add = [&findings](Finding::Kind kind, std::string id, const Title& title,
                                 std::optional<int> year, const Occurrences& found) {
        if (found.count > 0)
            findings.push_back(
                {kind, std::move(id), title, year, found.count, found.first_run, {}});
    };
    for (std::size_t i = 0; i < plan.checks.size(); ++i) {
        add(Finding::Kind::check_broken, plan.checks[i].name, plan.checks[i].title, std::nullopt,
            totals.checks_broken[i]);
    }
    for (std::size_t i = 0; i < totals.series.size(); ++i) {
        const QuantityColumn& column = compiled.series[i];
        const Series& series = plan.series[column.quantity];
        add(Finding::Kind::series_not_finite, quantity_id(plan, series, column.member),
            plan.member_title(series.title, series.name, series.sets, column.member), column.year,
            totals.series_not_finite[i]);
    }
    if (totals.measures.empty()) return findings;
    std::size_t index = 0;
    for (const Target& target : plan.targets) {
        for (const Part& part : target.parts) {
            const std::string id = target.parts.size() == 1 ? target.id : target.id + "/" + part.id;
            add(Finding::Kind::measure_not_finite, id, part.title, std::nullopt,
                totals.measures_not_finite[index++]);
        }
    }
    return findings;
}

}  // namespace

std::vector<std::string> member_names(const Plan& plan, const SetList& over, std::size_t member) {
    std::vector<std::string> names(over.size());
    for (std::size_t i = over.size(); i-- > 0;) {
        const auto& members = plan.sets[over[i]].members;
        names[i] = members[member % members.size()];
        member /= members.size();
    }
    return names;
}

std::string quantity_id(const Plan& plan, const Declared& quantity, std::size_t member) {
    return quantity.name + plan.member_label(quantity.sets, member);
}

Summary summarise(const Plan& plan, const CompiledPlan& compiled, const SimulationTotals& totals) {
    PLANCAST_EXPECTS(!totals.verdicts.empty());
    PLANCAST_EXPECTS(totals.verdicts.size() == compiled.choices.size());
    PLANCAST_EXPECTS(totals.series.empty() || totals.series.size() == compiled.series.size());
    PLANCAST_EXPECTS(totals.checks_broken.size() == plan.checks.size());
    Summary summary;
    summary.scenario = plan.name;
    summary.title = plan.title;
    summary.scenario_title = plan.scenario_title;
    summary.runs = totals.runs;
    summary.seed = plan.run.seed;
    summary.design = plan.run.design;
    summary.interrupted = totals.interrupted;
    const VerdictCounts& counts = totals.verdicts.front();
    summary.all_targets = all_targets_odds(totals, 0);
    for (const std::uint64_t runs : counts.targets_met) {
        summary.targets_met.push_back(
            totals.runs == 0 ? 0 : static_cast<double>(runs) / static_cast<double>(totals.runs));
    }
    for (std::size_t k = 0; k < counts.targets_met.size(); ++k)
        summary.at_least.push_back(at_least_odds(totals, k));
    summary.targets = summarise_targets(plan, compiled, totals);
    summary.series = summarise_series(plan, compiled, totals);
    if (totals.runs > 0) summary.pairs = pairs_of_misses(plan, compiled, totals);
    summary.readings = summarise_readings(plan, compiled, totals);
    summary.checks = plan.checks.size();
    summary.findings = find_what_is_wrong(plan, compiled, totals);
    return summary;
}

}  // namespace plancast
