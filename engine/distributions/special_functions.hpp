#pragma once

namespace plancast {

/// Boost.Math behind a light header: its own take seconds to compile. Errors of the argument give
/// NaN or infinity, never an exception. Scalar, 50 ns to 5 us a call: for tables, tails and tests,
/// not for blocks.
/// @{
/// Standard normal cdf: P(Z <= z).
double normal_probability(double z);
/// The z with P(Z <= z) = u.
double normal_percentile(double u);

/// I_x(a, b), the cdf of the beta law.
double incomplete_beta(double a, double b, double x);
/// 1 - I_x(a, b).
double incomplete_beta_complement(double a, double b, double x);
/// d I_x(a, b) / dx, the density of the beta law.
double incomplete_beta_derivative(double a, double b, double x);
double inverse_incomplete_beta(double a, double b, double u);
/// 1 - x where I_x(a, b) = u; keeps the digits of x near 1.
double inverse_incomplete_beta_to_one(double a, double b, double u);
/// ln B(a, b).
double log_beta_function(double a, double b);
/// ln Gamma(a).
double log_gamma_function(double a);

/// P(a, x), the cdf of the gamma law of scale 1.
double incomplete_gamma(double a, double x);
/// Q(a, x) = 1 - P(a, x).
double incomplete_gamma_complement(double a, double x);
double incomplete_gamma_derivative(double a, double x);
double inverse_incomplete_gamma(double a, double u);
/// The x with Q(a, x) = q.
double inverse_incomplete_gamma_complement(double a, double q);

/// Density, cdf and its inverse of Student's t law.
double student_density(double df, double t);
double student_probability(double df, double t);
double student_percentile(double df, double u);

/// e^(x^2) erfc(x) for x >= 0, without over- or underflow.
double scaled_complementary_error(double x);
/// @}

}  // namespace plancast
