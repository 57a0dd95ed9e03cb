#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/designs/stream.hpp"
#include "engine/models/compile.hpp"

namespace plancast {

/// What moves together when it is asked what a plan's outputs hinge on.
struct InputGroup {
    enum class Kind {
        input,   ///< an input, or a member of one; all its years
        count,   ///< the chance in a count, or a member of one
        lever,   ///< what the planner decides; moved by tornado only
        chosen,  ///< several that the user put together
    };
    std::string id;  ///< "growth[industry]"
    Title title;
    Kind kind = Kind::input;
    /// Of an input: measured, estimated, assumed; of what was put together also "chance" (counts
    /// only) and "mixed" (of several). Empty for a count.
    std::string status;
    std::vector<Stream> streams;       ///< its draws
    std::vector<std::size_t> columns;  ///< its values: indices into CompiledPlan::inputs
};

/// How finely inputs are told apart.
enum class GroupBy {
    input,   ///< all members and years of an input are one
    member,  ///< each member of an input, with all its years
    year,    ///< each member in each year; what lasts in one that is drawn each year is its own
};

/// Groups that a user names: "demand = cycle + growth, land = land_level + land_market".
using ChosenGroups = std::vector<std::pair<std::string, std::vector<std::string>>>;

/// Every draw of the plan in one group: inputs in the order of the file, then counts.
///
/// Shares of a whole (Dirichlet) are one group with all their members: each moves the others.
/// Of a Dirichlet drawn each year, each year is one by GroupBy::year.
/// @throws InvalidInput if @p chosen names what is no input or count, or one twice, or has a name
///         twice, or that of a lever or of what it leaves out.
std::vector<InputGroup> input_groups(const Plan& plan, const CompiledPlan& compiled, GroupBy by,
                                     const ChosenGroups& chosen = {});

/// Pairs of groups, each once, whose inputs are correlated as the plan states: an index of either,
/// taken for independent, is that of its own part only.
std::vector<std::pair<std::string, std::string>> correlated_groups(
    const Plan& plan, const std::vector<InputGroup>& groups);

}  // namespace plancast
