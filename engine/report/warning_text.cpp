#include "engine/report/warning_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/report/asked_text.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"

namespace plancast {

namespace {

constexpr int digits = 3;
// A bound of 95 on a measure that hardly passes 1 is a percentage that lost its sign.
constexpr double smallest_percentage = 2, largest_percentage = 100, largest_share = 1.5;

std::string percent(double fraction, Language language) {
    return decimal_text(100 * fraction, fraction > 0.02 && fraction < 0.98 ? 0 : 1, language) +
           " %";
}

/// Where the measure lies and what is asked of it; "" where that is not known before any draw.
std::string measure_range(const PartSummary& part, Language language) {
    const auto& quantiles = part.measure_quantiles;
    if (part.levels.empty() || quantiles.size() < 2) return {};
    const double low = quantiles.front().value, high = quantiles.back().value;
    const std::string unit = part.unit == "1" ? "" : " " + part.unit;
    std::string text =
        filled(Phrase::measure_range, language, significant_text(low, digits, language),
               significant_text(high, digits, language) + unit,
               asked_text(part.direction, part.unit, part.bound, part.levels, language));
    const double bound = part.levels.front().bound;
    // What goes from 0 to 1 without anything between is counted: it is no share.
    const bool counted = low != high && std::floor(low) == low && std::floor(high) == high;
    if (unit.empty() && !counted && bound >= smallest_percentage && bound <= largest_percentage &&
        std::abs(low) <= largest_share && std::abs(high) <= largest_share)
        text += filled(Phrase::percentage_meant, language, plain_text(bound, language));
    return text;
}

}  // namespace

std::string warning_text(const Warning& warning, const Summary& summary, Language language) {
    const std::string title = title_text(warning.title, language, warning.target);
    if (warning.kind == Warning::Kind::rests_on_assumption)
        return filled(Phrase::rests_on_assumption, language, title,
                      title_text(warning.input_title, language, warning.input),
                      percent(warning.probability_low, language),
                      percent(warning.probability_high, language));
    std::string text =
        filled(warning.kind == Warning::Kind::never_met ? Phrase::never_met : Phrase::always_met,
               language, title);
    for (const TargetSummary& target : summary.targets)
        if (target.id == warning.target && target.parts.size() == 1)
            text += measure_range(target.parts.front(), language);
    return text;
}

}  // namespace plancast
