#pragma once

#include <string>

#include "engine/models/plan.hpp"
#include "engine/results/result_file.hpp"

namespace plancast {

/// Whether the name is that of a scenario or model (.toml) rather than a result.
bool is_plan_file(const std::string& path);

/// @throws InvalidInput if the path is that of a result, saying how to show it.
void refuse_result_file(const std::string& path);

/// The plan that a result was made from, out of the texts that it holds, with the seed and design
/// of that simulation.
/// @throws InvalidInput if the texts are none to this version of plancast.
/// @throws MachineFailure if a text is missing in the file.
Plan plan_of_result(const ResultReader& reader);

/// The plan of a scenario or model, or that of a result.
/// @throws as those do; InvalidInput if the file is none of them.
Plan load_plan_or_result(const std::string& path);

}  // namespace plancast
