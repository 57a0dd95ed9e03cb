#pragma once

#include <string>

#include "engine/analysis/discover.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// How a box limits an input, in the plan's unit: "below 12.4 %/year", "at least 2028", "no". An
/// input in 1/year is told in per cent; digits are those that its spread allows.
std::string condition_text(const DiscoveredInput& input, const InputBounds& bounds,
                           Language language);

/// The same behind the input's title, with the years of a mean: "Growth: industry below 12.4 %/year
/// on average over 2026–2030", "Delegation: no".
std::string limit_text(const DiscoveredInput& input, const InputBounds& bounds, Language language);

}  // namespace plancast
