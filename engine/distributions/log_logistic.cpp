#include <cmath>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

constexpr double pi = 3.14159265358979323846;

/// ln X follows the logistic law of location ln median and scale 1 / shape.
class LogLogistic final : public Law {
public:
    LogLogistic(double median, double shape) : median_(median), shape_(shape) {}

    double pdf(double x) const override {
        if (x < 0 || (x == 0 && shape_ > 1)) return 0;
        if (x == 0) return shape_ < 1 ? infinity : 1 / median_;
        const double e = std::exp(-std::fabs(logarithm(x)));
        return shape_ / x * e / ((1 + e) * (1 + e));
    }
    double cdf(double x) const override { return x <= 0 ? 0 : 1 / (1 + std::exp(-logarithm(x))); }
    double upper_tail(double x) const override {
        return x <= 0 ? 1 : 1 / (1 + std::exp(logarithm(x)));
    }
    double quantile(double u) const override {
        return median_ * std::exp((std::log(u) - std::log1p(-u)) / shape_);
    }
    double upper_quantile(double q) const override {
        return median_ * std::exp((std::log1p(-q) - std::log(q)) / shape_);
    }
    double mean() const override {
        return shape_ > 1 ? median_ * (pi / shape_) / std::sin(pi / shape_) : infinity;
    }
    double variance() const override {
        if (!(shape_ > 2)) return infinity;
        const double angle = pi / shape_;
        return median_ * median_ * 2 * angle / std::sin(2 * angle) - mean() * mean();
    }
    std::pair<double, double> support() const override { return {0, infinity}; }
    std::string describe() const override {
        return "log_logistic(" + number_text(median_) + ", " + number_text(shape_) + ")";
    }

    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return exponential_of(
            make_quantile_function(
                make_law("logistic", {.numbers = {{"location", 0}, {"scale", 1 / shape_}}})),
            median_);
    }

private:
    /// (x / median)^shape, as a logarithm.
    double logarithm(double x) const { return shape_ * std::log(x / median_); }

    double median_, shape_;
};

}  // namespace

NamedLaw log_logistic_law() {
    return {.key = "log_logistic",
            .meaning = {"trên 0, đuôi trên nặng hơn `lognormal`: thu nhập, thời lượng",
                        "above 0, with a heavier upper tail than `lognormal`: incomes, durations"},
            .parameters = {{positive_quantity("median"), positive_number("shape")}},
            .make = [](const LawArguments& a) -> DistributionPtr {
                require_positive("median", a["median"]);
                require_positive("shape", a["shape"]);
                return std::make_shared<LogLogistic>(a["median"], a["shape"]);
            },
            .drawn =
                [](const DrawnLaw& d) {
                    const RunNumber u = d.uniform();
                    return d["median"] * exp((log(u) - log1p(-u)) / d["shape"]);
                },
            .examples = {{.numbers = {{"median", 2}, {"shape", 5}}}}};
}

}  // namespace plancast
