#pragma once

#include <cstdint>
#include <string>

#include "engine/analysis/summary.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// A result as a planner reads it in a terminal: the table of targets, the odds of all of them, how
/// many are met, which are missed together, what is wrong with the model. Without targets, the
/// table of series.
/// @param readings  Also what other readings of the plan would say.
std::string summary_text(const Summary& summary, const TextStyle& style, bool readings);

/// What is wrong with the model, in a sentence that names a run to replay.
/// @param all_runs  Of the simulation.
std::string finding_text(const Finding& finding, std::uint64_t all_runs, Language language);

/// Mean, standard error, sd and quantiles of every series and year.
std::string series_table(const Summary& summary, const TextStyle& style);

/// For each other reading: the odds of all targets and of those that it changes.
std::string reading_table(const Summary& summary, const TextStyle& style);

}  // namespace plancast
