#pragma once

#include <vector>

#include "engine/analysis/summary.hpp"
#include "engine/results/result_file.hpp"

namespace plancast {

/// The numbers of a summary as tables for /summary of a result file, so that a reader without
/// plancast need not parse the document: targets, parts, series, targets_met, pairs, readings.
/// What a row does not have (no promise for a truth value) is NaN. Empty tables are left out.
std::vector<SummaryTable> summary_tables(const Summary& summary);

}  // namespace plancast
