#pragma once

#include <string>

#include "engine/analysis/summary.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// One warning in words: what looks wrong, the figures that show it, and what could be meant.
/// @param summary  The one that holds the warning.
std::string warning_text(const Warning& warning, const Summary& summary, Language language);

}  // namespace plancast
