#include "engine/report/comparison_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"
#include "engine/report/simulation_text.hpp"

namespace plancast {

namespace {

/// How many series are shown of each scenario; the rest stands in the JSON.
constexpr std::size_t most_series = 12;
/// How many names are listed that only one of two plans has; the rest is counted.
constexpr std::size_t most_names = 12;

bool changes(const OddsChange& odds) {
    return odds.gained ? *odds.gained + *odds.lost > 0 : odds.difference.value != 0;
}

std::string signed_text(double value, int decimals, Language language) {
    const std::string text = decimal_text(value, decimals, language);
    return (value > 0 && text.find_first_of("123456789") != std::string::npos ? "+" : "") + text;
}

std::string count_text(const std::optional<std::uint64_t>& runs, Language language) {
    return runs ? whole_text(*runs, language) : "";
}

void add_row(TextTable& table, const std::string& number, const std::string& title,
             const OddsChange& odds, const ComparedPlans& compared,
             const ComparedScenario& scenario, Language language) {
    table.add_row({number, title, short_odds_text(odds.base, compared.base.runs, language),
                   short_odds_text(odds.probability, scenario.runs, language),
                   difference_text(odds.difference, 100, language),
                   count_text(odds.gained, language), count_text(odds.lost, language)});
}

std::string unchanged_text(const ComparedScenario& scenario, const TextStyle& style) {
    std::string ids;
    std::size_t count = 0;
    for (const TargetChange& target : scenario.targets) {
        bool any = changes(target.odds);
        for (const OddsChange& part : target.parts) any = any || changes(part);
        if (any) continue;
        ++count;
        ids += (ids.empty() ? "" : "; ") +
               title_text(target.odds.title, style.language, target.odds.id);
    }
    if (count == 0) return {};
    if (count == scenario.targets.size())
        return line(word(Phrase::all_unchanged, style.language), style);
    return remark(
        wrapped(filled(Phrase::unchanged_targets, style.language, count, ids), 2, 4, style.width),
        style);
}

std::string targets_text(const ComparedPlans& compared, const ComparedScenario& scenario,
                         const TextStyle& style) {
    const Language language = style.language;
    if (scenario.targets.empty()) return {};
    TextTable table({{word(Phrase::number, language), Align::right, 4, 1},
                     {word(Phrase::target, language), Align::left, 40, 12},
                     {word(Phrase::odds_of_base, language), Align::right},
                     {word(Phrase::odds_here, language), Align::right},
                     {word(Phrase::difference, language), Align::right},
                     {scenario.paired ? word(Phrase::gained, language) : "", Align::right},
                     {scenario.paired ? word(Phrase::lost, language) : "", Align::right}});
    for (const TargetChange& target : scenario.targets) {
        const bool several = target.parts.size() > 1;
        const bool any_part = std::any_of(target.parts.begin(), target.parts.end(), changes);
        if (!changes(target.odds) && !any_part) continue;
        add_row(table, target.number > 0 ? fmt::format("{}", target.number) : "",
                title_text(target.odds.title, language, target.odds.id), target.odds, compared,
                scenario, language);
        for (const OddsChange& part : target.parts)
            if (several && changes(part))
                add_row(table, "",
                        "  " + part_title_text(part.title, part.id, target.odds.title,
                                               target.odds.id, language),
                        part, compared, scenario, language);
    }
    const Unshared& unshared = scenario.unshared_targets;
    const bool of_each = !unshared.only_in_base.empty() || !unshared.only_here.empty();
    if ((scenario.targets.size() > 1 || of_each) && !table.empty())
        add_row(table, "",
                of_each ? word(Phrase::all_targets_of_each, language)
                        : filled(Phrase::all_targets, language, scenario.targets.size()),
                scenario.all_targets, compared, scenario, language);
    return (table.empty() ? "" : table.text(style, 0)) + unchanged_text(scenario, style);
}

std::string series_text(const ComparedScenario& scenario, const TextStyle& style) {
    const Language language = style.language;
    TextTable table({{word(Phrase::series, language), Align::left, 44, 12},
                     {word(Phrase::unit, language), Align::left, 16, 1},
                     {word(Phrase::year, language), Align::right, 6, 1},
                     {word(Phrase::mean_of_base, language), Align::right},
                     {word(Phrase::odds_here, language), Align::right},
                     {word(Phrase::difference, language), Align::right}});
    // A series stands with the year in which it moved most.
    std::vector<std::string> shown;
    for (const SeriesChange& change : scenario.series) {
        if (shown.size() == most_series || !(std::fabs(change.difference.value) > 0)) break;
        if (std::find(shown.begin(), shown.end(), change.id) != shown.end()) continue;
        shown.push_back(change.id);
        const double half = (change.difference.interval[1] - change.difference.interval[0]) / 2;
        const int decimals = decimals_for(std::max(half, change.base_sd / 100));
        const auto mean_text = [&](double mean) {
            return decimals < 0 ? plain_text(mean, language)
                                : decimal_text(mean, decimals, language);
        };
        table.add_row({title_text(change.title, language, change.id),
                       change.unit == "1" ? "" : change.unit,
                       change.year ? fmt::format("{}", *change.year) : "", mean_text(change.base),
                       mean_text(change.base + change.difference.value),
                       difference_text(change.difference, 1, language)});
    }
    if (table.empty()) return {};
    return "\n" + heading(word(Phrase::series_moved, language), style) + "\n" + table.text(style);
}

/// Says which mean leaves out most runs, if any does.
std::string left_out_text(const ComparedPlans& compared, const ComparedScenario& scenario,
                          const TextStyle& style) {
    const Language language = style.language;
    std::size_t count = 0;
    const SeriesChange* most = nullptr;
    for (const SeriesChange& change : scenario.series) {
        if (change.not_finite == 0) continue;
        ++count;
        if (most == nullptr || change.not_finite > most->not_finite) most = &change;
    }
    if (most == nullptr) return {};
    const std::string title = title_text(most->title, language, most->id);
    const std::uint64_t runs = scenario.runs + (scenario.paired ? 0 : compared.base.runs);
    return alarm(wrapped(filled(Phrase::means_leave_out, language, count,
                                most->year ? fmt::format("{} {}", title, *most->year) : title,
                                whole_text(most->not_finite, language), whole_text(runs, language)),
                         2, 4, style.width),
                 style);
}

std::string listed(const std::vector<std::string>& names, Language language) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i)
        text += (text.empty() ? "" : ", ") + names[i];
    if (names.size() <= most_names) return text;
    return filled(Phrase::and_more, language, text, names.size() - most_names);
}

std::string unshared_text(const Unshared& unshared, Phrase kind, const TextStyle& style) {
    const std::string what = word(kind, style.language);
    std::string text;
    if (!unshared.only_in_base.empty())
        text += wrapped(filled(Phrase::only_in_base, style.language, what,
                               listed(unshared.only_in_base, style.language)),
                        2, 4, style.width);
    if (!unshared.only_here.empty())
        text += wrapped(filled(Phrase::only_here, style.language, what,
                               listed(unshared.only_here, style.language)),
                        2, 4, style.width);
    return text;
}

std::string scenario_text(const ComparedPlans& compared, const ComparedScenario& scenario,
                          const TextStyle& style) {
    const Language language = style.language;
    const std::string simulated =
        simulation_text(scenario.runs, scenario.seed, scenario.design, language);
    std::string title = title_text(scenario.scenario_title, language,
                                   title_text(scenario.title, language, scenario.id));
    // Another result of the base's own scenario.
    if (scenario.id == compared.base.scenario) title += " – " + simulated;
    std::string text = "\n" + heading(line(title, style), style);
    const std::string how =
        !scenario.paired
            ? filled(Phrase::unpaired, language, simulated)
            : word(scenario.shares_draws ? Phrase::paired : Phrase::no_draw_in_common, language);
    const std::string with =
        scenario.id + " " + filled(Phrase::compared_with, language, compared.base.scenario);
    text += remark(wrapped(with + ", " + how, 0, 2, style.width), style);
    text += targets_text(compared, scenario, style) + series_text(scenario, style) +
            left_out_text(compared, scenario, style);
    const std::string unshared =
        unshared_text(scenario.unshared_targets, Phrase::targets_listed, style) +
        unshared_text(scenario.unshared_series, Phrase::series_listed, style) +
        unshared_text(scenario.draws, Phrase::draws_listed, style);
    return text + (unshared.empty() ? "" : "\n" + remark(unshared, style));
}

}  // namespace

std::string difference_text(const Estimate& difference, double factor, Language language) {
    const double value = factor * difference.value, low = factor * difference.interval[0],
                 high = factor * difference.interval[1];
    const double half = (high - low) / 2;
    // Where every run changes alike there is no doubt.
    if (!std::isfinite(half) || !(half > 0))
        return (value > 0 ? "+" : "") + significant_text(value, 4, language);
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(half))), 0, 12);
    return fmt::format("{} ({})", signed_text(value, decimals, language),
                       filled(Phrase::from_to, language, decimal_text(low, decimals, language),
                              decimal_text(high, decimals, language)));
}

std::string comparison_text(const ComparedPlans& compared, const TextStyle& style) {
    const Summary& base = compared.base;
    const Language language = style.language;
    const std::string title = title_text(base.title, language, base.scenario);
    const std::string scenario = title_text(base.scenario_title, language, "");
    std::string text =
        heading(line(scenario.empty() ? title : title + " – " + scenario, style), style);
    text += remark(
        line(base.scenario + ": " + simulation_text(base.runs, base.seed, base.design, language),
             style),
        style);
    for (const ComparedScenario& other : compared.scenarios)
        text += scenario_text(compared, other, style);
    return text;
}

}  // namespace plancast
