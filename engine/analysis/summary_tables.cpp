#include "engine/analysis/summary_tables.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <utility>

namespace plancast {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Grows row by row; the columns appear with the first row that names them.
class TableBuilder {
public:
    explicit TableBuilder(std::string path) { table_.path = std::move(path); }

    void row(std::string label) { table_.labels.push_back(std::move(label)); }

    void set(const std::string& column, double value) {
        for (auto& [name, values] : table_.columns) {
            if (name != column) continue;
            values.resize(table_.labels.size(), none);
            values.back() = value;
            return;
        }
        table_.columns.emplace_back(column, std::vector<double>(table_.labels.size(), none));
        table_.columns.back().second.back() = value;
    }

    void set(const Probability& probability) {
        set("probability", probability.value);
        set("low", probability.interval[0]);
        set("high", probability.interval[1]);
        set("met", static_cast<double>(probability.met));
        set("not_judged", static_cast<double>(probability.not_judged));
    }

    void set(const std::vector<Quantile>& quantiles) {
        for (const Quantile& quantile : quantiles)
            set(fmt::format("quantile_{:g}", quantile.level), quantile.value);
    }

    void finish_into(std::vector<SummaryTable>& tables) {
        if (table_.labels.empty()) return;
        for (auto& [name, values] : table_.columns) values.resize(table_.labels.size(), none);
        tables.push_back(std::move(table_));
    }

private:
    SummaryTable table_;
};

void add_targets(const Summary& summary, std::vector<SummaryTable>& tables) {
    TableBuilder targets("summary/targets");
    TableBuilder parts("summary/parts");
    TableBuilder paths("summary/bound_paths");
    for (const TargetSummary& target : summary.targets) {
        targets.row(target.id);
        targets.set("number", target.number);
        targets.set(target.probability);
        for (const PartSummary& part : target.parts) {
            parts.row(target.id + "/" + part.id);
            parts.set(part.probability);
            const bool one = part.levels.size() == 1;
            parts.set("bound", one ? part.levels[0].bound : none);
            if (one && part.levels[0].upper) parts.set("bound_upper", *part.levels[0].upper);
            for (std::size_t i = 0; i < part.levels.size() && !one; ++i) {
                const Level& level = part.levels[i];
                paths.row(fmt::format("{}/{} ({})", target.id, part.id, level.year.value_or(0)));
                paths.set("year", level.year.value_or(0));
                paths.set("bound", level.bound);
                if (level.upper) paths.set("bound_upper", *level.upper);
            }
            parts.set("shortfall", part.shortfall.value_or(none));
            parts.set("shortfall_mean", part.shortfall_mean.value_or(none));
            parts.set("promise", part.promise.value_or(none));
            parts.set("known_chance", part.known_chance ? part.known_chance->value : none);
            parts.set("mean", part.mean);
            parts.set("standard_error", part.standard_error);
            parts.set("sd", part.sd);
            parts.set(part.measure_quantiles);
        }
    }
    if (!summary.targets.empty()) {
        targets.row("all");
        targets.set(summary.all_targets);
    }
    targets.finish_into(tables);
    parts.finish_into(tables);
    paths.finish_into(tables);
}

void add_series(const Summary& summary, std::vector<SummaryTable>& tables) {
    TableBuilder series("summary/series");
    for (const SeriesSummary& row : summary.series) {
        series.row(row.id);
        if (row.year) series.set("year", *row.year);
        series.set("mean", row.mean);
        series.set("standard_error", row.standard_error);
        series.set("sd", row.sd);
        series.set(row.quantiles);
    }
    series.finish_into(tables);
}

void add_targets_met(const Summary& summary, std::vector<SummaryTable>& tables) {
    TableBuilder met("summary/targets_met");
    if (!summary.targets.empty()) {
        for (std::size_t k = 0; k < summary.targets_met.size(); ++k) {
            met.row(fmt::format("{}", k));
            met.set("probability", summary.targets_met[k]);
        }
    }
    met.finish_into(tables);
}

void add_pairs(const Summary& summary, std::vector<SummaryTable>& tables) {
    TableBuilder pairs("summary/pairs");
    for (const PairOfMisses& pair : summary.pairs) {
        pairs.row(pair.first + " & " + pair.second);
        pairs.set("both_missed", pair.probability);
        pairs.set("by_chance", pair.by_chance);
    }
    pairs.finish_into(tables);
}

void add_readings(const Summary& summary, std::vector<SummaryTable>& tables) {
    TableBuilder readings("summary/readings");
    for (const ReadingSummary& reading : summary.readings) {
        const std::string choice = reading.reading.empty()
                                       ? reading.alternative
                                       : reading.reading + " = " + reading.alternative;
        for (std::size_t i = 0; i < reading.targets.size(); ++i) {
            readings.row(choice + ": " + summary.targets[i].id);
            readings.set(reading.targets[i]);
        }
        readings.row(choice + ": all");
        readings.set(reading.all_targets);
    }
    readings.finish_into(tables);
}

}  // namespace

std::vector<SummaryTable> summary_tables(const Summary& summary) {
    std::vector<SummaryTable> tables;
    add_targets(summary, tables);
    add_series(summary, tables);
    add_targets_met(summary, tables);
    add_pairs(summary, tables);
    add_readings(summary, tables);
    return tables;
}

}  // namespace plancast
