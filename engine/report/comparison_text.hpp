#pragma once

#include <string>

#include "engine/analysis/compare.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// A comparison as a planner reads it: for each scenario the targets whose odds change, what
/// changed most first, then the series that move most, then what only one of the plans has.
std::string comparison_text(const ComparedPlans& compared, const TextStyle& style);

/// The same with every target, series and year.
Json comparison_json(const ComparedPlans& compared, Language language);

/// "+1.23 (1.10 to 1.36)": a difference with its interval, its sign always written, with the
/// decimals that the interval allows. @param factor  What all is multiplied by.
std::string difference_text(const Estimate& difference, double factor, Language language);

}  // namespace plancast
