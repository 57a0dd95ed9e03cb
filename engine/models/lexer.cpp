#include "engine/models/lexer.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <system_error>

#include "engine/models/characters.hpp"
#include "engine/models/words.hpp"

namespace plancast {

namespace {

struct Spelling {
    std::string_view written;
    std::string_view symbol;  ///< what it means; "" where it is refused
    std::string_view advice;
};

// Longest first, so that "<=" is not read as "<".
constexpr std::array<Spelling, 45> spellings{{
    {"<=", "<=", ""},
    {">=", ">=", ""},
    {"==", "==", ""},
    {"!=", "!=", ""},
    {"\u2264", "<=", ""},
    {"\u2265", ">=", ""},
    {"\u2260", "!=", ""},
    {"\u00D7", "*", ""},
    {"\u00B7", "*", ""},
    {"\u2212", "-", ""},
    {"\u2013", "", "a minus is written '-'"},
    {"\u2014", "", "a minus is written '-'"},
    {"<>", "", "did you mean '!='?"},
    {"=<", "", "did you mean '<='?"},
    {"=>", "", "did you mean '>='?"},
    {"&&", "", "did you mean 'and'?"},
    {"||", "", "did you mean 'or'?"},
    {"**", "", "a power is written '^'"},
    {"&", "", "did you mean 'and'?"},
    {"|", "", "did you mean 'or'?"},
    {"!", "", "did you mean 'not'?"},
    {";", "", "arguments are set apart by commas: if(a, b, c)"},
    {":", "", "there are no ranges of cells: sum(x over set), or sum(x, years = 3)"},
    {"$", "", "there are no cells: a quantity has a name, such as revenue or revenue@2027"},
    {"?", "", "a choice is written if(condition, this, otherwise)"},
    {"\u00F7", "", "a division is written '/'"},
    {"{", "", "expressions are grouped with '(' and ')'"},
    {"}", "", "expressions are grouped with '(' and ')'"},
    {"\u2018", "", "a unit stands in straight quotes: 5 'bn VND'"},
    {"\u2019", "", "a unit stands in straight quotes: 5 'bn VND'"},
    {"\u201C", "", "a unit stands in straight quotes: 5 'bn VND'"},
    {"\u201D", "", "a unit stands in straight quotes: 5 'bn VND'"},
    {"+", "+", ""},
    {"-", "-", ""},
    {"*", "*", ""},
    {"/", "/", ""},
    {"^", "^", ""},
    {"%", "%", ""},
    {"<", "<", ""},
    {">", ">", ""},
    {"=", "=", ""},
    {"(", "(", ""},
    {")", ")", ""},
    {"[", "[", ""},
    {"]", "]", ""},
}};

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<Token> tokens() {
        for (;;) {
            skip_blanks();
            Token token;
            token.begin = at_;
            if (at_ < text_.size()) read(token);
            token.end = at_;
            tokens_.push_back(std::move(token));
            if (tokens_.back().kind == Token::Kind::end) return std::move(tokens_);
        }
    }

private:
    char here(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    bool letter_here() const { return at_ < text_.size() && starts_name(code_point(text_, at_)); }

    [[noreturn]] void refuse(std::size_t begin, std::size_t end, std::string message,
                             std::string suggestion = {}) const {
        throw ExpressionMistake{begin, end, std::move(message), std::move(suggestion)};
    }

    void skip_blanks() {
        while (at_ < text_.size()) {
            const char32_t character = code_point(text_, at_);
            // A no-break space comes with text pasted from a document.
            if (character != U' ' && character != U'\t' && character != U'\n' &&
                character != U'\r' && character != U'\u00A0')
                return;
            at_ += character_size(text_, at_);
        }
    }

    void read(Token& token) {
        if (is_digit(here()))
            read_number(token);
        else if (here() == '.' && is_digit(here(1)))
            refuse_leading_point();
        else if (letter_here())
            read_name(token);
        else if (here() == '\'' || here() == '"')
            read_quoted(token);
        else
            read_symbol(token);
    }

    void pass_digits() {
        for (;;) {
            if (!is_digit(here()))
                refuse(at_, at_ + 1, "expected a digit here",
                       "'_' stands between digits: 1_000_000");
            while (is_digit(here())) ++at_;
            if (here() != '_') return;
            ++at_;
        }
    }

    void read_number(Token& token) {
        token.kind = Token::Kind::number;
        const std::size_t begin = at_;
        pass_digits();
        refuse_comma_between_digits(begin);
        if (here() == '.') {
            ++at_;
            if (!is_digit(here()))
                refuse(begin, at_, "a number does not end with a point",
                       fmt::format("write {0} or {0}.0", text_.substr(begin, at_ - begin - 1)));
            pass_digits();
        }
        if (here() == 'e' || here() == 'E') {
            const std::size_t sign = here(1) == '+' || here(1) == '-' ? 1 : 0;
            if (is_digit(here(1 + sign))) {
                at_ += 1 + sign;
                pass_digits();
            }
        }
        if (letter_here()) {
            std::size_t end = at_;
            while (end < text_.size() && continues_name(code_point(text_, end)))
                end += character_size(text_, end);
            refuse(
                at_, end,
                fmt::format("unexpected '{}' right behind a number", text_.substr(at_, end - at_)),
                fmt::format("a product is written {0} * {1}, a unit {0} '{1}'",
                            text_.substr(begin, at_ - begin), text_.substr(at_, end - at_)));
        }
        if (here() == '.')
            refuse(at_, at_ + 1, "a second point in a number",
                   "thousands are set apart with '_': 1_000_000");
        token.number = value_of(begin, at_);
        token.text = text_.substr(begin, at_ - begin);
    }

    double value_of(std::size_t begin, std::size_t end) const {
        std::string digits;
        for (const char c : text_.substr(begin, end - begin))
            if (c != '_') digits += c;
        double value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec != std::errc{})
            refuse(begin, end, "the number is too large or too small to be kept");
        return value;
    }

    // "0,4" and "1,200" would be read as two arguments, or not at all.
    void refuse_comma_between_digits(std::size_t begin) const {
        const auto digit_behind_comma = [this](std::size_t at) {
            return at + 1 < text_.size() && text_[at] == ',' && is_digit(text_[at + 1]);
        };
        if (!digit_behind_comma(at_)) return;
        std::size_t end = at_, groups_of_three = 0, groups = 0;
        while (digit_behind_comma(end)) {
            const std::size_t group = ++end;
            while (end < text_.size() && is_digit(text_[end])) ++end;
            ++groups;
            if (end - group == 3) ++groups_of_three;
        }
        const bool thousands = groups == groups_of_three && at_ - begin <= 3;
        std::string number;
        std::string spaced;
        for (const char c : text_.substr(begin, end - begin)) {
            number += c != ',' ? c : thousands ? '_' : '.';
            spaced += c;
            if (c == ',') spaced += ' ';
        }
        const bool one_number = thousands || groups == 1;
        refuse(begin, end, "a number holds no comma",
               one_number ? fmt::format("write {} for the number, '{}' for several arguments",
                                        number, spaced)
                          : fmt::format("write '{}' for several arguments", spaced));
    }

    [[noreturn]] void refuse_leading_point() const {
        std::size_t end = at_ + 1;
        while (end < text_.size() && is_digit(text_[end])) ++end;
        refuse(at_, end, "a number does not start with a point",
               fmt::format("write 0{}", text_.substr(at_, end - at_)));
    }

    void read_name(Token& token) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && continues_name(code_point(text_, at_)))
            at_ += character_size(text_, at_);
        token.text = to_nfc(text_.substr(begin, at_ - begin));
        token.kind = Token::Kind::name;
        for (const Word& word : words())
            if (word.kind == Word::Kind::keyword && token.text == word.text)
                token.kind = Token::Kind::keyword;
    }

    void read_quoted(Token& token) {
        const char quote = here();
        const std::size_t begin = at_;
        const std::size_t end = text_.find(quote, begin + 1);
        if (end == std::string_view::npos)
            refuse(begin, begin + 1, "this quote is never closed",
                   "a unit stands in quotes behind a number: 5 'bn VND'");
        token.kind = Token::Kind::quoted;
        token.text = text_.substr(begin + 1, end - begin - 1);
        at_ = end + 1;
    }

    void read_symbol(Token& token) {
        token.kind = Token::Kind::symbol;
        for (const std::string_view plain : {",", "@", "."}) {
            if (text_.substr(at_, 1) != plain) continue;
            token.text = plain;
            ++at_;
            return;
        }
        for (const Spelling& spelling : spellings) {
            if (text_.substr(at_, spelling.written.size()) != spelling.written) continue;
            if (spelling.symbol.empty())
                refuse(at_, at_ + spelling.written.size(),
                       fmt::format("'{}' is not used in expressions", spelling.written),
                       std::string(spelling.advice));
            token.text = spelling.symbol;
            at_ += spelling.written.size();
            return;
        }
        const std::size_t size = character_size(text_, at_);
        const std::string_view character = text_.substr(at_, size);
        const bool printable = static_cast<unsigned char>(character.front()) > 0x20u;
        refuse(at_, at_ + size,
               printable ? fmt::format("unexpected character '{}'", character)
                         : std::string("unexpected control character"));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Lexer(text).tokens(); }

}  // namespace plancast
