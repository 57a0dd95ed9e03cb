#include "engine/report/summary_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/report/check_text.hpp"
#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"
#include "engine/report/simulation_text.hpp"
#include "engine/report/target_table.hpp"
#include "engine/report/warning_text.hpp"
#include "engine/statistics/intervals.hpp"

namespace plancast {

namespace {

constexpr std::size_t shown_pairs = 5;
constexpr std::size_t bar_cells = 20;

std::string title_block(const Summary& summary, const TextStyle& style) {
    const Language language = style.language;
    std::string title = title_text(summary.title, language, summary.scenario);
    const std::string scenario = title_text(summary.scenario_title, language, "");
    if (!scenario.empty()) title += " – " + scenario;
    std::string text = heading(line(title, style), style);
    text += remark(line(summary.scenario + ": " +
                            simulation_text(summary.runs, summary.seed, summary.design, language),
                        style),
                   style);
    if (summary.interrupted) text += alarm(line(word(Phrase::interrupted, language), style), style);
    return text;
}

/// A plan holds where none of its targets is missed; some may not have been judged.
std::string whole_plan_text(const Summary& summary, const TextStyle& style) {
    if (summary.targets.size() < 2) return {};
    bool all_judged = true;
    for (const TargetSummary& target : summary.targets)
        all_judged = all_judged && target.probability.not_judged == 0;
    const Phrase words = all_judged ? Phrase::all_targets : Phrase::none_missed;
    return "\n" + heading(filled(words, style.language, summary.targets.size()), style) + "  " +
           odds_text(summary.all_targets, summary.runs, style.language) + "\n";
}

std::string targets_met_text(const Summary& summary, const TextStyle& style) {
    const Language language = style.language;
    const std::size_t n = summary.targets.size();
    if (n < 2 || summary.runs == 0 || summary.targets_met.size() != n + 1 ||
        summary.at_least.size() != n + 1)
        return {};
    double mean = 0;
    for (std::size_t k = 0; k <= n; ++k) mean += static_cast<double>(k) * summary.targets_met[k];
    std::string text = "\n" + heading(word(Phrase::targets_met, language), style) + " (" +
                       filled(Phrase::mean_met, language, decimal_text(mean, 1, language), n) +
                       ")\n";
    TextTable table({{"", Align::left}, {"", Align::left}, {"", Align::left}});
    for (std::size_t k = 1; k <= n; ++k) {
        const Probability& probability = summary.at_least[k];
        // Of the sure ones the last is enough, of the impossible ones the first.
        if (k < n && summary.at_least[k + 1].value > 0.999) continue;
        const bool certain = probability.met == 0 || probability.met == summary.runs;
        table.add_row({filled(Phrase::at_least_k, language, k),
                       aligned_odds_text(probability, summary.runs, language),
                       certain ? "" : bar_text(probability.value, bar_cells)});
        if (probability.value < 0.001) break;
    }
    return text + table.text(style);
}

std::string pairs_text(const Summary& summary, const TextStyle& style) {
    const Language language = style.language;
    if (summary.pairs.empty()) return {};
    const std::string both = word(Phrase::pair_columns, language);
    const std::size_t cut = both.find('|');
    TextTable table({{"", Align::left, 72},
                     {both.substr(0, cut), Align::right},
                     {both.substr(cut + 1), Align::right}});
    const auto label = [&](const std::string& id) {
        for (const TargetSummary& target : summary.targets) {
            if (target.id != id) continue;
            const std::string title = title_text(target.title, language, target.id);
            return target.number > 0 ? fmt::format("{}. {}", target.number, title) : title;
        }
        return id;
    };
    const auto percent = [language](double fraction) {
        return decimal_text(100 * fraction, 1, language) + " %";
    };
    for (std::size_t i = 0; i < summary.pairs.size() && i < shown_pairs; ++i) {
        const PairOfMisses& pair = summary.pairs[i];
        // A difference within the noise of the simulation is no news.
        if (pair.probability - pair.by_chance < 0.001) break;
        table.add_row({cut_to(label(pair.first), 35) + " " + word(Phrase::pair_and, language) +
                           " " + cut_to(label(pair.second), 35),
                       percent(pair.probability), percent(pair.by_chance)});
    }
    if (table.empty()) return {};
    return "\n" + heading(word(Phrase::pairs, language), style) + "\n" + table.text(style);
}

}  // namespace

std::string finding_text(const Finding& finding, std::uint64_t all_runs, Language language) {
    const std::string runs = whole_text(finding.runs, language);
    switch (finding.kind) {
        case Finding::Kind::check_broken: return broken_text(finding, all_runs, language);
        case Finding::Kind::series_not_finite:
            if (finding.year) {
                return filled(Phrase::series_of_year_not_finite, language, finding.id,
                              *finding.year, runs, finding.first_run);
            }
            return filled(Phrase::series_not_finite, language, finding.id, runs, finding.first_run);
        case Finding::Kind::measure_not_finite:
            return filled(Phrase::measure_not_finite, language, finding.id, runs,
                          finding.first_run);
    }
    return {};
}

namespace {

std::string findings_text(const Summary& summary, const TextStyle& style) {
    const bool sound = std::none_of(
        summary.findings.begin(), summary.findings.end(),
        [](const Finding& finding) { return finding.kind == Finding::Kind::check_broken; });
    std::string text;
    if (sound && summary.checks > 0 && summary.runs > 0)
        text = "\n" + line(checks_hold_text(summary.checks, style.language), style);
    if (summary.findings.empty()) return text;
    text += "\n" + alarm(word(Phrase::findings, style.language), style) + "\n";
    for (const Finding& finding : summary.findings)
        text += wrapped(finding_text(finding, summary.runs, style.language), 2, 4, style.width);
    return text;
}

std::string warnings_text(const Summary& summary, const TextStyle& style) {
    if (summary.warnings.empty()) return {};
    std::string text = "\n" + heading(word(Phrase::warnings, style.language), style) + "\n";
    for (const Warning& warning : summary.warnings)
        text += wrapped(warning_text(warning, summary, style.language), 2, 4, style.width);
    return text;
}

std::string legend(const Summary& summary, const TextStyle& style) {
    bool shortfall = false;
    bool promise = false;
    for (const TargetSummary& target : summary.targets) {
        for (const PartSummary& part : target.parts) {
            shortfall = shortfall || part.shortfall;
            promise = promise || part.promise;
        }
    }
    std::string text = "\n";
    if (promise) text += line(word(Phrase::legend_promise, style.language), style);
    if (shortfall) text += line(word(Phrase::legend_shortfall, style.language), style);
    text += line(word(Phrase::legend_model, style.language), style);
    return remark(text, style);
}

}  // namespace

std::string summary_text(const Summary& summary, const TextStyle& style, bool readings) {
    std::string text = title_block(summary, style) + "\n";
    if (summary.targets.empty())
        return text + series_table(summary, style) + findings_text(summary, style);
    text += target_table(summary, style);
    text += whole_plan_text(summary, style);
    text += targets_met_text(summary, style);
    text += pairs_text(summary, style);
    if (readings && !summary.readings.empty()) text += "\n" + reading_table(summary, style);
    text += findings_text(summary, style);
    text += warnings_text(summary, style);
    return text + legend(summary, style);
}

}  // namespace plancast
