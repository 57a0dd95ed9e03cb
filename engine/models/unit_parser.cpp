#include "engine/models/unit_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/core/nearest_name.hpp"
#include "engine/models/characters.hpp"
#include "engine/models/other_words.hpp"
#include "engine/models/unit_text.hpp"
#include "engine/models/unit_words.hpp"

namespace plancast {

namespace {

constexpr int largest_power = 9;
constexpr int deepest_nesting = 20;

using Words = std::map<std::string, UnitTable::Word>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Names the price basis of every currency of the unit.
// @returns the number of currencies.
int apply_basis(Unit& unit, std::string_view basis) {
    std::map<std::string, int> dimensions;
    std::map<std::string, double> named = unit.named;
    int currencies = 0;
    for (const auto& [dimension, power] : unit.dimensions) {
        if (has_basis(dimension)) throw UnitMistake{"the prices of a currency are named twice"};
        if (is_currency(dimension)) {
            dimensions[dimension + std::string(basis)] = power;
            if (const auto part = named.extract(dimension))
                named[dimension + std::string(basis)] = part.mapped();
            ++currencies;
        } else {
            dimensions[dimension] = power;
        }
    }
    unit.dimensions = std::move(dimensions);
    unit.named = std::move(named);
    return currencies;
}

// "million" of what the word behind it counts.
Unit scaled(Unit unit, double number) {
    if (unit.dimensions.size() == 1) {
        double& named = unit.named.try_emplace(unit.dimensions.begin()->first, 1.0).first->second;
        named *= number;
    }
    unit.scale *= number;
    return unit;
}

// All of a scale that somebody writes is named.
void name_the_rest(Unit& unit) {
    const double rest = unit.scale / named_unit(unit).scale;
    if (rest == 1) return;
    double& number = unit.named.try_emplace("", 1.0).first->second;
    number *= rest;
}

class UnitParser {
public:
    UnitParser(std::string_view text, const Words& words) : text_(text), words_(words) {}

    Unit parse() {
        Unit unit;
        const std::string_view whole = trimmed(text_);
        if (whole.empty())
            throw UnitMistake{
                "the unit is empty; expected a unit such as 'bn VND', or '1' for a pure number"};
        const std::string_view basis = cut_basis();
        unit = parse_quotient();
        skip_spaces();
        if (at_ < text_.size()) refuse_rest();
        // "1/year, constant prices" is a label: a rate has no prices, but says whose growth it is.
        if (!basis.empty()) apply_basis(unit, basis);
        if (!(unit.scale > 0 && std::isfinite(unit.scale)))
            throw UnitMistake{"the numbers in the unit are too large or too small"};
        name_the_rest(unit);
        unit.text = std::string(whole);
        return unit;
    }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_spaces() {
        while (here() == ' ' || here() == '\t') ++at_;
    }

    // Cuts ", constant prices" off the end.
    std::string_view cut_basis() {
        const std::size_t comma = text_.rfind(',');
        if (comma == std::string_view::npos) return {};
        const std::string_view suffix = trimmed(text_.substr(comma + 1));
        if (!suffix.empty() && is_digit(suffix.front())) return {};  // "1,000"
        text_ = text_.substr(0, comma);
        if (suffix == "constant prices") return constant_basis;
        if (suffix == "current prices") return current_basis;
        throw UnitMistake{fmt::format(
            "unknown addition '{}'; expected 'constant prices' or 'current prices' at the end",
            suffix)};
    }

    // A product, divided by what follows each '/' or "per", from left to right.
    Unit parse_quotient() {
        if (++depth_ > deepest_nesting) throw UnitMistake{"the unit is nested too deeply"};
        skip_spaces();
        Unit unit;
        if (here() != '/' && peek_word() != "per") unit = parse_factor();
        for (;;) {
            skip_spaces();
            int direction = 0;
            if (here() == '/') {
                direction = -1;
                ++at_;
            } else if (peek_word() == "per") {
                direction = -1;
                at_ += 3;
            } else if (here() == '*') {
                direction = 1;
                ++at_;
            } else if (starts("\u00B7") || starts("\u00D7")) {
                direction = 1;
                at_ += 2;
            } else {
                break;
            }
            const Unit factor = parse_factor();
            unit = direction > 0 ? product(unit, factor) : quotient(unit, factor);
        }
        --depth_;
        return unit;
    }

    bool starts(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

    static bool continues_word(char32_t character) {
        return continues_name(character) || character == U'-';
    }

    // The word that starts here; "" if none does.
    std::string_view peek_word() const { return word_at(at_); }

    std::string_view word_at(std::size_t begin) const {
        if (begin >= text_.size()) return {};
        const char32_t first = code_point(text_, begin);
        if (first == U'%' || first == U'\u2030')
            return text_.substr(begin, character_size(text_, begin));
        if (!starts_name(first)) return {};
        std::size_t end = begin;
        while (end < text_.size() && continues_word(code_point(text_, end)))
            end += character_size(text_, end);
        return text_.substr(begin, end - begin);
    }

    // [number] [prefix...] word [power], or a number or prefix alone.
    Unit parse_factor() {
        skip_spaces();
        Unit unit;
        double number = 1;
        const std::size_t read = read_grouped_number(text_.substr(at_), number);
        at_ += read;
        if (read > 0 && !(number > 0 && std::isfinite(number)))
            throw UnitMistake{"a number in a unit is larger than 0"};
        unit.scale = number;
        bool is_complete = read > 0;
        for (;;) {
            skip_spaces();
            const std::string_view word = peek_word();
            if (word == "constant" || word == "current") {
                at_ += word.size();
                Unit money = parse_factor();
                if (apply_basis(money, word == "constant" ? constant_basis : current_basis) == 0)
                    throw UnitMistake{fmt::format(
                        "'{}' stands before a currency only, such as '{} VND'", word, word)};
                return scaled(money, unit.scale);
            }
            const UnitPrefix* prefix = find_prefix(word);
            if (!prefix) break;
            at_ += word.size();
            skip_spaces();
            if (prefix->of_money_only && !is_currency_word(peek_word()))
                throw UnitMistake{
                    fmt::format("'{}' stands before a currency only; write 'thousand'", word)};
            unit.scale *= prefix->scale;
            is_complete = true;
        }
        if (here() == '(' && !is_complete) return parse_parentheses();
        if (peek_word().empty() || (is_complete && peek_word() == "per")) {
            if (is_complete) return unit;
            refuse_missing();
        }
        return scaled(parse_word(), unit.scale);
    }

    Unit parse_parentheses() {
        ++at_;
        const Unit inside = parse_quotient();
        skip_spaces();
        if (here() != ')') throw UnitMistake{"a '(' in the unit is never closed"};
        ++at_;
        return power(inside, parse_power());
    }

    static const UnitPrefix* find_prefix(std::string_view word) {
        for (const UnitPrefix& prefix : unit_prefixes())
            if (prefix.word == word) return &prefix;
        return nullptr;
    }

    static bool is_currency_word(std::string_view word) {
        if (word == "constant" || word == "current") return true;
        for (const UnitWord& known : unit_words())
            if (known.word == word) return is_currency(known.dimension);
        return false;
    }

    // The longest known word: "percentage points" before "percentage".
    Unit parse_word() {
        std::size_t end = at_;
        std::size_t longest = 0;
        Words::const_iterator found = words_.end();
        while (true) {
            const std::string_view next = word_at(end);
            if (next.empty()) break;
            end += next.size();
            std::string joined;
            for (const char c : text_.substr(at_, end - at_))
                if (c != ' ' || joined.empty() || joined.back() != ' ') joined += c;
            const auto known = words_.find(joined);
            if (known != words_.end()) {
                found = known;
                longest = end;
            }
            while (end < text_.size() && text_[end] == ' ') ++end;
        }
        Unit unit;
        int written_power = 1;
        if (found != words_.end()) {
            at_ = longest;
        } else {
            // "km3" without a word of its own.
            const std::string_view word = peek_word();
            const bool has_power =
                word.size() > 1 && is_digit(word.back()) && !is_digit(word[word.size() - 2]);
            if (has_power) found = words_.find(std::string(word.substr(0, word.size() - 1)));
            if (found == words_.end()) refuse_word(word);
            written_power = word.back() - '0';
            at_ += word.size();
        }
        unit.dimensions = found->second.dimensions;
        unit.scale = found->second.scale;
        if (unit.dimensions.size() == 1) unit.named[unit.dimensions.begin()->first] = unit.scale;
        unit.text = found->first;
        unit = checked_power(unit, written_power);
        return power(unit, parse_power());
    }

    static Unit checked_power(const Unit& unit, int exponent) {
        if (exponent == 0) throw UnitMistake{"a power of 0 in the unit"};
        return power(unit, exponent);
    }

    // "^2", "^-1", superscripts; 1 where there is none.
    int parse_power() {
        if (starts("\u00B2")) return at_ += 2, 2;
        if (starts("\u00B3")) return at_ += 2, 3;
        if (here() != '^') return 1;
        ++at_;
        const bool negative = here() == '-';
        if (negative) ++at_;
        int exponent = 0;
        bool has_digits = false;
        while (is_digit(here()) && exponent <= largest_power) {
            exponent = exponent * 10 + (here() - '0');
            has_digits = true;
            ++at_;
        }
        if (!has_digits || exponent == 0 || exponent > largest_power)
            throw UnitMistake{
                fmt::format("expected a power from 1 to {} behind '^' in the unit", largest_power)};
        return negative ? -exponent : exponent;
    }

    [[noreturn]] void refuse_word(std::string_view word) const {
        std::vector<std::string> candidates;
        for (const auto& [known, meaning] : words_)
            if (starts_name(code_point(known, 0))) candidates.push_back(known);
        for (const UnitPrefix& prefix : unit_prefixes()) candidates.emplace_back(prefix.word);
        candidates.insert(candidates.end(), {"per", "constant", "current"});
        std::string nearest(unit_for(lower_case(word)));
        for (const std::string& candidate : candidates)
            if (nearest.empty() && lower_case(candidate) == lower_case(word)) nearest = candidate;
        // One letter is one slip from every other letter.
        if (nearest.empty() && count_characters(word) > 1) nearest = nearest_name(word, candidates);
        throw UnitMistake{
            nearest.empty()
                ? fmt::format("unknown unit word '{}'", word)
                : fmt::format("unknown unit word '{}'; did you mean '{}'?", word, nearest)};
    }

    [[noreturn]] void refuse_missing() const {
        if (at_ >= text_.size()) throw UnitMistake{"the unit ends where a word was expected"};
        refuse_rest();
    }

    [[noreturn]] void refuse_rest() const {
        const std::string_view word = peek_word();
        if (!word.empty()) {
            if (words_.count(std::string(word)) == 0 && !find_prefix(word)) refuse_word(word);
            throw UnitMistake{fmt::format("expected '*', '/' or 'per' before '{}'", word)};
        }
        throw UnitMistake{fmt::format("unexpected '{}' in the unit",
                                      text_.substr(at_, character_size(text_, at_)))};
    }

    std::string_view text_;
    const Words& words_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Unit parse_unit(std::string_view text, const std::map<std::string, UnitTable::Word>& words) {
    return UnitParser(text, words).parse();
}

}  // namespace plancast
