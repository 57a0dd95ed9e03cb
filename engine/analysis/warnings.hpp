#pragma once

#include <vector>

#include "engine/analysis/selection.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/designs/design.hpp"
#include "engine/models/compile.hpp"

namespace plancast {

/// From this share on an assumption is said to decide whether a target is met.
inline constexpr double deciding_share = 0.5;

/// What the runs show to be legal and probably wrong: targets that every run or none meets, and
/// targets that rest on one assumed input.
///
/// For the latter the first runs of the simulation (2,048, or all if fewer) are done again. With
/// h = 1 in a run that meets the target and 0 in one that misses it, and the runs cut into ten
/// equal groups by the input's value (its mean over the years), the share of the variance of h that
/// lies between the groups, less what chance alone would give, estimates the input's first-order
/// index on the event: K. Pearson's correlation ratio (1905), adjusted as by T. L. Kelley (1935),
/// Proc. Natl. Acad. Sci. 21(9), 554-559.
///
/// @param summary  Of the simulation of the same plan; its targets are those of @p plan.
/// @param detail   With Detail::hits no run is done again: only what the hits say.
std::vector<Warning> warnings_of_runs(const Plan& plan, const CompiledPlan& compiled,
                                      const Design& design, const Summary& summary,
                                      Detail detail = Detail::values);

}  // namespace plancast
