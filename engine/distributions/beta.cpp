#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/distributions/named_law.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/distributions/tail_table.hpp"

namespace plancast {

namespace {

/// The lower half of the beta law on [0, 1]; that of the shapes exchanged, in distances from 1, is
/// the upper half.
class BetaSide final : public TailSide {
public:
    BetaSide(double alpha, double beta)
        : alpha_(alpha), beta_(beta), log_scale_(-log_beta_function(alpha, beta)) {}

    double probability(double v) const override { return incomplete_beta(alpha_, beta_, v); }
    double density(double v) const override {
        if (v <= 0 || v >= 1) return 0;
        return std::exp((alpha_ - 1) * std::log(v) + (beta_ - 1) * std::log1p(-v) + log_scale_);
    }
    double value(double p) const override { return inverse_incomplete_beta(alpha_, beta_, p); }

private:
    double alpha_, beta_, log_scale_;
};

class Beta final : public Law {
public:
    Beta(double alpha, double beta, double min, double max)
        : alpha_(alpha), beta_(beta), min_(min), max_(max) {}

    double pdf(double x) const override {
        if (x < min_ || x > max_) return 0;
        // Boost takes the complement of what it is given: near max the digits must come from here.
        const double y = (x - min_) / width(), rest = (max_ - x) / width();
        return (y < 0.5 ? incomplete_beta_derivative(alpha_, beta_, y)
                        : incomplete_beta_derivative(beta_, alpha_, rest)) /
               width();
    }
    double cdf(double x) const override {
        if (x <= min_) return 0;
        if (x >= max_) return 1;
        const double y = (x - min_) / width(), rest = (max_ - x) / width();
        return y < 0.5 ? incomplete_beta(alpha_, beta_, y)
                       : incomplete_beta_complement(beta_, alpha_, rest);
    }
    double upper_tail(double x) const override {
        if (x <= min_) return 1;
        if (x >= max_) return 0;
        const double y = (x - min_) / width(), rest = (max_ - x) / width();
        return y < 0.5 ? incomplete_beta_complement(alpha_, beta_, y)
                       : incomplete_beta(beta_, alpha_, rest);
    }
    double quantile(double u) const override {
        if (u > 0.5) return upper_quantile(1 - u);
        return from_shares(inverse_incomplete_beta(alpha_, beta_, u),
                           inverse_incomplete_beta_to_one(alpha_, beta_, u));
    }
    double upper_quantile(double q) const override {
        if (q > 0.5) return quantile(1 - q);
        return from_shares(inverse_incomplete_beta_to_one(beta_, alpha_, q),
                           inverse_incomplete_beta(beta_, alpha_, q));
    }
    double mean() const override { return min_ + width() * alpha_ / (alpha_ + beta_); }
    double variance() const override {
        const double sum = alpha_ + beta_;
        return width() * width() * (alpha_ / sum) * (beta_ / sum) / (sum + 1);
    }
    std::pair<double, double> support() const override { return {min_, max_}; }
    std::string describe() const override {
        if (min_ == 0 && max_ == 1) return fmt::format("beta({}, {})", alpha_, beta_);
        return fmt::format("beta({}, {}, {}, {})", alpha_, beta_, min_, max_);
    }

    /// All beta laws of the same shapes share the table of that on [0, 1].
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        auto table = shared_table(fmt::format("beta({}, {})", alpha_, beta_), [&] {
            const BetaSide upper(beta_, alpha_);
            return build_tail_table(BetaSide(alpha_, beta_), alpha_ == beta_ ? nullptr : &upper);
        });
        return std::make_shared<TableQuantile>(std::move(table),
                                               TableScale{min_, width(), max_, -width()}, self);
    }

private:
    double width() const { return max_ - min_; }
    double from_shares(double y, double rest) const {
        return y < 0.5 ? min_ + width() * y : max_ - width() * rest;
    }

    double alpha_, beta_, min_, max_;
};

}  // namespace

DistributionPtr make_beta(double alpha, double beta, double min, double max) {
    require_positive("alpha", alpha);
    require_positive("beta", beta);
    require_range(min, max);
    return std::make_shared<Beta>(alpha, beta, min, max);
}

DistributionPtr make_beta_by_mean(double mean, double sd, double min, double max) {
    require_finite("mean", mean);
    require_positive("sd", sd);
    require_range(min, max);
    if (mean <= min || mean >= max)
        throw InvalidInput(fmt::format(
            "mean of a beta law must lie between min and max ({} to {}), is {}", min, max, mean));
    const double y = (mean - min) / (max - min), rest = (max - mean) / (max - min);
    const double relative_sd = sd / (max - min);
    const double sum = y * rest / (relative_sd * relative_sd) - 1;
    if (sum <= 0)
        throw InvalidInput(
            fmt::format("sd of a beta law with mean {} on [{}, {}] must be below {:.6g}, is {}",
                        mean, min, max, (max - min) * std::sqrt(y * rest), sd));
    return make_beta(y * sum, rest * sum, min, max);
}

NamedLaw beta_law() {
    return {.key = "beta",
            .meaning = {"một tỷ lệ trong khoảng `min` đến `max` (0 đến 1, tức 100 %)",
                        "a share between `min` and `max` (0 to 1, which is 100 %)"},
            .parameters = {{positive_number("alpha"), positive_number("beta")},
                           {quantity("mean"), positive_quantity("sd")}},
            .optional = {quantity("min"), {.name = "max", .of_shares = 1}},
            .make =
                [](const LawArguments& a) {
                    const double min = a.or_else("min", 0), max = a.or_else("max", 1);
                    return a.has("alpha") ? make_beta(a["alpha"], a["beta"], min, max)
                                          : make_beta_by_mean(a["mean"], a["sd"], min, max);
                },
            .drawn =
                [](const DrawnLaw& d) {
                    const RunNumber min = d.or_else("min", 0), max = d.or_else("max", 1);
                    const RunNumber width = positive(max - min);
                    if (d.has("alpha"))
                        return min + width * beta_quantile(d.uniform(), d["alpha"], d["beta"]);
                    // On [0, 1]: alpha + beta = m (1 - m) / s^2 - 1.
                    const RunNumber m = (d["mean"] - min) / width, s = d["sd"] / width;
                    const RunNumber sum = m * (1.0 - m) / (s * s) - 1.0;
                    return min + width * beta_quantile(d.uniform(), m * sum, (1.0 - m) * sum);
                },
            .examples = {{.numbers = {{"alpha", 2}, {"beta", 5}}},
                         {.numbers = {{"mean", 14}, {"sd", 2}, {"min", 10}, {"max", 20}}}}};
}

}  // namespace plancast
