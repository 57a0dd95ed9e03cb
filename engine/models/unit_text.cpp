#include "engine/models/unit_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "engine/models/unit_words.hpp"

namespace plancast {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

std::string canonical_unit_text(const Unit& unit) {
    double scale = unit.scale;
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
        std::string word = dimension;
        if (dimension == percentage_point_dimension) {
            scale /= std::pow(1e-2, power);
            word = "percentage points";
        }
        if (has_basis(dimension)) {
            word = dimension.substr(0, dimension.find(" of "));
            if (!shared_basis)
                word = (dimension.find(constant_basis) != std::string::npos ? "constant "
                                                                            : "current ") +
                       word;
        }
        if (dimension == "person") word = "people";
        if (dimension == "household") word = "households";
        std::string& side = power > 0 ? above : below;
        if (!side.empty()) side += power > 0 ? " * " : " / ";
        side += word;
        if (std::abs(power) > 1) side += fmt::format("^{}", std::abs(power));
    }
    static constexpr std::pair<double, std::string_view> prefixes[] = {
        {1e3, "thousand"}, {1e6, "million"}, {1e9, "bn"}, {1e12, "trillion"}};
    std::string number;
    if (unit.dimensions.empty() && std::abs(scale - 1e-2) < 1e-14) {
        number = "%";
    } else if (std::abs(scale - 1) > 1e-12) {
        for (const auto& [size, word] : prefixes)
            if (std::abs(scale - size) <= 1e-12 * size) number = word;
        if (number.empty()) number = fmt::format("{}", scale);
    }
    std::string text = number;
    if (!above.empty()) text += (text.empty() ? "" : " ") + above;
    if (text.empty()) text = "1";
    if (!below.empty()) text += " / " + below;
    if (shared_basis) text += all_constant ? ", constant prices" : ", current prices";
    return text;
}

}  // namespace plancast
