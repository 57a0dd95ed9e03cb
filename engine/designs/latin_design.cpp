#include "engine/designs/latin_design.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "engine/core/contracts.hpp"
#include "engine/designs/scramble.hpp"

namespace plancast {

namespace {

/// A permutation of 0 .. 2^bits - 1 by a key: each step can be undone within those bits.
/// A. Kensler (2013), Correlated multi-jittered sampling, Pixar technical memo 13-01, for the idea.
class Permutation {
public:
    Permutation(const std::array<std::uint32_t, 4>& key, std::uint32_t last)
        : key_(key),
          bits_(static_cast<unsigned>(std::bit_width(last))),
          mask_(bits_ == 32 ? ~0u : (1u << bits_) - 1),
          shift_(std::max(1u, bits_ / 2)) {}

    std::uint32_t operator()(std::uint32_t x) const {
        x = step(x, key_[0], 0x9E3779B1u);
        x = step(x, key_[1], 0x85EBCA77u);
        x = step(x, key_[2], 0xC2B2AE3Du);
        x = step(x, key_[3], 0x27D4EB2Fu);
        return step(x, key_[0] >> 16 | key_[2] << 16, 0x165667B1u);
    }

private:
    std::uint32_t step(std::uint32_t x, std::uint32_t key, std::uint32_t odd) const {
        x = (x ^ key) & mask_;
        x = x * (odd ^ (key >> 8 & ~1u)) & mask_;
        return x ^ x >> shift_;
    }

    std::array<std::uint32_t, 4> key_;
    unsigned bits_;
    std::uint32_t mask_;
    unsigned shift_;
};

}  // namespace

LatinDesign::LatinDesign(std::uint64_t seed, std::uint64_t runs, std::size_t replicates)
    : seed_(seed),
      replicates_(replicates),
      last_cell_(static_cast<std::uint32_t>((runs + replicates - 1) / replicates - 1)) {
    PLANCAST_EXPECTS(replicates >= 2);
    PLANCAST_EXPECTS(runs >= 1 && (runs - 1) / replicates < std::uint64_t{1} << 32);
}

void LatinDesign::fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
                       std::span<double> uniforms) const {
    fill_uniforms(seed_, key, year, first_run, uniforms);
    const double cells = static_cast<double>(last_cell_) + 1;
    for (std::size_t r = 0; r < replicates_; ++r) {
        const Permutation permute(replicate_key(seed_, {key, year}, r), last_cell_);
        const std::size_t offset = static_cast<std::size_t>(first_run % replicates_);
        for (std::size_t i = (r + replicates_ - offset) % replicates_; i < uniforms.size();
             i += replicates_) {
            const std::uint64_t row = (first_run + i) / replicates_;
            if (row > last_cell_) break;
            auto cell = static_cast<std::uint32_t>(row);
            do cell = permute(cell);
            while (cell > last_cell_);  // those outside lie on the cycles that lead back inside
            uniforms[i] =
                std::clamp((static_cast<double>(cell) + uniforms[i]) / cells, 0x1p-53, 1 - 0x1p-53);
        }
    }
}

}  // namespace plancast
