#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"
#include "engine/report/summary_text.hpp"

namespace plancast {

namespace {

/// The digits that the spread makes sensible, fewer decimals where the number is large.
std::string level_text(double value, double scale, Language language) {
    const int decimals = decimals_for(scale);
    return decimals < 0 ? plain_text(value, language) : decimal_text(value, decimals, language);
}

bool has_years(const Summary& summary) {
    for (const SeriesSummary& row : summary.series) {
        if (row.year) return true;
    }
    return false;
}

}  // namespace

std::string series_table(const Summary& summary, const TextStyle& style) {
    const Language language = style.language;
    if (summary.series.empty())
        return line(std::string(phrase(Phrase::no_results, language)), style);
    const auto word = [language](Phrase wanted) { return std::string(phrase(wanted, language)); };
    const bool years = has_years(summary);
    std::vector<TableColumn> columns{{word(Phrase::series), Align::left},
                                     {word(Phrase::unit), Align::left, 16}};
    if (years) columns.push_back({word(Phrase::year), Align::right});
    for (const Phrase wanted : {Phrase::mean, Phrase::standard_error, Phrase::sd})
        columns.push_back({word(wanted), Align::right});
    for (const Quantile& quantile : summary.series.front().quantiles)
        columns.push_back({plain_text(100 * quantile.level, language) + " %", Align::right});

    TextTable table(std::move(columns));
    std::string previous;
    for (const SeriesSummary& row : summary.series) {
        // The name stands in the first of its years only.
        const bool first = row.id != previous;
        previous = row.id;
        std::vector<std::string> cells{first ? title_text(row.title, language, row.id) : "",
                                       first && row.unit != "1" ? row.unit : ""};
        if (first && row.title.vi.empty() && row.title.en.empty()) cells[0] = row.id;
        if (years) cells.push_back(row.year ? fmt::format("{}", *row.year) : "");
        cells.push_back(level_text(row.mean, row.standard_error, language));
        cells.push_back(significant_text(row.standard_error, 2, language));
        cells.push_back(significant_text(row.sd, 4, language));
        for (const Quantile& quantile : row.quantiles)
            cells.push_back(level_text(quantile.value, row.sd / 10, language));
        table.add_row(std::move(cells));
    }
    return table.text(style, 0);
}

}  // namespace plancast
