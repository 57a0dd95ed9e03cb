#include "engine/report/path_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/report/asked_text.hpp"
#include "engine/report/check_text.hpp"
#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"

namespace plancast {

namespace {

constexpr int digits = 6;

std::string value_text(double value, bool truth, Language language) {
    if (truth) return word(value != 0 ? Phrase::truth_true : Phrase::truth_false, language);
    return plain_text(value, language, digits);
}

std::string verdict_text(Verdict verdict, Language language) {
    switch (verdict) {
        case Verdict::missed: return word(Phrase::missed, language);
        case Verdict::met: return word(Phrase::met, language);
        case Verdict::not_judged: return word(Phrase::not_judged_short, language);
    }
    return {};
}

std::string settings_text(const RunPath& path, const TextStyle& style) {
    std::string text;
    TextTable levers({whole_column(), {"", Align::right}, {"", Align::left}});
    for (const PathSetting& lever : path.levers) {
        levers.add_row({lever.id, plain_text(lever.value, style.language),
                        lever.unit == "1" ? "" : lever.unit});
    }
    if (!levers.empty())
        text +=
            "\n" + heading(word(Phrase::levers, style.language), style) + "\n" + levers.text(style);
    TextTable readings({whole_column(), whole_column()});
    for (const PathSetting& reading : path.readings)
        readings.add_row({title_text(reading.title, style.language, reading.id),
                          title_text(reading.choice_title, style.language, reading.choice)});
    if (!readings.empty()) {
        text += "\n" + heading(word(Phrase::readings_in_force, style.language), style) + "\n" +
                readings.text(style);
    }
    return text;
}

/// Quantities with one value first, then those that have one a year, as two tables.
std::string rows_text(Phrase title, const std::vector<PathRow>& rows, const std::vector<int>& years,
                      const TextStyle& style) {
    if (rows.empty()) return {};
    const Language language = style.language;
    TextTable lasting({whole_column(), {"", Align::right}, {"", Align::left}});
    std::vector<TableColumn> columns{whole_column(), whole_column()};
    for (const int year : years) columns.push_back({fmt::format("{}", year), Align::right});
    TextTable by_year(std::move(columns));
    for (const PathRow& row : rows) {
        const std::string unit = row.unit == "1" ? "" : row.unit;
        if (!row.by_year) {
            lasting.add_row({row.id, value_text(row.values.at(0), row.truth, language), unit});
            continue;
        }
        std::vector<std::string> cells{row.id, unit};
        for (const double value : row.values)
            cells.push_back(value_text(value, row.truth, language));
        by_year.add_row(std::move(cells));
    }
    std::string text = "\n" + heading(word(title, language), style) + "\n";
    if (!lasting.empty()) text += lasting.text(style);
    if (!by_year.empty()) text += by_year.text(style);
    return text;
}

std::string measure_text(const PathPart& part, Language language) {
    if (part.direction == Direction::is_true) return value_text(part.measure, true, language);
    return plain_text(part.measure, language, digits);
}

std::string asked_text(const PathPart& part, Language language) {
    return asked_text(part.direction, part.unit, part.bound, part.levels, language);
}

// A title may be shortened, an id may not; the member that a shortened title loses is named.
std::string label(const std::string& title, const std::string& id, std::size_t room) {
    if (title == id || display_width(title) <= room) return title;
    const auto member = id.find('[');
    if (member == std::string::npos) return cut_to(title, room);
    const std::string end = " " + id.substr(member);
    const std::size_t left = room > display_width(end) ? room - display_width(end) : 1;
    return cut_to(title, left) + end;
}

/// @param room  How many columns a title may take.
std::string targets_table(const RunPath& path, std::size_t room, const TextStyle& style) {
    const Language language = style.language;
    TextTable table({{word(Phrase::number, language), Align::right},
                     whole_column(word(Phrase::target, language)),
                     {word(Phrase::measure, language), Align::right},
                     {word(Phrase::bound, language), Align::left, 32, 32},
                     whole_column(word(Phrase::verdict, language))});
    for (const PathTarget& target : path.targets) {
        std::vector<std::string> cells{
            target.number > 0 ? fmt::format("{}", target.number) : "",
            label(title_text(target.title, language, target.id), target.id, room), "", "",
            verdict_text(target.verdict, language)};
        if (target.parts.size() == 1) {
            cells[2] = measure_text(target.parts[0], language);
            cells[3] = asked_text(target.parts[0], language);
        } else if (target.needs) {
            cells[3] = needs_text(*target.needs, target.parts.size(), language);
        }
        table.add_row(std::move(cells));
        if (target.parts.size() == 1) continue;
        for (const PathPart& part : target.parts) {
            const std::string title =
                part_title_text(part.title, part.id, target.title, target.id, language);
            table.add_row({"", "  " + label(title, part.id, room - 2), measure_text(part, language),
                           asked_text(part, language), verdict_text(part.verdict, language)});
        }
    }
    return table.text(style);
}

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1)
        widest =
            std::max(widest, display_width(text.substr(begin, text.find('\n', begin) - begin)));
    return widest;
}

std::string targets_text(const RunPath& path, const TextStyle& style) {
    if (path.targets.empty()) return {};
    constexpr std::size_t most = 60, least = 30;
    std::size_t room = most;
    TextStyle plain = style;
    plain.colour = false;
    while (room > least && widest_line(targets_table(path, room, plain)) > style.width) --room;
    return "\n" + heading(word(Phrase::plan_targets, style.language), style) + "\n" +
           targets_table(path, room, style);
}

std::string checks_text(const RunPath& path, const TextStyle& style) {
    if (path.checks == 0) return {};
    if (path.broken_checks.empty())
        return "\n" + line(checks_hold_text(path.checks, style.language), style);
    std::string text;
    for (const CheckBreak& broken : path.broken_checks)
        text += wrapped(broken_text(broken, style.language), 0, 2, style.width);
    return "\n" + alarm(text, style);
}

std::string comparison_text(const Comparison& comparison, const TextStyle& style) {
    if (comparison.values == 0) return line(word(Phrase::nothing_stored, style.language), style);
    if (!comparison.first_difference) {
        return line(filled(Phrase::equal_to_file, style.language,
                           whole_text(comparison.values, style.language)),
                    style);
    }
    return alarm(
        filled(Phrase::differs_from_file, style.language, *comparison.first_difference) + "\n",
        style);
}

}  // namespace

std::string path_text(const RunPath& path, const std::optional<Comparison>& comparison,
                      const TextStyle& style) {
    const Language language = style.language;
    std::string text = heading(line(title_text(path.title, language, path.scenario), style), style);
    const std::string which = path.run ? filled(Phrase::run, language, *path.run, path.seed)
                                       : word(Phrase::median_world, language);
    const std::string design = path.run && path.design != "random"
                                   ? ", " + filled(Phrase::design, language, path.design)
                                   : "";
    text += line(path.scenario + ": " + which + design, style);
    text += settings_text(path, style);
    text += rows_text(Phrase::inputs, path.inputs, path.years, style);
    text += rows_text(Phrase::series, path.series, path.years, style);
    text += targets_text(path, style);
    text += checks_text(path, style);
    if (comparison) text += "\n" + comparison_text(*comparison, style);
    return text;
}

}  // namespace plancast
