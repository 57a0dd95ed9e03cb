#include <cmath>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

constexpr double sd_of_scale_1 = 1.81379936423421785059;  // pi / sqrt(3)

class Logistic final : public Law {
public:
    Logistic(double location, double scale) : location_(location), scale_(scale) {}

    double pdf(double x) const override {
        const double e = std::exp(-std::fabs(standard(x)));
        return e / ((1 + e) * (1 + e)) / scale_;
    }
    double cdf(double x) const override { return below(standard(x)); }
    double upper_tail(double x) const override { return below(-standard(x)); }
    double quantile(double u) const override { return location_ + scale_ * logit(u); }
    double upper_quantile(double q) const override { return location_ - scale_ * logit(q); }
    double mean() const override { return location_; }
    double variance() const override { return sd_of_scale_1 * sd_of_scale_1 * scale_ * scale_; }
    std::pair<double, double> support() const override { return {-infinity, infinity}; }
    std::string describe() const override {
        return "logistic(" + number_text(location_) + ", " + number_text(scale_) + ")";
    }

    /// All logistic laws share the table of location 0 and scale 1.
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        return stretched(std::make_shared<Logistic>(0, 1), location_, scale_, self);
    }

private:
    static double below(double z) {
        const double e = std::exp(-std::fabs(z));
        return (z < 0 ? e : 1) / (1 + e);
    }
    static double logit(double u) { return std::log(u) - std::log1p(-u); }
    double standard(double x) const { return (x - location_) / scale_; }

    double location_, scale_;
};

DistributionPtr make_logistic(double location, double scale) {
    require_finite("location", location);
    require_positive("scale", scale);
    return std::make_shared<Logistic>(location, scale);
}

}  // namespace

NamedLaw logistic_law() {
    return {
        .key = "logistic",
        .meaning = {"như `normal` nhưng đuôi nặng hơn", "like `normal`, with more in its tails"},
        .parameters = {{quantity("mean"), positive_quantity("sd")},
                       {quantity("location"), positive_quantity("scale")}},
        .make =
            [](const LawArguments& a) {
                if (a.has("location")) return make_logistic(a["location"], a["scale"]);
                require_finite("mean", a["mean"]);
                require_positive("sd", a["sd"]);
                return make_logistic(a["mean"], a["sd"] / sd_of_scale_1);
            },
        .drawn =
            [](const DrawnLaw& d) {
                const RunNumber u = d.uniform(), logit = log(u) - log1p(-u);
                return d.has("location") ? d["location"] + d["scale"] * logit
                                         : d["mean"] + d["sd"] / sd_of_scale_1 * logit;
            },
        .examples = {{.numbers = {{"mean", 3}, {"sd", 2}}},
                     {.numbers = {{"location", -1}, {"scale", 0.5}}}}};
}

}  // namespace plancast
