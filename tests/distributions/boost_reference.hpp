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
Reference boost_exponential(double mean);
Reference boost_weibull(double shape, double scale);
Reference boost_logistic(double location, double scale);
Reference boost_gumbel(double mode, double scale);
Reference boost_pareto(double min, double shape);
Reference boost_student_t(double df, double location, double scale);
/// Boost's own cancels in the upper tail: its formula with 33 digits.
Reference exact_inverse_gaussian(double mean, double shape);

/// The integral of f by Gauss-Legendre quadrature of 30 points.
double integral(const std::function<double(double)>& f, double from, double to);

}  // namespace plancast::test
