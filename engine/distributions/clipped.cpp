#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/distributions/integration.hpp"
#include "engine/distributions/law.hpp"
#include "engine/distributions/parameter_checks.hpp"

namespace plancast {

namespace {

class ClippedQuantile final : public QuantileFunction {
public:
    ClippedQuantile(QuantileFunctionPtr inner, double min, double max)
        : inner_(std::move(inner)), min_(min), max_(max) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        inner_->evaluate(u, x);
        for (double& value : x) value = value < min_ ? min_ : value > max_ ? max_ : value;
    }

private:
    QuantileFunctionPtr inner_;
    double min_, max_;
};

/// min(max(X, min), max) of a continuous X: a density between the ends, a probability at them.
class Clipped final : public Law {
public:
    Clipped(DistributionPtr law, double min, double max)
        : law_(std::move(law)), min_(min), max_(max) {}

    /// The density between the ends; at an end, the probability of exactly that value.
    double pdf(double x) const override {
        if (x < min_ || x > max_) return 0;
        double atom = 0;
        if (x == min_) atom += law_->cdf(min_);
        if (x == max_) atom += law_->upper_tail(max_);
        return x == min_ || x == max_ ? atom : law_->pdf(x);
    }
    double cdf(double x) const override { return x < min_ ? 0 : x >= max_ ? 1 : law_->cdf(x); }
    double upper_tail(double x) const override {
        return x < min_ ? 1 : x >= max_ ? 0 : law_->upper_tail(x);
    }
    double quantile(double u) const override { return std::clamp(law_->quantile(u), min_, max_); }
    double upper_quantile(double q) const override {
        return std::clamp(law_->upper_quantile(q), min_, max_);
    }
    double mean() const override { return moments().mean; }
    double variance() const override { return moments().variance; }
    std::pair<double, double> support() const override {
        const auto [low, high] = law_->support();
        return {std::clamp(low, min_, max_), std::clamp(high, min_, max_)};
    }
    bool is_continuous() const override { return false; }
    std::string describe() const override {
        return fmt::format("clipped({}, {}, {})", law_->describe(), min_, max_);
    }
    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return std::make_shared<ClippedQuantile>(make_quantile_function(law_), min_, max_);
    }

    LawParts parts(const DistributionPtr&) const override {
        LawParts parts{1, nullptr, {}};
        const auto add = [&](double value, double probability) {
            if (!(probability > 0)) return;
            parts.atoms.emplace_back(value, probability);
            parts.weight -= probability;
        };
        add(min_, law_->cdf(min_));
        add(max_, law_->upper_tail(max_));
        parts.continuous = truncated(law_, min_, max_);
        return parts;
    }

private:
    Moments moments() const {
        const double at_min = law_->cdf(min_), at_max = law_->upper_tail(max_);
        return integrate_moments(*law_, min_, max_, at_min, at_max);
    }

    DistributionPtr law_;
    double min_, max_;
};

}  // namespace

DistributionPtr clipped(DistributionPtr law, double min, double max) {
    require_limits("a clipped law", min, max);
    const auto [low, high] = law->support();
    if (min <= low && high <= max) return law;
    if (high <= min) return make_constant(min);
    if (max <= low) return make_constant(max);
    if (min == max) return make_constant(min);
    if (!law->is_continuous()) {
        const LawParts parts = parts_of(law);
        std::vector<std::pair<double, DistributionPtr>> pieces;
        if (parts.continuous)
            pieces.emplace_back(parts.weight, clipped(parts.continuous, min, max));
        for (const auto& [value, probability] : parts.atoms)
            pieces.emplace_back(probability, make_constant(std::clamp(value, min, max)));
        return make_mixture(std::move(pieces));
    }
    return std::make_shared<Clipped>(std::move(law), min, max);
}

}  // namespace plancast
