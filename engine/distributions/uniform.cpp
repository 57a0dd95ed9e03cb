#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

// From the nearer end, so that small u and small 1 - u both keep their digits.
inline double uniform_quantile(double u, double min, double max) {
    const double width = max - min;
    const double from_min = min + width * u;
    const double from_max = max - width * (1 - u);
    return u < 0.5 ? from_min : from_max;
}

class UniformQuantile final : public QuantileFunction {
public:
    UniformQuantile(double min, double max) : min_(min), max_(max) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        for (std::size_t i = 0; i < u.size(); ++i) x[i] = uniform_quantile(u[i], min_, max_);
    }

private:
    double min_, max_;
};

class Uniform final : public Law {
public:
    Uniform(double min, double max) : min_(min), max_(max) {}

    double pdf(double x) const override { return x < min_ || x > max_ ? 0 : 1 / (max_ - min_); }
    double cdf(double x) const override { return std::clamp((x - min_) / (max_ - min_), 0.0, 1.0); }
    double upper_tail(double x) const override {
        return std::clamp((max_ - x) / (max_ - min_), 0.0, 1.0);
    }
    double quantile(double u) const override { return uniform_quantile(u, min_, max_); }
    double upper_quantile(double q) const override {
        return q < 0.5 ? max_ - (max_ - min_) * q : min_ + (max_ - min_) * (1 - q);
    }
    double mean() const override { return min_ + (max_ - min_) / 2; }
    double variance() const override { return (max_ - min_) * (max_ - min_) / 12; }
    std::pair<double, double> support() const override { return {min_, max_}; }
    std::string describe() const override {
        return "uniform(" + number_text(min_) + ", " + number_text(max_) + ")";
    }

    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return std::make_shared<UniformQuantile>(min_, max_);
    }

private:
    double min_, max_;
};

}  // namespace

DistributionPtr make_uniform(double min, double max) {
    require_range(min, max);
    return std::make_shared<Uniform>(min, max);
}

NamedLaw uniform_law() {
    return {.key = "uniform",
            .meaning = {"mọi giá trị từ `min` đến `max` như nhau",
                        "all values from `min` to `max` alike"},
            .parameters = {{quantity("min"), quantity("max")}},
            .make = [](const LawArguments& a) { return make_uniform(a["min"], a["max"]); },
            .drawn =
                [](const DrawnLaw& d) {
                    return d["min"] + positive(d["max"] - d["min"]) * d.uniform();
                },
            .examples = {{.numbers = {{"min", -1}, {"max", 5}}}}};
}

}  // namespace plancast
