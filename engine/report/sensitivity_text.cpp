#include "engine/report/sensitivity_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"
#include "engine/report/simulation_text.hpp"

namespace plancast {

namespace {

/// With more outputs each gets a line instead of a table.
constexpr std::size_t most_tables = 4;
constexpr std::size_t most_rows = 15, most_named = 5, most_measured = 8;
/// A share of the variance below this is not worth a word.
constexpr double worth_naming = 0.01;

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
    constexpr int most_decimals = 4;
    if (std::max(std::fabs(estimate.interval[0]), std::fabs(estimate.interval[1])) < 1e-5)
        return "0";
    const int decimals =
        std::clamp(static_cast<int>(std::ceil(-std::log10(half))), 0, most_decimals);
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
    if (status == "mixed") return word(Phrase::status_mixed, language);
    return status;
}

std::string kind_text(const InputSensitivity& input, Language language) {
    if (input.kind == InputGroup::Kind::lever) return word(Phrase::lever, language);
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
    if (std::isnan(output.shares.front().total.value)) {
        for (const StatusShare& share : output.shares)
            text += fmt::format("{}{} {}", text.empty() ? "" : "; ",
                                status_text(share.status, style.language),
                                percent_text(share.first.value, style.language));
        return wrapped(word(Phrase::rests_on_alone, style.language) + " " + text, 2, 4,
                       style.width);
    }
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

/// An index as a column of a table.
struct ShownIndex {
    std::string name;  ///< as in InputSensitivity::indices
    std::string header;
    bool interval = true;
    bool is_signed = false;  ///< a change: with its sign, in percentage points of an event
    bool is_change = false;
};

std::vector<ShownIndex> shown_indices(const Sensitivity& sensitivity, bool event) {
    if (sensitivity.method == "given-data") {
        std::vector<ShownIndex> shown{{"first", "first"},
                                      {"rank_correlation", "rank", false, true}};
        if (event) {
            shown.push_back({"ks", "KS", false});
            shown.push_back({"shift", "shift", false, true});
        } else {
            shown.push_back({"src", "SRC", false, true});
            shown.push_back({"prcc", "PRCC", false, true});
        }
        shown.push_back({"delta", "delta", false});
        shown.push_back({"pawn", "PAWN", false});
        return shown;
    }
    if (sensitivity.method == "morris")
        return {{"mu_star", "mu_star", true, false, true},
                {"mu", "mu", false, true, true},
                {"sigma", "sigma", false, false, true}};
    if (sensitivity.method == "tornado")
        return {{"low", "low", false, true, true},
                {"high", "high", false, true, true},
                {"swing", "swing", true, false, true}};
    std::vector<ShownIndex> shown;
    for (const std::string& name : sensitivity.indices) shown.push_back({name, name});
    return shown;
}

/// What cannot be told from rounding: changes of this part of an output's standard deviation.
constexpr double rounding = 1e-10;

/// By how much an output changes: of an event in percentage points.
Estimate change_of(const Estimate& estimate, const OutputSensitivity& output) {
    const double factor = output.output.kind == StudiedOutput::Kind::hit ? 100 : 1;
    Estimate change;
    const double sd = std::sqrt(std::max(0.0, output.variance.value));
    if (std::fabs(estimate.value) <= rounding * sd) {
        change.value = 0;
        return change;
    }
    change.value = factor * estimate.value;
    change.interval = {factor * estimate.interval[0], factor * estimate.interval[1]};
    return change;
}

std::string with_sign(const std::string& text) {
    const bool positive = text[0] != '-' && text.find_first_of("123456789") != std::string::npos;
    return positive ? "+" + text : text;
}

/// With the decimals that tell it from the largest of its kind.
std::string change_text(double change, double largest, bool is_signed, Language language) {
    if (std::isnan(change)) return "–";
    const int decimals =
        largest > 0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 6) : 0;
    std::string text = decimal_text(change, decimals, language);
    return is_signed ? with_sign(text) : text;
}

bool moves_nothing(const InputSensitivity& input, const OutputSensitivity& output) {
    return std::all_of(input.indices.begin(), input.indices.end(), [&](const NamedEstimate& index) {
        return change_of(index.estimate, output).value == 0;
    });
}

/// The size of the largest change of an output.
double largest_change(const OutputSensitivity& output) {
    double largest = 0;
    for (const InputSensitivity& input : output.inputs)
        for (const NamedEstimate& index : input.indices)
            largest = std::max(largest, std::fabs(change_of(index.estimate, output).value));
    return largest;
}

std::string index_text(const ShownIndex& shown, const Estimate& estimate,
                       const OutputSensitivity& output, double largest, Language language) {
    if (std::isnan(estimate.value)) return "–";
    if (!shown.is_change) {
        if (shown.interval) return estimate_text(estimate, language);
        std::string text = decimal_text(estimate.value, 2, language);
        return shown.is_signed ? with_sign(text) : text;
    }
    const Estimate change = change_of(estimate, output);
    std::string text = change_text(change.value, largest, shown.is_signed, language);
    const bool known = std::isfinite(change.interval[0]) && std::isfinite(change.interval[1]);
    if (!shown.interval || !known) return text;
    return fmt::format(
        "{} ({})", text,
        filled(Phrase::from_to, language, change_text(change.interval[0], largest, false, language),
               change_text(change.interval[1], largest, false, language)));
}

std::string moved_text(const InputSensitivity& input, Language language) {
    if (!input.moved) return {};
    const auto [low, high] = *input.moved;
    const double size = std::max(std::fabs(low), std::fabs(high));
    const auto number = [&](double value) {
        return significant_text(std::fabs(value) < rounding * size ? 0 : value, 3, language);
    };
    return fmt::format("{} – {}{}", number(low), number(high),
                       input.unit == "1" || input.unit.empty() ? "" : " " + input.unit);
}

std::string facts_text(const Sensitivity& sensitivity, const OutputSensitivity& output,
                       Language language) {
    // The mean of Morris' points says nothing of the plan.
    if (sensitivity.method == "morris") return {};
    std::string text =
        output.output.kind == StudiedOutput::Kind::hit
            ? filled(Phrase::chance_of_event, language,
                     significant_text(100 * output.mean.value, 3, language))
            : filled(
                  Phrase::mean_and_sd, language, significant_text(output.mean.value, 4, language),
                  significant_text(std::sqrt(std::max(0.0, output.variance.value)), 3, language));
    if (output.output.unit != "1") text += fmt::format(" [{}]", output.output.unit);
    for (const NamedEstimate& fact : output.facts)
        text +=
            fmt::format("; {} {}", fact.name == "r2" ? "R2" : word(Phrase::r2_of_ranks, language),
                        decimal_text(fact.estimate.value, 2, language));
    return text;
}

Phrase why_no_indices(const OutputSensitivity& output) {
    return has_no_number(output) ? Phrase::has_no_number : Phrase::is_constant;
}

/// A title cut so that the member at its end is still there: "Sector growth…: industry".
std::string short_title(const std::string& title, std::size_t room) {
    const auto colon = title.rfind(": ");
    if (display_width(title) <= room || colon == std::string::npos) return title;
    const std::string member = title.substr(colon);
    const std::size_t width = display_width(member);
    if (width + 8 > room) return title;
    return cut_to(title.substr(0, colon), room - width) + member;
}

std::string output_table(const Sensitivity& sensitivity, const OutputSensitivity& output,
                         const TextStyle& style) {
    const Language language = style.language;
    std::string text = "\n" + heading(line(output_title(output.output, language), style), style);
    const std::string facts = facts_text(sensitivity, output, language);
    if (!facts.empty()) text += remark(line("  " + facts, style), style);
    if (has_no_number(output) || output.constant)
        return text + line("  " + word(why_no_indices(output), language), style);
    const double largest = largest_change(output);
    auto inputs = ordered(output, sensitivity.indices.front());
    if (!sensitivity.are_shares)
        inputs.erase(
            std::remove_if(inputs.begin(), inputs.end(),
                           [&](const auto* input) { return moves_nothing(*input, output); }),
            inputs.end());
    const std::size_t without_effect = output.inputs.size() - inputs.size();
    const bool moved = std::any_of(inputs.begin(), inputs.end(),
                                   [](const auto* input) { return input->moved.has_value(); });
    std::vector<TableColumn> columns{{word(Phrase::input, language), Align::left, 44, 12},
                                     {word(Phrase::status, language), Align::left, 12, 9}};
    if (moved) columns.push_back({word(Phrase::moved_between, language), Align::left, 28, 12});
    const std::vector<ShownIndex> indices =
        shown_indices(sensitivity, output.output.kind == StudiedOutput::Kind::hit);
    for (const ShownIndex& index : indices) columns.push_back({index.header, Align::right});
    TextTable table(std::move(columns));
    // Where there are many columns, titles get as little room.
    const std::size_t room = moved || indices.size() > 3 ? 24 : 30;
    const std::size_t shown = std::min(inputs.size(), most_rows);
    for (std::size_t i = 0; i < shown; ++i) {
        std::vector<std::string> cells{
            short_title(title_text(inputs[i]->title, language, inputs[i]->input), room),
            kind_text(*inputs[i], language)};
        if (moved) cells.push_back(moved_text(*inputs[i], language));
        for (const ShownIndex& index : indices) {
            const Estimate* estimate = index_named(*inputs[i], index.name);
            cells.push_back(
                estimate == nullptr ? "" : index_text(index, *estimate, output, largest, language));
        }
        table.add_row(std::move(cells));
    }
    text += table.text(style);
    if (inputs.size() > shown)
        text += remark(
            line("  " + filled(Phrase::and_more_inputs, language, inputs.size() - shown), style),
            style);
    if (without_effect > 0)
        text += remark(
            line("  " + filled(Phrase::inputs_without_effect, language, without_effect), style),
            style);
    return text + pairs_text(output, style) + shares_text(output, style);
}

/// What an input does to an output, in the line of the latter.
std::string in_line(const Sensitivity& sensitivity, const OutputSensitivity& output,
                    const InputSensitivity& input, double largest, Language language) {
    const Estimate& index = *index_named(input, sensitivity.indices.front());
    if (sensitivity.are_shares) return percent_text(index.value, language);
    const auto change = [&](const char* name, bool is_signed) {
        return change_text(change_of(*index_named(input, name), output).value, largest, is_signed,
                           language);
    };
    if (sensitivity.method == "tornado")
        return fmt::format("{} / {}", change("low", true), change("high", true));
    return change(sensitivity.indices.front().c_str(), false);
}

/// "Growth of product: cycle 31 %, growth[industry] 18 %, ..."
std::string output_line(const Sensitivity& sensitivity, const OutputSensitivity& output,
                        const TextStyle& style) {
    const Language language = style.language;
    const std::string& name = sensitivity.indices.front();
    std::string text;
    std::size_t named = 0;
    if (!output.constant && !has_no_number(output)) {
        const double largest = largest_change(output);
        for (const InputSensitivity* input : ordered(output, name)) {
            const Estimate* index = index_named(*input, name);
            const bool small =
                index == nullptr || std::isnan(index->value) ||
                (sensitivity.are_shares
                     ? index->value < worth_naming
                     : std::fabs(change_of(*index, output).value) < worth_naming * largest);
            if (named == most_named || small) break;
            ++named;
            text += (text.empty() ? "" : ", ") + title_text(input->title, language, input->input) +
                    " " + in_line(sensitivity, output, *input, largest, language);
        }
    } else {
        text = word(why_no_indices(output), language);
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

/// "thien-huong-baseline: given-data, 65,536 of 100,000 runs, seed 0"
std::string how_text(const Sensitivity& sensitivity, Language language) {
    std::string how = fmt::format("{}: {}", sensitivity.scenario, sensitivity.method);
    if (!sensitivity.estimator.empty()) how += " (" + sensitivity.estimator + ")";
    if (sensitivity.method == "morris")
        how += ", " + filled(Phrase::trajectories_and_seed, language,
                             whole_text(sensitivity.runs, language), sensitivity.seed);
    else if (sensitivity.runs_there > sensitivity.runs)
        how += ", " +
               filled(Phrase::runs_and_seed, language,
                      filled(Phrase::some_of_all, language, whole_text(sensitivity.runs, language),
                             whole_text(sensitivity.runs_there, language)),
                      sensitivity.seed);
    else if (sensitivity.method == "sobol" || sensitivity.method == "shapley")
        how += ", " + filled(Phrase::base_size, language, whole_text(sensitivity.runs, language),
                             sensitivity.seed, sensitivity.design);
    else
        how += ", " +
               simulation_text(sensitivity.runs, sensitivity.seed, sensitivity.design, language);
    if (sensitivity.evaluations > 0)
        how += ", " +
               filled(Phrase::evaluations, language, whole_text(sensitivity.evaluations, language));
    return how;
}

/// What the numbers mean, of tables or of a line for each output.
std::string legend_text(const Sensitivity& sensitivity, bool tables, Language language) {
    const std::string& method = sensitivity.method;
    if (!tables) {
        if (method == "tornado") return word(Phrase::moves_most, language);
        if (method == "morris") return word(Phrase::moves_through_law, language);
        return filled(Phrase::share_of_variance, language, sensitivity.indices.front());
    }
    if (method == "given-data") return word(Phrase::legend_given_data, language);
    if (method == "morris") return word(Phrase::legend_morris, language);
    if (method == "tornado") return word(Phrase::legend_tornado, language);
    return {};
}

}  // namespace

std::string sensitivity_text(const Sensitivity& sensitivity, const TextStyle& style) {
    const Language language = style.language;
    const std::string title = title_text(sensitivity.title, language, sensitivity.scenario);
    const std::string scenario = title_text(sensitivity.scenario_title, language, "");
    std::string text =
        heading(line(scenario.empty() ? title : title + " – " + scenario, style), style);
    text += remark(wrapped(how_text(sensitivity, language), 0, 2, style.width), style);
    const bool tables = sensitivity.outputs.size() <= most_tables;
    const std::string legend = legend_text(sensitivity, tables, language);
    if (!legend.empty()) text += "\n" + remark(wrapped(legend, 0, 2, style.width), style);
    for (const OutputSensitivity& output : sensitivity.outputs)
        text += tables ? output_table(sensitivity, output, style)
                       : output_line(sensitivity, output, style);
    return text + measure_first_text(sensitivity, style);
}

}  // namespace plancast
