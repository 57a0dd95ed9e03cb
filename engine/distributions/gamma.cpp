#include <cmath>
#include <utility>

#include "engine/distributions/integration.hpp"
#include "engine/distributions/named_law.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/distributions/tail_table.hpp"

namespace plancast {

namespace {

/// Halves of the gamma law of scale 1: values from below, negative values from above.
class GammaLowerSide final : public TailSide {
public:
    explicit GammaLowerSide(double shape) : shape_(shape) {}
    double probability(double v) const override { return incomplete_gamma(shape_, v); }
    double density(double v) const override { return incomplete_gamma_derivative(shape_, v); }
    double value(double p) const override { return inverse_incomplete_gamma(shape_, p); }

private:
    double shape_;
};

class GammaUpperSide final : public TailSide {
public:
    explicit GammaUpperSide(double shape) : shape_(shape) {}
    double probability(double v) const override { return incomplete_gamma_complement(shape_, -v); }
    double density(double v) const override { return incomplete_gamma_derivative(shape_, -v); }
    double value(double p) const override {
        return -inverse_incomplete_gamma_complement(shape_, p);
    }

private:
    double shape_;
};

/// The logarithm of a gamma law of scale 1. Below shape 0.2 a gamma's values range over so many
/// powers of ten that no cubic follows them; their logarithms are nearly straight in ln u.
class LogGamma final : public Law {
public:
    explicit LogGamma(double shape) : shape_(shape), log_scale_(log_gamma_function(shape + 1)) {}

    double pdf(double y) const override {
        const double x = std::exp(y);
        return shape_ * std::exp(shape_ * y - x - log_scale_);
    }
    double cdf(double y) const override {
        return y < small ? std::exp(shape_ * y - log_scale_)
                         : incomplete_gamma(shape_, std::exp(y));
    }
    double upper_tail(double y) const override {
        return y < small ? -std::expm1(shape_ * y - log_scale_)
                         : incomplete_gamma_complement(shape_, std::exp(y));
    }
    double quantile(double u) const override {
        const double y = (std::log(u) + log_scale_) / shape_;
        return y < small ? y : std::log(inverse_incomplete_gamma(shape_, u));
    }
    double upper_quantile(double q) const override {
        const double y = (std::log1p(-q) + log_scale_) / shape_;
        return y < small ? y : std::log(inverse_incomplete_gamma_complement(shape_, q));
    }
    double mean() const override {
        return integrate_moments(*this, -infinity, infinity, 0, 0).mean;
    }
    double variance() const override {
        return integrate_moments(*this, -infinity, infinity, 0, 0).variance;
    }
    std::pair<double, double> support() const override { return {-infinity, infinity}; }
    std::string describe() const override { return "log_gamma(" + number_text(shape_) + ")"; }

private:
    // Below e^-40 the cdf is x^shape / Gamma(shape + 1) to the last digit.
    static constexpr double small = -40;

    double shape_, log_scale_;
};

class Gamma final : public Law {
public:
    Gamma(double shape, double scale) : shape_(shape), scale_(scale) {}

    double pdf(double x) const override {
        return x < 0 ? 0 : incomplete_gamma_derivative(shape_, x / scale_) / scale_;
    }
    double cdf(double x) const override {
        return x <= 0 ? 0 : incomplete_gamma(shape_, x / scale_);
    }
    double upper_tail(double x) const override {
        return x <= 0 ? 1 : incomplete_gamma_complement(shape_, x / scale_);
    }
    double quantile(double u) const override {
        return scale_ * (u > 0.5 ? inverse_incomplete_gamma_complement(shape_, 1 - u)
                                 : inverse_incomplete_gamma(shape_, u));
    }
    double upper_quantile(double q) const override {
        return scale_ * (q > 0.5 ? inverse_incomplete_gamma(shape_, 1 - q)
                                 : inverse_incomplete_gamma_complement(shape_, q));
    }
    double mean() const override { return shape_ * scale_; }
    double variance() const override { return shape_ * scale_ * scale_; }
    std::pair<double, double> support() const override { return {0, infinity}; }
    std::string describe() const override {
        return "gamma(" + number_text(shape_) + ", " + number_text(scale_) + ")";
    }

    /// All gamma laws of the same shape share the table of scale 1.
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        if (shape_ < 0.2)
            return exponential_of(make_quantile_function(std::make_shared<LogGamma>(shape_)),
                                  scale_);
        auto table = shared_table("gamma(" + number_text(shape_) + ")", [&] {
            const GammaUpperSide upper(shape_);
            return build_tail_table(GammaLowerSide(shape_), &upper);
        });
        return std::make_shared<TableQuantile>(std::move(table), TableScale{0, scale_, 0, -scale_},
                                               self);
    }

private:
    double shape_, scale_;
};

}  // namespace

DistributionPtr make_gamma(double shape, double scale) {
    require_positive("shape", shape);
    require_positive("scale", scale);
    return std::make_shared<Gamma>(shape, scale);
}

DistributionPtr make_gamma_by_mean(double mean, double sd) {
    require_positive("mean of a gamma law", mean);
    require_positive("sd", sd);
    return make_gamma((mean / sd) * (mean / sd), sd / mean * sd);
}

NamedLaw gamma_law() {
    return {.key = "gamma",
            .meaning = {"luôn dương, lệch phải: tổng của những lần chờ",
                        "above zero, skewed to the right: a sum of waiting times"},
            .parameters = {{positive_number("shape"), positive_quantity("scale")},
                           {positive_quantity("mean"), positive_quantity("sd")}},
            .make =
                [](const LawArguments& a) {
                    return a.has("shape") ? make_gamma(a["shape"], a["scale"])
                                          : make_gamma_by_mean(a["mean"], a["sd"]);
                },
            .drawn =
                [](const DrawnLaw& d) {
                    if (d.has("shape")) return d["scale"] * gamma_quantile(d.uniform(), d["shape"]);
                    const RunNumber ratio = d["mean"] / d["sd"], shape = ratio * ratio;
                    return d["mean"] / shape * gamma_quantile(d.uniform(), shape);
                },
            .examples = {{.numbers = {{"shape", 2.5}, {"scale", 3}}},
                         {.numbers = {{"mean", 5}, {"sd", 2}}}}};
}

}  // namespace plancast
