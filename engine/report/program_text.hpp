#pragma once

#include <string>

#include "engine/program/program.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// The name of an operation: "multiply_add".
std::string operation_name(Operation operation);

/// What compilation left of a plan's calculations, and how many instructions of each kind there
/// are: in a run whose values are wanted, and in one whose hits only are counted.
std::string program_text(const Program& values, const Program& hits, const TextStyle& style);

/// The same as a JSON object.
Json program_json(const Program& values, const Program& hits);

}  // namespace plancast
