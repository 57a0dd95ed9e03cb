#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "engine/core/aligned.hpp"
#include "engine/core/elementary.hpp"
#include "engine/distributions/distribution.hpp"
#include "engine/program/count_expansion.hpp"
#include "engine/program/count_search.hpp"

// What the vectorised quantiles of counts share.

namespace plancast {

// Scratch on the stack, whatever the block's size.
inline constexpr std::size_t count_piece_size = 256;
using CountPiece = std::array<double, count_piece_size>;

// In place of a count: not known yet, to be searched for.
inline constexpr double open_count = -1.0;

[[gnu::always_inline]] inline bool is_uniform(double u) { return (u > 0.0) & (u < 1.0); }

/// Standard normal quantiles of a piece; what is no probability is read as 1/2 here and refused
/// later.
inline void normals_of_piece(std::span<const double> u, CountPiece& normal) {
    alignas(vector_alignment) CountPiece safe;
    for (std::size_t i = 0; i < u.size(); ++i) {
        const double value = u[i];
        safe[i] = is_uniform(value) ? value : 0.5;
    }
    normal_quantile(std::span(safe.data(), u.size()), std::span(normal.data(), u.size()));
}

/// The smallest whole number from w on, up to last, if an error of w within the bound cannot change
/// it.
[[gnu::always_inline]] inline double count_or_open(double w, double bound, double last,
                                                   bool is_valid) {
    const double above = std::ceil(w), gap = above - w;
    // Comparisons that a NaN fails: such parameters are the search's to judge.
    const bool is_sure = is_valid & (bound < 0.2) & (gap > bound) & (gap < 1.0 - bound);
    const double not_negative = above > 0.0 ? above : 0.0;
    return is_sure ? (not_negative < last ? not_negative : last) : open_count;
}

/// The same by the expansion, where the variance allows it and the parameters are valid.
[[gnu::always_inline]] inline double expanded_count(const CountExpansion& expansion, double u,
                                                    double z, double mean, double variance,
                                                    double last, bool is_valid) {
    const double sigma = std::sqrt(variance);
    const double w = mean + expansion.evaluate(z, sigma);
    return count_or_open(w, expansion.error_bound(z, sigma, w), last,
                         is_valid & is_uniform(u) & (variance >= smallest_expanded_variance));
}

}  // namespace plancast
