#pragma once

#include <string>

#include "engine/models/plan.hpp"

namespace plancast {

/// The bound of a part as a reader writes it, without its relation: "14 %/year", "2 * product_2025
/// bn VND"; "" for is_true.
std::string bound_text(const Part& part);

/// "at_least", "at_most", "above", "below", "equals", "is_true": as plans spell it.
std::string direction_name(Direction direction);

/// Whether a lower measure is nearer to the bound's good side.
inline bool lower_is_better(Direction direction) {
    return direction == Direction::at_most || direction == Direction::below;
}

}  // namespace plancast
