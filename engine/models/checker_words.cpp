#include "engine/models/checker_words.hpp"

#include <fmt/core.h>

namespace plancast {

std::string unit_name(const Type& type) {
    if (type.truth) return "true or false";
    return type.unit.text == "1" ? "a plain number" : fmt::format("'{}'", type.unit.text);
}

std::string dimension_hint(const Unit& a, const Unit& b) {
    const Unit points{{{"pp", 1}}, 0.01, "percentage points"};
    if ((same_dimensions(a, points) && b.dimensionless()) ||
        (same_dimensions(b, points) && a.dimensionless()))
        return "write convert(x, '%') to take percentage points as a percentage";
    for (const auto& [dimension, exponent] : a.dimensions) {
        for (const auto& [other, other_exponent] : b.dimensions) {
            if (dimension == other || exponent != other_exponent) continue;
            if (dimension.starts_with(other) || other.starts_with(dimension) ||
                dimension.substr(0, 3) == other.substr(0, 3))
                return "multiply or divide by a price index with the unit 'current VND / constant "
                       "VND'";
        }
    }
    return {};
}

}  // namespace plancast
