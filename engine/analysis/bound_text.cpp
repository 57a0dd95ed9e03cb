#include "engine/analysis/bound_text.hpp"

#include <fmt/format.h>

namespace plancast {

std::string bound_text(const Part& part) { return bound_text(part, part.bound_value); }

std::string bound_text(const Part& part, std::optional<double> value) {
    if (part.direction == Direction::is_true) return {};
    const std::string unit = part.unit.text == "1" ? "" : " " + part.unit.text;
    if (value) return fmt::format("{:.12g}{}", *value, unit);
    return part.bound.written ? to_text(*part.bound.written) : std::string();
}

std::string direction_name(Direction direction) {
    switch (direction) {
        case Direction::at_least: return "at_least";
        case Direction::at_most: return "at_most";
        case Direction::above: return "above";
        case Direction::below: return "below";
        case Direction::equals: return "equals";
        case Direction::is_true: return "is_true";
    }
    return {};
}

}  // namespace plancast
