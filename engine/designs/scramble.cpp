#include "engine/designs/scramble.hpp"

#include "engine/random/philox_block.hpp"

namespace plancast {

std::array<std::uint32_t, 4> replicate_key(std::uint64_t seed, Stream stream,
                                           std::size_t replicate) {
    constexpr std::uint32_t not_a_year = 0xFFFFu << 16;
    constexpr std::uint32_t not_a_generator = 0x80000000u;  // PhiloxGenerator counts from 0
    return philox4x32_10(
        {static_cast<std::uint32_t>(replicate) | not_a_generator,
         static_cast<std::uint32_t>(stream.year) | not_a_year,
         static_cast<std::uint32_t>(stream.key.value),
         static_cast<std::uint32_t>(stream.key.value >> 32)},
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
}

}  // namespace plancast
