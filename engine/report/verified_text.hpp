#pragma once

#include <string>
#include <vector>

#include "engine/analysis/verify.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// The columns of verified_line.
std::string verified_header(const TextStyle& style);

/// One answer a line: model, quantity, published, obtained, error in standard errors, "pass" or
/// "FAIL". As wide as its header, whatever stands in it.
std::string verified_line(const Verified& verified, const TextStyle& style);

/// How many passed, and as the last word "pass" or "FAIL".
std::string verified_verdict(const std::vector<Verified>& all, const TextStyle& style);

Json verified_json(const std::vector<Verified>& all);

}  // namespace plancast
