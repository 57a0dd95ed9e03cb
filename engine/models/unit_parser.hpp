#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/models/units.hpp"

namespace plancast {

/// What is wrong with a unit, without its place.
struct UnitMistake {
    std::string message;
};

/// Parses a unit with the given words.
/// @throws UnitMistake
Unit parse_unit(std::string_view text, const std::map<std::string, UnitTable::Word>& words);

/// Reads "1", "0.5", "1e9", "1,000", "1 000 000" or "1_000" at the start of @p text.
/// @returns bytes read; 0 if there is no number.
std::size_t read_grouped_number(std::string_view text, double& number);

/// A unit's text made from its dimensions and scale; parses to the same unit.
std::string canonical_unit_text(const Unit& unit);

}  // namespace plancast
