#include "engine/report/sensitivity_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"
#include "engine/report/simulation_text.hpp"

namespace plancast {

namespace {

/// With more outputs each gets a line instead of a table.
constexpr std::size_t most_tables = 4;
constexpr std::size_t most_rows = 15, most_named = 5, most_measured = 8;
/// A share of the variance below this is not worth a word.
constexpr double worth_naming = 0.01;

std::string word(Phrase wanted, Language language) { return std::string(phrase(wanted, language)); }

template <typename... Values>
std::string filled(Phrase wanted, Language language, const Values&... values) {
    return fmt::format(fmt::runtime(phrase(wanted, language)), values...);
}

const Estimate* index_named(const InputSensitivity& input, const std::string& name) {
    for (const NamedEstimate& index : input.indices)
        if (index.name == name) return &index.estimate;
    return nullptr;
}

/// Inputs in the order of the size of the first index; those without one last.
std::vector<const InputSensitivity*> ordered(const OutputSensitivity& output,
                                             const std::string& name) {
    std::vector<const InputSensitivity*> inputs;
    for (const InputSensitivity& input : output.inputs) inputs.push_back(&input);
    const auto size = [&](const InputSensitivity* input) {
        const Estimate* index = index_named(*input, name);
        return index == nullptr || std::isnan(index->value) ? -1 : std::fabs(index->value);
    };
    std::stable_sort(inputs.begin(), inputs.end(),
                     [&](const auto* a, const auto* b) { return size(a) > size(b); });
    return inputs;
}

/// "0.314 (0.309 to 0.319)", with the decimals that the interval allows.
std::string estimate_text(const Estimate& estimate, Language language) {
    if (std::isnan(estimate.value)) return "–";
    const double half = (estimate.interval[1] - estimate.interval[0]) / 2;
    if (!std::isfinite(half) || !(half > 0)) return significant_text(estimate.value, 3, language);
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(half))), 0, 6);
    return fmt::format(
        "{} ({})", decimal_text(estimate.value, decimals, language),
        filled(Phrase::from_to, language, decimal_text(estimate.interval[0], decimals, language),
               decimal_text(estimate.interval[1], decimals, language)));
}

std::string percent_text(double share, Language language) {
    return fmt::format("{} %", decimal_text(100 * share, share < 0.0995 ? 1 : 0, language));
}

std::string status_text(const std::string& status, Language language) {
    if (status == "measured") return word(Phrase::status_measured, language);
    if (status == "estimated") return word(Phrase::status_estimated, language);
    if (status == "assumed") return word(Phrase::status_assumed, language);
    if (status == "chance") return word(Phrase::status_chance, language);
    return status;
}

std::string kind_text(const InputSensitivity& input, Language language) {
    return status_text(input.kind == InputGroup::Kind::count ? "chance" : input.status, language);
}

std::string output_title(const StudiedOutput& output, Language language) {
    std::string title = title_text(output.title, language, output.of);
    switch (output.kind) {
        case StudiedOutput::Kind::hit:
            title += fmt::format(" [{}: {}]", output.of, word(Phrase::of_hit, language));
            break;
        case StudiedOutput::Kind::measure:
            title += fmt::format(" [{}: {}]", output.of, word(Phrase::of_measure, language));
            break;
        case StudiedOutput::Kind::series: title += fmt::format(" [{}]", output.of); break;
    }
    return title;
}

std::string shares_text(const OutputSensitivity& output, const TextStyle& style) {
    if (output.shares.empty()) return {};
    std::string text;
    for (const StatusShare& share : output.shares)
        text +=
            (text.empty() ? "" : "; ") + filled(Phrase::share_of_status, style.language,
                                                status_text(share.status, style.language),
                                                percent_text(share.first.value, style.language),
                                                percent_text(share.total.value, style.language));
    return wrapped(word(Phrase::rests_on, style.language) + " " + text, 2, 4, style.width);
}

std::string pairs_text(const OutputSensitivity& output, const TextStyle& style) {
    std::vector<const PairSensitivity*> pairs;
    for (const PairSensitivity& pair : output.pairs) pairs.push_back(&pair);
    std::stable_sort(pairs.begin(), pairs.end(), [](const auto* a, const auto* b) {
        return std::fabs(a->index.value) > std::fabs(b->index.value);
    });
    if (pairs.empty()) return {};
    TextTable table({{word(Phrase::pair_of_inputs, style.language), Align::left, 50, 12},
                     {"second", Align::right}});
    for (std::size_t i = 0; i < std::min(pairs.size(), most_rows); ++i)
        table.add_row({pairs[i]->first + ", " + pairs[i]->second,
                       estimate_text(pairs[i]->index, style.language)});
    return table.text(style);
}

std::string facts_text(const OutputSensitivity& output, Language language) {
    std::string text =
        filled(Phrase::mean_and_sd, language, significant_text(output.mean.value, 4, language),
               significant_text(std::sqrt(std::max(0.0, output.variance.value)), 3, language));
    for (const NamedEstimate& fact : output.facts)
        text += fmt::format("; {} {}", fact.name, estimate_text(fact.estimate, language));
    return text;
}

std::string output_table(const Sensitivity& sensitivity, const OutputSensitivity& output,
                         const TextStyle& style) {
    const Language language = style.language;
    std::string text = "\n" + heading(line(output_title(output.output, language), style), style);
    text += remark(line("  " + facts_text(output, language), style), style);
    if (output.constant) return text + line("  " + word(Phrase::is_constant, language), style);
    std::vector<TableColumn> columns{{word(Phrase::input, language), Align::left, 44, 12},
                                     {word(Phrase::status, language), Align::left, 12, 6}};
    for (const std::string& name : sensitivity.indices) columns.push_back({name, Align::right});
    TextTable table(std::move(columns));
    const auto inputs = ordered(output, sensitivity.indices.front());
    const std::size_t shown = std::min(inputs.size(), most_rows);
    for (std::size_t i = 0; i < shown; ++i) {
        std::vector<std::string> cells{title_text(inputs[i]->title, language, inputs[i]->input),
                                       kind_text(*inputs[i], language)};
        for (const std::string& name : sensitivity.indices) {
            const Estimate* index = index_named(*inputs[i], name);
            cells.push_back(index == nullptr ? "" : estimate_text(*index, language));
        }
        table.add_row(std::move(cells));
    }
    text += table.text(style);
    if (inputs.size() > shown)
        text += remark(
            line("  " + filled(Phrase::and_more_inputs, language, inputs.size() - shown), style),
            style);
    return text + pairs_text(output, style) + shares_text(output, style);
}

/// "Growth of product: cycle 31 %, growth[industry] 18 %, ..."
std::string output_line(const Sensitivity& sensitivity, const OutputSensitivity& output,
                        const TextStyle& style) {
    const Language language = style.language;
    const std::string& name = sensitivity.indices.front();
    std::string text;
    std::size_t named = 0;
    if (!output.constant) {
        for (const InputSensitivity* input : ordered(output, name)) {
            const Estimate* index = index_named(*input, name);
            const bool small = index == nullptr || std::isnan(index->value) ||
                               (sensitivity.are_shares && index->value < worth_naming);
            if (named == most_named || small) break;
            ++named;
            text += (text.empty() ? "" : ", ") + title_text(input->title, language, input->input) +
                    " " +
                    (sensitivity.are_shares ? percent_text(index->value, language)
                                            : significant_text(index->value, 3, language));
        }
    } else {
        text = word(Phrase::is_constant, language);
    }
    if (text.empty()) text = word(Phrase::nothing_stands_out, language);
    return wrapped(output_title(output.output, language) + ": " + text, 0, 4, style.width);
}

std::string measure_first_text(const Sensitivity& sensitivity, const TextStyle& style) {
    const Language language = style.language;
    if (sensitivity.measure_first.empty()) return {};
    TextTable table({{word(Phrase::input, language), Align::left, 44, 12},
                     {word(Phrase::status, language), Align::left, 12, 6},
                     {word(Phrase::share_on_average, language), Align::right},
                     {word(Phrase::most_on, language), Align::left, 34, 10}});
    std::size_t shown = 0;
    for (const MeasureFirst& one : sensitivity.measure_first) {
        if (shown++ == most_measured) break;
        table.add_row({title_text(one.title, language, one.input),
                       status_text(one.status, language), percent_text(one.share, language),
                       fmt::format("{} ({})", title_text(one.most_on_title, language, one.most_on),
                                   percent_text(one.largest, language))});
    }
    return "\n" + heading(line(word(Phrase::measure_first, language), style), style) +
           table.text(style);
}

}  // namespace

std::string sensitivity_text(const Sensitivity& sensitivity, const TextStyle& style) {
    const Language language = style.language;
    const std::string title = title_text(sensitivity.title, language, sensitivity.scenario);
    const std::string scenario = title_text(sensitivity.scenario_title, language, "");
    std::string text =
        heading(line(scenario.empty() ? title : title + " – " + scenario, style), style);
    std::string how = fmt::format("{}: {}", sensitivity.scenario, sensitivity.method);
    if (!sensitivity.estimator.empty()) how += " (" + sensitivity.estimator + ")";
    how += ", " + simulation_text(sensitivity.runs, sensitivity.seed, sensitivity.design, language);
    if (sensitivity.evaluations > 0)
        how += ", " +
               filled(Phrase::evaluations, language, whole_text(sensitivity.evaluations, language));
    text += remark(wrapped(how, 0, 2, style.width), style);
    const bool tables = sensitivity.outputs.size() <= most_tables;
    if (!tables)
        text +=
            "\n" +
            remark(wrapped(filled(Phrase::share_of_variance, language, sensitivity.indices.front()),
                           0, 2, style.width),
                   style);
    for (const OutputSensitivity& output : sensitivity.outputs)
        text += tables ? output_table(sensitivity, output, style)
                       : output_line(sensitivity, output, style);
    return text + measure_first_text(sensitivity, style);
}

std::vector<std::string> sensitivity_warnings(const Sensitivity& sensitivity) {
    std::vector<std::string> warnings;
    for (const OutputSensitivity& output : sensitivity.outputs) {
        if (output.left_out > 0)
            warnings.push_back(fmt::format(
                "{} is not finite in {} of {} runs, first in run {}: these are left out",
                output.output.of, output.left_out, output.runs + output.left_out,
                output.first_left_out.value_or(0)));
        if (output.constant && output.output.kind == StudiedOutput::Kind::hit)
            warnings.push_back(
                fmt::format("{} is {} in every run: an event that never changes hinges on nothing",
                            output.output.of, output.mean.value > 0.5 ? "met" : "missed"));
        else if (output.constant)
            warnings.push_back(fmt::format("{} is {} in every run: it hinges on nothing",
                                           output.output.of, output.mean.value));
    }
    if (!sensitivity.correlated.empty()) {
        std::string pairs;
        constexpr std::size_t most = 8;
        for (std::size_t i = 0; i < std::min(most, sensitivity.correlated.size()); ++i)
            pairs += fmt::format("{}{} and {}", i == 0 ? "" : ", ", sensitivity.correlated[i].first,
                                 sensitivity.correlated[i].second);
        if (sensitivity.correlated.size() > most)
            pairs += fmt::format(" and {} more pairs", sensitivity.correlated.size() - most);
        warnings.push_back(fmt::format(
            "{} takes inputs for independent, but these are correlated: {}. An index is that of "
            "the part which is an input's own; --method shapley shares out what they have in "
            "common",
            sensitivity.method, pairs));
    }
    return warnings;
}

}  // namespace plancast
