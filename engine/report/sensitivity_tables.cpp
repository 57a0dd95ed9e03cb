#include "engine/report/sensitivity_tables.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "engine/report/phrase_text.hpp"
#include "engine/report/sensitivity_cells.hpp"

namespace plancast {

namespace {

constexpr std::size_t most_rows = 15, most_named = 3, most_measured = 8;

/// "hit or not", "measure"; empty of a series.
std::string kind_of(const StudiedOutput& output, Language language) {
    switch (output.kind) {
        case StudiedOutput::Kind::hit: return word(Phrase::of_hit, language);
        case StudiedOutput::Kind::measure: return word(Phrase::of_measure, language);
        case StudiedOutput::Kind::series: break;
    }
    return {};
}

std::string shares_text(const OutputSensitivity& output, const TextStyle& style) {
    if (output.shares.empty() || std::isnan(output.shares.front().first.value)) return {};
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
    std::string text = table.text(style);
    if (pairs.size() > most_rows)
        text += remark(
            line("  " + filled(Phrase::and_more_pairs, style.language, pairs.size() - most_rows),
                 style),
            style);
    return text;
}

/// The inputs that are named beside an output.
std::vector<const InputSensitivity*> named_inputs(const Sensitivity& sensitivity,
                                                  const OutputSensitivity& output) {
    const std::string& name = sensitivity.indices.front();
    std::vector<const InputSensitivity*> inputs = ordered(output, name);
    if (inputs.empty()) return inputs;
    const auto size = [&](const InputSensitivity* input) {
        const Estimate* index = index_named(*input, name);
        return index == nullptr || std::isnan(index->value) ? 0 : std::fabs(index->value);
    };
    const double least =
        sensitivity.are_shares ? worth_naming : worth_naming * size(inputs.front());
    const auto is_small = [&](const InputSensitivity* input) {
        return size(input) < least || moves_nothing(*input, output);
    };
    inputs.erase(std::find_if(inputs.begin(), inputs.end(), is_small), inputs.end());
    if (inputs.size() > most_named) inputs.resize(most_named);
    return inputs;
}

}  // namespace

std::string output_table(const Sensitivity& sensitivity, const OutputSensitivity& output,
                         const TextStyle& style) {
    const Language language = style.language;
    const std::string kind = kind_of(output.output, language);
    const std::string title =
        fmt::format("{} [{}{}{}]", title_text(output.output.title, language, output.output.of),
                    output.output.of, kind.empty() ? "" : ": ", kind);
    std::string text = "\n" + heading(line(title, style), style);
    const std::string facts = facts_text(sensitivity, output, language);
    if (!facts.empty())
        text += remark(line("  " + facts + models_text(output, language), style), style);
    const std::string why = why_no_indices(output, language);
    if (!why.empty()) return text + line("  " + why, style);
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

std::string outputs_table(const Sensitivity& sensitivity, const TextStyle& style) {
    const Language language = style.language;
    const bool tornado = sensitivity.method == "tornado";
    // What tells inputs apart is enough here: the index that orders them, or both ends, which leave
    // no room for the status.
    std::vector<ShownIndex> indices = shown_indices(sensitivity, true);
    std::erase_if(indices, [&](const ShownIndex& index) {
        return !tornado && index.name != sensitivity.indices.front();
    });
    std::vector<TableColumn> columns{{word(Phrase::output, language), Align::left, 38, 31},
                                     {word(Phrase::input, language), Align::left, 38, 16}};
    if (!tornado) columns.push_back({word(Phrase::status, language), Align::left, 12, 9});
    for (const ShownIndex& index : indices) columns.push_back({index.header, Align::right});
    TextTable table(std::move(columns));
    for (const OutputSensitivity& output : sensitivity.outputs) {
        const std::string facts = facts_text(sensitivity, output, language);
        const std::string lines[] = {
            title_text(output.output.title, language, output.output.of), "  " + output.output.of,
            "  " + (facts.empty() ? kind_of(output.output, language) : facts)};
        const std::vector<const InputSensitivity*> inputs = named_inputs(sensitivity, output);
        const double largest = largest_change(output);
        for (std::size_t i = 0; i < std::size(lines); ++i) {
            std::vector<std::string> cells{lines[i]};
            if (i < inputs.size()) {
                cells.push_back(
                    short_title(title_text(inputs[i]->title, language, inputs[i]->input), 30));
                if (!tornado) cells.push_back(kind_text(*inputs[i], language));
                for (const ShownIndex& index : indices)
                    cells.push_back(index_text(index, *index_named(*inputs[i], index.name), output,
                                               largest, language));
            } else if (i == 0) {
                const std::string why = why_no_indices(output, language);
                cells.push_back(why.empty() ? word(Phrase::nothing_stands_out, language) : why);
            }
            table.add_row(std::move(cells));
        }
    }
    return "\n" + table.text(style);
}

std::string measure_first_table(const Sensitivity& sensitivity, const TextStyle& style) {
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

}  // namespace plancast
