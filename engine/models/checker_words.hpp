#pragma once

#include <string>

#include "engine/models/checker.hpp"

namespace plancast {

/// "'bn VND'", "a plain number", "true or false": as a message names it.
std::string unit_name(const Type& type);

/// How two quantities of different dimensions could be brought together; "" if nothing is obvious.
std::string dimension_hint(const Unit& a, const Unit& b);

}  // namespace plancast
