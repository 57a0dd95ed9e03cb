#include "engine/cli/option_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/cli/word_advice.hpp"
#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"
#include "engine/designs/make_design.hpp"

namespace plancast {

namespace {

constexpr double most_runs = 1e15;

/// The whole text as a number; nothing if it is none. Knows no locale.
template <typename Number>
std::optional<Number> whole_text_as(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// "0.5%" or "0.005" as a fraction of 1; whether there was a per cent sign.
std::pair<std::optional<double>, bool> share_of(const std::string& text) {
    std::string_view number = text;
    const bool percent = !number.empty() && number.back() == '%';
    if (percent) number.remove_suffix(1);
    while (!number.empty() && number.back() == ' ') number.remove_suffix(1);
    const auto value = whole_text_as<double>(number);
    return {value && percent ? *value / 100 : value, percent};
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == std::string::npos ? std::string{} : text.substr(first, last - first + 1);
}

/// What stands between separators outside brackets.
std::vector<std::string> parts_between(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    int depth = 0;
    for (const char c : text) {
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (c == separator && depth == 0)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    for (std::string& part : parts) part = trimmed(part);
    return parts;
}

}  // namespace

std::uint64_t parse_runs(const std::string& text) {
    const auto runs = whole_text_as<double>(text);
    // What many write for a hundred thousand would be read as one hundred.
    if (text.find('.') != std::string::npos && text.find_first_of("eE") == std::string::npos)
        throw InvalidInput(fmt::format("--runs takes a whole number, not '{}'", text),
                           "thousands are written 100000 or 1e5, without a point");
    if (!runs || !(*runs >= 1) || *runs > most_runs || *runs != std::floor(*runs)) {
        throw InvalidInput(
            fmt::format("--runs takes a whole number from 1 to 1e15, not '{}'", text),
            "such as 100000 or 1e6");
    }
    return static_cast<std::uint64_t>(*runs);
}

std::uint64_t parse_whole(const std::string& option, const std::string& text) {
    return parse_whole_between(option, text, 0, std::numeric_limits<std::uint64_t>::max());
}

std::uint64_t parse_whole_between(const std::string& option, const std::string& text,
                                  std::uint64_t low, std::uint64_t high) {
    auto number = whole_text_as<std::uint64_t>(text);
    // 1e6 is a whole number too.
    const auto real = whole_text_as<double>(text);
    if (!number && text.find('e') != std::string::npos && real && *real >= 0 && *real < 0x1p53 &&
        *real == std::floor(*real))
        number = static_cast<std::uint64_t>(*real);
    if (!number || *number < low || *number > high) {
        const bool open = high == std::numeric_limits<std::uint64_t>::max();
        const std::string example = option_example(option);
        throw InvalidInput(
            fmt::format(
                "{} takes a whole number {}, not '{}'", option,
                open ? fmt::format("from {}", low) : fmt::format("from {} to {}", low, high), text),
            example.empty() ? std::string{} : "such as " + example);
    }
    return *number;
}

double parse_precision(const std::string& text) {
    const auto [value, percent] = share_of(text);
    const double width = value.value_or(0);
    if (!(width > 0) || !(width < 0.5)) {
        const bool forgot_percent = value && !percent && *value >= 0.5 && *value < 50;
        throw InvalidInput(
            fmt::format("--precision takes a half-width above 0 and below 50%, not '{}'", text),
            forgot_percent ? fmt::format("did you mean '{}%'?", text)
                           : "such as 0.5% or 0.005: every probability known to +-0.5 "
                             "percentage points");
    }
    return width;
}

double parse_share(const std::string& option, const std::string& text) {
    const auto [value, percent] = share_of(text);
    if (!value || !(*value > 0) || *value > 1) {
        const bool forgot_percent = value && !percent && *value > 1 && *value <= 100;
        throw InvalidInput(
            fmt::format("{} takes a share above 0 and up to 100%, not '{}'", option, text),
            forgot_percent ? fmt::format("did you mean '{}%'?", text)
                           : fmt::format("such as {}", option_example(option)));
    }
    return *value;
}

std::string parse_choice(const std::string& option, const std::string& text,
                         const std::vector<std::string>& choices) {
    if (std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
    const std::string nearest = nearest_name(text, choices);
    throw InvalidInput(fmt::format("{} takes {}, not '{}'", option, fmt::join(choices, ", "), text),
                       nearest.empty() ? fmt::format("such as {} {}", option, choices.back())
                                       : fmt::format("did you mean '{}'?", nearest));
}

std::optional<std::string> parse_design(const std::optional<std::string>& text) {
    if (!text) return text;
    return parse_choice("--design", *text, {design_names.begin(), design_names.end()});
}

std::vector<std::string> parse_outputs(const std::string& text) {
    std::vector<std::string> names = parts_between(text, ',');
    if (names.size() == 1 && names.front() == "all") return {};
    return names;
}

ChosenGroups parse_groups(const std::string& text) {
    ChosenGroups groups;
    if (parts_between(text, ';').size() > 1)
        throw InvalidInput("--groups takes commas between groups, not ';'",
                           "such as --groups \"demand = cycle + growth, land = land_level\"");
    for (const std::string& group : parts_between(text, ',')) {
        const auto equals = group.find('=');
        const std::string name = trimmed(group.substr(0, equals));
        if (equals == std::string::npos || name.empty())
            throw InvalidInput(fmt::format("--groups needs a name for '{}'", group),
                               "such as --groups \"demand = cycle + growth\"");
        std::vector<std::string> members = parts_between(group.substr(equals + 1), '+');
        if (std::find(members.begin(), members.end(), "") != members.end())
            throw InvalidInput(fmt::format("--groups lacks the name of an input in '{}'", group),
                               "such as --groups \"demand = cycle + growth\"");
        groups.emplace_back(name, std::move(members));
    }
    return groups;
}

Language parse_language(const std::string& text) {
    if (text == "vi") return Language::vi;
    if (text == "en") return Language::en;
    throw InvalidInput(fmt::format("--lang takes vi or en, not '{}'", text),
                       "--lang vi for Vietnamese, --lang en for English");
}

}  // namespace plancast
