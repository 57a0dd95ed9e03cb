#pragma once

#include <vector>

#include "engine/models/plan.hpp"

namespace plancast {

/// Which inputs have a value for each year: those that are drawn each year, those that a scenario
/// fixes, scales or shifts in a year, and those that depend on such a one, by what they load on or
/// by their parameters.
std::vector<bool> inputs_with_years(const Plan& plan);

}  // namespace plancast
