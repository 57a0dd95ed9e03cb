#include "engine/report/check_text.hpp"

#include <fmt/format.h>

#include <utility>

#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"

namespace plancast {

namespace {

constexpr int fewest_digits = 6, most_digits = 17;

/// "'hectares' (No hectare is lost)"
std::string name_text(const std::string& id, const Title& title, Language language) {
    const std::string words = title_text(title, language, "");
    return "'" + id + "'" + (words.empty() ? "" : " (" + words + ")");
}

/// With as many digits as it takes to tell them apart.
std::pair<std::string, std::string> side_texts(const CheckBreak& broken, Language language) {
    const auto [left, right] = *broken.sides;
    if (broken.truth) {
        const auto text = [&](double side) {
            return std::string(
                phrase(side != 0 ? Phrase::truth_true : Phrase::truth_false, language));
        };
        return {text(left), text(right)};
    }
    std::pair<std::string, std::string> texts;
    for (int digits = fewest_digits; digits <= most_digits; ++digits) {
        texts = {plain_text(left, language, digits), plain_text(right, language, digits)};
        if (texts.first != texts.second) break;
    }
    if (broken.unit != "1" && !broken.unit.empty()) {
        texts.first += " " + broken.unit;
        texts.second += " " + broken.unit;
    }
    return texts;
}

/// ", year 2026, [north]: 9600 ha against 9601 ha in a == b (and in 2 more years or members)"
std::string place_text(const CheckBreak& broken, Language language) {
    std::string text;
    if (broken.year) text += ", " + filled(Phrase::in_year, language, *broken.year);
    if (!broken.members.empty()) text += fmt::format(", [{}]", fmt::join(broken.members, ", "));
    if (broken.sides) {
        const auto [left, right] = side_texts(broken, language);
        text += ": " + filled(Phrase::sides_in, language, left, right, broken.expression);
    } else if (!broken.expression.empty()) {
        text += ": " + broken.expression;
    }
    if (broken.more > 0) text += filled(Phrase::more_in_run, language, broken.more);
    return text;
}

}  // namespace

std::string broken_text(const Finding& finding, std::uint64_t runs, Language language) {
    return filled(Phrase::check_broken, language, name_text(finding.id, finding.title, language),
                  whole_text(finding.runs, language), whole_text(runs, language),
                  finding.first_run) +
           place_text(finding.broken, language);
}

std::string broken_text(const CheckBreak& broken, Language language) {
    return filled(Phrase::check_broken_here, language,
                  name_text(broken.id, broken.title, language)) +
           place_text(broken, language);
}

std::string checks_hold_text(std::size_t checks, Language language) {
    return checks == 1 ? std::string(phrase(Phrase::check_holds, language))
                       : filled(Phrase::checks_hold, language, checks);
}

}  // namespace plancast
