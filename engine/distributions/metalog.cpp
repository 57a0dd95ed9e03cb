#include <cmath>

#include "engine/distributions/integration.hpp"
#include "engine/distributions/metalog_fit.hpp"
#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

/// T. W. Keelin (2016), The Metalog Distributions, Decision Analysis 13(4), 243-277: a quantile
/// function that is linear in its coefficients, of the value itself, or of its logarithm or logit
/// where it has one end or two.
class Metalog final : public Law {
public:
    explicit Metalog(MetalogFit fit) : fit_(std::move(fit)) {}

    double pdf(double x) const override {
        if (x <= fit_.min() || x >= fit_.max()) return 0;
        const double y = logit_of(x), e = std::exp(-std::fabs(y));
        return e / ((1 + e) * (1 + e)) / fit_.slope(y) * fit_.stretch(x);
    }
    double cdf(double x) const override {
        if (x <= fit_.min()) return 0;
        if (x >= fit_.max()) return 1;
        return below(logit_of(x));
    }
    double upper_tail(double x) const override {
        if (x <= fit_.min()) return 1;
        if (x >= fit_.max()) return 0;
        return below(-logit_of(x));
    }
    double quantile(double u) const override { return fit_.value(std::log(u) - std::log1p(-u)); }
    double upper_quantile(double q) const override {
        return fit_.value(std::log1p(-q) - std::log(q));
    }
    double mean() const override { return moments().mean; }
    double variance() const override { return moments().variance; }
    std::pair<double, double> support() const override { return {fit_.min(), fit_.max()}; }
    std::string describe() const override { return fit_.describe(); }

private:
    static double below(double y) {
        const double e = std::exp(-std::fabs(y));
        return (y < 0 ? e : 1) / (1 + e);
    }

    /// ln(u / (1 - u)) where the quantile is x: Newton's method in a bracket that halves.
    double logit_of(double x) const {
        const double wanted = fit_.straight(x);
        double low = -800, high = 800, y = 0;
        for (int iteration = 0; iteration < 200; ++iteration) {
            const double miss = fit_.straight_value(y) - wanted;
            (miss < 0 ? low : high) = y;
            double next = y - miss / fit_.slope(y);
            if (std::fabs(next - y) <= 2e-16 * std::fabs(y)) break;
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            y = next;
        }
        return y;
    }

    Moments moments() const {
        // With one end the value is an exponential of what grows like a ln(1 / q).
        const double tail = fit_.tail_exponent();
        if (tail >= 1) return {infinity, infinity};
        Moments result = integrate_moments(*this, fit_.min(), fit_.max(), 0, 0);
        if (tail >= 0.5) result.variance = infinity;
        return result;
    }

    MetalogFit fit_;
};

}  // namespace

NamedLaw metalog_law() {
    return {
        .key = "metalog",
        .meaning = {"đi qua các phân vị mà chuyên gia nêu (p10, p50, p90, ...), trơn; `min`, "
                    "`max` nếu có giới hạn",
                    "smooth through the quantiles that an expert states (p10, p50, p90, ...); "
                    "`min`, `max` where there are bounds"},
        .parameters = {{}},
        .optional = {quantity("min"), quantity("max")},
        .make = [](const LawArguments& a) -> DistributionPtr {
            std::vector<StatedQuantile> stated;
            for (const auto& [name, value] : a.numbers)
                if (const auto percent = percentile_of(name))
                    stated.push_back({name, *percent, value});
            return std::make_shared<Metalog>(MetalogFit(
                std::move(stated), a.or_else("min", -infinity), a.or_else("max", infinity)));
        },
        .examples = {{.numbers = {{"p10", 3}, {"p50", 5}, {"p90", 9}}},
                     {.numbers = {{"p5", 2}, {"p25", 3}, {"p50", 4}, {"p75", 5.5}, {"p95", 9}}},
                     {.numbers = {{"p10", 3}, {"p50", 5}, {"p90", 9}, {"min", 0}}},
                     {.numbers = {{"p10", 3}, {"p50", 5}, {"p90", 6}, {"max", 7}}},
                     {.numbers = {{"p10", 3}, {"p50", 5}, {"p90", 9}, {"min", 0}, {"max", 20}}}},
        .written = {"metalog = { p10, p50, p90 }"},
        .percentiles = true};
}

}  // namespace plancast
