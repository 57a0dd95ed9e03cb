#include "engine/models/unit_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <system_error>
#include <utility>

#include "engine/models/unit_words.hpp"

namespace plancast {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool close(double a, double b) { return std::abs(a - b) <= 1e-12 * std::abs(b); }

// "VND" of "VND of constant prices".
std::string_view without_basis(std::string_view dimension) {
    return has_basis(dimension) ? dimension.substr(0, dimension.find(" of ")) : dimension;
}

// "thousand", "bn"; "" where there is none.
std::string prefix_of(double scale, bool money) {
    static constexpr std::pair<double, std::string_view> prefixes[] = {
        {1e3, "thousand"}, {1e6, "million"}, {1e9, "bn"}, {1e12, "trillion"}};
    for (const auto& [size, word] : prefixes)
        if (close(scale, size)) return money && size == 1e6 ? "mn" : std::string(word);
    return {};
}

// The words of a dimension to a power at a scale: "km2", "thousand t", "VND^2"; "" if none says it.
std::string name_of(std::string_view dimension, int power, double scale) {
    const std::string_view counted = without_basis(dimension);
    const std::string suffix = power > 1 ? fmt::format("^{}", power) : "";
    if (close(scale, 1)) {
        for (const UnitWord& word : unit_words())
            if (word.dimension == counted && word.power == power && word.scale == 1)
                return std::string(word.word);
    }
    bool known = false;
    for (const UnitWord& word : unit_words()) {
        if (word.dimension != counted) continue;
        known = true;
        if (word.power == power && close(scale, word.scale)) return std::string(word.word);
    }
    for (const UnitWord& word : unit_words())
        if (word.dimension == counted && word.power == 1 &&
            close(scale, std::pow(word.scale, power)))
            return std::string(word.word) + suffix;
    for (const UnitWord& word : unit_words()) {
        if (word.dimension != counted || word.power != power || word.scale < 1) continue;
        const std::string prefix = prefix_of(scale / word.scale, is_currency(counted));
        if (!prefix.empty()) return prefix + ' ' + std::string(word.word);
    }
    if (known) return {};
    if (close(scale, 1)) return std::string(counted) + suffix;
    const std::string prefix = power == 1 ? prefix_of(scale, false) : "";
    return prefix.empty() ? prefix : prefix + ' ' + std::string(counted);
}

// "%" of 0.01, "month" of 1/12; "" where no word says it.
std::string_view name_of_number(double scale) {
    for (const UnitWord& word : unit_words())
        if (word.dimension.empty() && close(scale, word.scale)) return word.word;
    return {};
}

double named_of(const Unit& unit, const std::string& dimension) {
    const auto found = unit.named.find(dimension);
    return found == unit.named.end() ? 1.0 : found->second;
}

// At a power below 0 what stands below the line.
std::string name_of(const Unit& unit, const std::string& dimension, int power) {
    const double scale = named_of(unit, dimension);
    return name_of(dimension, std::abs(power), power > 0 ? scale : 1 / scale);
}

}  // namespace

std::size_t read_grouped_number(std::string_view text, double& number) {
    if (text.empty() || !is_digit(text.front())) return 0;
    std::size_t at = 0;
    std::string digits;
    while (at < text.size() && is_digit(text[at])) digits += text[at++];
    // Groups of exactly three behind a comma, a space or '_', all behind the same.
    const std::size_t first_group = at;
    const char separator = at < text.size() ? text[at] : '\0';
    if (first_group <= 3 && (separator == ',' || separator == ' ' || separator == '_')) {
        while (at + 3 < text.size() && text[at] == separator && is_digit(text[at + 1]) &&
               is_digit(text[at + 2]) && is_digit(text[at + 3]) &&
               (at + 4 >= text.size() || !is_digit(text[at + 4]))) {
            digits += text.substr(at + 1, 3);
            at += 4;
        }
    }
    if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
        digits += text[at++];
        while (at < text.size() && is_digit(text[at])) digits += text[at++];
    }
    if (at + 1 < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t sign = text[at + 1] == '-' || text[at + 1] == '+' ? 1 : 0;
        if (at + 1 + sign < text.size() && is_digit(text[at + 1 + sign])) {
            digits += 'e';
            if (text[at + 1] == '-') digits += '-';
            at += 1 + sign;
            while (at < text.size() && is_digit(text[at])) digits += text[at++];
        }
    }
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc{} ? at : 0;
}

void keep_what_has_a_name(Unit& unit) {
    for (auto part = unit.named.begin(); part != unit.named.end();) {
        const bool present = part->first.empty() || unit.dimensions.count(part->first) > 0;
        part = present ? std::next(part) : unit.named.erase(part);
    }
    for (const auto& [dimension, power] : unit.dimensions) {
        if (!name_of(unit, dimension, power).empty()) continue;
        unit.named.erase(dimension);
        if (dimension == percentage_point_dimension) unit.named[dimension] = std::pow(1e-2, power);
    }
    const double number = named_of(unit, "");
    if (close(number, 1) || (name_of_number(number).empty() && name_of_number(1 / number).empty()))
        unit.named.erase("");
}

std::string canonical_unit_text(const Unit& unit) {
    std::string above;
    std::string below;
    bool all_constant = true;
    bool all_current = true;
    int currencies = 0;
    for (const auto& [dimension, power] : unit.dimensions) {
        if (dimension.find(constant_basis) != std::string::npos)
            all_current = false, ++currencies;
        else if (dimension.find(current_basis) != std::string::npos)
            all_constant = false, ++currencies;
        else if (is_currency(dimension))
            all_constant = all_current = false, ++currencies;
    }
    const bool shared_basis = currencies > 0 && (all_constant || all_current);
    for (const auto& [dimension, power] : unit.dimensions) {
        std::string word = name_of(unit, dimension, power);
        if (has_basis(dimension) && !shared_basis)
            word =
                (dimension.find(constant_basis) != std::string::npos ? "constant " : "current ") +
                word;
        std::string& side = power > 0 ? above : below;
        if (!side.empty()) side += power > 0 ? " * " : " / ";
        side += word;
    }
    const double number = named_of(unit, "");
    if (const auto word = name_of_number(number); number != 1 && !word.empty())
        above = above.empty() ? std::string(word) : std::string(word) + " * " + above;
    else if (number != 1)
        below += (below.empty() ? "" : " / ") + std::string(name_of_number(1 / number));
    std::string text = above.empty() ? "1" : above;
    if (!below.empty()) text += " / " + below;
    if (shared_basis) text += all_constant ? ", constant prices" : ", current prices";
    return text;
}

}  // namespace plancast
