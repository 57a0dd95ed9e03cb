#include <cmath>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/distributions/distribution.hpp"
#include "tests/distributions/boost_reference.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

TEST_CASE("truncated: moments of a truncated normal in closed form", "[distributions]") {
    // Half-normal: mean sqrt(2 / pi), variance 1 - 2 / pi.
    const auto half = truncated(make_normal(0, 1), 0, INFINITY);
    CHECK(half->mean() == Approx(std::sqrt(2 / M_PI)).epsilon(1e-12));
    CHECK(half->variance() == Approx(1 - 2 / M_PI).epsilon(1e-11));
    CHECK(half->quantile(0.5) == Approx(0.674489750196081743).epsilon(1e-14));
}

TEST_CASE("truncated: an exponential forgets what was cut off", "[distributions]") {
    const auto law = truncated(make_gamma(1, 2), 30, INFINITY);
    for (const double u : {1e-15, 1e-6, 0.1, 0.5, 0.9, 1 - 1e-12}) {
        CHECK(law->quantile(u) - 30 == Approx(-2 * std::log1p(-u)).epsilon(1e-9).margin(1e-14));
        CHECK(law->cdf(law->quantile(u)) == Approx(u).epsilon(1e-9).margin(1e-14));
    }
    CHECK(law->mean() == Approx(32).epsilon(1e-12));
    CHECK(law->variance() == Approx(4).epsilon(1e-10));
}

TEST_CASE("truncated: digits are kept at an end that cuts through the law", "[distributions]") {
    // Near 0 the density is that at 0 over what is left: x = u mass / density.
    const auto law = truncated(make_normal(1, 1), 0, 5);
    const auto truth = boost_normal(1, 1);
    const double mass = truth.upper_tail(0) - truth.upper_tail(5);
    for (const double u : {1e-16, 1e-12, 1e-9}) {
        CHECK(law->quantile(u) == Approx(u * mass / truth.pdf(0)).epsilon(1e-8));
        CHECK(law->cdf(u * mass / truth.pdf(0)) == Approx(u).epsilon(1e-8));
        CHECK(5 - law->upper_quantile(u) ==
              Approx(u * mass / truth.pdf(5)).epsilon(2e-5).margin(1e-15));
    }
    // A slice so thin that its probability is a difference of nearly equal numbers.
    const auto thin = truncated(make_normal(0, 1), 1, 1 + 1e-9);
    const double width = (1 + 1e-9) - 1;
    CHECK(thin->pdf(1) == Approx(1 / width).epsilon(1e-8));
    CHECK(thin->cdf(1 + width / 4) == Approx(0.25).epsilon(1e-6));
}

TEST_CASE("truncated: a slice of the far upper tail", "[distributions]") {
    const auto law = truncated(make_normal(0, 1), 9, 10);
    const auto truth = boost_normal(0, 1);
    const double left = truth.upper_tail(9) - truth.upper_tail(10);
    CHECK(law->cdf(9.3) ==
          Approx((truth.upper_tail(9) - truth.upper_tail(9.3)) / left).epsilon(1e-12));
    CHECK(law->quantile(law->cdf(9.3)) == Approx(9.3).epsilon(1e-14));
    std::vector<double> x = {0.01, 0.5, 0.99};
    make_quantile_function(law)->evaluate(x, x);
    CHECK(x[1] == Approx(law->quantile(0.5)).epsilon(1e-9));
    CHECK((x[0] > 9 && x[2] < 10));
}

TEST_CASE("truncated: wider limits change nothing", "[distributions]") {
    const auto law = make_pert(0, 1, 5);
    CHECK(truncated(law, -1, 5) == law);
    CHECK(truncated(law, 0, 5) == law);
    CHECK(truncated(law, -1, 4)->support() == std::pair{0.0, 4.0});
}
