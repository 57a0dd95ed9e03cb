#include <cmath>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

/// scale ln E of an exponential E of mean 1: the logarithm of a Weibull law.
class LogExponential final : public Law {
public:
    explicit LogExponential(double scale) : scale_(scale) {}

    double pdf(double y) const override {
        const double z = y / scale_;
        return std::exp(z - std::exp(z)) / scale_;
    }
    double cdf(double y) const override { return -std::expm1(-std::exp(y / scale_)); }
    double upper_tail(double y) const override { return std::exp(-std::exp(y / scale_)); }
    double quantile(double u) const override { return scale_ * std::log(-std::log1p(-u)); }
    double upper_quantile(double q) const override { return scale_ * std::log(-std::log(q)); }
    double mean() const override { return -0.57721566490153286061 * scale_; }
    double variance() const override { return 1.64493406684822643647 * scale_ * scale_; }
    std::pair<double, double> support() const override { return {-infinity, infinity}; }
    std::string describe() const override { return "log_exponential(" + number_text(scale_) + ")"; }
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        return stretched(std::make_shared<LogExponential>(1), 0, scale_, self);
    }

private:
    double scale_;
};

class Weibull final : public Law {
public:
    Weibull(double shape, double scale) : shape_(shape), scale_(scale) {}

    double pdf(double x) const override {
        if (x < 0 || (x == 0 && shape_ > 1)) return 0;
        if (x == 0) return shape_ < 1 ? infinity : 1 / scale_;
        const double hazard = std::pow(x / scale_, shape_);
        return shape_ / x * hazard * std::exp(-hazard);
    }
    double cdf(double x) const override {
        return x <= 0 ? 0 : -std::expm1(-std::pow(x / scale_, shape_));
    }
    double upper_tail(double x) const override {
        return x <= 0 ? 1 : std::exp(-std::pow(x / scale_, shape_));
    }
    double quantile(double u) const override {
        return scale_ * std::pow(-std::log1p(-u), 1 / shape_);
    }
    double upper_quantile(double q) const override {
        return scale_ * std::pow(-std::log(q), 1 / shape_);
    }
    double mean() const override { return scale_ * std::tgamma(1 + 1 / shape_); }
    double variance() const override {
        const double first = std::tgamma(1 + 1 / shape_);
        return scale_ * scale_ * (std::tgamma(1 + 2 / shape_) - first * first);
    }
    std::pair<double, double> support() const override { return {0, infinity}; }
    std::string describe() const override {
        return "weibull(" + number_text(shape_) + ", " + number_text(scale_) + ")";
    }

    /// All Weibull laws share the table of ln E.
    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return exponential_of(make_quantile_function(std::make_shared<LogExponential>(1 / shape_)),
                              scale_);
    }

private:
    double shape_, scale_;
};

}  // namespace

NamedLaw weibull_law() {
    return {.key = "weibull",
            .meaning =
                {"tuổi thọ thiết bị, tốc độ gió; `shape` 1 là `exponential`, trên 1 là có hao mòn",
                 "time to failure, wind speed; `shape` 1 is `exponential`, above 1 things wear"},
            .parameters = {{positive_number("shape"), positive_quantity("scale")}},
            .make = [](const LawArguments& a) -> DistributionPtr {
                require_positive("shape", a["shape"]);
                require_positive("scale", a["scale"]);
                return std::make_shared<Weibull>(a["shape"], a["scale"]);
            },
            .drawn =
                [](const DrawnLaw& d) {
                    return d["scale"] * exp(log(-log1p(-d.uniform())) / d["shape"]);
                },
            .examples = {{.numbers = {{"shape", 2}, {"scale", 3}}},
                         {.numbers = {{"shape", 0.7}, {"scale", 1}}}}};
}

}  // namespace plancast
