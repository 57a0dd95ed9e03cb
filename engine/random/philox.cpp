#include "engine/random/philox.hpp"

#include <cstddef>

#include "engine/core/contracts.hpp"
#include "engine/random/philox_block.hpp"

namespace plancast {

namespace {

double to_uniform(std::uint64_t word) { return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52; }

}  // namespace

void fill_uniforms(std::uint64_t seed, StreamKey key, std::int32_t year, std::uint64_t first_run,
                   std::span<double> uniforms) {
    PLANCAST_EXPECTS(year >= 0 && year < 0xFFFF);
    PLANCAST_EXPECTS(first_run + uniforms.size() <= std::uint64_t{1} << 49);
    const PhiloxKey seed_words{static_cast<std::uint32_t>(seed),
                               static_cast<std::uint32_t>(seed >> 32)};
    for (std::size_t i = 0; i < uniforms.size(); ++i) {
        const std::uint64_t run = first_run + i;
        const std::uint64_t pair = run / 2;
        const PhiloxCounter block = philox4x32_10(
            {static_cast<std::uint32_t>(pair),
             static_cast<std::uint32_t>(pair >> 32) | static_cast<std::uint32_t>(year) << 16,
             static_cast<std::uint32_t>(key.value), static_cast<std::uint32_t>(key.value >> 32)},
            seed_words);
        const std::size_t word = run % 2 == 0 ? 0 : 2;
        uniforms[i] = to_uniform(block[word] | std::uint64_t{block[word + 1]} << 32);
    }
}

}  // namespace plancast
