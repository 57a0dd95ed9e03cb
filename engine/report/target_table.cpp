#include "engine/report/target_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/analysis/bound_text.hpp"
#include "engine/report/asked_text.hpp"
#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"
#include "engine/statistics/intervals.hpp"

namespace plancast {

namespace {

constexpr std::size_t bar_cells = 10;
constexpr std::size_t narrow_bound = 14;
/// "41.2 % (40.9–41.5)"; what is longer, as near 0 and 1, takes the place of the bar.
constexpr std::size_t widest_odds = 19;
constexpr std::size_t narrowest_title = 20;

struct Row {
    std::string number, title, odds, bar, bound, promise, shortfall;
    double probability = 0;
    std::vector<std::string> notes;
};

struct Widths {
    std::size_t number = 0, title = 0, odds = 0, odds_and_bar = 0, bound = 0, promise = 0,
                shortfall = 0;
};

bool is_whole(double number) { return std::floor(number) == number; }

/// Whether the measure counts, years or things, and a level or distance of it has no decimals.
bool counts(const PartSummary& part, double number) {
    const auto& quantiles = part.measure_quantiles;
    return !quantiles.empty() && is_whole(number) &&
           std::all_of(quantiles.begin(), quantiles.end(),
                       [](const auto& quantile) { return is_whole(quantile.value); });
}

/// A level or distance in the measure's unit, with the digits that its spread makes sensible.
std::string level_text(double value, const PartSummary& part, Language language) {
    if (counts(part, value)) return plain_text(value, language);
    const int decimals = decimals_for(part.sd);
    return decimals < 0 ? plain_text(value, language) : decimal_text(value, decimals, language);
}

std::string shortfall_text(double shortfall, const PartSummary& part, Language language) {
    if (counts(part, shortfall)) return plain_text(shortfall, language);
    const int decimals = decimals_for(part.sd);
    // The spread may be much larger than a typical miss.
    if (decimals < 0 || shortfall < 10 * std::pow(10.0, -decimals))
        return significant_text(shortfall, 2, language);
    return decimal_text(shortfall, decimals, language);
}

void add_notes(Row& row, const Probability& probability, std::uint64_t runs, Language language) {
    if (probability.not_judged == 0) return;
    if (probability.not_judged == runs) {
        row.notes.emplace_back(phrase(Phrase::never_judged, language));
        return;
    }
    Probability where_judged = probability;
    const std::uint64_t judged = runs - probability.not_judged;
    where_judged.value = static_cast<double>(probability.met) / static_cast<double>(judged);
    where_judged.interval = wilson_interval(probability.met, judged);
    row.notes.push_back(fmt::format(fmt::runtime(phrase(Phrase::not_judged, language)),
                                    whole_text(probability.not_judged, language),
                                    whole_text(runs, language),
                                    odds_text(where_judged, judged, language)));
}

void fill_odds(Row& row, const Probability& probability, std::uint64_t runs, Language language) {
    row.odds = aligned_odds_text(probability, runs, language);
    row.probability = probability.value;
    if (display_width(row.odds) <= widest_odds && probability.met > 0 && probability.met < runs)
        row.bar = bar_text(probability.value, bar_cells);
    add_notes(row, probability, runs, language);
}

void fill_levels(Row& row, const PartSummary& part, Language language) {
    row.bound = asked_text(part.direction, part.unit, part.bound, part.levels, language);
    if (part.promise) {
        row.promise = (lower_is_better(part.direction) ? "≤ " : "≥ ") +
                      level_text(*part.promise, part, language);
    }
    if (part.shortfall) row.shortfall = shortfall_text(*part.shortfall, part, language);
    if (part.known_chance) {
        row.notes.push_back(fmt::format(fmt::runtime(phrase(Phrase::known_chance, language)),
                                        chance_text(*part.known_chance, language)));
    }
}

std::vector<Row> rows_of(const Summary& summary, Language language) {
    std::vector<Row> rows;
    for (const TargetSummary& target : summary.targets) {
        Row row;
        if (target.number > 0) row.number = fmt::format("{}", target.number);
        row.title = title_text(target.title, language, target.id);
        fill_odds(row, target.probability, summary.runs, language);
        if (target.parts.size() == 1) fill_levels(row, target.parts.front(), language);
        if (target.needs) row.bound = needs_text(*target.needs, target.parts.size(), language);
        rows.push_back(std::move(row));
        if (target.parts.size() == 1) continue;
        for (const PartSummary& part : target.parts) {
            Row part_row;
            part_row.title =
                "  " + part_title_text(part.title, part.id, target.title, target.id, language);
            fill_odds(part_row, part.probability, summary.runs, language);
            fill_levels(part_row, part, language);
            rows.push_back(std::move(part_row));
        }
    }
    return rows;
}

// What no row says anything of has no heading either.
Row header(const std::vector<Row>& rows, Language language) {
    const auto any = [&](std::string Row::*cell) {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const Row& r) { return !(r.*cell).empty(); });
    };
    Row row;
    row.number = phrase(Phrase::number, language);
    row.title = phrase(Phrase::target, language);
    row.odds = phrase(Phrase::odds, language);
    row.bound = phrase(Phrase::bound, language);
    if (any(&Row::promise)) row.promise = phrase(Phrase::promise, language);
    if (any(&Row::shortfall)) row.shortfall = phrase(Phrase::shortfall, language);
    return row;
}

Widths fitted_widths(const Row& head, const std::vector<Row>& rows, std::size_t room) {
    Widths widths;
    const auto widen = [](std::size_t& width, const std::string& text) {
        width = std::max(width, display_width(text));
    };
    const auto widen_all = [&](const Row& row) {
        widen(widths.number, row.number);
        widen(widths.title, row.title);
        widen(widths.bound, row.bound);
        widen(widths.promise, row.promise);
        widen(widths.shortfall, row.shortfall);
        widen(row.bar.empty() ? widths.odds_and_bar : widths.odds, row.odds);
    };
    widen_all(head);
    for (const Row& row : rows) widen_all(row);
    if (widths.odds > 0)
        widths.odds_and_bar = std::max(widths.odds_and_bar, widths.odds + 1 + bar_cells);
    const auto others = [&] {
        return widths.number + widths.odds_and_bar + widths.bound + widths.promise +
               widths.shortfall + 5;
    };
    // A long unit gives way first, then titles, then what is left of the units.
    const auto shrink = [&](std::size_t& width, std::size_t least) {
        while (width > least && others() + widths.title > room) --width;
    };
    shrink(widths.bound, narrow_bound);
    shrink(widths.title, narrowest_title);
    shrink(widths.bound, 0);
    shrink(widths.title, 0);
    return widths;
}

std::string painted_bar(const Row& row, const TextStyle& style) {
    if (!style.colour || row.bar.empty()) return row.bar;
    const char* code = row.probability >= 0.8   ? "\x1b[32m"
                       : row.probability >= 0.2 ? "\x1b[33m"
                                                : "\x1b[31m";
    return code + row.bar + "\x1b[0m";
}

std::string row_text(const Row& row, const Widths& widths, const TextStyle& style) {
    std::string text =
        pad_left(row.number, widths.number) + " " + pad_right(row.title, widths.title) + " ";
    if (row.bar.empty()) {
        text += pad_right(row.odds, widths.odds_and_bar);
    } else {
        const std::size_t taken = widths.odds + 1 + display_width(row.bar);
        text += pad_right(row.odds, widths.odds) + " " + painted_bar(row, style) +
                std::string(widths.odds_and_bar - taken, ' ');
    }
    text += " " + pad_right(row.bound, widths.bound) + " " + pad_left(row.promise, widths.promise) +
            " " + pad_left(row.shortfall, widths.shortfall);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

}  // namespace

std::string target_table(const Summary& summary, const TextStyle& style) {
    const std::vector<Row> rows = rows_of(summary, style.language);
    const Row head = header(rows, style.language);
    const Widths widths = fitted_widths(head, rows, style.width);
    std::string text = remark(row_text(head, widths, style), style) + "\n";
    for (const Row& row : rows) {
        text += row_text(row, widths, style) + "\n";
        for (const std::string& note : row.notes) {
            const std::string indent(widths.number + 5, ' ');
            text += remark(cut_to(indent + note, style.width), style) + "\n";
        }
    }
    return text;
}

}  // namespace plancast
