#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/designs/design.hpp"

namespace plancast {

/// Replicates of a Latin hypercube: run k is row k / R of replicate k mod R, and the n = N / R rows
/// of a replicate (rounded up) lie in n different cells of every dimension.
///
/// M. D. McKay, R. J. Beckman & W. J. Conover (1979), Technometrics 21(2), 239-245. A row's cell is
/// a keyed permutation of its number, so that any block can be drawn alone; where in its cell it
/// lies is the draw that independent runs would have. The sample belongs to its N: one that is
/// extended is another sample.
class LatinDesign final : public Design {
public:
    /// @param runs        N, from 1 to 2^32 R.
    /// @param replicates  At least 2.
    LatinDesign(std::uint64_t seed, std::uint64_t runs, std::size_t replicates);

    /// @p first_run + uniforms.size() may reach beyond N only in values that nobody reads.
    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override;
    std::size_t replicates() const override { return replicates_; }

private:
    std::uint64_t seed_;
    std::size_t replicates_;
    std::uint32_t last_cell_;  ///< cells - 1
};

}  // namespace plancast
