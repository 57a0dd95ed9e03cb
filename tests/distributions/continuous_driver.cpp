#include "tests/distributions/continuous_driver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "tests/distributions/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

namespace plancast::test {

namespace {

double ulp(double x) {
    return std::nextafter(std::fabs(x), std::numeric_limits<double>::infinity()) - std::fabs(x);
}

/// Tail probabilities from 1/2 down to 2^-53, several an octave and none a table's node.
std::vector<double> tail_grid(int per_octave) {
    std::vector<double> result;
    for (int octave = 2; octave <= 53; ++octave)
        for (int m = 0; m < per_octave; ++m)
            result.push_back(std::ldexp(1 + (m + 0.37) / per_octave, -octave));
    result.push_back(0x1p-53);
    result.push_back(0.5);
    return result;
}

/// Whether two values of the law are the same but for a share of their tail probability p, or a
/// few units in the last place.
bool same_value(double a, double b, double p, double density, double share, double places) {
    const double difference = std::fabs(a - b);
    return difference * density <= share * p || difference <= places * ulp(b);
}

bool close(double a, double b, double relative) {
    return std::fabs(a - b) <= relative * std::fabs(b);
}

}  // namespace

void check_against_truth(const ContinuousCase& c) {
    INFO(c.name);
    REQUIRE(c.truth);
    const Distribution& law = *c.law;
    for (const double p : tail_grid(4)) {
        CAPTURE(p);
        const double low = c.truth->quantile(p), high = c.truth->upper_quantile(p);
        const double low_density = c.truth->pdf(low), high_density = c.truth->pdf(high);
        REQUIRE(same_value(law.quantile(p), low, p, low_density, 1e-11, 4));
        REQUIRE(same_value(law.upper_quantile(p), high, p, high_density, 1e-11, 4));
        REQUIRE(same_value(law.quantile(1 - p), c.truth->upper_quantile(1 - (1 - p)), 1 - (1 - p),
                           high_density, 1e-11, 4));
        REQUIRE(close(law.cdf(low), c.truth->cdf(low), 1e-11));
        REQUIRE(close(law.upper_tail(low), c.truth->upper_tail(low), 1e-11));
        REQUIRE(close(law.cdf(high), c.truth->cdf(high), 1e-11));
        REQUIRE(close(law.upper_tail(high), c.truth->upper_tail(high), 1e-11));
        if (low_density < 1e300) REQUIRE(close(law.pdf(low), low_density, 1e-11));
        if (high_density < 1e300) REQUIRE(close(law.pdf(high), high_density, 1e-11));
    }
}

void check_round_trip(const ContinuousCase& c) {
    INFO(c.name);
    const Distribution& law = *c.law;
    const auto [min, max] = law.support();
    for (const double p : tail_grid(8)) {
        CAPTURE(p);
        const double low = law.quantile(p), high = law.upper_quantile(p);
        REQUIRE((low >= min && low <= max && high >= min && high <= max));
        REQUIRE(low <= high + 1e-13 * std::fabs(high));
        if (low > min)
            REQUIRE(same_value(law.quantile(law.cdf(low)), low, p, law.pdf(low), 1e-11, 4));
        if (high < max)
            REQUIRE(same_value(law.upper_quantile(law.upper_tail(high)), high, p, law.pdf(high),
                               1e-11, 4));
        // What x can resolve of p.
        REQUIRE(std::fabs(law.cdf(low) - p) <= 1e-11 * p + 4 * ulp(low) * law.pdf(low));
        REQUIRE(std::fabs(law.upper_tail(high) - p) <= 1e-11 * p + 4 * ulp(high) * law.pdf(high));
        REQUIRE(std::fabs(law.cdf(low) + law.upper_tail(low) - 1) < 1e-12);
    }
    if (std::isfinite(min)) {
        CHECK(law.cdf(min) == 0);
        CHECK(law.upper_tail(min - 1) == 1);
        CHECK(law.pdf(min - 1) == 0);
    }
    if (std::isfinite(max)) {
        CHECK(law.cdf(max + 1) == 1);
        CHECK(law.upper_tail(max) == 0);
        CHECK(law.pdf(max + 1) == 0);
    }
    CHECK(law.is_continuous());
}

void check_density(const ContinuousCase& c) {
    INFO(c.name);
    const Distribution& law = *c.law;
    for (const double p : {1e-6, 1e-3, 0.02, 0.11, 0.23, 0.37, 0.49}) {
        for (const bool upper : {false, true}) {
            CAPTURE(p, upper);
            const double x = upper ? law.upper_quantile(p) : law.quantile(p);
            const auto tail = [&](double at) { return upper ? -law.upper_tail(at) : law.cdf(at); };
            // Five-point rule: error of order h^4, h a small part of the scale on which p changes.
            // Rounded so that x + h is exact.
            const double h = (x + 3e-4 * p / law.pdf(x)) - x;
            const double derivative =
                (8 * (tail(x + h) - tail(x - h)) - (tail(x + 2 * h) - tail(x - 2 * h))) / (12 * h);
            REQUIRE(close(derivative, law.pdf(x), 1e-8));
        }
    }
}

void check_moments(const ContinuousCase& c) {
    INFO(c.name);
    const Distribution& law = *c.law;
    // Panels between tail probabilities in the ratio 2^(1/8), down to 2^-200: smooth on each.
    std::vector<double> ends;
    const auto add = [&](double x) {
        const bool smooth = std::isfinite(x) && std::isfinite(law.pdf(x));
        if (smooth && (ends.empty() || x > ends.back())) ends.push_back(x);
    };
    for (int k = 1600; k > 8; --k) add(law.quantile(std::exp2(-k / 8.0)));
    for (int k = 8; k <= 1600; ++k) add(law.upper_quantile(std::exp2(-k / 8.0)));
    ends.insert(ends.end(), c.kinks.begin(), c.kinks.end());
    std::sort(ends.begin(), ends.end());
    const double centre = law.mean();
    double total = 0, first = 0, second = 0;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        // Thinner panels lie at an end where the density may be infinite, and hold next to nothing.
        if (ends[i + 1] - ends[i] < 4096 * ulp(ends[i + 1])) continue;
        const auto moment = [&](int power) {
            return integral([&](double x) { return std::pow(x - centre, power) * law.pdf(x); },
                            ends[i], ends[i + 1]);
        };
        total += moment(0);
        first += moment(1);
        second += moment(2);
    }
    const double sd = std::sqrt(law.variance());
    CHECK(std::fabs(total - 1) < 1e-9);
    // Moments that are integrals themselves do not know where the kinks are.
    const double tolerance = c.kinks.empty() ? 1e-9 : 5e-8;
    CHECK(std::fabs(first) < tolerance * sd);
    CHECK(close(second, law.variance(), 10 * tolerance));
}

void check_fast_bound(const ContinuousCase& c) {
    INFO(c.name);
    const Distribution& law = *c.law;
    std::vector<double> u;
    for (const double p : tail_grid(300)) u.insert(u.end(), {p, 1 - p});
    for (const double random : test_uniforms("fast bound", 20000)) u.push_back(random);
    std::vector<double> x(u.size());
    make_quantile_function(c.law)->evaluate(u, x);
    for (std::size_t i = 0; i < u.size(); ++i) {
        const double p = std::min(u[i], 1 - u[i]);
        const double error = u[i] < 0.5 ? law.cdf(x[i]) - u[i] : law.upper_tail(x[i]) - (1 - u[i]);
        if (std::fabs(error) <= 1e-9 * p) continue;
        // One unit in the last place of x; and where even that is more than x can be asked for,
        // the law's own quantile.
        const bool last_place = std::fabs(error) <= 1.01 * ulp(x[i]) * law.pdf(x[i]) ||
                                std::fabs(x[i] - law.quantile(u[i])) <= ulp(x[i]);
        CAPTURE(u[i], x[i], error);
        REQUIRE(last_place);
    }
}

void check_fast_monotone(const ContinuousCase& c) {
    INFO(c.name);
    const QuantileFunctionPtr quantile = make_quantile_function(c.law);
    // Draws are (k + 1/2) 2^-52: 64 neighbours around random places, the ends of cells and octaves,
    // the middle, and the ends.
    const double draws = 0x1p52;
    std::vector<double> centres = {32, 0.5 * draws, draws - 33};
    for (int octave = 2; octave <= 46; ++octave)
        // Outside the tables there are no cells.
        for (int cell = 0; cell < 128; cell += octave <= 17 ? 1 : 32) {
            const double k = std::ldexp(1 + cell / 128.0, -octave) * draws;
            centres.insert(centres.end(), {k, draws - k});
        }
    for (const double u : test_uniforms("monotone", 3000))
        centres.push_back(std::clamp(std::floor(u * draws), 32.0, draws - 33));
    std::vector<double> u(64), x(64);
    for (const double centre : centres) {
        for (std::size_t i = 0; i < u.size(); ++i)
            u[i] = (std::floor(centre) - 32 + static_cast<double>(i) + 0.5) * 0x1p-52;
        if (u.front() <= 0 || u.back() >= 1) continue;
        quantile->evaluate(u, x);
        CAPTURE(u.front());
        REQUIRE(std::is_sorted(x.begin(), x.end()));
    }
    auto sorted = test_uniforms("monotone", 100000);
    std::sort(sorted.begin(), sorted.end());
    quantile->evaluate(sorted, sorted);
    CHECK(std::is_sorted(sorted.begin(), sorted.end()));
}

void check_fast_places(const ContinuousCase& c) {
    INFO(c.name);
    const QuantileFunctionPtr quantile = make_quantile_function(c.law);
    std::vector<double> u = test_uniforms("places", 300);
    u[5] = 0.5, u[17] = 0x1p-53, u[18] = 1 - 0x1p-53, u[100] = 1e-7;
    std::vector<double> whole(u.size());
    quantile->evaluate(u, whole);
    for (const std::size_t length : {1u, 3u, 7u, 8u, 9u, 64u}) {
        for (std::size_t start = 0; start + length <= u.size(); start += length + 1) {
            std::vector<double> part(u.begin() + static_cast<std::ptrdiff_t>(start),
                                     u.begin() + static_cast<std::ptrdiff_t>(start + length));
            quantile->evaluate(part, part);
            REQUIRE(std::equal(part.begin(), part.end(),
                               whole.begin() + static_cast<std::ptrdiff_t>(start)));
        }
    }
    std::vector<double> none;
    quantile->evaluate(none, none);
}

void check_fit(const ContinuousCase& c) {
    INFO(c.name);
    const auto cdf = [&](double x) { return c.law->cdf(x); };
    const QuantileFunctionPtr quantile = make_quantile_function(c.law);
    // Sorted before, since quantiles keep the order: sorting them costs little then.
    static const std::vector<double> uniforms = [] {
        auto u = test_uniforms("fit", 1000000);
        std::sort(u.begin(), u.end());
        return u;
    }();
    std::vector<double> draws = uniforms;
    quantile->evaluate(draws, draws);
    CHECK(kolmogorov_smirnov(draws, cdf) < kolmogorov_smirnov_limit);

    std::vector<double> biased = uniforms;
    for (double& u : biased) u -= 0.02 * u * (1 - u);  // half a percent at most
    quantile->evaluate(biased, biased);
    CHECK(kolmogorov_smirnov(biased, cdf) > kolmogorov_smirnov_limit);
}

}  // namespace plancast::test
