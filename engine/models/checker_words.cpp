#include "engine/models/checker_words.hpp"

#include <map>

#include <fmt/core.h>

#include "engine/models/unit_words.hpp"

namespace plancast {

std::string unit_name(const Type& type) {
    if (type.truth) return "true or false";
    return type.unit.text == "1" ? "a plain number" : fmt::format("'{}'", type.unit.text);
}

namespace {

bool is_points(const Unit& unit) {
    return unit.dimensions ==
           std::map<std::string, int>{{std::string(percentage_point_dimension), 1}};
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
    for (const auto& [dimension, exponent] : a.dimensions) {
        for (const auto& [other, other_exponent] : b.dimensions) {
            if (dimension == other || exponent != other_exponent) continue;
            const bool a_priced = dimension.size() > other.size() && dimension.starts_with(other);
            const bool b_priced = other.size() > dimension.size() && other.starts_with(dimension);
            if (a_priced || b_priced)
                return fmt::format(
                    "say whose prices: '{}, current prices' or '..., constant prices'",
                    (a_priced ? b : a).text);
            if (dimension.substr(0, 3) == other.substr(0, 3))
                return fmt::format(
                    "write convert(x, '{}', price_index); a price index has the "
                    "unit 'current VND / constant VND'",
                    b.text);
        }
    }
    return {};
}

}  // namespace plancast
