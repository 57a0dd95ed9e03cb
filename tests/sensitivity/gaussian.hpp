#pragma once

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <vector>

namespace plancast {

inline double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }
inline double normal_pdf(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2 * M_PI); }
inline double normal_quantile(double u) { return -std::sqrt(2.0) * boost::math::erfc_inv(2 * u); }

template <class F>
double integral(F f, double from, double to) {
    return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(f, from, to, 10, 1e-10);
}

/// Borgonovo's delta of standard normals of correlation rho: the mean over x of the total variation
/// between N(rho x, 1 - rho^2) and N(0, 1), whose densities cross twice.
inline double gaussian_delta(double rho) {
    if (rho == 0) return 0;
    const double variance = 1 - rho * rho, deviation = std::sqrt(variance);
    return integral(
        [&](double x) {
            const double mean = rho * x;
            const double a = 1 / variance - 1, b = -2 * mean / variance;
            const double c = mean * mean / variance + std::log(variance);
            const double root = std::sqrt(b * b - 4 * a * c);
            const double low = (-b - root) / (2 * a), high = (-b + root) / (2 * a);
            const double narrow =
                normal_cdf((high - mean) / deviation) - normal_cdf((low - mean) / deviation);
            return (narrow - (normal_cdf(high) - normal_cdf(low))) * normal_pdf(x);
        },
        -9, 9);
}

/// PAWN of standard normals of correlation rho, x in so many classes of equal probability.
inline double gaussian_pawn(double rho, int classes) {
    std::vector<double> distances;
    const double deviation = std::sqrt(1 - rho * rho);
    for (int i = 0; i < classes; ++i) {
        const double from = i == 0 ? -9 : normal_quantile(i / static_cast<double>(classes));
        const double to = i + 1 == classes ? 9 : normal_quantile((i + 1.0) / classes);
        double largest = 0;
        for (double y = -4; y <= 4; y += 0.02) {
            const double below = integral(
                [&](double x) { return normal_cdf((y - rho * x) / deviation) * normal_pdf(x); },
                from, to);
            largest = std::max(largest, std::abs(classes * below - normal_cdf(y)));
        }
        distances.push_back(largest);
    }
    std::sort(distances.begin(), distances.end());
    return (distances[distances.size() / 2 - 1] + distances[distances.size() / 2]) / 2;
}

}  // namespace plancast
