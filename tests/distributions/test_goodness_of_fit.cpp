#include "tests/distributions/goodness_of_fit.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"

using namespace plancast::test;

TEST_CASE("kolmogorov_smirnov: a hand-checked distance", "[distributions]") {
    std::vector<double> draws = {0.9, 0.1, 0.2, 0.3};
    // Only the smallest is looked at: share 1/4 against cdf 0.1.
    CHECK(kolmogorov_smirnov(draws, [](double x) { return x; }) == Approx(0.15 * 2));
    std::vector<double> equal(128, 0.5);
    CHECK(kolmogorov_smirnov(equal, [](double) { return 1; }) == 0);
}

TEST_CASE("kolmogorov_smirnov: passes right draws, fails biased ones", "[distributions]") {
    const auto identity = [](double x) { return std::clamp(x, 0.0, 1.0); };
    auto right = test_uniforms("right", 1000000);
    CHECK(kolmogorov_smirnov(right, identity) < kolmogorov_smirnov_limit);
    // A location off by half a percent of the range, and a power off by 1.5 %.
    auto shifted = test_uniforms("right", 1000000), bent = shifted;
    for (double& u : shifted) u += 0.005;
    for (double& u : bent) u = std::pow(u, 1.015);
    CHECK(kolmogorov_smirnov(shifted, identity) > kolmogorov_smirnov_limit);
    CHECK(kolmogorov_smirnov(bent, identity) > kolmogorov_smirnov_limit);
    // A sampler that never reaches the upper half percent.
    auto cut = test_uniforms("right", 1000000);
    for (double& u : cut) u *= 0.995;
    CHECK(kolmogorov_smirnov(cut, identity) > kolmogorov_smirnov_limit);
}
