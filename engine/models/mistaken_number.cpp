#include "engine/models/mistaken_number.hpp"

#include <vector>

#include <fmt/format.h>

#include "engine/models/characters.hpp"

namespace plancast {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    return text;
}

// "1.234.567": its digits in groups, all set apart by the same sign.
struct GroupedDigits {
    std::vector<std::string_view> groups;
    char separator = '\0';
    std::size_t end = 0;

    bool in_threes() const {
        if (groups.front().size() > 3 || groups.front().front() == '0') return false;
        for (std::size_t i = 1; i < groups.size(); ++i)
            if (groups[i].size() != 3) return false;
        return true;
    }
    std::string joined() const {
        std::string digits;
        for (const std::string_view group : groups) digits += group;
        return digits;
    }
    // The first group before a decimal point; without zeros at the end, or with one where the
    // number would again be of three digits behind it.
    std::string with_decimals() const {
        std::string decimals(groups[1]);
        while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
        if (decimals.size() == 3) decimals += '0';
        return std::string(groups[0]) + (decimals.empty() ? "" : "." + decimals);
    }
};

GroupedDigits read_groups(std::string_view text) {
    GroupedDigits read;
    const auto read_group = [&] {
        const std::size_t begin = read.end;
        while (read.end < text.size() && is_digit(text[read.end])) ++read.end;
        read.groups.push_back(text.substr(begin, read.end - begin));
    };
    read_group();
    while (read.end + 1 < text.size() && (text[read.end] == '.' || text[read.end] == ',') &&
           (read.separator == '\0' || text[read.end] == read.separator) &&
           is_digit(text[read.end + 1])) {
        read.separator = text[read.end++];
        read_group();
    }
    return read;
}

bool starts_unit(std::string_view text) {
    if (text.empty()) return false;
    const char32_t first = code_point(text, 0);
    return starts_name(first) || first == U'%' || first == U'\u2030';
}

bool is_percentage(std::string_view unit) {
    return unit.starts_with("%") || unit.starts_with("\u2030");
}

}  // namespace

std::optional<NumberMistake> mistaken_number(std::string_view number, std::string_view unit,
                                             std::string_view shown_unit) {
    std::string_view digits = number;
    if (digits.starts_with('-')) digits.remove_prefix(1);
    digits = without_blanks(digits);
    const GroupedDigits read = read_groups(digits);
    const bool exponent = read.end < digits.size();
    if (read.groups.size() < 2 || exponent) return std::nullopt;
    const bool plain = unit.empty() && read.separator == ',' && read.groups.size() == 2;
    if (!starts_unit(unit) && !(plain && read.in_threes())) return std::nullopt;
    const auto quantity = [&](const std::string& of) {
        return fmt::format("{}{}{}{}", number.starts_with('-') ? "-" : "", of,
                           unit.empty() ? "" : " ", shown_unit);
    };
    if (read.groups.size() > 2) {
        if (!read.in_threes() || read.separator == ',') return std::nullopt;
        return NumberMistake{fmt::format("'{}' has more than one point", number),
                             fmt::format("write {}", quantity(read.joined()))};
    }
    if (read.in_threes() && !is_percentage(unit)) {
        const std::string decimals =
            plain ? fmt::format("{}.{}", read.groups[0], read.groups[1]) : read.with_decimals();
        return NumberMistake{
            fmt::format("'{}' could be thousands or decimals", number),
            fmt::format("write {} or {}", quantity(read.joined()), quantity(decimals))};
    }
    if (read.separator == '.') return std::nullopt;
    return NumberMistake{
        "a number has a decimal point",
        fmt::format("write {}", quantity(fmt::format("{}.{}", read.groups[0], read.groups[1])))};
}

std::optional<NumberMistake> mistaken_number(std::string_view text) {
    text = without_blanks(text);
    std::string_view rest = text;
    if (rest.starts_with('-')) rest.remove_prefix(1);
    rest = without_blanks(rest);
    if (rest.empty() || !is_digit(rest.front())) return std::nullopt;
    rest.remove_prefix(read_groups(rest).end);
    // "1.250e6 t" is no grouped number.
    if (rest.size() > 1 && (rest[0] == 'e' || rest[0] == 'E') && !starts_unit(rest.substr(1)))
        return std::nullopt;
    const std::string_view number = text.substr(0, text.size() - rest.size());
    rest = without_blanks(rest);
    return mistaken_number(number, rest, rest);
}

std::optional<NumberMistake> mistaken_whole_number(const Tree& value) {
    if (value.kind != Tree::Kind::real || !value.place.file) return std::nullopt;
    const SourceFile& file = *value.place.file;
    const std::string_view rest =
        std::string_view(file.text()).substr(file.offset(value.place.line, value.place.column));
    if (rest.empty() || !is_digit(rest.front())) return std::nullopt;
    const GroupedDigits read = read_groups(rest);
    if (read.groups.size() != 2 || read.separator != '.' || !read.in_threes() ||
        rest.substr(read.end).starts_with('e'))
        return std::nullopt;
    const std::string decimals = read.with_decimals();
    const std::string whole = decimals.find('.') == std::string::npos ? " or " + decimals : "";
    return NumberMistake{
        fmt::format("'{}' could be thousands or decimals", rest.substr(0, read.end)),
        fmt::format("write {}_{}{}", read.groups[0], read.groups[1], whole)};
}

}  // namespace plancast
