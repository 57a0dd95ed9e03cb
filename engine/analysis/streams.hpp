#pragma once

#include <vector>

#include "engine/designs/stream.hpp"
#include "engine/models/compile.hpp"

namespace plancast {

/// Every draw of a run of the plan, the most influential first, for designs whose first dimensions
/// are the best: inputs before counts; those first that more of the plan's results depend on
/// (measures and verdicts, or series where it has no targets); among equals what is drawn once a
/// run before what is drawn each year, then in the order of the file.
///
/// The order depends on the plan alone, not on what of it is stored or asked for.
std::vector<Stream> streams_of(const Plan& plan, const CompiledPlan& compiled);

}  // namespace plancast
