#pragma once

#include <vector>

#include "engine/models/document.hpp"
#include "engine/models/model_folder.hpp"

namespace plancast {

/// Puts what a model includes ([model] include = ["prices.toml"]) into its document, before what
/// the including file says itself; included files may include further, each is read once.
///
/// @returns The included files, in the order in which what they say stands in the document.
/// @throws InvalidInput at a mistake of an included file's syntax.
std::vector<SourceFilePtr> include_files(Tree& model, ModelFolder& folder, Problems& problems);

}  // namespace plancast
