#include "engine/models/checker_words.hpp"

#include <cmath>
#include <map>

#include <fmt/core.h>

#include "engine/models/unit_text.hpp"
#include "engine/models/unit_words.hpp"

namespace plancast {

std::string unit_name(const Type& type) {
    if (type.truth) return "true or false";
    return type.unit.text == "1" ? "a plain number" : fmt::format("'{}'", type.unit.text);
}

namespace {

constexpr std::size_t longest_operand = 40;  // bytes; of what a message repeats

bool is_points(const Unit& unit) {
    return unit.dimensions ==
           std::map<std::string, int>{{std::string(percentage_point_dimension), 1}};
}

}  // namespace

std::string part_of_year_hint(const Expression& plain, const Unit& unit) {
    const std::string text = to_text(plain);
    return fmt::format(
        "write ({0}) * 1 '{1}' if it counts that, convert({0}, '{1}') if it counts years",
        text.size() <= longest_operand ? text : "x", unit.text);
}

std::string conversion_hint(const WrittenUnit& a, const WrittenUnit& b) {
    if (is_part_of_year(a.unit) && b.unit.text == "1") return part_of_year_hint(b.written, a.unit);
    if (is_part_of_year(b.unit) && a.unit.text == "1") return part_of_year_hint(a.written, b.unit);
    // A plain number stays plain, what was declared stays what it is: the other is brought to it.
    const bool keep_second = b.unit.text == "1" || (b.written.kind == Expression::Kind::name &&
                                                    a.written.kind != Expression::Kind::name);
    const WrittenUnit &odd = keep_second ? a : b, &kept = keep_second ? b : a;
    const std::string text = to_text(odd.written);
    if (text.size() <= longest_operand)
        return fmt::format("write convert({}, '{}')", text, kept.unit.text);
    return fmt::format("write convert(x, '{}') for the one in '{}'", kept.unit.text, odd.unit.text);
}

Checked brought_to(const Checked& value, const Type& type) {
    if (value.type.truth || value.type.fits_any || type.fits_any) return {value.formula, type};
    const double factor = conversion_factor(value.type.unit, type.unit),
                 parts = std::round(1 / factor);
    // 7 / 100 is 0.07 to the last bit, 7 * 0.01 is not.
    if (value.formula->kind != Formula::Kind::number && factor < 1 && parts * factor == 1)
        return {apply_formula(Operation::divide,
                              {value.formula, number_formula(parts, value.formula->place)},
                              value.formula->place),
                type};
    return {scaled_formula(value.formula, factor), type};
}

namespace {

// "VND" of "VND of constant prices".
std::string_view currency_of(std::string_view dimension) {
    const std::string_view word = dimension.substr(0, dimension.find(" of "));
    return is_currency(word) ? word : std::string_view{};
}

// Power where energy is due, or the other way round.
bool power_against_energy(const Unit& a, const Unit& b) {
    using Powers = std::map<std::string, int>;
    const Powers rest = quotient(a, b).dimensions;
    return rest == Powers{{"W", 1}, {"Wh", -1}} || rest == Powers{{"W", -1}, {"Wh", 1}};
}

}  // namespace

std::string dimension_hint(const Unit& a, const Unit& b) {
    if (is_points(a) && b.dimensionless())
        return "write convert(x, '%') to take percentage points as a percentage";
    if (is_points(b) && a.dimensionless())
        return "write convert(x, 'pp') for a difference of percentages in points";
    if ((a.text == "1") != (b.text == "1"))
        return fmt::format("a number takes its unit in quotes: 5 '{}'",
                           a.text == "1" ? b.text : a.text);
    if (power_against_energy(a, b))
        return "W counts power, Wh energy: power times 8.76 'GWh / MW' is the energy of a year at "
               "full power";
    for (const auto& [dimension, exponent] : a.dimensions) {
        for (const auto& [other, other_exponent] : b.dimensions) {
            if (dimension == other || exponent != other_exponent ||
                currency_of(dimension).empty() || currency_of(dimension) != currency_of(other))
                continue;
            if (!has_basis(dimension) || !has_basis(other))
                return fmt::format(
                    "say whose prices: '{}, current prices' or '..., constant prices'",
                    (has_basis(dimension) ? b : a).text);
            return fmt::format(
                "write convert(x, '{}', price_index); a price index has the "
                "unit 'current VND / constant VND'",
                b.text);
        }
    }
    return {};
}

std::string due_hint(const Unit& given, const Unit& due) {
    // What is too much beside a plain number is no number without its unit.
    std::string hint =
        due.text == "1" && !is_points(given) ? std::string{} : dimension_hint(given, due);
    if (!hint.empty()) return hint;
    // What is above the line of given / due is too much, what is below it is lacking.
    const Unit rest = quotient(given, due);
    Unit surplus, lack;
    for (const auto& [dimension, exponent] : rest.dimensions) {
        const auto named = rest.named.find(dimension);
        const double scale = named == rest.named.end() ? 1 : named->second;
        Unit& side = exponent > 0 ? surplus : lack;
        side.dimensions[dimension] = std::abs(exponent);
        side.named[dimension] = exponent > 0 ? scale : 1 / scale;
    }
    surplus.text = canonical_unit_text(surplus);
    lack.text = canonical_unit_text(lack);
    if (lack.dimensionless())
        return fmt::format("'{0}' is left over: divide by a quantity in '{0}'{1}", surplus.text,
                           due.text == "1" ? fmt::format("; what counts that says so: unit = "
                                                         "\"{}\"",
                                                         given.text)
                                           : std::string{});
    if (surplus.dimensionless())
        return fmt::format("'{0}' is missing: multiply by a quantity in '{0}'", lack.text);
    return fmt::format("'{}' is left over and '{}' is missing: multiply by a quantity in '{}'",
                       surplus.text, lack.text, quotient(lack, surplus).text);
}

}  // namespace plancast
