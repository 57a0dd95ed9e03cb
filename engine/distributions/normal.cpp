#include <cmath>

#include "engine/distributions/named_law.hpp"
#include "engine/distributions/normal_kernels.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

namespace {

class Normal final : public Law {
public:
    Normal(double mean, double sd) : mean_(mean), sd_(sd) {}

    double pdf(double x) const override {
        const double z = (x - mean_) / sd_;
        return 0.39894228040143267794 / sd_ * std::exp(-0.5 * z * z);
    }
    double cdf(double x) const override { return normal_probability((x - mean_) / sd_); }
    double upper_tail(double x) const override { return normal_probability((mean_ - x) / sd_); }
    double quantile(double u) const override { return mean_ + sd_ * normal_percentile(u); }
    double upper_quantile(double q) const override { return mean_ - sd_ * normal_percentile(q); }
    double mean() const override { return mean_; }
    double variance() const override { return sd_ * sd_; }
    std::pair<double, double> support() const override { return {-infinity, infinity}; }
    std::string describe() const override {
        return "normal(" + number_text(mean_) + ", " + number_text(sd_) + ")";
    }

    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        return std::make_shared<TableQuantile>(normal_table(), TableScale{mean_, sd_, mean_, -sd_},
                                               self);
    }

private:
    double mean_, sd_;
};

}  // namespace

DistributionPtr make_normal(double mean, double sd) {
    require_finite("mean", mean);
    require_positive("sd", sd);
    return std::make_shared<Normal>(mean, sd);
}

NamedLaw normal_law() {
    return {.key = "normal",
            .meaning = {"phân phối chuẩn: nhiều ảnh hưởng nhỏ cộng lại",
                        "the bell curve: many small influences add up"},
            .parameters = {{quantity("mean"), {"sd", LawParameter::Form::positive, true, true}}},
            .make = [](const LawArguments& a) { return make_normal(a["mean"], a["sd"]); },
            .drawn = [](const DrawnLaw& d) { return d["mean"] + d["sd"] * d.normal(); },
            .examples = {{.numbers = {{"mean", 3}, {"sd", 2}}}},
            .from_normal = true};
}

}  // namespace plancast
