#pragma once

#include <span>
#include <vector>

#include "engine/program/value_table.hpp"

namespace plancast {

/// Turns a product that only one sum or difference reads into one operation with it, which saves
/// the way to memory and back. No bit of any value changes, so it does not matter to a result what
/// else was asked for and kept a product apart.
///
/// @param order    The values that outputs need, each behind its operands.
/// @param outputs  Replaced by the values that now stand for them.
void fuse(ValueTable& values, std::span<const ValueId> order, std::vector<ValueId>& outputs);

}  // namespace plancast
