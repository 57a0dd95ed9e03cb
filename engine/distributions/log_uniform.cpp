#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/core/elementary.hpp"
#include "engine/core/error.hpp"
#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

/// From the nearer end, as the exact quantile; never past the middle, where rounding could.
class LogUniformQuantile final : public QuantileFunction {
public:
    LogUniformQuantile(double min, double max, double log_ratio)
        : min_(min), max_(max), log_ratio_(log_ratio) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        const double min = min_, max = max_, log_ratio = log_ratio_;
        const double middle = max * kernel::exp(-0.5 * log_ratio);
        for (std::size_t i = 0; i < u.size(); ++i) {
            const bool lower = u[i] < 0.5;
            const double ratio = kernel::exp((lower ? u[i] : u[i] - 1) * log_ratio);
            const double value = (lower ? min : max) * ratio;
            x[i] = lower == (value > middle) ? middle : value;
        }
    }

private:
    double min_, max_, log_ratio_;
};

class LogUniform final : public Law {
public:
    LogUniform(double min, double max) : min_(min), max_(max), log_ratio_(std::log(max / min)) {}

    double pdf(double x) const override { return x < min_ || x > max_ ? 0 : 1 / (x * log_ratio_); }
    double cdf(double x) const override {
        return x <= min_ ? 0 : std::min(1.0, std::log1p((x - min_) / min_) / log_ratio_);
    }
    double upper_tail(double x) const override {
        return x <= min_ ? 1 : std::max(0.0, std::log1p((max_ - x) / x) / log_ratio_);
    }
    double quantile(double u) const override {
        return u < 0.5 ? min_ * std::exp(u * log_ratio_) : max_ * std::exp((u - 1) * log_ratio_);
    }
    double upper_quantile(double q) const override {
        return q < 0.5 ? max_ * std::exp(-q * log_ratio_) : min_ * std::exp((1 - q) * log_ratio_);
    }
    double mean() const override { return (max_ - min_) / log_ratio_; }
    double variance() const override {
        return (max_ - min_) * (max_ + min_) / (2 * log_ratio_) - mean() * mean();
    }
    std::pair<double, double> support() const override { return {min_, max_}; }
    std::string describe() const override {
        return "log_uniform(" + number_text(min_) + ", " + number_text(max_) + ")";
    }

    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return std::make_shared<LogUniformQuantile>(min_, max_, log_ratio_);
    }

private:
    double min_, max_, log_ratio_;
};

}  // namespace

DistributionPtr make_log_uniform(double min, double max) {
    require_range(min, max);
    if (min <= 0)
        throw InvalidInput(fmt::format("min of a log-uniform law must be above 0, is {}", min));
    return std::make_shared<LogUniform>(min, max);
}

NamedLaw log_uniform_law() {
    return {.key = "log_uniform",
            .meaning = {"mọi cấp độ lớn từ `min` đến `max` như nhau",
                        "all orders of size from `min` to `max` alike"},
            .parameters = {{positive_quantity("min"), positive_quantity("max")}},
            .make = [](const LawArguments& a) { return make_log_uniform(a["min"], a["max"]); },
            .drawn =
                [](const DrawnLaw& d) {
                    const RunNumber low = log(d["min"]), high = log(d["max"]);
                    return exp(low + positive(high - low) * d.uniform());
                },
            .examples = {{.numbers = {{"min", 0.1}, {"max", 7}}}}};
}

}  // namespace plancast
