#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/models/compile.hpp"

namespace plancast {

/// The bound of a part in no language, without its relation: "14 %/year", "[5, 8] %", "2026: 10,
/// 2030: 15 %"; as written where it is drawn: "2 * product_2025"; "" for is_true.
/// @param levels  Of CompiledPlan::levels.
std::string bound_text(const Part& part, const std::vector<Level>& levels);

/// "at_least", "at_most", "above", "below", "equals", "between", "is_true": as plans spell it.
std::string direction_name(Direction direction);
/// The direction of that name; empty where there is none.
std::optional<Direction> direction_named(const std::string& name);

/// Whether a lower measure is nearer to the bound's good side.
inline bool lower_is_better(Direction direction) {
    return direction == Direction::at_most || direction == Direction::below;
}

}  // namespace plancast
