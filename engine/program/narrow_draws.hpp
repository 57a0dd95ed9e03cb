#pragma once

#include <array>
#include <cstddef>

#include "engine/program/count_blocks.hpp"

namespace plancast {

/// Draws of counts that are small, found side by side by summing the pmf from zero: a law whose
/// variance allows no expansion has few values to walk.
///
/// What a binomial, Poisson or negative binomial law is to a walk:
///     ln pmf(0) = zero_factor ln(1 + zero_argument),  pmf(k + 1) / pmf(k) = (a - b k) / (k + 1).
class NarrowDraws {
public:
    struct Law {
        double zero_factor, zero_argument, a, b;
        double last;  ///< the largest k
    };

    /// A draw that lies farther out is left to a search from above.
    static constexpr double least_upper = 1e-4;

    void clear() { size_ = 0; }

    /// @param level  The count is the smallest k with cdf(k) >= level.
    /// @param base, sign  base + sign k is the value wanted: successes from failures.
    void add(std::size_t place, const Law& law, double level, double base = 0, double sign = 1) {
        zero_factor_[size_] = law.zero_factor;
        zero_argument_[size_] = law.zero_argument;
        a_[size_] = law.a;
        b_[size_] = law.b;
        last_[size_] = law.last;
        level_[size_] = level;
        base_[size_] = base;
        sign_[size_] = sign;
        place_[size_++] = place;
    }

    /// Puts the values into @p counts at their places; open_count where a walk would be long.
    void find(double* counts);

private:
    void walk_vector(std::size_t begin);

    alignas(vector_alignment) CountPiece zero_factor_,
        zero_argument_, pmf_, k_, a_, b_, last_, level_, base_, sign_;
    std::array<std::size_t, count_piece_size> place_;
    std::size_t size_ = 0;
};

}  // namespace plancast
