#pragma once

#include <string>
#include <vector>

#include "engine/analysis/discover.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// Where a plan misses (or meets) a target, as a planner reads it: each box in a sentence, how much
/// of the misses it holds and how densely, what each limit contributes, and the way down to it; or
/// why there is none.
std::string discovery_text(const Discovery& discovery, const TextStyle& style);

/// All of it, with every step of every search.
Json discovery_json(const Discovery& discovery, Language language);

}  // namespace plancast
