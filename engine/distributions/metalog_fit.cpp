#include "engine/distributions/metalog_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/distributions/parameter_checks.hpp"

namespace plancast {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double logit(double share) { return std::log(share) - std::log1p(-share); }

// The k-th term: 1, y, t y, t, t^2, t^2 y, t^3, t^3 y, ...
struct Term {
    int power;
    bool times_y;
};

Term term(std::size_t k) {
    if (k < 2) return {0, k == 1};
    if (k < 4) return {1, k == 2};
    return {static_cast<int>(k / 2), k % 2 == 1};
}

double value_of(const std::vector<double>& coefficients, double y) {
    const double t = 0.5 * std::tanh(0.5 * y);
    double sum = 0;
    for (std::size_t k = 0; k < coefficients.size(); ++k)
        sum += coefficients[k] * std::pow(t, term(k).power) * (term(k).times_y ? y : 1);
    return sum;
}

double slope_of(const std::vector<double>& coefficients, double y) {
    const double t = 0.5 * std::tanh(0.5 * y), e = std::exp(-std::fabs(y));
    const double rise = e / ((1 + e) * (1 + e));  // dt / dy
    double sum = 0;
    for (std::size_t k = 0; k < coefficients.size(); ++k) {
        const auto [power, times_y] = term(k);
        const double inner = power == 0 ? 0 : power * std::pow(t, power - 1) * rise;
        sum += coefficients[k] * (times_y ? std::pow(t, power) + y * inner : inner);
    }
    return sum;
}

/// The coefficients of the law through all points: Gauss's elimination with row pivots.
std::vector<double> solve(const std::vector<double>& y, const std::vector<double>& values) {
    const std::size_t n = y.size();
    std::vector<std::vector<double>> rows(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < n; ++k) {
            std::vector<double> unit(k + 1, 0.0);
            unit[k] = 1;
            rows[i].push_back(value_of(unit, y[i]));
        }
        rows[i].push_back(values[i]);
    }
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k + 1; i < n; ++i)
            if (std::fabs(rows[i][k]) > std::fabs(rows[pivot][k])) pivot = i;
        std::swap(rows[k], rows[pivot]);
        for (std::size_t i = k + 1; i < n; ++i) {
            const double factor = rows[i][k] / rows[k][k];
            for (std::size_t j = k; j <= n; ++j) rows[i][j] -= factor * rows[k][j];
        }
    }
    std::vector<double> result(n);
    const double range = values.back() - values.front();
    for (std::size_t k = n; k-- > 0;) {
        double rest = rows[k][n];
        for (std::size_t j = k + 1; j < n; ++j) rest -= rows[k][j] * result[j];
        result[k] = rest / rows[k][k];
        // What only rounding left would bend the far tails.
        if (k > 0 && std::fabs(result[k]) < 1e-12 * range) result[k] = 0;
    }
    return result;
}

/// The share at which the quantile function falls, or -1 if it grows everywhere.
double where_it_falls(const std::vector<double>& coefficients) {
    // Uniforms reach to y = +-36.7. Between two steps the slope hardly changes; what is below a
    // millionth of the steepest counts as falling between them.
    constexpr int steps = 2000;
    constexpr double end = 37;
    double least = infinity, at = 0, middle = 0;
    for (int i = 0; i <= steps; ++i) {
        const double y = end * (2.0 * i / steps - 1), slope = slope_of(coefficients, y);
        if (slope < least) least = slope, at = y;
        if (std::fabs(y) < 2) middle = std::max(middle, slope);
    }
    const bool inside = std::fabs(at) < 5;
    if (least > (inside ? 1e-6 * middle : 0)) return -1;
    return 1 / (1 + std::exp(-at));
}

bool is_possible(const std::vector<double>& y, const std::vector<double>& values) {
    for (std::size_t i = 1; i < values.size(); ++i)
        if (!(values[i] > values[i - 1])) return false;
    return where_it_falls(solve(y, values)) < 0;
}

/// The straight line in y that is nearest to the values: always possible.
std::vector<double> nearest_line(const std::vector<double>& y, const std::vector<double>& values) {
    const double n = static_cast<double>(y.size());
    double mean_y = 0, mean = 0, across = 0, squares = 0;
    for (std::size_t i = 0; i < y.size(); ++i) mean_y += y[i] / n, mean += values[i] / n;
    for (std::size_t i = 0; i < y.size(); ++i) {
        across += (y[i] - mean_y) * (values[i] - mean);
        squares += (y[i] - mean_y) * (y[i] - mean_y);
    }
    std::vector<double> line;
    for (const double at : y) line.push_back(mean + across / squares * (at - mean_y));
    return line;
}

}  // namespace

MetalogFit::MetalogFit(std::vector<StatedQuantile> stated, double min, double max)
    : stated_(std::move(stated)), min_(min), max_(max) {
    if (min > -infinity) require_finite("min", min);
    if (max < infinity) require_finite("max", max);
    if (min > -infinity && max < infinity) require_range(min, max);
    if (stated_.size() < 2 || stated_.size() > 16)
        throw InvalidInput(
            fmt::format("a metalog needs from 2 to 16 quantiles, has {}", stated_.size()),
            "p10 = ..., p50 = ..., p90 = ...");
    std::sort(stated_.begin(), stated_.end(),
              [](const auto& a, const auto& b) { return a.percent < b.percent; });
    std::vector<double> y, values;
    for (const StatedQuantile& quantile : stated_) {
        const auto& [name, percent, value] = quantile;
        require_finite(name, value);
        if (!(percent > 0 && percent < 100))
            throw InvalidInput(
                fmt::format("{} is no quantile: percents lie between 0 and 100", name),
                "min and max state the ends");
        if (!(value > min && value < max))
            throw InvalidInput(fmt::format("{} ({}) must lie between min and max ({} to {})", name,
                                           value, min, max));
        if (&quantile != &stated_.front()) {
            const StatedQuantile& before = *(&quantile - 1);
            if (!(percent > before.percent))
                throw InvalidInput(
                    fmt::format("{} and {} are the same quantile", before.name, name));
            if (!(value > before.value))
                throw InvalidInput(fmt::format("{} ({}) must be above {} ({})", name, value,
                                               before.name, before.value));
        }
        y.push_back(logit(percent / 100));
        values.push_back(straight(value));
    }
    coefficients_ = solve(y, values);
    const double falls = where_it_falls(coefficients_);
    if (falls < 0) return;
    throw InvalidInput(
        fmt::format("no metalog has these quantiles: its density would be negative near p{:.2g}",
                    100 * falls),
        advice(y, values));
}

std::string MetalogFit::advice(const std::vector<double>& y,
                               const std::vector<double>& values) const {
    // What is possible is a convex set: halving finds its edge from a point inside.
    const std::vector<double> line = nearest_line(y, values);
    const auto blend = [&](double share) {
        std::vector<double> between;
        for (std::size_t i = 0; i < y.size(); ++i)
            between.push_back(line[i] + share * (values[i] - line[i]));
        return between;
    };
    if (y.size() == 3) {
        const double inside = line[0] + (line[2] - line[0]) * (y[1] - y[0]) / (y[2] - y[0]);
        const double centre =
            values[0] + (values[2] - values[0]) * (inside - line[0]) / (line[2] - line[0]);
        const auto edge = [&](double outside) {
            double in = centre, out = outside;
            for (int i = 0; i < 50; ++i) {
                const double middle = 0.5 * (in + out);
                (is_possible(y, {values[0], middle, values[2]}) ? in : out) = middle;
            }
            return from_straight(in);
        };
        return fmt::format("with {} = {} and {} = {}, {} may lie between {:.4g} and {:.4g}",
                           stated_[0].name, stated_[0].value, stated_[2].name, stated_[2].value,
                           stated_[1].name, edge(values[0]), edge(values[2]));
    }
    double in = 0, out = 1;
    for (int i = 0; i < 40; ++i) {
        const double middle = 0.5 * (in + out);
        (is_possible(y, blend(middle)) ? in : out) = middle;
    }
    // A little inside, so that rounded numbers are possible too.
    const std::vector<double> nearest = blend(0.98 * in);
    std::string text = "the nearest that is possible:";
    for (std::size_t i = 0; i < stated_.size(); ++i)
        text += fmt::format("{} {} = {:.4g}", i == 0 ? "" : ",", stated_[i].name,
                            from_straight(nearest[i]));
    return text + "; or state fewer quantiles";
}

double MetalogFit::straight_value(double y) const { return value_of(coefficients_, y); }

double MetalogFit::slope(double y) const { return slope_of(coefficients_, y); }

double MetalogFit::from_straight(double m) const {
    if (min_ == -infinity) return max_ == infinity ? m : max_ - std::exp(-m);
    if (max_ == infinity) return min_ + std::exp(m);
    // From the nearer end, so that digits are kept there.
    return m < 0 ? min_ + (max_ - min_) / (1 + std::exp(-m))
                 : max_ - (max_ - min_) / (1 + std::exp(m));
}

double MetalogFit::value(double y) const { return from_straight(straight_value(y)); }

double MetalogFit::straight(double x) const {
    if (min_ == -infinity) return max_ == infinity ? x : -std::log(max_ - x);
    if (max_ == infinity) return std::log(x - min_);
    return std::log((x - min_) / (max_ - x));
}

double MetalogFit::stretch(double x) const {
    return (min_ == -infinity ? 0 : 1 / (x - min_)) + (max_ == infinity ? 0 : 1 / (max_ - x)) +
           (min_ == -infinity && max_ == infinity ? 1 : 0);
}

double MetalogFit::tail_exponent() const {
    const bool one_end = (min_ == -infinity) != (max_ == infinity);
    if (!one_end) return 0;
    // B at the end that is open.
    const double t = max_ == infinity ? 0.5 : -0.5;
    double sum = 0;
    for (std::size_t k = 0; k < coefficients_.size(); ++k)
        if (term(k).times_y) sum += coefficients_[k] * std::pow(t, term(k).power);
    return sum;
}

std::string MetalogFit::describe() const {
    std::string text = "metalog(";
    for (const StatedQuantile& quantile : stated_)
        text += fmt::format("{}: {}, ", quantile.percent, quantile.value);
    return text + fmt::format("{}, {})", min_, max_);
}

}  // namespace plancast
