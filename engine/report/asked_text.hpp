#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// What a part asks, for a column: "≥ 14 %/year", "5 to 8 %", "yes"; of a path its first and last
/// level: "≥ 10 → 15 %"; as written where it is drawn.
///
/// @param bound   As bound_text gives it.
/// @param levels  What is known of it before any draw.
std::string asked_text(Direction direction, const std::string& unit, const std::string& bound,
                       const std::vector<Level>& levels, Language language);

/// What a target asks of its parts: "≥ 2 of 3 parts".
std::string needs_text(std::size_t needs, std::size_t parts, Language language);

}  // namespace plancast
