#pragma once

#include <string>

#include "engine/models/formula.hpp"

namespace plancast {

/// What bounds, and the comparisons of checks, allow for rounding: this share of what they compare
/// with. (1.165^5)^(1/5) - 1 is below 0.165 in binary, and "exactly as planned" must count.
inline constexpr double comparison_tolerance = 1e-9;

/// Whether an operator of expressions compares: < <= > >= == !=
bool is_comparison(const std::string& sign);

/// True where the comparison holds.
///
/// @param tolerant  Numbers whose difference is at most `comparison_tolerance` of the smaller one
/// count as
///   equal: <=, >= and == hold then, <, > and != do not. What is no number compares as without.
FormulaPtr comparison_formula(const std::string& sign, const FormulaPtr& left,
                              const FormulaPtr& right, const Place& place, bool tolerant);

}  // namespace plancast
