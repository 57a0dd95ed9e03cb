#include <cmath>
#include <cstddef>

#include "engine/distributions/law.hpp"
#include "engine/distributions/parameter_checks.hpp"

namespace plancast {

namespace {

/// The two arms of the density: a square root from either end.
struct TriangularShape {
    double min, mode, max;

    double width() const { return max - min; }
    double share_below_mode() const { return (mode - min) / width(); }
    double from_min(double u) const { return min + std::sqrt(u * width() * (mode - min)); }
    double from_max(double q) const { return max - std::sqrt(q * width() * (max - mode)); }
};

class TriangularQuantile final : public QuantileFunction {
public:
    explicit TriangularQuantile(TriangularShape shape) : shape_(shape) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        const TriangularShape shape = shape_;
        const double turn = shape.share_below_mode();
        for (std::size_t i = 0; i < u.size(); ++i) {
            const double low = shape.from_min(u[i]);
            const double high = shape.from_max(1 - u[i]);
            // min and max: rounding must not carry an arm past the mode.
            x[i] = u[i] < turn ? (low < shape.mode ? low : shape.mode)
                               : (high > shape.mode ? high : shape.mode);
        }
    }

private:
    TriangularShape shape_;
};

class Triangular final : public Law {
public:
    explicit Triangular(TriangularShape shape) : shape_(shape) {}

    double pdf(double x) const override {
        const auto [min, mode, max] = shape_;
        if (x < min || x > max) return 0;
        if (x < mode) return 2 * (x - min) / ((max - min) * (mode - min));
        if (x > mode) return 2 * (max - x) / ((max - min) * (max - mode));
        return 2 / (max - min);
    }
    double cdf(double x) const override {
        if (x <= shape_.min) return 0;
        return x < shape_.mode ? below(x) : x < shape_.max ? 1 - above(x) : 1;
    }
    double upper_tail(double x) const override {
        if (x >= shape_.max) return 0;
        return x > shape_.mode ? above(x) : x > shape_.min ? 1 - below(x) : 1;
    }
    double quantile(double u) const override {
        return u < shape_.share_below_mode() ? shape_.from_min(u) : shape_.from_max(1 - u);
    }
    double upper_quantile(double q) const override {
        return q < 1 - shape_.share_below_mode() ? shape_.from_max(q) : shape_.from_min(1 - q);
    }
    double mean() const override { return (shape_.min + shape_.mode + shape_.max) / 3; }
    double variance() const override {
        const double left = shape_.mode - shape_.min, right = shape_.max - shape_.mode;
        return (left * left + left * right + right * right) / 18;
    }
    std::pair<double, double> support() const override { return {shape_.min, shape_.max}; }
    std::string describe() const override {
        return "triangular(" + number_text(shape_.min) + ", " + number_text(shape_.mode) + ", " +
               number_text(shape_.max) + ")";
    }

    QuantileFunctionPtr fast_quantile(const DistributionPtr&) const override {
        return std::make_shared<TriangularQuantile>(shape_);
    }

private:
    double below(double x) const {
        const double d = x - shape_.min;
        return d / shape_.width() * (d / (shape_.mode - shape_.min));
    }
    double above(double x) const {
        const double d = shape_.max - x;
        return d / shape_.width() * (d / (shape_.max - shape_.mode));
    }

    TriangularShape shape_;
};

}  // namespace

DistributionPtr make_triangular(double min, double mode, double max) {
    require_mode(min, mode, max);
    return std::make_shared<Triangular>(TriangularShape{min, mode, max});
}

}  // namespace plancast
