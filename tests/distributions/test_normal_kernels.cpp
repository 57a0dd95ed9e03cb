#include <cmath>
#include <limits>
#include <vector>

#include "engine/distributions/distribution.hpp"
#include "tests/distributions/boost_reference.hpp"
#include "tests/distributions/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

TEST_CASE("normal_cdf: off by at most 1e-13 of the nearer tail", "[distributions][reference]") {
    const Reference truth = boost_normal(0, 1);
    std::vector<double> z;
    for (int i = -82000; i <= 82000; ++i) z.push_back(i * 1e-4 + 1e-5 / 3);
    std::vector<double> u(z.size());
    normal_cdf(z, u);
    double worst = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        const double tail = truth.cdf(-std::fabs(z[i]));
        // 1 - u is exact for u > 1/2, but u itself has only so many digits there.
        const double ours = z[i] < 0 ? u[i] : 1 - u[i];
        const double resolution = z[i] < 0 ? 0 : 0x1p-54;
        worst = std::max(worst, (std::fabs(ours - tail) - resolution) / tail);
    }
    CHECK(worst < 1e-13);
    CHECK(worst > 0);
}

TEST_CASE("normal_cdf: 0 gives one half, far out is clamped, NaN stays", "[distributions]") {
    const double inf = std::numeric_limits<double>::infinity();
    std::vector<double> u = {0, -0.0, -9, 9, -1e300, inf, -inf, std::nan("")};
    normal_cdf(u, u);
    CHECK(u[0] == Approx(0.5).epsilon(1e-14));
    CHECK(u[1] == u[0]);
    CHECK(u[2] == 0x1p-53);
    CHECK(u[3] == 1 - 0x1p-53);
    CHECK(u[4] == 0x1p-53);
    CHECK(u[5] == 1 - 0x1p-53);
    CHECK(u[6] == 0x1p-53);
    CHECK(std::isnan(u[7]));
}

TEST_CASE("normal_cdf: the inverse of normal_quantile", "[distributions][property]") {
    std::vector<double> u = test_uniforms("normal", 100000);
    for (int k = 2; k < 53; ++k) u.insert(u.end(), {std::ldexp(1.0, -k), 1 - std::ldexp(1.0, -k)});
    std::vector<double> back(u.size());
    normal_quantile(u, back);
    normal_cdf(back, back);
    for (std::size_t i = 0; i < u.size(); ++i)
        REQUIRE(std::fabs(back[i] - u[i]) <= 1.1e-9 * std::min(u[i], 1 - u[i]) + 0x1p-53);
}

TEST_CASE("normal_cdf: a value does not depend on its place", "[distributions][property]") {
    std::vector<double> z = test_uniforms("places", 200);
    normal_quantile(z, z);
    std::vector<double> whole(z.size());
    normal_cdf(z, whole);
    for (std::size_t i = 0; i < z.size(); ++i) {
        double one = 0;
        normal_cdf({&z[i], 1}, {&one, 1});
        REQUIRE(one == whole[i]);
    }
}

TEST_CASE("normal_quantile: the median is 0, halves mirror, the law's own bits",
          "[distributions]") {
    std::vector<double> u = test_uniforms("mirror", 10000);
    std::vector<double> z(u.size()), mirrored(u.size()), law(u.size());
    normal_quantile(u, z);
    make_quantile_function(make_normal(0, 1))->evaluate(u, law);
    CHECK(law == z);
    std::vector<double> other = u;
    for (double& value : other) value = 1 - value;
    normal_quantile(other, mirrored);
    for (std::size_t i = 0; i < z.size(); ++i) REQUIRE(mirrored[i] == -z[i]);
    std::vector<double> half = {0.5};
    normal_quantile(half, half);
    CHECK(half[0] == 0);
}
