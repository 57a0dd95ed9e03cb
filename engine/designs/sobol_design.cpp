#include "engine/designs/sobol_design.hpp"

#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>

#include "engine/core/contracts.hpp"
#include "engine/designs/scramble.hpp"

namespace plancast {

namespace {

constexpr std::size_t digits = 32;
constexpr std::size_t key_words = 4;

std::uint32_t reversed(std::uint32_t x) {
    x = (x & 0x55555555u) << 1 | (x >> 1 & 0x55555555u);
    x = (x & 0x33333333u) << 2 | (x >> 2 & 0x33333333u);
    x = (x & 0x0F0F0F0Fu) << 4 | (x >> 4 & 0x0F0F0F0Fu);
    x = (x & 0x00FF00FFu) << 8 | (x >> 8 & 0x00FF00FFu);
    return x << 16 | x >> 16;
}

std::size_t lowest_digit(std::uint64_t x) { return static_cast<std::size_t>(std::countr_zero(x)); }

/// Turns digits over, the first digit being the lowest bit: addition, multiplication by an odd
/// number and x ^= x * even carry upwards only, so each digit is turned by those before it.
/// The constants are those of N. Vegdahl's search, psychopath.io/post/2021_01_30, which Burley's
/// method is used with.
std::uint32_t turn_digits(std::uint32_t x, std::uint32_t key0, std::uint32_t key1,
                          std::uint32_t key2) {
    x += key0;
    x ^= x * 0x3D20ADEAu;
    x *= key1 | 1;
    x ^= x * 0x05526C56u;
    x += key2;
    x ^= x * 0x53A22864u;
    return x;
}

/// Digits 33 to 52, which differ for points that differ in those before: a hash of them.
std::uint32_t further_digits(std::uint32_t x, std::uint32_t key) {
    x = (x ^ x >> 16 ^ key) * 0x85EBCA6Bu;
    x = (x ^ x >> 13) * 0xC2B2AE35u;
    return (x ^ x >> 16) >> 12;
}

}  // namespace

std::vector<std::uint32_t> sobol_directions(std::size_t dimensions) {
    PLANCAST_EXPECTS(dimensions <= most_sobol_dimensions);
    std::vector<std::uint32_t> directions(digits * dimensions);
    if (dimensions == 0) return directions;
    // In Gray code order point 2^(k + 1) - 1 is direction number k alone.
    boost::random::sobol_engine<std::uint64_t, 64> sequence(dimensions);
    for (std::size_t k = 0; k < digits; ++k) {
        sequence.seed((std::uint64_t{1} << (k + 1)) - 2);  // the engine leaves out point 0
        for (std::size_t d = 0; d < dimensions; ++d)
            directions[d * digits + k] = static_cast<std::uint32_t>(sequence() >> 32);
    }
    return directions;
}

SobolDesign::SobolDesign(std::uint64_t seed, std::span<const Stream> streams,
                         std::size_t replicates)
    : seed_(seed),
      replicates_(replicates),
      padded_replicates_((replicates + lanes - 1) / lanes * lanes) {
    PLANCAST_EXPECTS(replicates >= 2);
    const std::size_t dimensions = std::min(streams.size(), most_sobol_dimensions);
    if (dimensions == 0) return;
    directions_ = sobol_directions(dimensions);
    for (std::uint32_t& direction : directions_) direction = reversed(direction);
    keys_.resize(padded_replicates_ * key_words * dimensions);
    for (std::size_t d = 0; d < dimensions; ++d) {
        dimension_of_.emplace(streams[d], d);
        for (std::size_t r = 0; r < replicates; ++r) {
            const auto key = replicate_key(seed, streams[d], r);
            for (std::size_t word = 0; word < key_words; ++word)
                keys_[(d * key_words + word) * padded_replicates_ + r] = key[word];
        }
    }
}

void SobolDesign::scramble(std::size_t dimension, std::uint32_t reversed_point,
                           std::size_t first_replicate, std::span<double> uniforms) const {
    const std::uint32_t* key = &keys_[dimension * key_words * padded_replicates_];
    const std::size_t stride = padded_replicates_;
    // The lanes behind the last replicate are computed and dropped.
    for (std::size_t done = 0; done < uniforms.size(); done += lanes) {
        const std::size_t first = first_replicate + done;
        const std::size_t aligned = std::min(first, padded_replicates_ - lanes);
        double values[lanes];
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const std::size_t r = aligned + lane;
            const std::uint32_t high =
                reversed(turn_digits(reversed_point, key[r], key[r + stride], key[r + 2 * stride]));
            const std::uint64_t bits =
                std::uint64_t{high} << 20 | further_digits(high, key[r + 3 * stride]);
            values[lane] = (static_cast<double>(bits) + 0.5) * 0x1p-52;
        }
        const std::size_t count = std::min(uniforms.size() - done, aligned + lanes - first);
        std::copy_n(values + (first - aligned), count,
                    uniforms.begin() + static_cast<std::ptrdiff_t>(done));
    }
}

void SobolDesign::fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
                       std::span<double> uniforms) const {
    const auto found = dimension_of_.find({key, year});
    if (found == dimension_of_.end()) {
        fill_uniforms(seed_, key, year, first_run, uniforms);
        return;
    }
    PLANCAST_EXPECTS((first_run + uniforms.size()) / replicates_ <= std::uint64_t{1} << digits);
    const std::uint32_t* direction = &directions_[found->second * digits];
    std::uint64_t point = first_run / replicates_;
    std::uint32_t digits_of_point = 0;
    for (std::uint64_t gray = point ^ point >> 1; gray != 0; gray &= gray - 1)
        digits_of_point ^= direction[lowest_digit(gray)];
    std::size_t replicate = static_cast<std::size_t>(first_run % replicates_);
    while (!uniforms.empty()) {
        const std::size_t count = std::min(uniforms.size(), replicates_ - replicate);
        scramble(found->second, digits_of_point, replicate, uniforms.first(count));
        uniforms = uniforms.subspan(count);
        replicate = 0;
        digits_of_point ^= direction[lowest_digit(++point) % digits];
    }
}

}  // namespace plancast
