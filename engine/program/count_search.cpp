#include "engine/program/count_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/elementary.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/program/count_expansion.hpp"
#include "engine/program/count_walk.hpp"

namespace plancast {

namespace {

constexpr double asymptotic_variance = 1e5;
constexpr double two_pi = 6.28318530717958647693;

/// ln n! - ln(sqrt(2 pi n) (n/e)^n) for whole n >= 0: the error of Stirling's formula.
/// The series is the Bernoulli numbers' (Abramowitz, Stegun 1964, 6.1.41); below 16, where it
/// would need more terms, the differences of its value at 16 are summed once.
double stirling_error(double n) {
    const auto series = [](double x) {
        const double inverse = 1.0 / x, square = inverse * inverse;
        return inverse *
               (1.0 / 12 -
                square * (1.0 / 360 -
                          square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188)))));
    };
    static const std::array<double, 16> small = [&] {
        // e(n) - e(n + 1) = (n + 1/2) ln(1 + 1/n) - 1; e(0) is never asked for.
        std::array<double, 16> errors{};
        double error = series(16);
        for (int i = 15; i >= 1; --i) {
            error += (i + 0.5) * kernel::log1p(1.0 / i) - 1.0;
            errors[static_cast<std::size_t>(i)] = error;
        }
        return errors;
    }();
    return n < 16 ? small[static_cast<std::size_t>(n)] : series(n);
}

/// x ln(x/m) + m - x >= 0 without cancellation near x = m, after C. Loader (2000), "Fast and
/// accurate computation of binomial probabilities".
double deviance(double x, double m) {
    const double difference = x - m, sum = x + m;
    if (std::fabs(difference) > 0.1 * sum) return x * kernel::log(x / m) - difference;
    // With v = (x - m)/(x + m): ln(x/m) = 2 (v + v^3/3 + v^5/5 + ...).
    const double v = difference / sum, square = v * v;
    double term = 2.0 * x * v, total = difference * v;
    for (int j = 3; j < 40; j += 2) {
        term *= square;
        total += term / j;
        if (std::fabs(term) < 1e-17 * std::fabs(total)) break;
    }
    return total;
}

struct Binomial {
    double n, p, q;

    double last() const { return n; }
    double mean() const { return n * p; }
    double variance() const { return n * p * q; }
    double log_zero() const { return n * kernel::log1p(-p); }
    /// pmf(k + 1) / pmf(k).
    double ratio(double k) const { return (n - k) / (k + 1.0) * (p / q); }
    CountExpansion expansion() const { return CountExpansion::of(q - p, p * q); }
    double pmf(double k) const {
        if (k == 0.0) return kernel::exp(log_zero());
        if (k == n) return kernel::exp(n * kernel::log1p(-q));
        const double exponent = stirling_error(n) - stirling_error(k) - stirling_error(n - k) -
                                deviance(k, n * p) - deviance(n - k, n * q);
        return std::sqrt(n / (two_pi * k * (n - k))) * kernel::exp(exponent);
    }
};

struct Poisson {
    double m;

    double last() const { return kernel::infinity; }
    double mean() const { return m; }
    double variance() const { return m; }
    double log_zero() const { return -m; }
    double ratio(double k) const { return m / (k + 1.0); }
    CountExpansion expansion() const { return CountExpansion::of(1.0, 0.0); }
    double pmf(double k) const {
        if (k == 0.0) return kernel::exp(-m);
        return kernel::exp(-stirling_error(k) - deviance(k, m)) / std::sqrt(two_pi * k);
    }
};

/// cdf(k), given pmf(k).
template <typename Law>
double sum_down(const Law& law, double k, double pmf) {
    double sum = pmf;
    while (k > 0.0 && pmf > negligible_term * sum) {
        --k;
        pmf /= law.ratio(k);
        sum += pmf;
    }
    return sum;
}

/// P(X > k), given pmf(k).
template <typename Law>
double sum_up(const Law& law, double k, double pmf) {
    double sum = 0.0;
    while (k < law.last()) {
        pmf *= law.ratio(k);
        ++k;
        sum += pmf;
        if (pmf <= negligible_term * sum && k > law.mean()) break;
    }
    return sum;
}

// In both searches a sum that was reduced to less than half of what it was is computed anew:
// differences must not eat its digits.

template <typename Law>
double search_lower(const Law& law, double lower, double k) {
    double pmf = law.pmf(k), cdf = sum_down(law, k, pmf), fresh = cdf;
    while (cdf < lower && k < law.last()) {
        pmf *= law.ratio(k);
        cdf += pmf;
        ++k;
    }
    while (k > 0.0 && cdf - pmf >= lower) {
        cdf -= pmf;
        --k;
        pmf /= law.ratio(k);
        if (cdf < 0.5 * fresh) fresh = cdf = sum_down(law, k, pmf);
    }
    return k;
}

template <typename Law>
double search_upper(const Law& law, double upper, double k) {
    double pmf = law.pmf(k), tail = sum_up(law, k, pmf), fresh = tail;
    while (tail > upper && k < law.last()) {
        pmf *= law.ratio(k);
        ++k;
        tail -= pmf;
        if (tail < 0.5 * fresh) fresh = tail = sum_up(law, k, pmf);
    }
    while (k > 0.0 && tail + pmf <= upper) {
        tail += pmf;
        --k;
        pmf /= law.ratio(k);
    }
    return k;
}

/// A law of variance smallest_expanded_variance or more.
template <typename Law>
double search(const Law& law, double u) {
    const double z = normal_percentile(u), sigma = std::sqrt(law.variance());
    const double w = law.mean() + law.expansion().evaluate(z, sigma);
    if (law.variance() >= asymptotic_variance) {
        return std::clamp(std::ceil(w - tie_tolerance * sigma), 0.0, law.last());
    }
    // Far out the expansion leads astray; from the mean it is a longer walk, but a safe one.
    const bool is_far = std::fabs(z) > 3.0 && law.variance() < 100.0;
    const double guess = std::clamp(std::round(is_far ? law.mean() : w), 0.0, law.last());
    const CountLevel level = CountLevel::reached(u);
    return u <= 0.5 ? search_lower(law, level.lower, guess) : search_upper(law, level.upper, guess);
}

bool is_uniform(double u) { return u > 0.0 && u < 1.0; }

}  // namespace

double search_binomial(double u, double trials, double chance) {
    if (!is_uniform(u) || !std::isfinite(trials) || !std::isfinite(chance)) {
        return kernel::not_a_number;
    }
    const double n = std::max(std::floor(trials), 0.0), p = std::clamp(chance, 0.0, 1.0);
    if (n == 0.0 || p == 0.0) return 0.0;
    if (p == 1.0) return n;
    const double q = 1.0 - p;
    if (n * p * q >= smallest_expanded_variance) return search(Binomial{n, p, q}, u);
    if (p <= 0.5) return walk_count(Binomial{n, p, q}, CountLevel::reached(u));
    // Count the failures: k successes reach u where n - k failures are the fewest whose cdf
    // exceeds 1 - u.
    return n - walk_count(Binomial{n, q, p}, CountLevel::exceeded(1.0 - u, u));
}

double search_poisson(double u, double mean) {
    if (!is_uniform(u) || !std::isfinite(mean)) return kernel::not_a_number;
    if (mean <= 0.0) return 0.0;
    if (mean >= smallest_expanded_variance) return search(Poisson{mean}, u);
    return walk_count(Poisson{mean}, CountLevel::reached(u));
}

}  // namespace plancast
