#include <cmath>
#include <cstddef>

#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

/// A triangular law whose mode is not above its median.
struct TriangularShape {
    double min, mode, max;

    double width() const { return max - min; }
    double share_below_mode() const { return (mode - min) / width(); }

    /// The value at u = p = 1 - q. From the nearest of min, mode and max, so that digits are kept
    /// near each of them, also where the mode is an end.
    [[gnu::always_inline]] double value(double p, double q) const {
        const double share = share_below_mode(), rest = max - mode;
        const double from_mode = (p - share) * width();
        // One root serves all three pieces.
        const double inner = p < 0.5 ? 1 - from_mode * (1 / rest) : q * width() * rest;
        const double root = std::sqrt(p < share ? p * width() * (mode - min) : inner);
        const double middle = max - std::sqrt(0.5 * width() * rest);
        const double rising = min + root;
        const double falling = p < 0.5 ? mode + from_mode / (1 + root) : max - root;
        // Rounding must not carry a piece past its neighbour.
        const double low = p < share ? min : p < 0.5 ? mode : middle;
        const double high = p < share ? mode : p < 0.5 ? middle : max;
        const double x = p < share ? rising : falling;
        const double raised = x < low ? low : x;
        return raised > high ? high : raised;
    }
};

class TriangularQuantile final : public QuantileFunction {
public:
    TriangularQuantile(TriangularShape shape, bool mirrored) : shape_(shape), mirrored_(mirrored) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        const TriangularShape shape = shape_;
        if (mirrored_) {
            for (std::size_t i = 0; i < u.size(); ++i) x[i] = -shape.value(1 - u[i], u[i]);
        } else {
            for (std::size_t i = 0; i < u.size(); ++i) x[i] = shape.value(u[i], 1 - u[i]);
        }
    }

private:
    TriangularShape shape_;
    bool mirrored_;
};

class Triangular final : public Law {
public:
    Triangular(double min, double mode, double max)
        : min_(min),
          mode_(mode),
          max_(max),
          mirrored_(mode - min > max - mode),
          shape_(mirrored_ ? TriangularShape{-max, -mode, -min} : TriangularShape{min, mode, max}) {
    }

    double pdf(double x) const override {
        if (x < min_ || x > max_) return 0;
        if (x < mode_) return 2 * (x - min_) / (width() * (mode_ - min_));
        if (x > mode_) return 2 * (max_ - x) / (width() * (max_ - mode_));
        return 2 / width();
    }
    double cdf(double x) const override {
        if (x <= min_) return 0;
        if (x >= max_) return 1;
        if (x < mode_) return (x - min_) / width() * ((x - min_) / (mode_ - min_));
        return (mode_ - min_) / width() +
               (x - mode_) / width() * (((max_ - x) + (max_ - mode_)) / (max_ - mode_));
    }
    double upper_tail(double x) const override {
        if (x <= min_) return 1;
        if (x >= max_) return 0;
        if (x > mode_) return (max_ - x) / width() * ((max_ - x) / (max_ - mode_));
        return (max_ - mode_) / width() +
               (mode_ - x) / width() * (((x - min_) + (mode_ - min_)) / (mode_ - min_));
    }
    double quantile(double u) const override { return at(u, 1 - u); }
    double upper_quantile(double q) const override { return at(1 - q, q); }
    double mean() const override { return (min_ + mode_ + max_) / 3; }
    double variance() const override {
        const double left = mode_ - min_, right = max_ - mode_;
        return (left * left + left * right + right * right) / 18;
    }
    std::pair<double, double> support() const override { return {min_, max_}; }
    std::string describe() const override {
        return "triangular(" + number_text(min_) + ", " + number_text(mode_) + ", " +
               number_text(max_) + ")";
    }

    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return std::make_shared<TriangularQuantile>(shape_, mirrored_);
    }

private:
    double width() const { return max_ - min_; }
    double at(double u, double q) const {
        return mirrored_ ? -shape_.value(q, u) : shape_.value(u, q);
    }

    double min_, mode_, max_;
    bool mirrored_;
    TriangularShape shape_;  ///< that of -X where the mode is above the median
};

}  // namespace

DistributionPtr make_triangular(double min, double mode, double max) {
    require_mode(min, mode, max);
    return std::make_shared<Triangular>(min, mode, max);
}

NamedLaw triangular_law() {
    return {
        .key = "triangular",
        .meaning = {"thấp nhất, dễ xảy ra nhất, cao nhất; mật độ hình tam giác",
                    "least, likeliest and most, with straight sides"},
        .parameters = {{quantity("min"), quantity("mode"), quantity("max")}},
        .make =
            [](const LawArguments& a) { return make_triangular(a["min"], a["mode"], a["max"]); },
        .drawn =
            [](const DrawnLaw& d) {
                const RunNumber left = not_negative(d["mode"] - d["min"]);
                const RunNumber right = not_negative(d["max"] - d["mode"]);
                const RunNumber u = d.uniform(), width = positive(left + right);
                return select(u * width < left, d["min"] + sqrt(width * left * u),
                              d["max"] - sqrt(width * right * (1.0 - u)));
            },
        .examples = {{.numbers = {{"min", 1}, {"mode", 2}, {"max", 5}}}}};
}

}  // namespace plancast
