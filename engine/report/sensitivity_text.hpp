#pragma once

#include <string>

#include "engine/analysis/sensitivity.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// What outputs hinge on, as a reader at a terminal wants it: a table of inputs for each output, or
/// one for all where there are many; how much rests on assumptions; what to measure first.
std::string sensitivity_text(const Sensitivity& sensitivity, const TextStyle& style);

/// All of it.
Json sensitivity_json(const Sensitivity& sensitivity, Language language);

/// What a reader must know before believing the indices, a sentence each: runs left out, outputs
/// that are constant, inputs that are correlated. In English, as messages are.
std::vector<std::string> sensitivity_warnings(const Sensitivity& sensitivity);

/// Whether an output was nowhere finite: neither constant nor anything else is known of it.
bool has_no_number(const OutputSensitivity& output);

}  // namespace plancast
