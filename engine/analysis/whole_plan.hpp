#pragma once

#include <span>

#include "engine/models/title.hpp"
#include "engine/program/graph.hpp"

namespace plancast {

/// The id of the event that the whole plan is met, and what it is called.
inline constexpr const char* all_targets_id = "all_targets";
Title all_targets_title();

/// The whole plan in a run: it is met where no target is missed and one at least is met.
struct WholePlan {
    NodeId any_met = 0, any_missed = 0, met = 0;  ///< truths
};

/// @param verdicts  Of the plan's targets, nodes of @p graph; the rest is added to it.
WholePlan whole_plan(Graph& graph, std::span<const NodeId> verdicts);

}  // namespace plancast
