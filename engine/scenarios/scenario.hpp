#pragma once

#include <functional>
#include <string>

#include "engine/models/plan.hpp"

namespace plancast {

/// Gives the text of a file that a scenario names; read_source for files on disk.
using SourceReader = std::function<SourceFilePtr(const std::string& path)>;

/// Reads a scenario file with all that it extends, or a model file as it stands, and builds the
/// plan. Plan::sources then holds every file read, the first one first, under the path by which it
/// was asked for (lexically normal), so that a reader over those texts loads the same plan again.
///
/// @throws InvalidInput with all that is wrong, in every file.
Plan load_plan(const std::string& path, const SourceReader& reader = read_source);

}  // namespace plancast
