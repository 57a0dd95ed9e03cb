#pragma once

#include <cstddef>
#include <vector>

#include "engine/models/compile.hpp"

namespace plancast {

/// The series and counts of a plan in the order in which the compiled plan first computes them:
/// what a series needs of the same year stands before it. Those that are computed nowhere come
/// last.
/// @returns Indices into Plan::series, each once.
std::vector<std::size_t> evaluation_order(const Plan& plan, const CompiledPlan& compiled);

}  // namespace plancast
