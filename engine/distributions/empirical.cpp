#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/core/error.hpp"
#include "engine/distributions/named_law.hpp"
#include "engine/distributions/solve_quantile.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

namespace {

/// Values with a normal of the same width around each: a kernel density estimate.
class Smoothed final : public Law {
public:
    Smoothed(std::vector<double> values, double width)
        : values_(std::move(values)), width_(width) {}

    double pdf(double x) const override {
        return mean_of([&](double value) {
            const double z = (x - value) / width_;
            return 0.39894228040143267794 / width_ * std::exp(-0.5 * z * z);
        });
    }
    double cdf(double x) const override {
        return mean_of([&](double value) { return normal_probability((x - value) / width_); });
    }
    double upper_tail(double x) const override {
        return mean_of([&](double value) { return normal_probability((value - x) / width_); });
    }
    double quantile(double u) const override {
        return u > 0.5 ? solve(1 - u, true) : solve(u, false);
    }
    double upper_quantile(double q) const override {
        return q > 0.5 ? solve(1 - q, false) : solve(q, true);
    }
    double mean() const override {
        return mean_of([](double value) { return value; });
    }
    double variance() const override {
        const double centre = mean();
        return width_ * width_ +
               mean_of([&](double value) { return (value - centre) * (value - centre); });
    }
    std::pair<double, double> support() const override { return {-infinity, infinity}; }
    std::string describe() const override {
        return fmt::format("smoothed({}; {})", width_, fmt::join(values_, ", "));
    }

private:
    template <typename Function>
    double mean_of(Function&& of) const {
        double sum = 0;
        for (const double value : values_) sum += of(value);
        return sum / static_cast<double>(values_.size());
    }

    /// A mixture's quantile lies between those of its parts.
    double solve(double p, bool upper) const {
        const double beyond = (upper ? -1 : 1) * width_ * normal_percentile(p);
        return solve_quantile(*this, p, upper, values_.front() + beyond, values_.back() + beyond);
    }

    std::vector<double> values_;  ///< ascending
    double width_;
};

/// B. W. Silverman (1986), Density Estimation for Statistics and Data Analysis, eq. 3.31.
double rule_of_thumb(const std::vector<double>& sorted) {
    const double n = static_cast<double>(sorted.size());
    const auto at = [&](double share) {
        const double place = share * (n - 1), whole = std::floor(place);
        const auto k = static_cast<std::size_t>(whole);
        const double next = sorted[std::min(k + 1, sorted.size() - 1)];
        return sorted[k] + (place - whole) * (next - sorted[k]);
    };
    double mean = 0, squares = 0;
    for (const double value : sorted) mean += value / n;
    for (const double value : sorted) squares += (value - mean) * (value - mean);
    const double sd = std::sqrt(squares / (n - 1)), quartiles = (at(0.75) - at(0.25)) / 1.34;
    return 0.9 * (quartiles > 0 ? std::min(sd, quartiles) : sd) * std::pow(n, -0.2);
}

DistributionPtr make_smoothed(std::vector<double> values, const LawArguments& a) {
    // Building the table takes thousands of densities, each a sum over all values.
    constexpr std::size_t most = 5'000;
    std::sort(values.begin(), values.end());
    if (values.size() > most)
        throw InvalidInput(
            fmt::format("{} values are too many to be smoothed: at most {}", values.size(), most),
            "smoothed = false draws the values themselves; with so many that hardly differs");
    if (a.has("bandwidth")) {
        require_positive("bandwidth", a["bandwidth"]);
        return std::make_shared<Smoothed>(std::move(values), a["bandwidth"]);
    }
    if (values.front() == values.back())
        throw InvalidInput("values that are all the same cannot be smoothed",
                           "give a bandwidth, or smoothed = false");
    const double width = rule_of_thumb(values);
    return std::make_shared<Smoothed>(std::move(values), width);
}

DistributionPtr make_empirical(const LawArguments& a) {
    const std::vector<double>& values = a.lists.at("values");
    if (values.empty()) throw InvalidInput("an empirical law needs at least one value");
    for (const double value : values) require_finite("a value of an empirical law", value);
    if (a.or_else("smoothed", 0) != 0) return make_smoothed(values, a);
    if (a.has("bandwidth"))
        throw InvalidInput("bandwidth is for values that are smoothed", "smoothed = true");
    std::vector<double> weights(values.size(), 1 / static_cast<double>(values.size()));
    return make_discrete(values, std::move(weights));
}

}  // namespace

NamedLaw empirical_law() {
    using Form = LawParameter::Form;
    return {.key = "empirical",
            .meaning = {"giá trị đã quan sát, mỗi giá trị như nhau: viết ra, hay một cột của tệp "
                        "CSV; `smoothed` làm trơn bằng nhân chuẩn",
                        "values that were observed, each as likely: written out, or a column of a "
                        "CSV file; `smoothed` puts a normal around each"},
            .parameters = {{{"values", Form::list}},
                           {{"file", Form::file, false}, {"column", Form::column, false}}},
            .optional = {{"where", Form::rows, false},
                         {"smoothed", Form::truth, false},
                         positive_quantity("bandwidth")},
            .make = make_empirical,
            .examples = {{.lists = {{"values", {3, 1, 4, 1, 5}}}},
                         {.numbers = {{"smoothed", 1}},
                          .lists = {{"values", {2.7, 1.8, 2.8, 1.8, 2.9, 4.5}}}}}};
}

}  // namespace plancast
