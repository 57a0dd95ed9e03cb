#pragma once

#include "engine/models/names.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// Reports as warnings what a finished plan says that is legal and probably wrong: inputs, levers
/// and readings that nothing uses, levers without a range, fractions where percentages are due
/// (0.95 in '%', a growth of at least 7), growth factors where rates are due and the reverse.
///
/// @param used  What expressions use, those of levers' costs left out.
void warn_of_what_looks_wrong(const Plan& plan, const UsedNames& used, Problems& problems);

}  // namespace plancast
