#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"
#include "engine/report/summary_text.hpp"

namespace plancast {

namespace {

std::string choice_text(const ReadingSummary& reading, Language language) {
    if (reading.reading.empty()) {
        return std::string(phrase(
            reading.alternative == "kindest" ? Phrase::reading_kindest : Phrase::reading_reported,
            language));
    }
    return title_text(reading.title, language, reading.reading) + ": " +
           title_text(reading.alternative_title, language, reading.alternative);
}

std::string target_label(const TargetSummary& target, Language language) {
    const std::string title = title_text(target.title, language, target.id);
    return target.number > 0 ? fmt::format("{:>4}  {}", target.number, title) : "      " + title;
}

}  // namespace

std::string reading_table(const Summary& summary, const TextStyle& style) {
    const Language language = style.language;
    std::string text = heading(std::string(phrase(Phrase::readings, language)), style) + "\n";
    for (const ReadingSummary& reading : summary.readings) {
        text += line("  " + choice_text(reading, language), style);
        TextTable table(
            {{"", Align::left, 54}, {"", Align::right}, {"", Align::left}, {"", Align::right}});
        for (std::size_t i = 0; i < summary.targets.size(); ++i) {
            const Probability& own = summary.targets[i].probability;
            const Probability& other = reading.targets[i];
            // The same runs were judged, so any difference is one of the reading.
            if (own.met == other.met && own.not_judged == other.not_judged) continue;
            table.add_row({target_label(summary.targets[i], language),
                           short_odds_text(own, summary.runs, language), "→",
                           short_odds_text(other, summary.runs, language)});
        }
        if (table.empty()) {
            text += remark("      " + std::string(phrase(Phrase::reading_same, language)), style) +
                    "\n";
            continue;
        }
        if (reading.all_targets.met != summary.all_targets.met)
            table.add_row(
                {"      " + fmt::format(fmt::runtime(phrase(Phrase::reading_all, language)),
                                        summary.targets.size()),
                 short_odds_text(summary.all_targets, summary.runs, language), "→",
                 short_odds_text(reading.all_targets, summary.runs, language)});
        text += table.text(style, 0);
    }
    return text;
}

}  // namespace plancast
