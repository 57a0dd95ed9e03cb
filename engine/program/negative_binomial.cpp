#include <algorithm>
#include <cmath>

#include "engine/program/count_blocks.hpp"
#include "engine/program/count_walk.hpp"
#include "engine/program/counts.hpp"
#include "engine/program/gamma_step.hpp"
#include "engine/program/narrow_draws.hpp"

namespace plancast {

namespace {

/// The real k with I_p(r, k + 1) = u, and a bound on its error.
struct Approximation {
    double w, bound;
};

/// From the gamma quantile g of shape r at u. With N = k + (r + 1) / 2 and L = ln(1 + r / m),
///     N L = g + x_1 / N^2 + x_2 / N^4 + ...,
/// because substituting e^-s in the incomplete beta integral leaves e^(-N s) s^(r - 1) times the
/// power (sinh(s/2) / (s/2))^(r - 1) (M. E. Wise 1950, Biometrika 37, 208-218), whose logarithm is
/// (r - 1) (s^2 / 24 - s^4 / 2880 + ...). x_1 and x_2 are polynomials in g.
[[gnu::always_inline]] inline Approximation from_gamma(double r, double m, double g,
                                                       double g_error) {
    const double scale = kernel::log1p(r / m), n0 = g / scale, inverse = 1.0 / (n0 * n0);
    const double alpha = (r - 1.0) / 24.0, beta = (r - 1.0) / 2880.0, square = alpha * alpha;
    const double a = alpha * (r + 1.0 + g);
    const double rest = beta * (r + 2.0) * (r + 3.0);
    const double b =
        (r + 1.0) * (square * (2.5 * r + 3.5) - rest) +
        g * (square * (3.5 * r + 4.5) - rest + g * (2.0 * square - beta * (r + 3.0) - g * beta));
    const double n = n0 * (1.0 + inverse * (a + inverse * (b - 2.0 * a * a)));
    // Of the terms left out, from comparing with the exact k for r from 0.1 to 200.
    const double first = (r + 1.0) * (r + 1.0 + g) * inverse * (1.0 / 24);
    const double ratio = first + scale * scale * (1.0 / 12);
    const double bound = n0 * ((0.5 + 1.0 / (r * r)) * first * ratio * ratio + g_error);
    return {n - 0.5 * (r + 1.0), bound + n0 * 1e-14};
}

/// Draws that the expansion about the normal law leaves open, side by side; x is the gamma
/// quantile of shape r at u, as far as it is known.
struct OpenDraws {
    alignas(vector_alignment) CountPiece u, z, m, r, x;
    std::array<std::size_t, count_piece_size> place;
    std::size_t size = 0;

    void move(std::size_t from, std::size_t to) {
        for (CountPiece* column : {&u, &z, &m, &r, &x}) (*column)[to] = (*column)[from];
        place[to] = place[from];
    }
};

/// One step leaves few draws open; a second, of those alone, costs less than to search them.
constexpr int gamma_steps = 2;
constexpr double long_step = 1e-3;

/// Their counts, or, where the bound does not decide, a guess at them.
struct Found {
    alignas(vector_alignment) CountPiece k, guess, step;
};

void guess_gamma(OpenDraws& open) {
    const std::size_t size = padded(open.size);
    for (std::size_t i = open.size; i < size; ++i) open.move(0, i);
    for (std::size_t i = 0; i < size; ++i)
        open.x[i] = gamma_step::guess(open.r[i], open.u[i], open.z[i]);
}

/// Improves open.x by one step.
void find_by_gamma(OpenDraws& open, Found& found) {
    alignas(vector_alignment) CountPiece normal, rest, slope, z_x;
    // Whole vectors: what is left over is done one by one, which is slow.
    const std::size_t size = padded(open.size);
    for (std::size_t i = open.size; i < size; ++i) open.move(0, i);
    for (std::size_t i = 0; i < size; ++i) {
        const gamma_step::Cdf cdf = gamma_step::cdf(open.r[i], open.x[i]);
        normal[i] = cdf.normal;
        rest[i] = cdf.rest;
        slope[i] = cdf.slope;
    }
    normal_cdf(std::span(normal.data(), size), std::span(normal.data(), size));
    for (std::size_t i = 0; i < size; ++i) {
        const double p = normal[i] + rest[i];
        normal[i] = p > 1e-15 ? (p < 1.0 - 1e-15 ? p : 1.0 - 1e-15) : 1e-15;
    }
    normal_quantile(std::span(normal.data(), size), std::span(z_x.data(), size));
    for (std::size_t i = 0; i < size; ++i) {
        const double step = gamma_step::step(open.r[i], open.x[i], open.z[i], z_x[i], slope[i]);
        open.x[i] *= kernel::exp(step);
        const Approximation near =
            from_gamma(open.r[i], open.m[i], open.x[i], gamma_step::error_bound(step, slope[i]));
        found.step[i] = step;
        found.k[i] = count_or_open(near.w, near.bound, kernel::infinity, true);
        found.guess[i] = near.bound < 100.0 ? near.w : kernel::not_a_number;
    }
}

/// @returns Whether the draw is one for a walk.
bool add_narrow(NarrowDraws& narrow, std::size_t place, double u, double m, double r) {
    // Like the search, which takes what has a mean so small for Poisson.
    if (!(is_uniform(u) && m > poisson_limit * r && m <= longest_walk && m <= 100.0 * r &&
          r < kernel::infinity))
        return false;
    const CountLevel level = CountLevel::reached(u);
    if (!(level.upper > NarrowDraws::least_upper)) return false;
    const double q = m / (r + m);
    narrow.add(place, {-r, m / r, r * q, -q, kernel::infinity}, level.lower);
    return true;
}

}  // namespace

void negative_binomial_quantile(const double* u, const double* mean, const double* dispersion,
                                double* k, std::size_t count) {
    alignas(vector_alignment) CountPiece normal;
    OpenDraws open;
    NarrowDraws narrow;
    Found found;
    for (std::size_t begin = 0; begin < count; begin += count_piece_size) {
        const std::size_t size = std::min(count_piece_size, count - begin);
        const double *piece_u = u + begin, *piece_mean = mean + begin,
                     *piece_dispersion = dispersion + begin;
        double* __restrict piece = k + begin;
        normals_of_piece(std::span(piece_u, size), normal);
        for (std::size_t i = 0; i < size; ++i) {
            const double m = piece_mean[i], r = piece_dispersion[i], odds = m / r;
            const CountExpansion expansion =
                CountExpansion::of(1.0 + 2.0 * odds, -odds * (1.0 + odds));
            piece[i] = expanded_count(expansion, piece_u[i], normal[i], m, m * (1.0 + odds),
                                      kernel::infinity, (r > 0.0) & (r < kernel::infinity));
        }
        open.size = 0;
        narrow.clear();
        for (std::size_t i = 0; i < size; ++i) {
            if (piece[i] >= 0.0) continue;
            const double m = piece_mean[i], r = piece_dispersion[i];
            const bool has_gamma =
                is_uniform(piece_u[i]) && m > longest_walk && m < 1e15 && r > 0.05 && r < 1e3;
            if (!has_gamma) {
                if (!add_narrow(narrow, i, piece_u[i], m, r))
                    piece[i] = search_negative_binomial(piece_u[i], m, r);
                continue;
            }
            open.u[open.size] = piece_u[i];
            open.z[open.size] = normal[i];
            open.m[open.size] = m;
            open.r[open.size] = r;
            open.place[open.size++] = i;
        }
        narrow.find(piece);
        guess_gamma(open);
        for (int step = 0; step < gamma_steps && open.size > 0; ++step) {
            find_by_gamma(open, found);
            std::size_t still_open = 0;
            for (std::size_t j = 0; j < open.size; ++j) {
                if (found.k[j] >= 0.0) {
                    piece[open.place[j]] = found.k[j];
                } else if (step + 1 < gamma_steps && std::fabs(found.step[j]) > long_step) {
                    open.move(j, still_open++);
                } else {
                    piece[open.place[j]] =
                        search_negative_binomial(open.u[j], open.m[j], open.r[j], found.guess[j]);
                }
            }
            open.size = still_open;
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (piece[i] < 0.0)
                piece[i] = search_negative_binomial(piece_u[i], piece_mean[i], piece_dispersion[i]);
        }
    }
}

}  // namespace plancast
