#include <cmath>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

class Pareto final : public Law {
public:
    Pareto(double min, double shape) : min_(min), shape_(shape) {}

    double pdf(double x) const override { return x < min_ ? 0 : shape_ / x * upper_tail(x); }
    double cdf(double x) const override {
        return x <= min_ ? 0 : -std::expm1(-shape_ * logarithm(x));
    }
    double upper_tail(double x) const override {
        return x <= min_ ? 1 : std::exp(-shape_ * logarithm(x));
    }
    double quantile(double u) const override { return min_ * std::exp(-std::log1p(-u) / shape_); }
    double upper_quantile(double q) const override {
        return min_ * std::exp(-std::log(q) / shape_);
    }
    double mean() const override { return shape_ > 1 ? min_ * shape_ / (shape_ - 1) : infinity; }
    double variance() const override {
        if (!(shape_ > 2)) return infinity;
        const double less = shape_ - 1;
        return min_ * min_ * shape_ / (less * less * (shape_ - 2));
    }
    std::pair<double, double> support() const override { return {min_, infinity}; }
    std::string describe() const override {
        return "pareto(" + number_text(min_) + ", " + number_text(shape_) + ")";
    }

    /// ln(X / min) is exponential.
    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return exponential_of(make_quantile_function(make_gamma(1, 1 / shape_)), min_);
    }

private:
    /// ln(x / min), with its digits near min.
    double logarithm(double x) const { return std::log1p((x - min_) / min_); }

    double min_, shape_;
};

}  // namespace

NamedLaw pareto_law() {
    return {.key = "pareto",
            .meaning = {"từ `min` trở lên, vài giá trị rất lớn: đô thị, tổn thất; `shape` càng nhỏ "
                        "đuôi càng nặng",
                        "from `min` upwards, a few very large: cities, losses; the smaller "
                        "`shape`, the heavier the tail"},
            .parameters = {{positive_quantity("min"), positive_number("shape")}},
            .make = [](const LawArguments& a) -> DistributionPtr {
                require_positive("min", a["min"]);
                require_positive("shape", a["shape"]);
                return std::make_shared<Pareto>(a["min"], a["shape"]);
            },
            .drawn =
                [](const DrawnLaw& d) { return d["min"] * exp(-log1p(-d.uniform()) / d["shape"]); },
            .examples = {{.numbers = {{"min", 2}, {"shape", 6}}}}};
}

}  // namespace plancast
