#pragma once

namespace plancast {

/// @defgroup reference_counts Counts for the reference evaluator
/// What binomial_quantile and its kin must agree with, from Boost.Math's laws: the smallest k with
/// cdf(k) >= u. Microseconds to milliseconds a call. Parameters are treated as in counts.hpp.
/// @{
double bernoulli_reference(double u, double chance);
double binomial_reference(double u, double trials, double chance);
double poisson_reference(double u, double mean);
double negative_binomial_reference(double u, double mean, double dispersion);
/// P(X <= k), for whole trials and valid parameters.
double binomial_cdf_reference(double k, double trials, double chance);
double poisson_cdf_reference(double k, double mean);
double negative_binomial_cdf_reference(double k, double mean, double dispersion);
/// @}

}  // namespace plancast
