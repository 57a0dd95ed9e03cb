#pragma once

#include <cstddef>
#include <vector>

#include "engine/models/compile.hpp"

namespace plancast {

/// How much a simulation finds out about its runs.
enum class Detail {
    hits,    ///< how often targets are met and checks hold
    values,  ///< also moments and quantiles of series, measures and shortfalls
};

/// The outputs of a plan that a simulation works out, and what each of them is.
struct Selection {
    std::vector<NodeId> outputs;
    Columns columns;                  ///< indices into outputs
    std::vector<std::size_t> stored;  ///< indices into outputs, in the order asked for
};

/// What nobody asks for is not calculated: inputs, unless they are stored; where only hits count,
/// whatever no verdict depends on. The columns of roles left out are empty.
///
/// @param stored  Indices into compiled.outputs.
Selection select_outputs(const CompiledPlan& compiled, Detail detail,
                         const std::vector<std::size_t>& stored);

}  // namespace plancast
