#pragma once

#include "engine/models/document.hpp"

namespace plancast {

/// Changes a model's document as a scenario says. Each changed value keeps its place in the
/// scenario's file; a change to what does not exist is reported with the nearest name.
void merge_scenario(const Tree& scenario, Tree& model, Problems& problems);

}  // namespace plancast
