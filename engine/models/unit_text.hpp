#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/models/units.hpp"

namespace plancast {

/// Reads "1", "0.5", "1e9", "1,000", "1 000 000" or "1_000" at the start of @p text.
/// @returns bytes read; 0 if there is no number.
std::size_t read_grouped_number(std::string_view text, double& number);

/// A unit's text made from its dimensions and scale; parses to the same unit.
std::string canonical_unit_text(const Unit& unit);

}  // namespace plancast
