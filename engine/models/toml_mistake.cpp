#include "engine/models/toml_mistake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/models/characters.hpp"

namespace plancast {

namespace {

class Explainer {
public:
    Explainer(std::string_view text, const TomlOutline& outline, std::size_t at,
              std::string_view reason)
        : text_(text), outline_(outline), at_(std::min(at, text.size())), reason_(reason) {
        constexpr std::string_view before = "Error while parsing ";
        const std::size_t colon = reason.find(": ");
        if (reason.substr(0, before.size()) == before && colon != std::string_view::npos) {
            scope_ = reason.substr(before.size(), colon - before.size());
            reason_ = reason.substr(colon + 2);
        }
    }

    TomlMistake explain() const {
        if (says("cannot redefine") || says("cannot insert")) return explain_duplicate();
        if (scope_.find("string") != std::string_view::npos && outline_.unclosed &&
            (says("end-of-file") || says("control characters") || here() == "\n"))
            return explain_open_text();
        if (is_number_scope() && (says("digit") || says("end-of-file"))) return explain_digits();
        if (says("end-of-file") && outline_.unclosed)
            return at_token(*outline_.unclosed, *outline_.unclosed + 1,
                            fmt::format("this '{}' is never closed", text_[*outline_.unclosed]));
        if (scope_ == "table header") return explain_header();
        if (says("expected value, saw") || (at_ >= text_.size() && behind_equals()))
            return explain_missing_value();
        if (says("expected '='") || (at_ >= text_.size() && scope_.substr(0, 3) == "key"))
            return explain_missing_equals();
        if (says("multi-line strings are prohibited"))
            return at_here("a name stands in quotes on one line, not in three");
        if (says("expected value-terminator"))
            return at_here(fmt::format("unexpected {} right behind a value", here_named()));
        if (says("could not determine value type") || says("begin with underscores") ||
            says("expected 'nan'") || says("expected 'inf'") || scope_ == "boolean")
            return explain_value();
        if (says("expected a comment or whitespace")) return explain_rest_of_line();
        if (says("not representable") || says("could not be interpreted"))
            return explain_large_number();
        if (says("leading zero")) return explain_leading_zero();
        if (says("escape sequence") || says("line-ending backslashes"))
            return at_token(at_ > 0 ? at_ - 1 : 0, at_ + 1,
                            fmt::format("'\\{}' means nothing in text", here()),
                            "a backslash is written \\\\, or the text in single quotes");
        if (scope_ == "unicode scalar sequence") return explain_code_point();
        if (scope_ == "inline table") return explain_braces();
        if (scope_ == "array")
            return at_here(fmt::format("expected ',' or ']' in the list, found {}", here_named()));
        if (says("bare key") || says("expected keys"))
            return at_here(fmt::format("expected a name or a [header], found {}", here_named()));
        if (says("control character")) return at_here("a control character cannot stand here");
        if (says("after '\\r'")) return at_here("a carriage return without a line break");
        return fall_back();
    }

private:
    bool says(std::string_view words) const {
        return reason_.find(words) != std::string_view::npos;
    }

    std::string_view here() const {
        return at_ < text_.size() ? text_.substr(at_, character_size(text_, at_))
                                  : std::string_view();
    }

    std::string here_named() const {
        if (at_ >= text_.size()) return "the end of the file";
        if (here() == "\n" || here() == "\r") return "the end of the line";
        if (static_cast<unsigned char>(here().front()) < 0x20u) return "a control character";
        return fmt::format("'{}'", here());
    }

    static TomlMistake at_token(std::size_t begin, std::size_t end, std::string message,
                                std::string suggestion = {}) {
        return {begin, end, std::move(message), std::move(suggestion)};
    }

    TomlMistake at_here(std::string message, std::string suggestion = {}) const {
        return at_token(at_, at_ + here().size(), std::move(message), std::move(suggestion));
    }

    const TomlStatement* statement() const {
        const TomlStatement* last = nullptr;
        for (const TomlStatement& candidate : outline_.statements)
            if (candidate.begin <= at_) last = &candidate;
        return last;
    }

    std::size_t line_of(std::size_t offset) const {
        return 1 + static_cast<std::size_t>(std::count(
                       text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    }

    TomlMistake explain_duplicate() const {
        const TomlStatement* last = statement();
        if (last) {
            const auto index = static_cast<std::size_t>(last - outline_.statements.data());
            if (const auto first = first_definition(outline_, index)) {
                const TomlStatement& earlier = outline_.statements[*first];
                const std::string name = dotted_name(*last);
                if (earlier.path.size() < last->path.size())
                    return at_token(
                        last->begin, last->key_end,
                        fmt::format("'{}' cannot be a part of '{}', which has a value at line {}",
                                    name, dotted_name(earlier), line_of(earlier.begin)));
                return at_token(last->begin, last->key_end,
                                fmt::format("'{}' is defined twice; first at line {}", name,
                                            line_of(earlier.begin)),
                                "keep one, or give one another name");
            }
        }
        const std::size_t quote = reason_.find('\'');
        const std::size_t end = reason_.rfind('\'');
        if (quote == std::string_view::npos || end <= quote)
            return at_here("a name is defined twice in one table");
        const std::string_view name = reason_.substr(quote + 1, end - quote - 1);
        const std::size_t begin = text_.rfind(name, at_);
        const std::string message = fmt::format("'{}' is defined twice in one table", name);
        return begin == std::string_view::npos ? at_here(message)
                                               : at_token(begin, begin + name.size(), message);
    }

    TomlMistake explain_open_text() const {
        const std::size_t opening = *outline_.unclosed;
        const std::string three(3, text_[opening]);
        const bool is_long = text_.substr(opening, 3) == three;
        return at_token(opening, opening + 1, "the text that starts here is never closed",
                        is_long ? fmt::format("it ends with {}", three)
                                : std::string("it ends with the quote that it started with, on the "
                                              "same line"));
    }

    // "C:\Users": TOML waits for the eight digits of a character.
    TomlMistake explain_code_point() const {
        const std::size_t begin = text_.rfind('\\', at_);
        if (begin == std::string_view::npos) return fall_back();
        const std::string_view escape = text_.substr(begin, 2);
        return at_token(begin, begin + 2,
                        fmt::format("'{}' is not followed by the {} digits of a character", escape,
                                    escape.back() == 'u' ? 4 : 8),
                        "a backslash is written \\\\, or the text in single quotes");
    }

    TomlMistake explain_header() const {
        if (says("blank")) return at_here("a header without a name");
        if (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80u)
            return explain_key_letter();
        if (says("expected ']'") || says("end-of-file"))
            return at_here(
                fmt::format("expected ']' at the end of the header, found {}", here_named()),
                at_ < text_.size() && starts_name(code_point(text_, at_))
                    ? "a name holds no blanks: unit_price"
                    : "such as [series.revenue]");
        return at_here(fmt::format("unexpected {} in a header", here_named()));
    }

    TomlMistake explain_key_letter() const {
        return at_here(fmt::format("{} in a name outside quotes", here_named()),
                       "names with other letters than a to z stand in quotes: \"dân số\" = ...");
    }

    // "0,03" where a number is written as in a text: TOML reads 0 and then something new.
    std::optional<TomlMistake> explain_decimal_comma(std::size_t end) const {
        const auto digits_before = [&](std::size_t stop) {
            while (stop > 0 && text_[stop - 1] >= '0' && text_[stop - 1] <= '9') --stop;
            return stop;
        };
        while (end > 0 && text_[end - 1] == ' ') --end;
        const std::size_t comma = digits_before(end);
        if (comma == end || comma == 0 || text_[comma - 1] != ',') return std::nullopt;
        std::size_t begin = digits_before(comma - 1);
        if (begin == comma - 1) return std::nullopt;
        if (begin > 0 && text_[begin - 1] == '-') --begin;
        std::string number(text_.substr(begin, end - begin));
        const std::string written = number;
        number[number.find(',')] = '.';
        return at_token(begin, end, fmt::format("'{}' is not a number", written),
                        fmt::format("a number has a decimal point: {}", number));
    }

    TomlMistake explain_leading_zero() const {
        const std::size_t end = std::min(text_.find_first_not_of("0123456789", at_), text_.size());
        if (const auto comma = explain_decimal_comma(end)) return *comma;
        return at_token(number_begin(), at_ + 1, "a number does not start with a zero");
    }

    TomlMistake explain_missing_equals() const {
        if (const auto comma = explain_decimal_comma(at_)) return *comma;
        if (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80u)
            return explain_key_letter();
        return at_here(fmt::format("expected '=' behind the name, found {}", here_named()),
                       here() == "]"   ? "a header begins with '['"
                       : here() == ":" ? "write name = value"
                                       : "each line is a [header], or name = value");
    }

    bool behind_equals() const {
        const std::size_t last = text_.substr(0, at_).find_last_not_of(" \t\r");
        return last != std::string_view::npos && text_[last] == '=';
    }

    TomlMistake explain_missing_value() const {
        return at_here(fmt::format("expected a value, found {}", here_named()));
    }

    // The word or words from here to what could follow a value.
    std::size_t value_end() const {
        const std::size_t end = std::min(text_.find_first_of(",]}#\n", at_), text_.size());
        std::size_t last = end;
        while (last > at_ + 1 && (text_[last - 1] == ' ' || text_[last - 1] == '\r')) --last;
        return last;
    }

    TomlMistake explain_value() const {
        std::size_t begin = at_;
        if (scope_ == "boolean")  // stopped within the word
            while (begin > 0 && starts_name(code_point(text_, begin - 1))) --begin;
        if (here() == "=") return at_here("a second '='", "'=' is written once");
        for (const std::string_view quote : {"\u201C", "\u201D", "\u2018", "\u2019"})
            if (here() == quote)
                return at_here(fmt::format("{} is no quote of TOML", quote),
                               "text stands in straight quotes: \"...\"");
        const std::string_view word = text_.substr(begin, std::max(value_end(), begin + 1) - begin);
        const std::string lower = lower_case(word);
        if (lower == "true" || lower == "false")
            return at_token(begin, begin + word.size(), fmt::format("'{}' is not a value", word),
                            fmt::format("write {}", lower));
        return at_token(begin, begin + word.size(), fmt::format("'{}' is not a value", word),
                        "text and expressions stand in quotes: \"...\"");
    }

    TomlMistake explain_rest_of_line() const {
        const std::string message =
            fmt::format("expected the end of the line, found {}", here_named());
        const std::size_t begin = number_begin();
        if (begin == at_) return at_here(message);
        const std::string_view number = text_.substr(begin, at_ - begin);
        if (here() == ",") return at_here(message, "a number holds no comma: 14.5, 1000");
        std::string_view written = number;
        while (!written.empty() && written.back() == ' ') written.remove_suffix(1);
        const std::size_t end = std::min(text_.find_first_of("#\n", at_), text_.size());
        std::string_view whole = text_.substr(begin, end - begin);
        while (!whole.empty() && (whole.back() == ' ' || whole.back() == '\r'))
            whole.remove_suffix(1);
        return at_here(
            message,
            fmt::format("a number with a unit, or an expression, stands in quotes: \"{}\"", whole));
    }

    bool is_number_scope() const {
        return scope_.find("integer") != std::string_view::npos ||
               scope_.find("floating-point") != std::string_view::npos;
    }

    // The start of the number that ends here, blanks behind it skipped; here if there is none.
    std::size_t number_begin() const {
        std::size_t end = at_;
        while (end > 0 && text_[end - 1] == ' ') --end;
        std::size_t begin = end;
        while (begin > 0 && (is_number_character(text_[begin - 1]))) --begin;
        return begin < end ? begin : at_;
    }

    static bool is_number_character(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '+' || c == '-' || c == 'e' ||
               c == 'E';
    }

    TomlMistake explain_large_number() const {
        const std::size_t begin = number_begin();
        return at_token(begin, at_, "the number is too large or too small to be kept");
    }

    TomlMistake explain_digits() const {
        const std::size_t begin = number_begin();
        if (here() == "." && begin == at_)
            return at_here("a number does not start with a point", "write 0.5 for .5");
        if (begin < at_ && text_[at_ - 1] == '.')
            return at_token(
                begin, at_, "a number does not end with a point",
                fmt::format("write {0} or {0}.0", text_.substr(begin, at_ - 1 - begin)));
        return at_here(fmt::format("expected a digit, found {}", here_named()));
    }

    TomlMistake explain_braces() const {
        if (here() == "\n" || here() == "\r" || here() == "#" || at_ >= text_.size())
            return at_here(
                "a table in braces goes on beyond its line",
                "close it with '}' on that line, or give it a [header] and a line for each "
                "name");
        if (here() == "}")
            return at_here("expected a name behind ',', found '}'", "leave the last comma out");
        return at_here(fmt::format("expected ',' or '}}' in the table, found {}", here_named()));
    }

    // "2026-2030" is read as the beginning of a date.
    TomlMistake explain_date() const {
        std::size_t begin = std::min(at_, text_.size());
        while (begin > 0 &&
               std::string_view("=,[{\n").find(text_[begin - 1]) == std::string_view::npos)
            --begin;
        while (begin < at_ && text_[begin] == ' ') ++begin;
        const std::size_t end = std::max(value_end(), begin + 1);
        const std::string_view value = text_.substr(begin, end - begin);
        const std::size_t hyphen = value.find('-');
        const auto is_year = [](std::string_view word) {
            return word.size() == 4 &&
                   word.find_first_not_of("0123456789") == std::string_view::npos;
        };
        const bool span = hyphen != std::string_view::npos && is_year(value.substr(0, hyphen)) &&
                          is_year(value.substr(hyphen + 1));
        return at_token(begin, end, fmt::format("'{}' is not a value", value),
                        span ? fmt::format("from one year to another is written [{}, {}]",
                                           value.substr(0, hyphen), value.substr(hyphen + 1))
                             : std::string("text and expressions stand in quotes: \"...\""));
    }

    TomlMistake fall_back() const {
        if (scope_.find("date") != std::string_view::npos ||
            scope_.find("time") != std::string_view::npos)
            return explain_date();
        return at_here(fmt::format("{} cannot stand here", here_named()),
                       "each line is a [header], or name = value");
    }

    std::string_view text_;
    const TomlOutline& outline_;
    std::size_t at_;
    std::string_view reason_;
    std::string_view scope_;
};

}  // namespace

TomlMistake explain_toml_mistake(std::string_view text, const TomlOutline& outline, std::size_t at,
                                 std::string_view reason) {
    return Explainer(text, outline, at, reason).explain();
}

}  // namespace plancast
