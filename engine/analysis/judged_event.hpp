#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/program/graph.hpp"

namespace plancast {

/// Something that each run meets, misses, or is not judged by: a part, a target, or all of them.
struct JudgedEvent {
    std::string id;                  ///< "product/industry", "product", "all_targets"
    Title title;                     ///< of a part with its target's before it
    NodeId verdict = 0;              ///< a Verdict
    std::vector<std::size_t> parts;  ///< that it rests on; numbered over all targets
};

/// @param graph  The plan's; the verdict of all_targets is added to it.
/// @throws InvalidInput for what is none of these, with the nearest or, where @p name is empty,
///         with what there is.
JudgedEvent judged_event(const Plan& plan, const CompiledPlan& compiled, Graph& graph,
                         const std::string& name);

}  // namespace plancast
