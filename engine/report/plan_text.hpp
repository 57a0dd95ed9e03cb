#pragma once

#include <string>

#include "engine/models/compile.hpp"
#include "engine/program/program.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// What was understood of a plan: horizon, sets, readings, levers, inputs with their laws and
/// sources, series in order of evaluation, targets with their bounds, checks, size of the program.
std::string plan_text(const Plan& plan, const CompiledPlan& compiled, const Program& program,
                      const TextStyle& style);

/// The same as a JSON document.
Json plan_json(const Plan& plan, const CompiledPlan& compiled, const Program& program,
               Language language);

}  // namespace plancast
