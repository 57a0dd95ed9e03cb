#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/statistics/jackknife.hpp"

using namespace plancast;

TEST_CASE("jackknife: of means of equal groups it is the standard error of their mean",
          "[statistics]") {
    // Means 1, 2, 3, 6 of four groups: mean 3, s^2 = 14/3, so se = sqrt(14/12).
    const std::vector<double> means{1, 2, 3, 6};
    std::vector<double> without;
    for (const double mean : means) without.push_back((12 - mean) / 3);
    const Estimate estimate = jackknife(3, without);
    CHECK(estimate.value == 3);
    CHECK(estimate.standard_error == Approx(std::sqrt(14.0 / 12)).epsilon(1e-14));
    // t with 3 degrees of freedom, 97.5 %: 3.182446 (any table).
    CHECK(estimate.interval[1] - 3 == Approx(3.182446 * std::sqrt(14.0 / 12)).epsilon(1e-6));
    CHECK(estimate.interval[0] + estimate.interval[1] == Approx(6));
}

TEST_CASE("jackknife: groups that agree leave no doubt, a missing one leaves nothing else",
          "[statistics]") {
    const Estimate certain = jackknife(2, std::vector<double>{2, 2, 2});
    CHECK(certain.standard_error == 0);
    CHECK(certain.interval == std::array<double, 2>{2, 2});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Estimate unknown = jackknife(2, std::vector<double>{2, nan, 2});
    CHECK(unknown.value == 2);
    CHECK(std::isinf(unknown.interval[0]));
    CHECK(std::isinf(unknown.interval[1]));
}

TEST_CASE("replicate_width: Student's t", "[statistics]") {
    CHECK(replicate_width(16) == Approx(2.131450).epsilon(1e-6));
    CHECK(replicate_width(2) == Approx(12.70620).epsilon(1e-6));
    CHECK(replicate_width(16, 0.5) == Approx(0.691197).epsilon(1e-5));
}
