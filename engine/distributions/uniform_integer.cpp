#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/core/error.hpp"
#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

/// The smallest k of 0 .. count - 1 with (k + 1) / count >= u.
[[gnu::always_inline]] inline double place(double u, double count) {
    // Rounding of the product can miss by one.
    double k = std::ceil(u * count) - 1;
    k = (k + 1) / count < u ? k + 1 : k;
    k = k / count >= u ? k - 1 : k;
    return k < 0 ? 0 : k;
}

class UniformIntegerQuantile final : public QuantileFunction {
public:
    UniformIntegerQuantile(double min, double count) : min_(min), count_(count) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        const double min = min_, count = count_;
        for (std::size_t i = 0; i < u.size(); ++i) x[i] = min + place(u[i], count);
    }

private:
    double min_, count_;
};

/// Whole numbers from min to max, each as likely.
class UniformInteger final : public Law {
public:
    UniformInteger(double min, double max) : min_(min), max_(max), count_(max - min + 1) {}

    double pdf(double x) const override {
        return x < min_ || x > max_ || x != std::floor(x) ? 0 : 1 / count_;
    }
    double cdf(double x) const override {
        return std::clamp((std::floor(x) - min_ + 1) / count_, 0.0, 1.0);
    }
    double upper_tail(double x) const override {
        return std::clamp((max_ - std::floor(x)) / count_, 0.0, 1.0);
    }
    double quantile(double u) const override { return min_ + place(u, count_); }
    double upper_quantile(double q) const override {
        double above = std::floor(q * count_);
        if ((above + 1) / count_ <= q) ++above;
        if (above / count_ > q) --above;
        return max_ - std::clamp(above, 0.0, count_ - 1);
    }
    double mean() const override { return min_ + (max_ - min_) / 2; }
    double variance() const override { return (count_ - 1) * (count_ + 1) / 12; }
    std::pair<double, double> support() const override { return {min_, max_}; }
    bool is_continuous() const override { return false; }
    std::string describe() const override {
        return "uniform_integer(" + number_text(min_) + ", " + number_text(max_) + ")";
    }
    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return std::make_shared<UniformIntegerQuantile>(min_, count_);
    }

    LawParts parts(const DistributionPtr&) const override {
        constexpr double most = 10'000;
        if (count_ > most)
            throw InvalidInput(
                fmt::format("{} has more than {} values: too many to truncate, clip or mix",
                            describe(), most),
                "give it other ends");
        LawParts parts{0, nullptr, {}};
        for (double k = 0; k < count_; ++k) parts.atoms.emplace_back(min_ + k, 1 / count_);
        return parts;
    }

private:
    double min_, max_, count_;
};

void require_whole(const char* name, double value) {
    require_finite(name, value);
    if (value != std::floor(value))
        throw InvalidInput(fmt::format("{} must be a whole number, is {}", name, value));
}

DistributionPtr make_uniform_integer(double min, double max) {
    require_whole("min", min);
    require_whole("max", max);
    if (min > max)
        throw InvalidInput(
            fmt::format("min must not be above max, but min is {} and max is {}", min, max));
    // A uniform has 52 bits: of more values, some would never be drawn.
    constexpr double most = 1e12;
    if (max - min >= most)
        throw InvalidInput(
            fmt::format("there are more than {} whole numbers from {} to {}", most, min, max));
    return std::make_shared<UniformInteger>(min, max);
}

}  // namespace

NamedLaw uniform_integer_law() {
    return {.key = "uniform_integer",
            .meaning = {"số nguyên từ `min` đến `max`, số nào cũng như nhau",
                        "a whole number from `min` to `max`, each as likely"},
            .parameters = {{quantity("min"), quantity("max")}},
            .make = [](const LawArguments& a) { return make_uniform_integer(a["min"], a["max"]); },
            .drawn =
                [](const DrawnLaw& d) {
                    const RunNumber count = positive(d["max"] - d["min"] + 1.0);
                    return d["min"] + (ceil(d.uniform() * count) - 1.0);
                },
            .examples = {{.numbers = {{"min", 1}, {"max", 6}}}}};
}

}  // namespace plancast
