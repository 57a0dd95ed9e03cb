#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/results/schema.hpp"

namespace plancast {

/// What of every run goes into the result file.
enum class Store {
    all,      ///< series, measures, verdicts
    inputs,   ///< those and the inputs
    targets,  ///< measures and verdicts
    summary,  ///< nothing of single runs
    none,     ///< no file at all; hits are counted, no more
};

/// @throws InvalidInput if @p name is none of them, with the nearest.
Store store_from_name(const std::string& name);

/// The datasets of a result file and the outputs of the program that fill them.
struct StoredLayout {
    ResultSchema schema;
    std::vector<std::size_t> outputs;  ///< one a stored column; SimulationOptions::stored
};

/// Lays out inputs/NAME, series/NAME, targets/ID/PART/measure, targets/ID/PART/hit, targets/ID/hit.
///
/// @param store_name  As the user says it; the same names are in the schema.
/// @throws InvalidInput if @p store_name is unknown.
StoredLayout stored_layout(const Plan& plan, const CompiledPlan& compiled,
                           const std::string& store_name);

/// How a message names a stored column: "series/product[industry] of 2027".
std::string column_label(const ResultSchema& schema, std::size_t column);

}  // namespace plancast
