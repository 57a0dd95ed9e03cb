#include <algorithm>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

class ConstantQuantile final : public QuantileFunction {
public:
    explicit ConstantQuantile(double value) : value_(value) {}
    void evaluate(std::span<const double>, std::span<double> x) const override {
        std::fill(x.begin(), x.end(), value_);
    }

private:
    double value_;
};

class Constant final : public Law {
public:
    explicit Constant(double value) : value_(value) {}

    double pdf(double x) const override { return x == value_ ? 1 : 0; }
    double cdf(double x) const override { return x >= value_ ? 1 : 0; }
    double upper_tail(double x) const override { return x >= value_ ? 0 : 1; }
    double quantile(double) const override { return value_; }
    double upper_quantile(double) const override { return value_; }
    double mean() const override { return value_; }
    double variance() const override { return 0; }
    std::pair<double, double> support() const override { return {value_, value_}; }
    bool is_continuous() const override { return false; }
    std::string describe() const override { return "constant(" + number_text(value_) + ")"; }

    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return std::make_shared<ConstantQuantile>(value_);
    }

    LawParts parts(const DistributionPtr&) const override { return {0, nullptr, {{value_, 1}}}; }

private:
    double value_;
};

}  // namespace

DistributionPtr make_constant(double value) {
    require_finite("value", value);
    return std::make_shared<Constant>(value);
}

NamedLaw constant_law() {
    return {.key = "value",
            .meaning = {"hằng số: không bất định", "a constant: nothing is uncertain"},
            .parameters = {{quantity("value")}},
            .make = [](const LawArguments& a) { return make_constant(a["value"]); },
            .drawn = [](const DrawnLaw& d) { return d["value"]; },
            .examples = {{.numbers = {{"value", 3}}}},
            .kind = NamedLaw::Kind::given,
            .written = {"value = 3"}};
}

}  // namespace plancast
