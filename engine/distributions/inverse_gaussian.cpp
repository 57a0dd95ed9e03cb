#include <cmath>

#include "engine/distributions/named_law.hpp"
#include "engine/distributions/solve_quantile.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

namespace {

constexpr double sqrt_half = 0.70710678118654752440;

class InverseGaussian final : public Law {
public:
    InverseGaussian(double mean, double shape) : mean_(mean), shape_(shape) {}

    double pdf(double x) const override {
        if (x <= 0) return 0;
        const double a = from_mean(x);
        return std::sqrt(shape_ / x) / x * 0.39894228040143267794 * std::exp(-a * a);
    }
    // With s(y) = e^(y^2) erfc(y): cdf = (e^(-a^2) / 2) (s(-a) + s(b)) left of the mean and upper
    // tail = (e^(-a^2) / 2) (s(a) - s(b)) right of it, where b^2 = a^2 + 2 shape / mean. The usual
    // form, Phi + e^(2 shape / mean) Phi, overflows and cancels.
    double cdf(double x) const override {
        if (x <= 0) return 0;
        const double a = from_mean(x);
        return a > 0 ? 1 - upper_tail(x) : half_gauss(a) * (scaled(-a) + scaled(far(x)));
    }
    double upper_tail(double x) const override {
        if (x <= 0) return 1;
        const double a = from_mean(x);
        return a > 0 ? half_gauss(a) * (scaled(a) - scaled(far(x))) : 1 - cdf(x);
    }
    double quantile(double u) const override {
        return u > 0.5 ? solve(1 - u, true) : solve(u, false);
    }
    double upper_quantile(double q) const override {
        return q > 0.5 ? solve(1 - q, false) : solve(q, true);
    }
    double mean() const override { return mean_; }
    double variance() const override { return mean_ * mean_ / shape_ * mean_; }
    std::pair<double, double> support() const override { return {0, infinity}; }
    std::string describe() const override {
        return "inverse_gaussian(" + number_text(mean_) + ", " + number_text(shape_) + ")";
    }

    /// All laws of the same shape / mean share the table of mean 1.
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        return stretched(std::make_shared<InverseGaussian>(1, shape_ / mean_), 0, mean_, self);
    }

private:
    double from_mean(double x) const {
        return sqrt_half * std::sqrt(shape_ / x) * ((x - mean_) / mean_);
    }
    double far(double x) const { return sqrt_half * std::sqrt(shape_ / x) * (x / mean_ + 1); }
    static double half_gauss(double a) { return 0.5 * std::exp(-a * a); }
    static double scaled(double x) { return scaled_complementary_error(x); }

    double solve(double p, bool upper) const {
        double low = mean_, high = mean_;
        while (upper ? upper_tail(low) < p : cdf(low) > p) low *= 0.5;
        while (upper ? upper_tail(high) > p : cdf(high) < p) high *= 2;
        return solve_quantile(*this, p, upper, low, high);
    }

    double mean_, shape_;
};

}  // namespace

NamedLaw inverse_gaussian_law() {
    return {.key = "inverse_gaussian",
            .meaning = {"thời gian để một quá trình trôi dạt tới đích: thời lượng trên 0; phương "
                        "sai = mean^3 / shape",
                        "time until a drifting random walk arrives: durations above 0; variance = "
                        "mean^3 / shape"},
            .parameters = {{positive_quantity("mean"), positive_quantity("shape")},
                           {positive_quantity("mean"), positive_quantity("sd")}},
            .make = [](const LawArguments& a) -> DistributionPtr {
                const double mean = a["mean"];
                require_positive("mean", mean);
                if (a.has("shape")) {
                    require_positive("shape", a["shape"]);
                    return std::make_shared<InverseGaussian>(mean, a["shape"]);
                }
                require_positive("sd", a["sd"]);
                const double ratio = mean / a["sd"];
                return std::make_shared<InverseGaussian>(mean, mean * ratio * ratio);
            },
            .examples = {{.numbers = {{"mean", 3}, {"shape", 4}}},
                         {.numbers = {{"mean", 10}, {"sd", 2}}}}};
}

}  // namespace plancast
