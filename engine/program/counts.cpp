#include "engine/program/counts.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/distributions/special_functions.hpp"
#include "engine/program/count_blocks.hpp"

namespace plancast {

namespace {

bool is_shape(double shape) { return shape > 0.0 && shape < kernel::infinity; }

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
    alignas(vector_alignment) CountPiece normal;
    for (std::size_t begin = 0; begin < count; begin += count_piece_size) {
        const std::size_t size = std::min(count_piece_size, count - begin);
        const double *piece_u = u + begin, *piece_trials = trials + begin,
                     *piece_chance = chance + begin;
        double* __restrict piece = k + begin;
        normals_of_piece(std::span(piece_u, size), normal);
        for (std::size_t i = 0; i < size; ++i) {
            const double n = std::floor(piece_trials[i]), p = piece_chance[i], q = 1.0 - p;
            // Negative outside 0 <= p <= 1, so that those are left open.
            const double mean = n * p, variance = mean * q;
            piece[i] = expanded_count(CountExpansion::of(q - p, p * q), piece_u[i], normal[i], mean,
                                      variance, n, true);
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
    alignas(vector_alignment) CountPiece normal;
    for (std::size_t begin = 0; begin < count; begin += count_piece_size) {
        const std::size_t size = std::min(count_piece_size, count - begin);
        const double *piece_u = u + begin, *piece_mean = mean + begin;
        double* __restrict piece = k + begin;
        normals_of_piece(std::span(piece_u, size), normal);
        for (std::size_t i = 0; i < size; ++i) {
            const double m = piece_mean[i];
            piece[i] =
                expanded_count(expansion, piece_u[i], normal[i], m, m, kernel::infinity, true);
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (piece[i] < 0.0) piece[i] = search_poisson(piece_u[i], piece_mean[i]);
        }
    }
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
