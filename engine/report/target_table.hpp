#pragma once

#include <string>

#include "engine/analysis/summary.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// The targets of a plan, a row each, with their parts indented below: number, title, odds with
/// interval and bar, what is asked, what could be promised with 80 %, how far a miss falls short.
/// Below a row, where there is something to say: how often it was not judged, its known chance.
std::string target_table(const Summary& summary, const TextStyle& style);

}  // namespace plancast
