#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/designs/stream.hpp"

namespace plancast {

/// Four random words for a replicate of a stream: what its scrambling or its permutation is keyed
/// by. Philox4x32-10 with counters that no draw has (the year of a draw is below 0xFFFF).
std::array<std::uint32_t, 4> replicate_key(std::uint64_t seed, Stream stream,
                                           std::size_t replicate);

}  // namespace plancast
