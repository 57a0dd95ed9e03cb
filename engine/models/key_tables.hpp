#pragma once

#include "engine/models/keys.hpp"

namespace plancast {

// The parts of keys(), in the order of the reference.
std::span<const Key> keys_of_quantities();
std::span<const Key> keys_of_targets();

}  // namespace plancast
