#pragma once

#include <cstddef>

namespace plancast {

/// @defgroup counts Quantiles whose parameters differ from run to run
///
/// Each gives, for every run i < count, the smallest whole k with cdf(k) >= u[i] under that run's
/// parameters (a cdf that misses u by 1e-12 of it has reached it: rounding must not decide ties);
/// NaN where a parameter is NaN or infinite or u lies outside (0, 1). The value depends
/// on (u, parameters) alone, never on the place in the block. Nothing is allocated. Arrays hold
/// count values each; the target must not overlap them.
/// @{

/// 1 with the given chance, clamped to [0, 1], else 0.
void bernoulli_quantile(const double* u, const double* chance, double* k, std::size_t count);

/// Successes in `trials` (rounded down, at least 0) trials with `chance`, clamped to [0, 1].
void binomial_quantile(const double* u, const double* trials, const double* chance, double* k,
                       std::size_t count);

/// Events with the given mean, at least 0.
void poisson_quantile(const double* u, const double* mean, double* k, std::size_t count);

/// Events with the given mean (at least 0) and variance mean + mean^2 / dispersion; NaN unless the
/// dispersion is above 0.
void negative_binomial_quantile(const double* u, const double* mean, const double* dispersion,
                                double* k, std::size_t count);

/// Quantile of the beta law on [0, 1]; NaN unless both shapes are above 0. Scalar, 1 us a value.
void beta_quantile(const double* u, const double* alpha, const double* beta, double* x,
                   std::size_t count);

/// Quantile of the gamma law of scale 1; NaN unless the shape is above 0. Scalar, 1 us a value.
void gamma_quantile(const double* u, const double* shape, double* x, std::size_t count);
/// @}

}  // namespace plancast
