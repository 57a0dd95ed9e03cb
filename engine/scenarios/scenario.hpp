#pragma once

#include <string>

#include "engine/models/model_folder.hpp"
#include "engine/models/plan.hpp"
#include "engine/models/plan_draft.hpp"

namespace plancast {

/// Reads a scenario file with all that it extends, or a model file as it stands, with all that the
/// model includes, and builds the plan. Plan::sources then holds every file read, the first one
/// first, under the path by which it was asked for (lexically normal), so that a reader over those
/// texts loads the same plan again.
///
/// @param reader  Where texts come from; files on disk if empty.
/// @throws InvalidInput with all that is wrong, in every file.
Plan load_plan(const std::string& path, const SourceReader& reader = {});

/// Builds the plan, or scenario, that is written in C++; what it extends or includes is read from
/// files.
/// @throws InvalidInput with all that is wrong.
Plan load_plan(const PlanDraft& draft);

}  // namespace plancast
