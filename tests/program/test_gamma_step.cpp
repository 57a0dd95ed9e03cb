#include <algorithm>
#include <cmath>
#include <span>

#include "engine/distributions/distribution.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/program/gamma_step.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

struct Found {
    double value, bound;
};

Found gamma_quantile_found(double shape, double u) {
    double z = u, normal = 0, z_x = 0;
    normal_quantile(std::span(&z, 1), std::span(&z, 1));
    const double x = gamma_step::guess(shape, u, z);
    const gamma_step::Cdf cdf = gamma_step::cdf(shape, x);
    normal_cdf(std::span(&cdf.normal, 1), std::span(&normal, 1));
    const double p = std::clamp(normal + cdf.rest, 1e-15, 1 - 1e-15);
    normal_quantile(std::span(&p, 1), std::span(&z_x, 1));
    const double step = gamma_step::step(shape, x, z, z_x, cdf.slope);
    return {x * std::exp(step), gamma_step::error_bound(step, cdf.slope)};
}

}  // namespace

TEST_CASE("gamma_step: the error is within its bound", "[program]") {
    for (const double shape : {0.06, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 3.0, 10.0, 30.0, 100.0, 999.0}) {
        double worst = 0;
        for (double z = -4.5; z <= 4.5; z += 0.017) {
            const double u = normal_probability(z);
            const double exact = u < 0.5 ? inverse_incomplete_gamma(shape, u)
                                         : inverse_incomplete_gamma_complement(shape, 1 - u);
            if (exact < 1e-12) continue;
            CAPTURE(shape, z, exact);
            const Found found = gamma_quantile_found(shape, u);
            const double error = std::fabs(found.value / exact - 1);
            CHECK(error <= found.bound);
            if (std::fabs(z) < 2) worst = std::max(worst, error);
        }
        CAPTURE(shape);
        CHECK(worst < (shape < 0.3 ? 1e-3 : 2e-6));
    }
}

TEST_CASE("gamma_step: an exponential number by hand", "[program]") {
    CHECK(gamma_quantile_found(1, 0.5).value == Approx(std::log(2)).epsilon(1e-7));
    CHECK(gamma_quantile_found(1, 0.9).value == Approx(std::log(10)).epsilon(1e-7));
}
