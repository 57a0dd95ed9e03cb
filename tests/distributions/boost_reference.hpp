#pragma once

#include <functional>

namespace plancast::test {

/// The truth about a law, from Boost.Math at its default (extended) precision.
struct Reference {
    std::function<double(double)> pdf, cdf, upper_tail, quantile, upper_quantile;
};

Reference boost_normal(double mean, double sd);
Reference boost_lognormal(double log_mean, double log_sd);
Reference boost_beta(double alpha, double beta, double min, double max);
Reference boost_gamma(double shape, double scale);
Reference boost_triangular(double min, double mode, double max);
Reference boost_uniform(double min, double max);

/// The integral of f by Gauss-Legendre quadrature of 30 points.
double integral(const std::function<double(double)>& f, double from, double to);

}  // namespace plancast::test
