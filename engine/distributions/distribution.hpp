#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace plancast {

/// An uncertain quantity's law, with fixed parameters.
/// Immutable; any number of threads may use one at once.
class Distribution {
public:
    virtual ~Distribution() = default;

    /// Density, for a continuous law; probability of exactly x, for a discrete one.
    virtual double pdf(double x) const = 0;
    /// P(X <= x).
    virtual double cdf(double x) const = 0;
    /// P(X > x), without cancellation in the upper tail.
    virtual double upper_tail(double x) const = 0;
    /// The smallest x with cdf(x) >= u; @p u in (0, 1).
    virtual double quantile(double u) const = 0;
    /// The x with upper_tail(x) = q, without cancellation for small q; @p q in (0, 1).
    virtual double upper_quantile(double q) const = 0;
    virtual double mean() const = 0;
    virtual double variance() const = 0;
    /// The smallest and largest possible value; may be infinite.
    virtual std::pair<double, double> support() const = 0;
    virtual bool is_continuous() const = 0;
    /// What fixes the law, such as "beta(2, 5)": equal texts are equal laws.
    virtual std::string describe() const = 0;
};

using DistributionPtr = std::shared_ptr<const Distribution>;

/// @defgroup laws Makers of laws
/// Each checks its parameters and throws InvalidInput, which says what is wrong and what was
/// expected ("sd must be above 0, is -1").
/// @{
DistributionPtr make_constant(double value);
DistributionPtr make_uniform(double min, double max);
DistributionPtr make_log_uniform(double min, double max);
DistributionPtr make_normal(double mean, double sd);
/// ln X ~ N(ln median, log_sd).
DistributionPtr make_lognormal(double median, double log_sd);
DistributionPtr make_lognormal_by_mean(double mean, double sd);
DistributionPtr make_triangular(double min, double mode, double max);
/// Beta on [min, max] with mean (min + 4 mode + max) / 6.
DistributionPtr make_pert(double min, double mode, double max);
/// Beta of the given shapes, stretched to [min, max].
DistributionPtr make_beta(double alpha, double beta, double min = 0, double max = 1);
DistributionPtr make_beta_by_mean(double mean, double sd, double min = 0, double max = 1);
DistributionPtr make_gamma(double shape, double scale);
DistributionPtr make_gamma_by_mean(double mean, double sd);
/// Values in any order; weights must be >= 0 and sum to 1 within 1e-9.
DistributionPtr make_discrete(std::vector<double> values, std::vector<double> weights);
/// Each law with its weight: >= 0, with sum 1 within 1e-9. Where laws have single values of
/// positive probability ("nothing or a lump") the mixture has them too.
DistributionPtr make_mixture(std::vector<std::pair<double, DistributionPtr>> laws);
/// The law given that min <= X <= max.
DistributionPtr truncated(DistributionPtr law, double min, double max);
/// The law of min(max(X, min), max): what lies outside piles up at the ends.
DistributionPtr clipped(DistributionPtr law, double min, double max);
/// @}

/// A fast quantile function: u -> x over whole blocks.
///
/// |error in u| <= 1e-9 min(u, 1 - u), or one unit in the last place of x. Closed forms where the
/// law has one, the normal's table for normal and lognormal, else a monotone cubic table built from
/// the law; where the table cannot hold the bound (far tails, no density there) the law's own
/// quantile. A value depends on its u alone, not on its place in the block.
class QuantileFunction {
public:
    virtual ~QuantileFunction() = default;
    /// @param u, x  Of equal size; may be the same span.
    virtual void evaluate(std::span<const double> u, std::span<double> x) const = 0;
};

using QuantileFunctionPtr = std::shared_ptr<const QuantileFunction>;

/// Cheap to call again for the same law: equal laws (by describe()) share one table.
/// Thread-safe.
QuantileFunctionPtr make_quantile_function(const DistributionPtr& law);

/// Standard normal quantile of every u; the same bits as make_quantile_function(make_normal(0, 1)).
void normal_quantile(std::span<const double> u, std::span<double> z);

/// Standard normal cdf of every z, clamped to [2^-53, 1 - 2^-53] so that a quantile can follow;
/// relative error of min(u, 1 - u) at most 1e-13. No libm.
void normal_cdf(std::span<const double> z, std::span<double> u);

}  // namespace plancast
