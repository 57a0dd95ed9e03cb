#include "engine/distributions/integration.hpp"

#include <algorithm>
#include <array>

namespace plancast {

namespace {

// Abramowitz and Stegun, table 25.4, n = 10.
constexpr std::array<double, 5> abscissas = {0.14887433898163121, 0.43339539412924719,
                                             0.67940956829902441, 0.86506336668898451,
                                             0.97390652851717172};
constexpr std::array<double, 5> weights = {0.29552422471475287, 0.26926671930999636,
                                           0.21908636251598204, 0.14945134915058059,
                                           0.06667134430868814};

template <typename Function>
double gauss_legendre(double from, double to, Function&& f) {
    const double centre = 0.5 * (from + to), half = 0.5 * (to - from);
    double sum = 0;
    for (std::size_t k = 0; k < abscissas.size(); ++k)
        sum += weights[k] * (f(centre - half * abscissas[k]) + f(centre + half * abscissas[k]));
    return half * sum;
}

struct Sums {
    double first = 0, second = 0;
};

// Adds the integrals of x - shift and its square over tail probabilities from `end` to `start`.
template <typename Quantile>
void add_tail(double start, double end, double shift, Quantile&& quantile, Sums& sums) {
    for (double high = start; high > end; high /= 2) {
        const double low = std::max(end, high / 2);
        double second = 0;
        sums.first += gauss_legendre(low, high, [&](double p) { return quantile(p) - shift; });
        second = gauss_legendre(low, high, [&](double p) {
            const double d = quantile(p) - shift;
            return d * d;
        });
        sums.second += second;
        const bool far = high < 1e-9;
        if (far && second <= 1e-17 * sums.second) break;
    }
}

}  // namespace

Moments integrate_moments(const Distribution& law, double min, double max, double at_min,
                          double at_max) {
    const double shift = std::clamp(law.quantile(0.5), min, max);
    Sums sums;
    if (at_min > 0) {
        sums.first += at_min * (min - shift);
        sums.second += at_min * (min - shift) * (min - shift);
    }
    if (at_max > 0) {
        sums.first += at_max * (max - shift);
        sums.second += at_max * (max - shift) * (max - shift);
    }
    const double meeting = std::clamp(0.5, at_min, 1 - at_max);
    add_tail(
        meeting, at_min, shift, [&](double u) { return law.quantile(u); }, sums);
    add_tail(
        1 - meeting, at_max, shift, [&](double q) { return law.upper_quantile(q); }, sums);
    return {shift + sums.first, sums.second - sums.first * sums.first};
}

double integrate_density(const Distribution& law, double from, double to) {
    return gauss_legendre(from, to, [&](double x) { return law.pdf(x); });
}

}  // namespace plancast
