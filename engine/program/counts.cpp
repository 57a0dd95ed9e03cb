#include "engine/program/counts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "engine/core/aligned.hpp"
#include "engine/core/elementary.hpp"
#include "engine/distributions/distribution.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/program/count_expansion.hpp"
#include "engine/program/count_search.hpp"

namespace plancast {

namespace {

bool is_shape(double shape) { return shape > 0.0 && shape < kernel::infinity; }

bool is_uniform(double u) { return u > 0.0 && u < 1.0; }

// Scratch on the stack, whatever the block's size.
constexpr std::size_t piece_size = 256;
using Piece = std::array<double, piece_size>;

// In place of a count: not known yet, to be searched for.
constexpr double open = -1.0;

/// Standard normal quantiles of a piece; what is no probability is read as 1/2 here and refused
/// later.
void normal_piece(std::span<const double> u, Piece& normal) {
    alignas(vector_alignment) Piece safe;
    for (std::size_t i = 0; i < u.size(); ++i) {
        const double value = u[i];
        safe[i] = ((value > 0.0) & (value < 1.0)) ? value : 0.5;
    }
    normal_quantile(std::span(safe.data(), u.size()), std::span(normal.data(), u.size()));
}

/// The smallest whole number that reaches u, if the expansion's error cannot change it.
[[gnu::always_inline]] inline double count_or_open(const CountExpansion& expansion, double u,
                                                   double z, double mean, double variance,
                                                   double last) {
    const double sigma = std::sqrt(variance);
    const double w = mean + expansion.evaluate(z, sigma);
    const double bound = CountExpansion::error_bound(z, sigma, w);
    const double above = std::ceil(w), gap = above - w;
    // Comparisons that a NaN fails: such parameters are the search's to judge.
    const bool is_sure = (u > 0.0) & (u < 1.0) & (bound < 0.2) & (gap > bound) &
                         (gap < 1.0 - bound) & (variance >= smallest_expanded_variance);
    const double not_negative = above > 0.0 ? above : 0.0;
    return is_sure ? (not_negative < last ? not_negative : last) : open;
}

}  // namespace

void bernoulli_quantile(const double* u, const double* chance, double* k, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const double p = chance[i] < 0.0 ? 0.0 : (chance[i] > 1.0 ? 1.0 : chance[i]);
        const bool valid = (u[i] > 0.0) & (u[i] < 1.0) & (std::fabs(chance[i]) < kernel::infinity);
        // On the nearer side, where no digits are lost.
        const bool is_low = u[i] > (1.0 - p) * (1.0 + tie_tolerance);
        const bool is_high = 1.0 - u[i] < p * (1.0 - tie_tolerance);
        const double value = (u[i] > 0.5 ? is_high : is_low) ? 1.0 : 0.0;
        k[i] = valid ? value : kernel::not_a_number;
    }
}

void binomial_quantile(const double* u, const double* trials, const double* chance, double* k,
                       std::size_t count) {
    alignas(vector_alignment) Piece normal;
    for (std::size_t begin = 0; begin < count; begin += piece_size) {
        const std::size_t size = std::min(piece_size, count - begin);
        const double *piece_u = u + begin, *piece_trials = trials + begin,
                     *piece_chance = chance + begin;
        double* __restrict piece = k + begin;
        normal_piece(std::span(piece_u, size), normal);
        for (std::size_t i = 0; i < size; ++i) {
            const double n = std::floor(piece_trials[i]), p = piece_chance[i], q = 1.0 - p;
            // Negative outside 0 <= p <= 1, so that those are left open.
            const double mean = n * p, variance = mean * q;
            piece[i] = count_or_open(CountExpansion::of(q - p, p * q), piece_u[i], normal[i], mean,
                                     variance, n);
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (piece[i] < 0.0) {
                piece[i] = search_binomial(piece_u[i], piece_trials[i], piece_chance[i]);
            }
        }
    }
}

void poisson_quantile(const double* u, const double* mean, double* k, std::size_t count) {
    constexpr CountExpansion expansion = CountExpansion::of(1.0, 0.0);
    alignas(vector_alignment) Piece normal;
    for (std::size_t begin = 0; begin < count; begin += piece_size) {
        const std::size_t size = std::min(piece_size, count - begin);
        const double *piece_u = u + begin, *piece_mean = mean + begin;
        double* __restrict piece = k + begin;
        normal_piece(std::span(piece_u, size), normal);
        for (std::size_t i = 0; i < size; ++i) {
            const double m = piece_mean[i];
            piece[i] = count_or_open(expansion, piece_u[i], normal[i], m, m, kernel::infinity);
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (piece[i] < 0.0) piece[i] = search_poisson(piece_u[i], piece_mean[i]);
        }
    }
}

void negative_binomial_quantile(const double* u, const double* mean, const double* dispersion,
                                double* k, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        k[i] = search_negative_binomial(u[i], mean[i], dispersion[i]);
}

void beta_quantile(const double* u, const double* alpha, const double* beta, double* x,
                   std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const bool valid = is_uniform(u[i]) && is_shape(alpha[i]) && is_shape(beta[i]);
        x[i] = valid ? inverse_incomplete_beta(alpha[i], beta[i], u[i]) : kernel::not_a_number;
    }
}

void gamma_quantile(const double* u, const double* shape, double* x, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const bool valid = is_uniform(u[i]) && is_shape(shape[i]);
        x[i] = valid ? inverse_incomplete_gamma(shape[i], u[i]) : kernel::not_a_number;
    }
}

}  // namespace plancast
