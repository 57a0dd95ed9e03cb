#include <cmath>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

constexpr double euler_gamma = 0.57721566490153286061;
constexpr double sd_of_scale_1 = 1.28254983016186409555;  // pi / sqrt(6)

/// The Gumbel law of maxima.
class Gumbel final : public Law {
public:
    Gumbel(double mode, double scale) : mode_(mode), scale_(scale) {}

    double pdf(double x) const override {
        const double z = (x - mode_) / scale_;
        return std::exp(-z - std::exp(-z)) / scale_;
    }
    double cdf(double x) const override { return std::exp(-std::exp((mode_ - x) / scale_)); }
    double upper_tail(double x) const override {
        return -std::expm1(-std::exp((mode_ - x) / scale_));
    }
    double quantile(double u) const override { return mode_ - scale_ * std::log(-std::log(u)); }
    double upper_quantile(double q) const override {
        return mode_ - scale_ * std::log(-std::log1p(-q));
    }
    double mean() const override { return mode_ + euler_gamma * scale_; }
    double variance() const override { return sd_of_scale_1 * sd_of_scale_1 * scale_ * scale_; }
    std::pair<double, double> support() const override { return {-infinity, infinity}; }
    std::string describe() const override {
        return "gumbel(" + number_text(mode_) + ", " + number_text(scale_) + ")";
    }

    /// All Gumbel laws share the table of mode 0 and scale 1.
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        return stretched(std::make_shared<Gumbel>(0, 1), mode_, scale_, self);
    }

private:
    double mode_, scale_;
};

}  // namespace

static DistributionPtr make_gumbel(double mode, double scale) {
    require_finite("mode", mode);
    require_positive("scale", scale);
    return std::make_shared<Gumbel>(mode, scale);
}

NamedLaw gumbel_law() {
    return {.key = "gumbel",
            .meaning = {"lớn nhất trong nhiều giá trị: đỉnh lũ, đỉnh tải trong năm",
                        "the largest of many: the highest flood or load of a year"},
            .parameters = {{quantity("mode"), positive_quantity("scale")},
                           {quantity("mean"), positive_quantity("sd")}},
            .make =
                [](const LawArguments& a) {
                    if (a.has("mode")) return make_gumbel(a["mode"], a["scale"]);
                    require_finite("mean", a["mean"]);
                    require_positive("sd", a["sd"]);
                    const double scale = a["sd"] / sd_of_scale_1;
                    return make_gumbel(a["mean"] - euler_gamma * scale, scale);
                },
            .drawn =
                [](const DrawnLaw& d) {
                    const RunNumber standard = -log(-log(d.uniform()));
                    if (d.has("mode")) return d["mode"] + d["scale"] * standard;
                    return d["mean"] + d["sd"] / sd_of_scale_1 * (standard - euler_gamma);
                },
            .examples = {{.numbers = {{"mode", 3}, {"scale", 2}}},
                         {.numbers = {{"mean", 0}, {"sd", 1}}}}};
}

}  // namespace plancast
