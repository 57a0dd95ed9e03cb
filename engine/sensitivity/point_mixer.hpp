#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/sensitivity/base_points.hpp"
#include "engine/sensitivity/mixture.hpp"

namespace plancast {

/// Lets points A of a thread's block take mixtures from B, and B from A.
class PointMixer {
public:
    /// @param points, mixtures  Outlive this.
    PointMixer(BasePoints& points, std::size_t stream_count, std::span<const Mixture> mixtures);

    /// To be called once the points are loaded.
    void load();

    /// Evaluates at A with a mixture from B; all streams read A, before and after.
    void evaluate_a(const Mixture& mixture) { evaluate(mixture, true); }
    /// Evaluates at B with a mixture from A; all streams read B, before and after.
    void evaluate_b(const Mixture& mixture) { evaluate(mixture, false); }

private:
    /// A stream that some mixture takes in part.
    static constexpr std::size_t not_partial = static_cast<std::size_t>(-1);

    static std::span<double> of_stream(AlignedVector<double>& columns, std::size_t place) {
        return {&columns[place * points_a_block], points_a_block};
    }
    void evaluate(const Mixture& mixture, bool at_a);
    void use(std::size_t stream, bool of_a) {
        of_a ? points_.use_a(stream) : points_.use_b(stream);
    }
    /// Moves the normals at one point along directions to those at the other.
    void move(const Directions& directions, bool at_a);

    BasePoints& points_;
    std::vector<std::size_t> partial_;  ///< streams
    std::vector<std::size_t> place_;    ///< by stream: in these, or not_partial
    /// Normals at A, at B, of the mixture, and its uniforms: (points_a_block x partial streams).
    AlignedVector<double> a_, b_, mixed_, uniforms_;
    AlignedVector<double> along_;  ///< (points_a_block)
};

}  // namespace plancast
