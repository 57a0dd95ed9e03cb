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

}  // namespace plancast
