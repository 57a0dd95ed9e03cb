#include "engine/report/limit_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"

namespace plancast {

namespace {

/// Rates a year are read as per cent; "1/year" may also count events, of which there are many.
bool is_rate(const DiscoveredInput& input) {
    std::string unit = input.unit;
    std::erase(unit, ' ');
    return unit == "1/year" && input.lowest >= -1 && input.highest <= 1;
}

std::string value_text(const DiscoveredInput& input, double value, Language language) {
    const double factor = is_rate(input) ? 100 : 1;
    if (!input.values.empty()) return plain_text(factor * value, language, 6);
    const int decimals = decimals_for(factor * input.spread);
    // Values of four digits and more stand without those that say nothing.
    return decimals < 0 ? significant_text(factor * value, 3, language)
                        : decimal_text(factor * value, decimals, language);
}

/// "2026–2030", or the years themselves where some between are left out.
std::string years_text(const std::vector<int>& years) {
    const bool all = years.back() - years.front() + 1 == static_cast<int>(years.size());
    return all ? fmt::format("{}–{}", years.front(), years.back())
               : fmt::format("{}", fmt::join(years, ", "));
}

/// Whether there is no value between these two, ends included, but one.
std::optional<double> only_value(const DiscoveredInput& input, const InputBounds& bounds) {
    std::optional<double> only;
    for (const double value : input.values) {
        if (!bounds.holds(value)) continue;
        if (only) return std::nullopt;
        only = value;
    }
    return only;
}

std::string number_condition(const DiscoveredInput& input, const InputBounds& bounds,
                             Language language) {
    const auto text = [&](double value) { return value_text(input, value, language); };
    if (const auto only = only_value(input, bounds))
        return filled(Phrase::value_is, language, text(*only));
    if (bounds.low && bounds.high)
        return filled(Phrase::value_between, language, text(*bounds.low), text(*bounds.high));
    const bool steps = !input.values.empty();
    if (bounds.low)
        return filled(steps ? Phrase::value_at_least : Phrase::value_above, language,
                      text(*bounds.low));
    return filled(steps ? Phrase::value_at_most : Phrase::value_below, language,
                  text(*bounds.high));
}

/// "yes", or in how many years it is.
std::string truth_condition(const DiscoveredInput& input, const InputBounds& bounds,
                            Language language) {
    if (input.years.size() < 2)
        return std::string(phrase(bounds.low ? Phrase::yes : Phrase::no, language));
    const double years = static_cast<double>(input.years.size());
    const auto count = [&](double share) {
        return plain_text(std::round(share * years), language);
    };
    std::string how_many;
    if (bounds.low && bounds.high)
        how_many = *bounds.low == *bounds.high
                       ? count(*bounds.low)
                       : filled(Phrase::from_to, language, count(*bounds.low), count(*bounds.high));
    else
        how_many = bounds.low ? filled(Phrase::value_at_least, language, count(*bounds.low))
                              : filled(Phrase::value_at_most, language, count(*bounds.high));
    return filled(Phrase::true_in_years, language, how_many, input.years.size());
}

}  // namespace

std::string condition_text(const DiscoveredInput& input, const InputBounds& bounds,
                           Language language) {
    std::string text = input.truth ? truth_condition(input, bounds, language)
                                   : number_condition(input, bounds, language);
    if (!input.truth && is_rate(input))
        text += " %/year";
    else if (!input.truth && input.unit != "1")
        text += " " + input.unit;
    if (input.years.size() == 1)
        text += " " + filled(Phrase::in_one_year, language, input.years.front());
    return text;
}

std::string limit_text(const DiscoveredInput& input, const InputBounds& bounds, Language language) {
    std::string text = title_text(input.title, language, input.id) + (input.truth ? ": " : " ") +
                       condition_text(input, bounds, language);
    if (input.years.size() < 2) return text;
    const std::string years = years_text(input.years);
    return text + " " +
           (input.truth ? "(" + years + ")" : filled(Phrase::on_average_over, language, years));
}

}  // namespace plancast
