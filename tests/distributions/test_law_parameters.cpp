#include <cmath>
#include <limits>
#include <string>

#include "engine/core/error.hpp"
#include "engine/distributions/distribution.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

template <typename Make>
std::string refusal(Make&& make) {
    try {
        make();
    } catch (const InvalidInput& error) {
        return error.what();
    }
    return "accepted";
}

const double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("makers of laws: a refusal says what is wrong and what was expected",
          "[distributions][errors]") {
    CHECK(refusal([] { make_constant(not_a_number); }) == "value must be a finite number, is nan");
    CHECK(refusal([] { make_uniform(2, 1); }) ==
          "min must be below max, but min is 2 and max is 1");
    CHECK(refusal([] { make_uniform(1, 1); }) ==
          "min must be below max, but min is 1 and max is 1");
    CHECK(refusal([] { make_uniform(-INFINITY, 1); }) == "min must be a finite number, is -inf");
    CHECK(refusal([] { make_uniform(-1e308, 1e308); }) ==
          "the range from -1e+308 to 1e+308 is too wide");
    CHECK(refusal([] { make_log_uniform(0, 1); }) ==
          "min of a log-uniform law must be above 0, is 0");
    CHECK(refusal([] { make_normal(0, -1); }) == "sd must be above 0, is -1");
    CHECK(refusal([] { make_normal(0, 0); }) == "sd must be above 0, is 0");
    CHECK(refusal([] { make_normal(not_a_number, 1); }) == "mean must be a finite number, is nan");
    CHECK(refusal([] { make_lognormal(0, 1); }) == "median must be above 0, is 0");
    CHECK(refusal([] { make_lognormal(1, -0.5); }) == "log_sd must be above 0, is -0.5");
    CHECK(refusal([] { make_lognormal_by_mean(-3, 1); }) ==
          "mean of a lognormal law must be above 0, is -3");
    CHECK(refusal([] { make_lognormal_by_mean(3, 0); }) == "sd must be above 0, is 0");
    CHECK(refusal([] { make_triangular(1, 5, 4); }) ==
          "mode must lie between min and max (1 to 4), is 5");
    CHECK(refusal([] { make_triangular(1, 1, 1); }) ==
          "min must be below max, but min is 1 and max is 1");
    CHECK(refusal([] { make_pert(0, not_a_number, 1); }) == "mode must be a finite number, is nan");
    CHECK(refusal([] { make_pert(0, -0.5, 1); }) ==
          "mode must lie between min and max (0 to 1), is -0.5");
    CHECK(refusal([] { make_beta(0, 1); }) == "alpha must be above 0, is 0");
    CHECK(refusal([] { make_beta(1, -2); }) == "beta must be above 0, is -2");
    CHECK(refusal([] { make_beta(1, 1, 3, 2); }) ==
          "min must be below max, but min is 3 and max is 2");
    CHECK(refusal([] { make_gamma(-1, 1); }) == "shape must be above 0, is -1");
    CHECK(refusal([] { make_gamma(1, 0); }) == "scale must be above 0, is 0");
    CHECK(refusal([] { make_gamma_by_mean(0, 1); }) == "mean of a gamma law must be above 0, is 0");
}

TEST_CASE("make_beta_by_mean: says the largest possible sd", "[distributions][errors]") {
    // With mean m of [0, 1] the variance is below m (1 - m).
    CHECK(refusal([] { make_beta_by_mean(0.2, 0.5); }) ==
          "sd of a beta law with mean 0.2 on [0, 1] must be below 0.4, is 0.5");
    CHECK(refusal([] { make_beta_by_mean(0.2, 0.4); }) ==
          "sd of a beta law with mean 0.2 on [0, 1] must be below 0.4, is 0.4");
    CHECK(refusal([] { make_beta_by_mean(14, 5, 10, 20); }) ==
          "sd of a beta law with mean 14 on [10, 20] must be below 4.89898, is 5");
    CHECK(refusal([] { make_beta_by_mean(20, 1, 10, 20); }) ==
          "mean of a beta law must lie between min and max (10 to 20), is 20");
    CHECK(refusal([] { make_beta_by_mean(0.5, 0); }) == "sd must be above 0, is 0");
}

TEST_CASE("make_discrete: weights", "[distributions][errors]") {
    CHECK(refusal([] {
              make_discrete({1, 2}, {0.5, 0.4});
          }) == "the weights must sum to 1, but sum to 0.9");
    CHECK(refusal([] {
              make_discrete({1, 2}, {1.5, -0.5});
          }) == "a weight must not be below 0, but the weight of 2 is -0.5");
    CHECK(refusal([] {
              make_discrete({1, 2}, {1});
          }) == "a discrete law needs one weight per value, but has 2 values and 1 weights");
    CHECK(refusal([] { make_discrete({}, {}); }) == "a discrete law needs at least one value");
    CHECK(refusal([] {
              make_discrete({1, not_a_number}, {0.5, 0.5});
          }) == "a value of a discrete law must be a finite number, is nan");
    CHECK(refusal([] {
              make_discrete({1, 2}, {not_a_number, 0.5});
          }) == "a weight of a discrete law must be a finite number, is nan");
    CHECK(refusal([] {
              make_discrete({1, 2, 3}, {1. / 3, 1. / 3, 1. / 3 + 5e-10});
          }) == "accepted");
}

TEST_CASE("truncated, clipped: limits", "[distributions][errors]") {
    const auto normal = make_normal(0, 1);
    CHECK(refusal([&] { truncated(normal, 2, 1); }) ==
          "min must not be above max in a truncated law, but min is 2 and max is 1");
    CHECK(refusal([&] { clipped(normal, 2, 1); }) ==
          "min must not be above max in a clipped law, but min is 2 and max is 1");
    CHECK(refusal([&] { clipped(normal, not_a_number, 1); }) ==
          "the limits of a clipped law must be numbers, are nan and 1");
    CHECK(refusal([&] { truncated(normal, 1, 1); }) ==
          "min must be below max in a truncated law, both are 1");
    CHECK(refusal([] { truncated(make_uniform(0, 1), 1, 2); }) ==
          "uniform(0, 1) lies between 0 and 1: nothing of it is left between 1 and 2");
    CHECK(refusal([&] { truncated(normal, 60, 70); }) ==
          "truncated(normal(0, 1), 60, 70) leaves nothing to draw: that range has probability 0");
    CHECK(refusal([] {
              truncated(make_discrete({1, 2}, {0.5, 0.5}), 3, 4);
          }) ==
          "discrete(1: 0.5, 2: 0.5) lies between 1 and 2: nothing of it is left between 3 and 4");
    CHECK(refusal([] {
              truncated(make_discrete({1, 5}, {0.5, 0.5}), 3, 4);
          }) == "no value of discrete(1: 0.5, 5: 0.5) lies between 3 and 4");
    CHECK(refusal([] { truncated(make_constant(1), 3, 4); }) ==
          "constant(1) lies between 1 and 1: nothing of it is left between 3 and 4");
}

TEST_CASE("laws by mean and sd have that mean and sd", "[distributions]") {
    const auto check = [](const DistributionPtr& law, double mean, double sd) {
        INFO(law->describe());
        CHECK(law->mean() == Approx(mean).epsilon(1e-13));
        CHECK(std::sqrt(law->variance()) == Approx(sd).epsilon(1e-12));
    };
    check(make_normal(3, 0.5), 3, 0.5);
    check(make_lognormal_by_mean(9000, 1800), 9000, 1800);
    check(make_lognormal_by_mean(1, 5), 1, 5);
    check(make_beta_by_mean(0.9, 0.05), 0.9, 0.05);
    check(make_beta_by_mean(14, 2, 10, 20), 14, 2);
    check(make_gamma_by_mean(5, 2), 5, 2);
    // PERT: mean (min + 4 mode + max) / 6, variance (mean - min)(max - mean) / 7.
    const auto pert = make_pert(2, 3, 10);
    CHECK(pert->mean() == Approx(4).epsilon(1e-14));
    CHECK(pert->variance() == Approx(2.0 * 6 / 7).epsilon(1e-14));
    // Lognormal by median and log-sd.
    const auto lognormal = make_lognormal(9000, 0.2);
    CHECK(lognormal->quantile(0.5) == Approx(9000).epsilon(1e-14));
    CHECK(lognormal->mean() == Approx(9000 * std::exp(0.02)).epsilon(1e-14));
}

TEST_CASE("describe: what fixes the law, and nothing else", "[distributions]") {
    CHECK(make_uniform(0, 1.5)->describe() == "uniform(0, 1.5)");
    CHECK(make_normal(0.1, 2)->describe() == "normal(0.1, 2)");
    CHECK(make_lognormal(2, 0.5)->describe() == "lognormal(2, 0.5)");
    CHECK(make_log_uniform(1, 2)->describe() == "log_uniform(1, 2)");
    CHECK(make_triangular(1, 2, 4)->describe() == "triangular(1, 2, 4)");
    CHECK(make_beta(2, 5)->describe() == "beta(2, 5)");
    CHECK(make_beta(2, 5, 0, 2)->describe() == "beta(2, 5, 0, 2)");
    CHECK(make_pert(0, 0.25, 1)->describe() == "beta(2, 4)");
    CHECK(make_gamma(2, 3)->describe() == "gamma(2, 3)");
    CHECK(truncated(make_normal(0, 1), 0, INFINITY)->describe() ==
          "truncated(normal(0, 1), 0, inf)");
    // Neighbouring numbers are different laws.
    CHECK(make_normal(std::nextafter(0.1, 1), 1)->describe() != make_normal(0.1, 1)->describe());
}
