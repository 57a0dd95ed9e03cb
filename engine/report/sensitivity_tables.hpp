#pragma once

#include <string>

#include "engine/analysis/sensitivity.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// A table of the inputs of one output, with all that a method says of each.
std::string output_table(const Sensitivity& sensitivity, const OutputSensitivity& output,
                         const TextStyle& style);

/// One table of all outputs, with the inputs on which each hinges most.
std::string outputs_table(const Sensitivity& sensitivity, const TextStyle& style);

/// What is not measured, by how much it would be worth to know it.
std::string measure_first_table(const Sensitivity& sensitivity, const TextStyle& style);

}  // namespace plancast
