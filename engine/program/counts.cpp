#include "engine/program/counts.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/elementary.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/program/reference_counts.hpp"

namespace plancast {

namespace {

bool is_uniform(double u) { return u > 0.0 && u < 1.0; }

bool is_shape(double shape) { return shape > 0.0 && shape < kernel::infinity; }

}  // namespace

void bernoulli_quantile(const double* u, const double* chance, double* k, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) k[i] = bernoulli_reference(u[i], chance[i]);
}

void binomial_quantile(const double* u, const double* trials, const double* chance, double* k,
                       std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) k[i] = binomial_reference(u[i], trials[i], chance[i]);
}

void poisson_quantile(const double* u, const double* mean, double* k, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) k[i] = poisson_reference(u[i], mean[i]);
}

void beta_quantile(const double* u, const double* alpha, const double* beta, double* x,
                   std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const bool valid = is_uniform(u[i]) && is_shape(alpha[i]) && is_shape(beta[i]);
        x[i] = valid ? inverse_incomplete_beta(alpha[i], beta[i], u[i]) : kernel::not_a_number;
    }
}

void gamma_quantile(const double* u, const double* shape, double* x, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const bool valid = is_uniform(u[i]) && is_shape(shape[i]);
        x[i] = valid ? inverse_incomplete_gamma(shape[i], u[i]) : kernel::not_a_number;
    }
}

}  // namespace plancast
