#pragma once

#include <cstddef>
#include <vector>

#include "engine/distributions/law.hpp"

namespace plancast {

/// Finitely many values, each with its probability.
class Discrete final : public Law {
public:
    /// @param values         Ascending, without repeats.
    /// @param probabilities  One per value, all above 0; their sum is brought to 1.
    Discrete(std::vector<double> values, std::vector<double> probabilities);

    const std::vector<double>& values() const { return values_; }
    const std::vector<double>& probabilities() const { return probabilities_; }

    double pdf(double x) const override;
    double cdf(double x) const override;
    double upper_tail(double x) const override;
    double quantile(double u) const override;
    /// The smallest x with upper_tail(x) <= q.
    double upper_quantile(double q) const override;
    double mean() const override;
    double variance() const override;
    std::pair<double, double> support() const override { return {values_.front(), values_.back()}; }
    bool is_continuous() const override { return false; }
    std::string describe() const override;
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override;
    LawParts parts(const DistributionPtr& self) const override;

private:
    /// How many values are <= x.
    std::size_t count_up_to(double x) const;

    std::vector<double> values_;
    std::vector<double> probabilities_;
    std::vector<double> cumulative_;  ///< P(X <= value), the last exactly 1
    std::vector<double> tail_;        ///< P(X > value), summed from the top, the last exactly 0
};

}  // namespace plancast
