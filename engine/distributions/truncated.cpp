#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/distributions/integration.hpp"
#include "engine/distributions/law.hpp"
#include "engine/distributions/parameter_checks.hpp"

namespace plancast {

namespace {

/// P(from < X <= to) for a continuous law, from whichever tail loses fewer digits; from the
/// density itself where both would lose them.
double mass_between(const Distribution& law, double from, double to) {
    const double low = law.cdf(from), high = law.cdf(to);
    const bool upper = low > 0.5;
    const double larger = upper ? law.upper_tail(from) : high;
    const double difference = upper ? larger - law.upper_tail(to) : high - low;
    // Within this share of the probability beyond it the density varies little.
    constexpr double cancelling = 1e-3;
    if (difference < cancelling * larger) return integrate_density(law, from, to);
    return difference;
}

/// The law of X given min <= X <= max, for continuous X.
class Truncated final : public Law {
public:
    Truncated(DistributionPtr law, double min, double max)
        : law_(std::move(law)),
          min_(min),
          max_(max),
          below_(law_->cdf(min)),
          above_(law_->upper_tail(max)),
          mass_(mass_between(*law_, min, max)) {}

    double mass() const { return mass_; }

    double pdf(double x) const override { return x < min_ || x > max_ ? 0 : law_->pdf(x) / mass_; }
    double cdf(double x) const override {
        if (x <= min_) return 0;
        if (x >= max_) return 1;
        return std::min(1.0, mass_between(*law_, min_, x) / mass_);
    }
    double upper_tail(double x) const override {
        if (x <= min_) return 1;
        if (x >= max_) return 0;
        return std::min(1.0, mass_between(*law_, x, max_) / mass_);
    }
    double quantile(double u) const override { return solve(u, 1 - u, u <= 0.5); }
    double upper_quantile(double q) const override { return solve(1 - q, q, q > 0.5); }
    double mean() const override { return integrate_moments(*this, min_, max_, 0, 0).mean; }
    double variance() const override { return integrate_moments(*this, min_, max_, 0, 0).variance; }
    std::pair<double, double> support() const override { return {min_, max_}; }
    std::string describe() const override {
        return fmt::format("truncated({}, {}, {})", law_->describe(), min_, max_);
    }

private:
    /// @param lower  Whether u, rather than q = 1 - u, holds the digits.
    double solve(double u, double q, bool lower) const {
        const double under = below_ + u * mass_, over = above_ + q * mass_;
        double x = under <= 0.5 ? law_->quantile(under) : law_->upper_quantile(over);
        x = std::clamp(x, min_, max_);
        // Near an end that cuts through the law, the digits of u drown in those of the end's own
        // probability: Newton's method on this law's cdf, from the end.
        constexpr double drowning = 1e-3;
        const bool near_min = lower && u * mass_ < drowning * std::min(below_, 1 - below_);
        const bool near_max = !lower && q * mass_ < drowning * std::min(above_, 1 - above_);
        if (near_min) return polish(x, [&](double at) { return (u - cdf(at)) / pdf(at); });
        if (near_max) return polish(x, [&](double at) { return (upper_tail(at) - q) / pdf(at); });
        return x;
    }

    template <typename Step>
    double polish(double x, Step&& step) const {
        for (int iteration = 0; iteration < 4; ++iteration) {
            const double next = x + step(x);
            if (!(next >= min_ && next <= max_) || next == x) break;
            x = next;
        }
        return x;
    }

    DistributionPtr law_;
    double min_, max_;
    double below_, above_;  ///< the probability cut off at either end
    double mass_;           ///< the probability that is left
};

// Of a law that is not continuous each part is cut, and weighs what is left of it.
DistributionPtr truncated_parts(const DistributionPtr& law, double min, double max) {
    const LawParts parts = parts_of(law);
    std::vector<std::pair<double, DistributionPtr>> pieces;
    double left = 0;
    const auto add = [&](double weight, DistributionPtr piece) {
        pieces.emplace_back(weight, std::move(piece));
        left += weight;
    };
    if (parts.continuous) {
        const auto [low, high] = parts.continuous->support();
        const double from = std::max(min, low), to = std::min(max, high);
        const double mass = from < to ? mass_between(*parts.continuous, from, to) : 0;
        if (mass > 0) add(parts.weight * mass, truncated(parts.continuous, min, max));
    }
    for (const auto& [value, probability] : parts.atoms)
        if (value >= min && value <= max) add(probability, make_constant(value));
    if (pieces.empty())
        throw InvalidInput(
            fmt::format("no value of {} lies between {} and {}", law->describe(), min, max));
    for (auto& piece : pieces) piece.first /= left;
    return make_mixture(std::move(pieces));
}

}  // namespace

DistributionPtr truncated(DistributionPtr law, double min, double max) {
    require_limits("a truncated law", min, max);
    const auto [low, high] = law->support();
    if (min <= low && high <= max) return law;
    if (max < low || min > high || (law->is_continuous() && (max <= low || min >= high)))
        throw InvalidInput(
            fmt::format("{} lies between {} and {}: nothing of it is left between {} "
                        "and {}",
                        law->describe(), low, high, min, max));
    if (!law->is_continuous()) return truncated_parts(law, min, max);
    if (min == max)
        throw InvalidInput(
            fmt::format("min must be below max in a truncated law, both are {}", min));
    auto result =
        std::make_shared<Truncated>(std::move(law), std::max(min, low), std::min(max, high));
    // Rounding of the limits would move a thinner slice by more than the promised precision.
    constexpr double thinnest = 1e-200;
    if (!(result->mass() > thinnest))
        throw InvalidInput(
            fmt::format("{} leaves nothing to draw: that range has probability {:.3g}",
                        result->describe(), result->mass()));
    return result;
}

}  // namespace plancast
