#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/designs/design.hpp"
#include "engine/designs/stream.hpp"

namespace plancast {

/// How many dimensions the direction numbers reach: those of Boost.Random's tables.
inline constexpr std::size_t most_sobol_dimensions = 3667;

/// The direction numbers of the first @p dimensions of the Sobol' sequence, 32 binary digits each:
/// (32 x dimensions), the number of the first digit first. Point n is, in each dimension, the
/// exclusive or of those numbers whose digit is set in the Gray code of n.
/// @param dimensions  At most most_sobol_dimensions.
std::vector<std::uint32_t> sobol_directions(std::size_t dimensions);

/// Replicates of a Sobol' sequence, each scrambled on its own: run k is point k / R of replicate
/// k mod R. A sample that is extended keeps what it has.
///
/// Direction numbers of S. Joe & F. Y. Kuo (2008), SIAM J. Sci. Comput. 30, 2635-2654, in Gray code
/// order (I. A. Antonov & V. M. Saleev 1979). Scrambled by nested uniform scrambling (A. B. Owen
/// 1995, in: Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing, 299-317): whether a
/// binary digit is turned over is a hash of the digits before it, as in B. Burley (2020), J.
/// Comput. Graph. Tech. 9(4), 1-20, after S. Laine & T. Karras (2011), Comput. Graph. Forum 30(4).
/// The first 32 digits are the sequence's, the other 20 are a hash of those.
///
/// On a smooth function the standard error of a mean falls nearly as n^-3/2 (Owen 1997), and it is
/// never much above that of independent draws: N / R points, best a power of two.
///
/// Streams beyond the tables, and those that were not named, are drawn independently.
class SobolDesign final : public Design {
public:
    /// @param streams     The dimensions, the most influential first.
    /// @param replicates  At least 2.
    SobolDesign(std::uint64_t seed, std::span<const Stream> streams, std::size_t replicates);

    /// @p first_run + uniforms.size() is at most 2^32 replicates().
    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override;
    std::size_t replicates() const override { return replicates_; }

private:
    static constexpr std::size_t lanes = 16;

    void scramble(std::size_t dimension, std::uint32_t reversed, std::size_t first_replicate,
                  std::span<double> uniforms) const;

    std::uint64_t seed_;
    std::size_t replicates_;
    std::size_t padded_replicates_;
    std::unordered_map<Stream, std::size_t, StreamHash> dimension_of_;
    /// (digits x dimensions): bit-reversed direction numbers, the first digit's first.
    std::vector<std::uint32_t> directions_;
    /// (padded_replicates x 4 x dimensions): the words of each replicate's key.
    AlignedVector<std::uint32_t> keys_;
};

}  // namespace plancast
