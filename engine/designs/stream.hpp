#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/random/philox.hpp"

namespace plancast {

/// One uniform of a run: a dimension of the space that a design spreads its runs over.
struct Stream {
    StreamKey key;
    std::int32_t year = no_year;
    bool operator==(const Stream&) const = default;
};

struct StreamHash {
    std::size_t operator()(const Stream& stream) const {
        // Keys are hashes already; years are small.
        return static_cast<std::size_t>(
            stream.key.value + 0x9E3779B97F4A7C15u * static_cast<std::uint64_t>(stream.year));
    }
};

}  // namespace plancast
