#pragma once

#include <optional>
#include <string>

#include "engine/models/plan.hpp"

namespace plancast {

/// The bound of a part as a reader writes it, without its relation: "14 %/year", "2 * product_2025
/// bn VND"; "" for is_true.
std::string bound_text(const Part& part);
/// The same where the bound is known to be @p value under the readings at hand.
std::string bound_text(const Part& part, std::optional<double> value);

/// "at_least", "at_most", "above", "below", "equals", "is_true": as plans spell it.
std::string direction_name(Direction direction);

/// Whether a lower measure is nearer to the bound's good side.
inline bool lower_is_better(Direction direction) {
    return direction == Direction::at_most || direction == Direction::below;
}

}  // namespace plancast
