#pragma once

#include <string>
#include <vector>

#include "engine/analysis/input_groups.hpp"
#include "engine/analysis/sensitivity.hpp"
#include "engine/designs/stream.hpp"
#include "engine/sensitivity/correlated_streams.hpp"

namespace plancast {

/// The groups with which the variance of outputs may have to do: every one that an output depends
/// on, or that is correlated with such a one. Which these are does not depend on the order in which
/// a plan names its inputs.
struct Players {
    std::vector<InputGroup> groups;
    std::vector<DrawnGroup> drawn;  ///< by group; indices into the streams of the plan
    std::vector<std::string> idle;  ///< groups that are none
};

/// @param by      Whether years are told apart.
/// @param groups  Every draw of the plan in one.
Players find_players(const StudiedPlan& studied, GroupBy by, std::vector<InputGroup> groups);

/// The streams of the plan that the program draws or that any of these are made of, the most
/// influential first; those of the players become indices into it.
std::vector<Stream> take_streams(const StudiedPlan& studied,
                                 const std::vector<std::vector<DrawnGroup>*>& drawn);

}  // namespace plancast
