#pragma once

#include <string>
#include <vector>

#include "engine/models/plan.hpp"

namespace plancast {

/// Reads a scenario file with all that it extends, or a model file as it stands, and builds the plan.
/// @throws InvalidInput with all that is wrong, in every file.
Plan load_plan(const std::string& path);

}  // namespace plancast
