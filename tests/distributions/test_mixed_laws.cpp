#include <cmath>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/distributions/distribution.hpp"
#include "engine/distributions/special_functions.hpp"
#include "tests/distributions/boost_reference.hpp"
#include "tests/distributions/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

const double inf = INFINITY;

struct ClippedCase {
    DistributionPtr inner;
    double min, max;
};

std::vector<ClippedCase> clipped_laws() {
    return {{make_normal(1, 1), 0, 2.5},      {make_normal(0, 1), -inf, 1},
            {make_lognormal(2, 0.7), 1, inf}, {make_pert(0, 1, 5), 0.5, 4},
            {make_uniform(0, 10), 7, 20},     {truncated(make_normal(0, 1), 0, inf), 0.5, 1}};
}

}  // namespace

TEST_CASE("clipped: what lies outside piles up at the ends", "[distributions]") {
    for (const auto& [inner, min, max] : clipped_laws()) {
        const auto law = clipped(inner, min, max);
        INFO(law->describe());
        const auto [low, high] = law->support();
        CHECK(low == std::max(min, inner->support().first));
        CHECK(high == std::min(max, inner->support().second));
        if (std::isfinite(min)) {
            CHECK(law->pdf(min) == inner->cdf(min));
            CHECK(law->cdf(std::nextafter(min, -inf)) == 0);
            CHECK(law->cdf(min) == inner->cdf(min));
            CHECK(law->upper_tail(min - 1) == 1);
        }
        if (max < inner->support().second) CHECK(law->pdf(max) == inner->upper_tail(max));
        if (std::isfinite(high)) {
            CHECK(law->cdf(high) == 1);
            CHECK(law->upper_tail(high) == 0);
            CHECK(law->cdf(std::nextafter(high, -inf)) ==
                  Approx(1 - inner->upper_tail(high)).epsilon(1e-12));
        }
        CHECK_FALSE(law->is_continuous());
        for (const double u : {1e-9, 0.1, 0.3, 0.5, 0.8, 1 - 1e-9}) {
            CHECK(law->quantile(u) == std::min(std::max(inner->quantile(u), min), max));
            CHECK(law->upper_quantile(u) == std::min(std::max(inner->upper_quantile(u), min), max));
            const double x = law->quantile(u);
            CHECK(law->cdf(x) >= u * (1 - 1e-12));
            CHECK(law->cdf(std::nextafter(x, -inf)) <= u * (1 + 1e-12));
            if (x > low && x < high) CHECK(law->pdf(x) == inner->pdf(x));
        }
    }
}

TEST_CASE("clipped: moments in closed form for normal and uniform", "[distributions]") {
    // With a = (min - mean) / sd and b likewise, Z = min(max(z, a), b):
    // E Z = a F(a) + f(a) - f(b) + b (1 - F(b)), and so on for the square.
    const double a = -1, b = 1.5;
    const auto f = [](double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI); };
    const auto cdf = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
    const double first = a * cdf(a) + f(a) - f(b) + b * cdf(-b);
    const double second =
        a * a * cdf(a) + (cdf(b) - cdf(a) + a * f(a) - b * f(b)) + b * b * cdf(-b);
    const auto normal = clipped(make_normal(10, 2), 10 + 2 * a, 10 + 2 * b);
    CHECK(normal->mean() == Approx(10 + 2 * first).epsilon(1e-12));
    CHECK(normal->variance() == Approx(4 * (second - first * first)).epsilon(1e-10));

    // Uniform on [0, 10], raised to 7: 0.7 of 7 and 0.3 of a uniform on [7, 10].
    const auto uniform = clipped(make_uniform(0, 10), 7, 20);
    CHECK(uniform->mean() == Approx(0.7 * 7 + 0.3 * 8.5).epsilon(1e-13));
    CHECK(uniform->variance() ==
          Approx(0.7 * 49 + 0.3 * (8.5 * 8.5 + 9.0 / 12) - 7.45 * 7.45).epsilon(1e-10));
}

TEST_CASE("clipped: draws are the inner law's, clipped, and fit", "[distributions][statistical]") {
    for (const auto& [inner, min, max] : clipped_laws()) {
        const auto law = clipped(inner, min, max);
        INFO(law->describe());
        auto draws = test_uniforms("clipped", 1000000), unclipped = draws;
        make_quantile_function(law)->evaluate(draws, draws);
        make_quantile_function(inner)->evaluate(unclipped, unclipped);
        double at_min = 0;
        for (std::size_t i = 0; i < draws.size(); ++i) {
            REQUIRE(draws[i] == std::min(std::max(unclipped[i], min), max));
            at_min += draws[i] == min;
        }
        // 5 standard errors: a false alarm in a million.
        const double p = std::isfinite(min) ? inner->cdf(min) : 0;
        CHECK(std::fabs(at_min / 1e6 - p) <= 5 * std::sqrt(p * (1 - p) / 1e6));
        CHECK(kolmogorov_smirnov(draws, [&](double x) { return law->cdf(x); }) <
              kolmogorov_smirnov_limit);
    }
}

TEST_CASE("clipped: limits beyond the support, and beyond one of its ends", "[distributions]") {
    const auto law = make_uniform(2, 3);
    CHECK(clipped(law, 0, 5) == law);
    CHECK(clipped(law, 3, 5)->describe() == "constant(3)");
    CHECK(clipped(law, -1, 1)->describe() == "constant(1)");
    CHECK(clipped(law, 2.5, 2.5)->describe() == "constant(2.5)");
    CHECK(clipped(make_normal(0, 1), 0, inf)->describe() == "clipped(normal(0, 1), 0, inf)");
}
