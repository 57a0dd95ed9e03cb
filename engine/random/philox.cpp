#include "engine/random/philox.hpp"

#include <algorithm>
#include <cstddef>

#include "engine/core/contracts.hpp"
#include "engine/random/philox_block.hpp"
#include "engine/random/philox_lanes.hpp"

namespace plancast {

namespace {

/// What a stream's counters have in common.
struct Stream {
    PhiloxKey seed;
    std::uint32_t year;
    std::uint32_t key_low, key_high;
};

double to_uniform(std::uint32_t low, std::uint32_t high) {
    const std::uint64_t word = low | std::uint64_t{high} << 32;
    return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52;
}

/// The uniforms of runs 2 pair and 2 pair + 1.
struct Pair {
    double even, odd;
};

Pair uniform_pair(const Stream& stream, std::uint64_t pair) {
    const PhiloxCounter words =
        philox4x32_10({static_cast<std::uint32_t>(pair),
                       static_cast<std::uint32_t>(pair >> 32) | stream.year << 16, stream.key_low,
                       stream.key_high},
                      stream.seed);
    return {to_uniform(words[0], words[1]), to_uniform(words[2], words[3])};
}

#ifdef PLANCAST_PHILOX_LANES

// One chain of ten rounds waits for its multiplications; several side by side fill the wait.
constexpr int chains = 4;
constexpr std::size_t pairs_at_once = chains * philox_lanes;

/// Writes the uniforms of runs 2 first_pair, ...: 2 pairs_at_once of them.
void fill_chains(const Stream& stream, std::uint64_t first_pair, double* uniforms) {
    const Lanes multiplier0 = broadcast(0xD2511F53u), multiplier1 = broadcast(0xCD9E8D57u);
    Lanes word0[chains], word1[chains], word2[chains], word3[chains];
#pragma GCC unroll 8
    for (int c = 0; c < chains; ++c) {
        const Lanes pair =
            add(broadcast(first_pair + static_cast<unsigned>(c * philox_lanes)), ascending());
        word0[c] = pair;
        word1[c] = add(high_half(pair), broadcast(stream.year << 16));
        word2[c] = broadcast(stream.key_low);
        word3[c] = broadcast(stream.key_high);
    }
    PhiloxKey key = stream.seed;
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
        const Lanes key0 = broadcast(key[0]), key1 = broadcast(key[1]);
#pragma GCC unroll 8
        for (int c = 0; c < chains; ++c) {
            const Lanes product0 = multiply(multiplier0, word0[c]);
            const Lanes product1 = multiply(multiplier1, word2[c]);
            word0[c] = exclusive_or(high_half(product1), word1[c], key0);
            word1[c] = product1;
            word2[c] = exclusive_or(high_half(product0), word3[c], key1);
            word3[c] = product0;
        }
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
#pragma GCC unroll 8
    for (int c = 0; c < chains; ++c)
        store_pairs(uniforms + c * 2 * philox_lanes, join(word0[c], word1[c]),
                    join(word2[c], word3[c]));
}

#endif

}  // namespace

void fill_uniforms(std::uint64_t seed, StreamKey key, std::int32_t year, std::uint64_t first_run,
                   std::span<double> uniforms) {
    PLANCAST_EXPECTS(year >= 0 && year < 0xFFFF);
    PLANCAST_EXPECTS(first_run + uniforms.size() <= std::uint64_t{1} << 49);
    const Stream stream{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
                        static_cast<std::uint32_t>(year),
                        static_cast<std::uint32_t>(key.value),
                        static_cast<std::uint32_t>(key.value >> 32)};
    double* out = uniforms.data();
    std::size_t left = uniforms.size();
    std::uint64_t pair = first_run / 2;
    if (first_run % 2 == 1 && left > 0) {
        *out++ = uniform_pair(stream, pair++).odd;
        --left;
    }
#ifdef PLANCAST_PHILOX_LANES
    for (; left >= 2 * pairs_at_once; left -= 2 * pairs_at_once) {
        fill_chains(stream, pair, out);
        out += 2 * pairs_at_once;
        pair += pairs_at_once;
    }
    if (left >= pairs_at_once / 2) {
        double rest[2 * pairs_at_once];
        fill_chains(stream, pair, rest);
        std::copy_n(rest, left, out);
        return;
    }
#endif
    for (; left >= 2; left -= 2) {
        const Pair both = uniform_pair(stream, pair++);
        *out++ = both.even;
        *out++ = both.odd;
    }
    if (left == 1) *out = uniform_pair(stream, pair).even;
}

}  // namespace plancast
