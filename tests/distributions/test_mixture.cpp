#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/distributions/named_law.hpp"
#include "tests/distributions/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

/// Mixtures with values of positive probability, in the order of those values.
std::vector<DistributionPtr> mixed_laws() {
    return {
        make_mixture({{0.7, make_constant(0)}, {0.3, make_lognormal(5, 0.4)}}),
        make_mixture({{0.2, make_constant(1)}, {0.5, make_normal(1, 2)}, {0.3, make_constant(-3)}}),
        make_mixture({{0.5, clipped(make_normal(0, 1), -1, 2)}, {0.5, make_uniform(0, 4)}}),
        make_mixture({{0.4, make_law("uniform_integer", {.numbers = {{"min", 1}, {"max", 6}}})},
                      {0.6, make_uniform(0, 10)}}),
    };
}

std::string refusal(const std::vector<std::pair<double, DistributionPtr>>& laws) {
    try {
        make_mixture(laws);
    } catch (const InvalidInput& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("make_mixture: probabilities and moments are weighted sums", "[distributions]") {
    const auto lump = make_mixture({{0.7, make_constant(0)}, {0.3, make_uniform(2, 4)}});
    CHECK(lump->pdf(0) == Approx(0.7));
    CHECK(lump->pdf(3) == Approx(0.15));
    CHECK(lump->cdf(-1e-9) == 0);
    CHECK(lump->cdf(0) == Approx(0.7));
    CHECK(lump->cdf(3) == Approx(0.85));
    CHECK(lump->upper_tail(3) == Approx(0.15));
    CHECK(lump->quantile(0.69) == 0);
    CHECK(lump->quantile(0.85) == Approx(3).epsilon(1e-14));
    CHECK(lump->upper_quantile(0.15) == Approx(3).epsilon(1e-14));
    CHECK(lump->mean() == Approx(0.3 * 3));
    CHECK(lump->variance() == Approx(0.3 * (1.0 / 3 + 9) - 0.81));
    CHECK(lump->support() == std::pair{0.0, 4.0});
    CHECK_FALSE(lump->is_continuous());

    const auto experts = make_mixture({{0.5, make_normal(0, 1)}, {0.5, make_normal(10, 2)}});
    CHECK(experts->mean() == Approx(5));
    CHECK(experts->variance() == Approx(0.5 * (1 + 4) + 25));
    CHECK(experts->is_continuous());
    // In the gap between the two the middle is a place where hardly anything lies.
    CHECK(experts->cdf(4) == Approx(0.5).epsilon(1e-2));
}

TEST_CASE("make_mixture: what need not be a mixture is none", "[distributions]") {
    const auto normal = make_normal(0, 1);
    CHECK(make_mixture({{1, normal}}) == normal);
    CHECK(make_mixture({{0, make_constant(3)}, {1, normal}}) == normal);
    CHECK(make_mixture({{0.5, make_constant(1)}, {0.5, make_discrete({1, 2}, {0.5, 0.5})}})
              ->describe() == "discrete(1: 0.75, 2: 0.25)");
}

TEST_CASE("mixtures: the quantile is the smallest x with cdf(x) >= u, fast or not",
          "[distributions][property]") {
    for (const DistributionPtr& law : mixed_laws()) {
        INFO(law->describe());
        std::vector<double> u = {0x1p-53, 1e-9, 0.5, 1 - 1e-9, 1 - 0x1p-53};
        for (const double random : test_uniforms("mixed", 20000)) u.push_back(random);
        std::sort(u.begin(), u.end());
        std::vector<double> x(u.size());
        make_quantile_function(law)->evaluate(u, x);
        CHECK(std::is_sorted(x.begin(), x.end()));
        std::vector<double> in_place = u;
        make_quantile_function(law)->evaluate(in_place, in_place);
        CHECK(in_place == x);
        std::size_t at_values = 0;
        for (std::size_t i = 0; i < u.size(); ++i) {
            const double p = std::min(u[i], 1 - u[i]), rounding = 1e-12;
            const double exact = law->quantile(u[i]);
            CAPTURE(u[i], exact, x[i]);
            const double before = std::nextafter(exact, -INFINITY);
            REQUIRE(law->cdf(exact) >= u[i] - rounding);
            REQUIRE(law->cdf(before) <= u[i] + rounding);
            // The fast one is off by 1e-9 of the tail probability.
            const double tail = u[i] < 0.5 ? law->cdf(x[i]) : law->upper_tail(x[i]);
            if (x[i] == exact) {
                at_values += law->cdf(exact) - law->cdf(before) > 1e-3;
                continue;
            }
            REQUIRE(std::fabs(tail - p) <= 2e-9 * p + 1e-15);
        }
        CHECK(at_values > 1000);
    }
}

TEST_CASE("mixtures: draws fit, those of a biased sampler do not", "[distributions][statistical]") {
    for (const DistributionPtr& law : mixed_laws()) {
        INFO(law->describe());
        const auto quantile = make_quantile_function(law);
        auto draws = test_uniforms("mixture fit", 1000000), biased = draws;
        for (double& u : biased) u -= 0.02 * u * (1 - u);
        quantile->evaluate(draws, draws);
        quantile->evaluate(biased, biased);
        std::sort(draws.begin(), draws.end());
        std::sort(biased.begin(), biased.end());
        // At both sides of each value: the share of draws up to it. Five standard errors leave a
        // false alarm rate of 1e-6 a place.
        double worst = 0, worst_biased = 0;
        for (const double x :
             {-3.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0}) {
            const double p = law->cdf(x), error = std::sqrt(p * (1 - p) / 1e6) + 1e-12;
            const auto share = [&](const std::vector<double>& all) {
                return static_cast<double>(std::upper_bound(all.begin(), all.end(), x) -
                                           all.begin()) /
                       1e6;
            };
            worst = std::max(worst, std::fabs(share(draws) - p) / error);
            worst_biased = std::max(worst_biased, std::fabs(share(biased) - p) / error);
        }
        CHECK(worst < 5);
        CHECK(worst_biased > 5);
    }
}

TEST_CASE("mixtures: truncated and clipped part by part", "[distributions]") {
    const auto lump = make_mixture({{0.5, make_constant(0)}, {0.5, make_uniform(-2, 2)}});
    // Of the uniform a half is above 0, of the constant all: 2 to 1.
    const auto above = truncated(lump, 0, 5);
    CHECK(above->pdf(0) == Approx(2.0 / 3));
    CHECK(above->cdf(1) == Approx(2.0 / 3 + 1.0 / 6));
    CHECK(above->mean() == Approx(1.0 / 3));
    CHECK(truncated(lump, 1, 5)->describe() == "truncated(uniform(-2, 2), 1, 2)");
    const auto cut = clipped(lump, -1, 1);
    CHECK(cut->pdf(-1) == Approx(0.125));
    CHECK(cut->pdf(0) == Approx(0.5));
    CHECK(cut->pdf(1) == Approx(0.125));
    CHECK(cut->mean() == Approx(0).margin(1e-12));
    // What is clipped may be truncated again.
    CHECK(truncated(clipped(make_uniform(0, 4), 1, 4), 0, 2)->pdf(1) == Approx(0.5));
    const auto dice = make_law("uniform_integer", {.numbers = {{"min", 1}, {"max", 6}}});
    CHECK(truncated(dice, 2.5, 4)->describe() == "discrete(3: 0.5, 4: 0.5)");
    CHECK(clipped(dice, 2, 9)->pdf(2) == Approx(1.0 / 3));
}

TEST_CASE("make_mixture: what cannot be mixed", "[distributions][errors]") {
    const auto normal = make_normal(0, 1);
    CHECK(refusal({}) == "a mixture needs at least one law");
    CHECK(refusal({{0.5, normal}, {0.4, normal}}) == "the weights must sum to 1, but sum to 0.9");
    CHECK(refusal({{1.5, normal}, {-0.5, normal}}) == "a weight must not be below 0, is -0.5");
    const auto many = make_law("uniform_integer", {.numbers = {{"min", 1}, {"max", 1e6}}});
    CHECK(refusal({{0.5, normal}, {0.5, many}}) ==
          "uniform_integer(1, 1000000) has more than 10000 values: too many to truncate, clip or "
          "mix");
}
