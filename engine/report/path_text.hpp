#pragma once

#include <optional>
#include <string>

#include "engine/analysis/run_path.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// How a replayed run compares with the file that it is from.
struct Comparison {
    std::size_t values = 0;                       ///< how many the file stores of a run
    std::optional<std::string> first_difference;  ///< empty where all are equal, bit for bit
};

/// One run as a person reads it: levers, readings, inputs, series by year, targets.
/// @param comparison  Empty where the run is from no file.
std::string path_text(const RunPath& path, const std::optional<Comparison>& comparison,
                      const TextStyle& style);

/// The same as a JSON document; numbers to the bit.
Json path_json(const RunPath& path, const std::optional<Comparison>& comparison, Language language);

}  // namespace plancast
