#pragma once

#include <cstdint>
#include <limits>

#include "engine/random/philox.hpp"
#include "engine/random/philox_block.hpp"

namespace plancast {

/// A plain generator of 64-bit words for algorithms that want one: resampling, permutations,
/// Boost.Random's and the standard library's distributions.
///
/// Philox4x32-10 under the seed and a stream key, as fill_uniforms, but with a counter of its own:
/// its words are never those of a draw. Two generators of the same seed and key are equal. Period
/// 2^49. A value; one a thread.
class PhiloxGenerator {
public:
    using result_type = std::uint64_t;

    PhiloxGenerator(std::uint64_t seed, StreamKey key)
        : seed_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
          key_(key) {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    result_type operator()() {
        const std::size_t word = position_ % 2 == 0 ? 0 : 2;
        if (word == 0) block_ = philox4x32_10(counter(position_ / 2), seed_);
        ++position_;
        return block_[word] | std::uint64_t{block_[word + 1]} << 32;
    }

    /// Leaves out @p count words, at no cost.
    void discard(std::uint64_t count) {
        position_ += count;
        if (position_ % 2 == 1) block_ = philox4x32_10(counter(position_ / 2), seed_);
    }

    bool operator==(const PhiloxGenerator& other) const {
        return seed_ == other.seed_ && key_ == other.key_ && position_ == other.position_;
    }

private:
    PhiloxCounter counter(std::uint64_t block) const {
        constexpr std::uint32_t not_a_year = 0xFFFFu << 16;
        return {static_cast<std::uint32_t>(block),
                (static_cast<std::uint32_t>(block >> 32) & 0xFFFFu) | not_a_year,
                static_cast<std::uint32_t>(key_.value),
                static_cast<std::uint32_t>(key_.value >> 32)};
    }

    PhiloxKey seed_;
    StreamKey key_;
    std::uint64_t position_ = 0;
    PhiloxCounter block_{};
};

}  // namespace plancast
