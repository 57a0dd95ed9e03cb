#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/program/graph.hpp"

namespace plancast {

/// An output whose dependence on the inputs is studied.
struct StudiedOutput {
    enum class Kind {
        measure,  ///< of a part
        hit,      ///< 1 where a part, a target or the whole plan is met
        series,   ///< a value of a series
    };
    Kind kind = Kind::series;
    std::string of;  ///< "product/industry", "product", "all_targets", "product_total@2030", "y"
    Title title;
    std::string unit;  ///< "1" of a hit
    NodeId node = 0;
};

/// What is studied when nothing is named: measures and hits of all parts and targets, and the whole
/// plan; every series in its last year where the plan has no targets. In the order of the file.
/// @param graph  The plan's; events are added to it.
std::vector<StudiedOutput> studied_outputs(const Plan& plan, const CompiledPlan& compiled,
                                           Graph& graph);

/// What is named: a target with its parts, a part ("product/industry"), all_targets, or a series
/// ("product_total@2030", "product[industry]@2030"; the last year where none is named; each member
/// where none is named). What is named twice, as a part is beside its target, is there once.
/// @throws InvalidInput for what is none of these, with the nearest.
std::vector<StudiedOutput> studied_outputs(const Plan& plan, const CompiledPlan& compiled,
                                           Graph& graph, const std::vector<std::string>& names);

}  // namespace plancast
