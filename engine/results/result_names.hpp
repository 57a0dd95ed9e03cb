#pragma once

#include <algorithm>
#include <array>
#include <string>

#include "engine/results/schema.hpp"

/// The names in a result file, as results/README.md gives them.
namespace plancast::names {

// Attributes of the root. Those that any call may change are not listed: "threads", "block", ...
inline constexpr const char* format_version = "plancast_format_version";
inline constexpr const char* state = "state";
inline constexpr const char* version = "plancast_version";
inline constexpr const char* build = "plancast_build";
inline constexpr const char* created = "created";
inline constexpr const char* scenario = "scenario";
inline constexpr const char* seed = "seed";
inline constexpr const char* design = "design";
inline constexpr const char* store = "store";
inline constexpr const char* runs = "runs";
inline constexpr const char* unfinished = "unfinished";  ///< a value of "state"
inline constexpr const char* complete = "complete";      ///< the other one

// Attributes of datasets.
inline constexpr const char* units = "units";
inline constexpr const char* long_name = "long_name";
inline constexpr const char* long_name_vi = "long_name_vi";
inline constexpr const char* flag_values = "flag_values";
inline constexpr const char* flag_meanings = "flag_meanings";
inline constexpr const char* first_column = "first_column";
inline constexpr const char* set = "set";
inline constexpr const char* path = "path";
inline constexpr const char* sha256 = "sha256";

// Datasets and groups.
inline constexpr const char* run = "run";
inline constexpr const char* year = "year";
inline constexpr const char* segment = "segment";
inline constexpr const char* finished_runs = "finished_runs";
inline constexpr const char* source = "source";
inline constexpr const char* summary = "summary";
inline constexpr const char* document = "document";
inline constexpr const char* label = "label";

}  // namespace plancast::names

namespace plancast {

/// The name of a set's dimension scale: its own, or "set_NAME" where something else of the file
/// bears that name.
inline std::string scale_name(const std::string& set, const ResultSchema& schema) {
    const std::array<std::string, 9> taken{
        names::run,    names::year,    names::segment, names::finished_runs,
        names::source, names::summary, "inputs",       "series",
        "targets"};
    bool is_taken = std::find(taken.begin(), taken.end(), set) != taken.end();
    for (const StoredQuantity& quantity : schema.quantities) {
        is_taken = is_taken || quantity.path.substr(0, quantity.path.find('/')) == set;
    }
    return is_taken ? "set_" + set : set;
}

}  // namespace plancast
