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
constexpr int chains = 8;
constexpr std::size_t pairs_at_once = chains * philox_lanes;

/// What the chains of a stream share: the keys of all rounds, and what the first two rounds make
/// of the words that are the same for all pairs with the same upper 32 bits.
struct SharedRounds {
    SharedRounds(const Stream& stream, std::uint64_t pair) {
        const auto pair_high = static_cast<std::uint32_t>(pair >> 32);
        PhiloxKey key = stream.seed;
        for (int round = 0; round < 10; ++round) {
            key0[round] = key[0];
            key1[round] = key[1];
            key[0] += 0x9E3779B9u;
            key[1] += 0xBB67AE85u;
        }
        // Round 1 multiplies words 0 (the pair) and 2 (the stream's): the latter once for all.
        const std::uint64_t first = std::uint64_t{multiplier1} * stream.key_low;
        const auto word0 =
            static_cast<std::uint32_t>((first >> 32) ^ (pair_high | stream.year << 16) ^ key0[0]);
        word2_of_round1 = stream.key_high ^ key1[0];
        // Round 2 has that word as its word 0.
        const std::uint64_t second = std::uint64_t{multiplier0} * word0;
        word0_of_round2 = static_cast<std::uint32_t>(first) ^ key0[1];
        word2_of_round2 = (second >> 32) ^ key1[1];
        word3_of_round2 = static_cast<std::uint32_t>(second);
    }

    static constexpr std::uint32_t multiplier0 = 0xD2511F53u, multiplier1 = 0xCD9E8D57u;
    std::uint64_t key0[10], key1[10];
    std::uint64_t word2_of_round1, word0_of_round2, word2_of_round2, word3_of_round2;
};

/// Writes the uniforms of runs 2 first_pair, ...: 2 pairs_at_once of them, whose pairs have the
/// upper bits for which @p shared was made.
void fill_chains(const SharedRounds& shared, std::uint64_t first_pair, double* uniforms) {
    const Lanes multiplier0 = broadcast(SharedRounds::multiplier0);
    const Lanes multiplier1 = broadcast(SharedRounds::multiplier1);
    Lanes word0[chains], word1[chains], word2[chains], word3[chains];
#pragma GCC unroll 8
    for (int c = 0; c < chains; ++c) {
        const Lanes pair =
            add(broadcast(first_pair + static_cast<unsigned>(c * philox_lanes)), ascending());
        const Lanes product0 = multiply(multiplier0, pair);
        const Lanes product1 = multiply(
            multiplier1, exclusive_or(high_half(product0), broadcast(shared.word2_of_round1)));
        word0[c] = exclusive_or(high_half(product1), broadcast(shared.word0_of_round2));
        word1[c] = product1;
        word2[c] = exclusive_or(product0, broadcast(shared.word2_of_round2));
        word3[c] = broadcast(shared.word3_of_round2);
    }
#pragma GCC unroll 8
    for (int round = 2; round < 10; ++round) {
        const Lanes key0 = broadcast(shared.key0[round]), key1 = broadcast(shared.key1[round]);
#pragma GCC unroll 8
        for (int c = 0; c < chains; ++c) {
            const Lanes product0 = multiply(multiplier0, word0[c]);
            const Lanes product1 = multiply(multiplier1, word2[c]);
            word0[c] = exclusive_or(high_half(product1), word1[c], key0);
            word1[c] = product1;
            word2[c] = exclusive_or(high_half(product0), word3[c], key1);
            word3[c] = product0;
        }
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
    // Where the upper bits of the pair change (once in 2^33 runs), pairs are made one by one.
    if (pair >> 32 == (pair + left / 2 + pairs_at_once) >> 32) {
        const SharedRounds shared(stream, pair);
        for (; left >= 2 * pairs_at_once; left -= 2 * pairs_at_once) {
            fill_chains(shared, pair, out);
            out += 2 * pairs_at_once;
            pair += pairs_at_once;
        }
        if (left >= pairs_at_once / 2) {
            double rest[2 * pairs_at_once];
            fill_chains(shared, pair, rest);
            std::copy_n(rest, left, out);
            return;
        }
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
