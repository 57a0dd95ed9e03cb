#include <cmath>

#include "engine/distributions/named_law.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

namespace {

class Lognormal final : public Law {
public:
    Lognormal(double median, double log_sd) : median_(median), log_sd_(log_sd) {}

    double pdf(double x) const override {
        if (x <= 0) return 0;
        const double z = standard(x);
        return 0.39894228040143267794 / (log_sd_ * x) * std::exp(-0.5 * z * z);
    }
    double cdf(double x) const override { return x <= 0 ? 0 : normal_probability(standard(x)); }
    double upper_tail(double x) const override {
        return x <= 0 ? 1 : normal_probability(-standard(x));
    }
    double quantile(double u) const override {
        return median_ * std::exp(log_sd_ * normal_percentile(u));
    }
    double upper_quantile(double q) const override {
        return median_ * std::exp(-log_sd_ * normal_percentile(q));
    }
    double mean() const override { return median_ * std::exp(0.5 * log_sd_ * log_sd_); }
    double variance() const override { return mean() * mean() * std::expm1(log_sd_ * log_sd_); }
    std::pair<double, double> support() const override { return {0, infinity}; }
    std::string describe() const override {
        return "lognormal(" + number_text(median_) + ", " + number_text(log_sd_) + ")";
    }

    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return exponential_of(make_quantile_function(make_normal(0, log_sd_)), median_);
    }

private:
    double standard(double x) const { return std::log(x / median_) / log_sd_; }

    double median_, log_sd_;
};

}  // namespace

DistributionPtr make_lognormal(double median, double log_sd) {
    require_positive("median", median);
    require_positive("log_sd", log_sd);
    return std::make_shared<Lognormal>(median, log_sd);
}

DistributionPtr make_lognormal_by_mean(double mean, double sd) {
    require_positive("mean of a lognormal law", mean);
    require_positive("sd", sd);
    const double log_variance = std::log1p((sd / mean) * (sd / mean));
    return make_lognormal(mean * std::exp(-0.5 * log_variance), std::sqrt(log_variance));
}

NamedLaw lognormal_law() {
    return {.key = "lognormal",
            .meaning = {"luôn dương, lệch phải: nhiều ảnh hưởng nhỏ nhân lại",
                        "above zero, skewed to the right: many small influences multiply"},
            .parameters = {{positive_quantity("mean"), positive_quantity("sd")},
                           {positive_quantity("median"),
                            {"log_sd", LawParameter::Form::positive, false, true}}},
            .make =
                [](const LawArguments& a) {
                    return a.has("median") ? make_lognormal(a["median"], a["log_sd"])
                                           : make_lognormal_by_mean(a["mean"], a["sd"]);
                },
            .drawn =
                [](const DrawnLaw& d) {
                    if (d.has("median")) return d["median"] * exp(d["log_sd"] * d.normal());
                    // ln X has variance ln(1 + (sd / mean)^2) and median mean / sqrt(1 + (sd /
                    // mean)^2).
                    const RunNumber ratio = d["sd"] / d["mean"], spread = 1.0 + ratio * ratio;
                    return d["mean"] / sqrt(spread) * exp(sqrt(log(spread)) * d.normal());
                },
            .examples = {{.numbers = {{"mean", 5}, {"sd", 2}}},
                         {.numbers = {{"median", 0.2}, {"log_sd", 1.5}}}},
            .from_normal = true};
}

}  // namespace plancast
