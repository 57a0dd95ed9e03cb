#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// Quantiles of inputs as their laws have them, at @p level and 1 - @p level, the lower one first.
///
/// A value rises or falls with the normal behind it, and that one is z if the normal of each of its
/// streams is z w / |w|, with w the streams' weights.
/// @returns By column of CompiledPlan::inputs; none where the value hangs on more than that normal,
///          as where a parameter of its law is drawn; where that normal is none, as with a factor
///          that is bounded; of a spread in two parts that are no plain numbers; and for what has
///          no normal behind it: what is fixed, shares of a whole.
std::vector<std::optional<std::pair<double, double>>> input_quantiles(const Plan& plan,
                                                                      const CompiledPlan& compiled,
                                                                      double level);

}  // namespace plancast
