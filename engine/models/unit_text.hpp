#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/models/units.hpp"

namespace plancast {

/// Reads "1", "0.5", "1e9", "1,000", "1 000 000" or "1_000" at the start of @p text.
/// @returns bytes read; 0 if there is no number.
std::size_t read_grouped_number(std::string_view text, double& number);

/// A unit's text made from its dimensions and what is named of its scale; parses to
/// named_unit(unit) where keep_what_has_a_name() was done.
std::string canonical_unit_text(const Unit& unit);

/// Takes out of unit.named what no word says: of ha / km, 10 m.
void keep_what_has_a_name(Unit& unit);

}  // namespace plancast
