#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/models/document.hpp"

namespace plancast {

/// What a message says of a number.
struct NumberMistake {
    std::string message;
    std::string suggestion;
};

/// Finds the numbers of quantities that are written as in Vietnamese or German, or could be:
/// "2.500 t" (2500 or 2.5?), "1.234.567 VND", "2,5 t", "2,500 t", "2,500". A point before three
/// digits is taken for a decimal point where nothing else makes sense: behind 0, in percentages and
/// without a unit.
/// @param text  A quantity; nothing is found in other texts.
std::optional<NumberMistake> mistaken_number(std::string_view text);
/// The same of a number and a unit that are known apart; @p shown_unit is how it is written: 't'.
std::optional<NumberMistake> mistaken_number(std::string_view number, std::string_view unit,
                                             std::string_view shown_unit);

/// A whole number that is written with a point: `100.000`, which TOML reads as 100.
/// @param value  A number of a file.
std::optional<NumberMistake> mistaken_whole_number(const Tree& value);

}  // namespace plancast
