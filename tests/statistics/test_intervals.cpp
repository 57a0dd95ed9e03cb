#include "tests/support/catch.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "engine/statistics/intervals.hpp"

using plancast::mean_interval;
using plancast::Moments;
using plancast::wilson_interval;

TEST_CASE("wilson_interval: the examples of Newcombe (1998)", "[statistics]") {
    // Statistics in Medicine 17(8), 857-872, table I, method 3; four decimals are printed.
    struct Example {
        std::uint64_t hits, trials;
        double low, high;
    };
    const Example example = GENERATE(Example{81, 263, 0.2553, 0.3662},  //
                                     Example{15, 148, 0.0624, 0.1605},  //
                                     Example{0, 20, 0.0000, 0.1611},    //
                                     Example{1, 29, 0.0061, 0.1718});
    const auto [low, high] = wilson_interval(example.hits, example.trials);
    CHECK(std::abs(low - example.low) < 0.5e-4);
    CHECK(std::abs(high - example.high) < 0.5e-4);
}

TEST_CASE("wilson_interval: the ends solve the score equation at every level",
          "[statistics][property]") {
    const double level = GENERATE(0.5, 0.8, 0.95, 0.99, 0.999999);
    const double z =
        boost::math::quantile(boost::math::complement(boost::math::normal(), (1 - level) / 2));
    const std::uint64_t trials = GENERATE(1, 7, 1000, 100'000'000);
    for (const std::uint64_t hits : {std::uint64_t{0}, trials / 3, trials / 2, trials}) {
        const double n = static_cast<double>(trials);
        const double p = static_cast<double>(hits) / n;
        const auto interval = wilson_interval(hits, trials, level);
        CHECK(interval[0] <= p);
        CHECK(interval[1] >= p);
        for (const double end : interval) {
            CHECK(end >= 0);
            CHECK(end <= 1);
            // (p - end)^2 = z^2 end (1 - end) / n.
            CHECK(std::abs(std::abs(p - end) - z * std::sqrt(end * (1 - end) / n)) <
                  1e-12 * std::max(end, 1e-3));
        }
    }
}

TEST_CASE("wilson_interval: never hit is not 0 %", "[statistics]") {
    const auto [low, high] = wilson_interval(0, 100'000);
    CHECK(low == 0);
    // z^2 / (n + z^2).
    CHECK(high == Approx(3.841458820694124 / (100'000 + 3.841458820694124)).epsilon(1e-12));
    const auto always = wilson_interval(100'000, 100'000);
    CHECK(always[0] == Approx(1 - high).epsilon(1e-14));
    CHECK(always[1] == 1);
}

TEST_CASE("wilson_interval: without trials nothing is known", "[statistics]") {
    CHECK(wilson_interval(0, 0) == std::array<double, 2>{0, 1});
}

namespace {

/// The exact probability that the interval covers @p p, summed over all possible counts.
template <typename Interval>
double coverage(std::uint64_t trials, double p, Interval interval) {
    const boost::math::binomial law(static_cast<double>(trials), p);
    double covered = 0;
    for (std::uint64_t hits = 0; hits <= trials; ++hits) {
        const auto [low, high] = interval(hits, trials);
        if (low <= p && p <= high) covered += boost::math::pdf(law, static_cast<double>(hits));
    }
    return covered;
}

/// Mean and minimum of the coverage over p = 0.005, 0.015, ... 0.995.
template <typename Interval>
std::pair<double, double> coverage_over_p(std::uint64_t trials, Interval interval) {
    double sum = 0;
    double least = 1;
    for (int i = 0; i < 100; ++i) {
        const double covered = coverage(trials, (i + 0.5) / 100, interval);
        sum += covered;
        least = std::min(least, covered);
    }
    return {sum / 100, least};
}

std::array<double, 2> wald_interval(std::uint64_t hits, std::uint64_t trials) {
    const double n = static_cast<double>(trials);
    const double p = static_cast<double>(hits) / n;
    const double reach = 1.959963984540054 * std::sqrt(p * (1 - p) / n);
    return {p - reach, p + reach};
}

}  // namespace

TEST_CASE("wilson_interval: covers as often as it says", "[statistics][property]") {
    // Brown, Cai & DasGupta (2001), figures 5 and 6: at n = 50 the mean over p lies at the level,
    // where the standard interval falls short everywhere and breaks down at the ends.
    const auto [mean, least] = coverage_over_p(
        50, [](std::uint64_t hits, std::uint64_t trials) { return wilson_interval(hits, trials); });
    CHECK(std::abs(mean - 0.95) < 0.005);
    CHECK(least > 0.90);
    const auto [wald_mean, wald_least] = coverage_over_p(50, wald_interval);
    CHECK(std::abs(wald_mean - 0.95) > 0.02);
    CHECK(wald_least < 0.5);
}

TEST_CASE("mean_interval: z standard errors to either side", "[statistics]") {
    const Moments moments{401, 10, 400.0 * 4};  // sd 2, standard error 2 / sqrt(401)
    const auto [low, high] = mean_interval(moments);
    CHECK(high - 10 == Approx(1.959963984540054 * 2 / std::sqrt(401.0)).epsilon(1e-12));
    CHECK(10 - low == Approx(high - 10).epsilon(1e-12));
    const auto narrow = mean_interval(moments, 0.5);
    CHECK(narrow[1] - 10 == Approx(0.6744897501960817 * 2 / std::sqrt(401.0)).epsilon(1e-12));
}

TEST_CASE("mean_interval: one value says nothing about its error", "[statistics]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(mean_interval(Moments{1, 3, 0}) == std::array<double, 2>{-infinity, infinity});
}
