#pragma once

#include <cstddef>
#include <vector>

#include "engine/analysis/matched_names.hpp"
#include "engine/models/compile.hpp"
#include "engine/program/graph.hpp"
#include "engine/simulation/columns.hpp"

namespace plancast {

/// A plan as it is compiled for a comparison.
struct PlanProgram {
    const Plan* plan = nullptr;
    CompiledPlan compiled;
    NodeId first = 0;  ///< of its nodes in the joint graph
};

/// Which events of a joint program say that a plan gains or loses something against the base.
struct ChangeEvents {
    std::size_t gained = 0, lost = 0;  ///< indices into Columns::events
};

/// What a joint program works out of one plan beside the base's verdicts and series.
struct JointChanges {
    std::vector<ChangeEvents> parts, targets;  ///< one a shared part, a shared target
    ChangeEvents all;
    std::size_t first_series = 0;  ///< in Columns::series: a difference for each shared series
};

/// The base and the plans that are paired with it as one calculation.
struct JointProgram {
    Graph graph;
    std::vector<NodeId> outputs;
    Columns columns;  ///< verdicts: one choice a plan; series and checks: the base's, then changes
    std::vector<JointChanges> changes;  ///< one a plan after the base
};

/// @param plans  The base first; their places in the graph are filled in.
/// @param names  What each plan after the first shares with it.
JointProgram join_plans(std::vector<PlanProgram>& plans, const std::vector<MatchedNames>& names);

}  // namespace plancast
