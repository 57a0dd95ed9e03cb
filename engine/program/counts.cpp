#include "engine/program/counts.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/distributions/special_functions.hpp"
#include "engine/program/count_blocks.hpp"
#include "engine/program/count_walk.hpp"
#include "engine/program/narrow_draws.hpp"

namespace plancast {

namespace {

bool is_shape(double shape) { return shape > 0.0 && shape < kernel::infinity; }

/// Comparisons that a NaN fails: such parameters are the search's to judge.
void add_binomial(NarrowDraws& narrow, std::size_t place, double u, double trials, double chance) {
    const double n = std::floor(trials), p = chance, q = 1.0 - p;
    if (!(is_uniform(u) && n >= 1.0 && n < kernel::infinity && p > 0.0 && q > 0.0 &&
          n * p * q < smallest_expanded_variance))
        return;
    const bool counts_failures = p > 0.5;
    const CountLevel level =
        counts_failures ? CountLevel::exceeded(1.0 - u, u) : CountLevel::reached(u);
    if (!(level.upper > NarrowDraws::least_upper)) return;
    const double rarer = counts_failures ? q : p, odds = rarer / (counts_failures ? p : q);
    const NarrowDraws::Law law{n, -rarer, n * odds, odds, n};
    if (counts_failures) {
        narrow.add(place, law, level.lower, n, -1);
    } else {
        narrow.add(place, law, level.lower);
    }
}

constexpr double e_less_1 = 1.71828182845904523536;  // ln(1 + it) = 1

void add_poisson(NarrowDraws& narrow, std::size_t place, double u, double mean) {
    if (!(is_uniform(u) && mean > 0.0 && mean < smallest_expanded_variance)) return;
    const CountLevel level = CountLevel::reached(u);
    if (level.upper > NarrowDraws::least_upper)
        narrow.add(place, {-mean, e_less_1, mean, 0, kernel::infinity}, level.lower);
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
    alignas(vector_alignment) CountPiece normal;
    NarrowDraws narrow;
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
        narrow.clear();
        for (std::size_t i = 0; i < size; ++i)
            if (piece[i] < 0.0)
                add_binomial(narrow, i, piece_u[i], piece_trials[i], piece_chance[i]);
        narrow.find(piece);
        for (std::size_t i = 0; i < size; ++i) {
            if (piece[i] < 0.0)
                piece[i] = search_binomial(piece_u[i], piece_trials[i], piece_chance[i]);
        }
    }
}

void poisson_quantile(const double* u, const double* mean, double* k, std::size_t count) {
    constexpr CountExpansion expansion = CountExpansion::of(1.0, 0.0);
    alignas(vector_alignment) CountPiece normal;
    NarrowDraws narrow;
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
        narrow.clear();
        for (std::size_t i = 0; i < size; ++i)
            if (piece[i] < 0.0) add_poisson(narrow, i, piece_u[i], piece_mean[i]);
        narrow.find(piece);
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
