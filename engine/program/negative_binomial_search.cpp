#include <algorithm>
#include <cmath>

#include "engine/distributions/special_functions.hpp"
#include "engine/program/count_search.hpp"
#include "engine/program/count_walk.hpp"

namespace plancast {

namespace {

/// Successes of chance q before the r-th failure, for real r.
struct NegativeBinomial {
    double m, r, p, q;

    NegativeBinomial(double mean, double dispersion)
        : m(mean), r(dispersion), p(r / (r + m)), q(m / (r + m)) {}

    double last() const { return kernel::infinity; }
    double mean() const { return m; }
    double log_zero() const { return -r * kernel::log1p(m / r); }
    double ratio(double k) const { return (k + r) / (k + 1.0) * q; }
    // By the smaller of p and q: the larger has lost what tells it from 1.
    double cdf(double k) const {
        return q < p ? incomplete_beta_complement(k + 1.0, r, q) : incomplete_beta(r, k + 1.0, p);
    }
    double upper_tail(double k) const {
        return q < p ? incomplete_beta(k + 1.0, r, q) : incomplete_beta_complement(r, k + 1.0, p);
    }
};

/// The smallest whole k >= 0 for which reaches(k) holds, which holds for all that follow: in steps
/// that double from the guess until it lies between two of them, then by halves.
template <typename Condition>
double gallop(double guess, const Condition& reaches) {
    double low = -1.0, high = guess, step = 1.0;  // reaches(high), not reaches(low)
    if (reaches(guess)) {
        while (high > 0.0) {
            const double next = std::max(high - step, 0.0);
            if (next == high) return high;  // beyond 2^53 a step of 1 is none
            if (!reaches(next)) {
                low = next;
                break;
            }
            high = next;
            step *= 2.0;
        }
    } else {
        low = guess;
        high = guess + step;
        while (high < kernel::infinity && (high == low || !reaches(high))) {
            low = high;
            step *= 2.0;
            high = low + step;
        }
    }
    while (high - low > 1.0) {
        const double middle = std::floor(0.5 * (low + high));
        if (middle <= low || middle >= high) break;
        (reaches(middle) ? high : low) = middle;
    }
    return high;
}

/// A walk so long costs less than one incomplete beta function.
constexpr double longest_short_walk = 48;

/// As a gamma law's quantile, which the law is near to where its mean is far above its dispersion.
double rough_guess(const NegativeBinomial& law, double u) {
    const double gamma = u <= 0.5 ? inverse_incomplete_gamma(law.r, u)
                                  : inverse_incomplete_gamma_complement(law.r, 1.0 - u);
    const double k = std::round(gamma / kernel::log1p(law.r / law.m) - 0.5 * (law.r + 1.0));
    return k > 0.0 && k < kernel::infinity ? k : 0.0;
}

}  // namespace

double search_negative_binomial(double u, double mean, double dispersion, double guess) {
    if (!(u > 0.0 && u < 1.0) || !std::isfinite(mean) || !(dispersion > 0.0) ||
        !std::isfinite(dispersion)) {
        return kernel::not_a_number;
    }
    if (mean <= 0.0) return 0.0;
    if (mean < poisson_limit * dispersion) return search_poisson(u, mean);
    const NegativeBinomial law(mean, dispersion);
    const CountLevel level = CountLevel::reached(u);
    if (mean <= longest_walk && mean <= 100.0 * dispersion) return walk_count(law, level);
    // A law of small dispersion has much of its weight on few small numbers, whatever its mean.
    if (level.upper > 1e-4 && !(guess > longest_short_walk)) {
        const double k = walk_up(law, level, longest_short_walk);
        if (!std::isnan(k)) return k;
    }
    const double from = std::isnan(guess) ? rough_guess(law, u) : std::max(std::round(guess), 0.0);
    return u <= 0.5 ? gallop(from, [&](double k) { return law.cdf(k) >= level.lower; })
                    : gallop(from, [&](double k) { return law.upper_tail(k) <= level.upper; });
}

}  // namespace plancast
