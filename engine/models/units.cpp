#include "engine/models/units.hpp"

#include <cmath>

#include "engine/core/contracts.hpp"
#include "engine/models/characters.hpp"
#include "engine/models/unit_parser.hpp"
#include "engine/models/unit_text.hpp"
#include "engine/models/unit_words.hpp"

namespace plancast {

namespace {

// Units that were multiplied in another order differ in their last bits.
constexpr double scale_tolerance = 1e-12;

bool is_one(const Unit& unit) { return unit.dimensionless() && unit.scale == 1; }

bool close(double a, double b) { return std::abs(a - b) <= scale_tolerance * std::abs(a); }

double named_scale(const Unit& unit) {
    double scale = 1;
    for (const auto& [dimension, part] : unit.named) scale *= part;
    return scale;
}

void multiply_named(Unit& result, const std::map<std::string, double>& named, int times) {
    for (const auto& [dimension, part] : named) {
        const double before = result.named.count(dimension) > 0 ? result.named.at(dimension) : 1.0;
        result.named[dimension] = times > 0 ? before * part : before / part;
    }
}

void add_powers(std::map<std::string, int>& powers, const std::map<std::string, int>& others,
                int times) {
    for (const auto& [dimension, power] : others) {
        const int sum = (powers[dimension] += times * power);
        if (sum == 0) powers.erase(dimension);
    }
}

Unit combine(const Unit& a, const Unit& b, int times) {
    Unit result;
    result.dimensions = a.dimensions;
    add_powers(result.dimensions, b.dimensions, times);
    result.scale = times > 0 ? a.scale * b.scale : a.scale / b.scale;
    // A number that is multiplied with something has no name of its own.
    if (!a.dimensionless()) multiply_named(result, a.named, 1);
    if (!b.dimensionless()) multiply_named(result, b.named, times);
    if (b.dimensionless() && !a.dimensionless()) {
        result.text = a.text;
    } else if (a.dimensionless() && !b.dimensionless() && times > 0) {
        result.text = b.text;
    } else {
        keep_what_has_a_name(result);
        result.text = canonical_unit_text(result);
    }
    return result;
}

bool word_characters(std::string_view word) {
    if (word.empty()) return false;
    for (std::size_t i = 0; i < word.size();) {
        const char32_t character = code_point(word, i);
        const bool inside = i > 0 && (character == U'-' || character == U' ');
        if (!(i == 0 ? starts_name(character) : continues_name(character)) && !inside) return false;
        i += character_size(word, i);
    }
    return word.back() != ' ' && word.find("  ") == std::string_view::npos;
}

}  // namespace

bool same_dimensions(const Unit& a, const Unit& b) { return a.dimensions == b.dimensions; }

bool same_unit(const Unit& a, const Unit& b) {
    return same_dimensions(a, b) && close(a.scale, b.scale);
}

Unit named_unit(const Unit& unit) {
    Unit result = unit;
    result.scale = named_scale(unit);
    if (close(result.scale, unit.scale)) result.scale = unit.scale;
    return result;
}

bool is_share(const Unit& unit) {
    return unit.dimensionless() &&
           (close(unit.scale, 1) || close(unit.scale, 1e-2) || close(unit.scale, 1e-3));
}

bool is_part_of_year(const Unit& unit) {
    if (!unit.dimensionless() || is_share(unit)) return false;
    for (const UnitWord& word : unit_words())
        if (word.dimension.empty() &&
            (close(unit.scale, word.scale) || close(unit.scale, 1 / word.scale)))
            return true;
    return false;
}

std::optional<Unit> common_unit(const Unit& a, const Unit& b) {
    if (!same_dimensions(a, b)) return std::nullopt;
    const Unit first = named_unit(a), second = named_unit(b);
    if (same_unit(a, b)) return first.scale == a.scale ? a : b;
    if (same_unit(first, second)) return first;
    if (is_share(first) && is_share(second)) return Unit{};
    return std::nullopt;
}

Unit product(const Unit& a, const Unit& b) {
    if (is_one(a)) return b;
    if (is_one(b)) return a;
    return combine(a, b, 1);
}

Unit quotient(const Unit& a, const Unit& b) {
    if (is_one(b)) return a;
    return combine(a, b, -1);
}

Unit power(const Unit& a, int exponent) {
    if (exponent == 1) return a;
    Unit result;
    if (exponent != 0) {
        result.dimensions = a.dimensions;
        for (auto& [dimension, times] : result.dimensions) times *= exponent;
        result.scale = std::pow(a.scale, exponent);
        for (const auto& [dimension, part] : a.named)
            result.named[dimension] = std::pow(part, exponent);
        keep_what_has_a_name(result);
    }
    result.text = canonical_unit_text(result);
    return result;
}

std::optional<Unit> square_root(const Unit& a) {
    Unit result = a;
    for (auto& [dimension, times] : result.dimensions) {
        if (times % 2 != 0) return std::nullopt;
        times /= 2;
    }
    result.scale = std::sqrt(a.scale);
    for (auto& [dimension, part] : result.named) part = std::sqrt(part);
    keep_what_has_a_name(result);
    result.text = canonical_unit_text(result);
    return result;
}

double conversion_factor(const Unit& from, const Unit& to) {
    PLANCAST_EXPECTS(same_dimensions(from, to));
    return same_unit(from, to) ? 1.0 : from.scale / to.scale;
}

UnitTable::UnitTable() {
    for (const UnitWord& known : unit_words()) {
        Word word;
        word.scale = known.scale;
        if (!known.dimension.empty()) word.dimensions[std::string(known.dimension)] = known.power;
        words_.emplace(known.word, word);
    }
}

bool UnitTable::declare(const std::string& name, const std::vector<std::string>& also) {
    std::vector<std::string> all{name};
    all.insert(all.end(), also.begin(), also.end());
    for (const std::string& word : all) {
        if (!word_characters(word) || words_.count(word) > 0) return false;
        if (word == "per" || word == "constant" || word == "current") return false;
        for (const UnitPrefix& prefix : unit_prefixes())
            if (prefix.word == word) return false;
    }
    for (const std::string& word : all) words_.emplace(word, Word{{{name, 1}}, 1});
    return true;
}

std::optional<Unit> UnitTable::parse(std::string_view text, std::string& error) const {
    try {
        return parse_unit(text, words_);
    } catch (const UnitMistake& mistake) {
        error = mistake.message;
        return std::nullopt;
    }
}

std::vector<std::string> UnitTable::words() const {
    std::vector<std::string> result;
    for (const auto& [word, meaning] : words_) result.push_back(word);
    for (const UnitPrefix& prefix : unit_prefixes()) result.emplace_back(prefix.word);
    result.insert(result.end(), {"per", "constant", "current"});
    return result;
}

std::optional<QuantityLiteral> parse_quantity(std::string_view text, const UnitTable& units) {
    const auto trim = [](std::string_view& part) {
        while (!part.empty() && (part.front() == ' ' || part.front() == '\t'))
            part.remove_prefix(1);
        while (!part.empty() && (part.back() == ' ' || part.back() == '\t')) part.remove_suffix(1);
    };
    trim(text);
    double sign = 1;
    if (!text.empty() && text.front() == '-') {
        sign = -1;
        text.remove_prefix(1);
        trim(text);
    }
    QuantityLiteral literal;
    const std::size_t read = read_grouped_number(text, literal.number);
    if (read == 0) return std::nullopt;
    literal.number *= sign;
    text.remove_prefix(read);
    trim(text);
    if (text.empty()) return literal;
    // "1 / 3" is a division, not 1 of the unit "1/3".
    bool has_word = false;
    for (std::size_t i = 0; i < text.size(); i += character_size(text, i)) {
        const char32_t character = code_point(text, i);
        has_word =
            has_word || starts_name(character) || character == U'%' || character == U'\u2030';
    }
    if (!has_word) return std::nullopt;
    std::string ignored;
    literal.unit = units.parse(text, ignored);
    if (!literal.unit) return std::nullopt;
    return literal;
}

}  // namespace plancast
