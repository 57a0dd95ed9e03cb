#pragma once

#include <cstddef>
#include <string>

#include "engine/analysis/summary.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// "Check 'hectares' (No hectare is lost) is broken in 3 of 1,000 runs; first in run 0, year 2026,
/// [north]: 9600 ha against 9601 ha in sum(land over use) == 9601 'ha'".
/// @param runs  Of the simulation.
std::string broken_text(const Finding& finding, std::uint64_t runs, Language language);

/// The same of one run: "Check 'hectares' (No hectare is lost) is broken, year 2026, ...".
std::string broken_text(const CheckBreak& broken, Language language);

/// "6 checks hold".
std::string checks_hold_text(std::size_t checks, Language language);

}  // namespace plancast
