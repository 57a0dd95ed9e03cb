#pragma once

#include <string>

#include "engine/analysis/summary.hpp"
#include "engine/report/json.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// The summary as the JSON document that engine/report/README.md describes.
/// @param language  Of the plain "title"; "titles" has both.
Json summary_json(const Summary& summary, Language language);

/// The summary that was written by summary_json, to the bit; numbers that were not finite are NaN.
/// @throws MachineFailure if the text is no such document.
Summary summary_from_json(const std::string& document);

}  // namespace plancast
