#pragma once

#include <memory>

#include "engine/distributions/tail_table.hpp"

namespace plancast {

/// The table of the standard normal quantile, down to u = 2^-53; built at the first call.
std::shared_ptr<const TailTable> normal_table();

}  // namespace plancast
