#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/program/count_search.hpp"
#include "engine/program/counts.hpp"
#include "engine/program/reference_counts.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// One value through the block functions, in the last of 24 places, the others filled with
/// something else.
template <typename Function, std::size_t N>
double in_block(Function function, const std::array<double, N>& arguments) {
    std::array<AlignedVector<double>, N> columns;
    for (std::size_t i = 0; i < N; ++i) {
        columns[i].assign(24, i == 0 ? 0.3 : 0.8);
        columns[i].back() = arguments[i];
    }
    AlignedVector<double> results(24);
    if constexpr (N == 2) function(columns[0].data(), columns[1].data(), results.data(), 24);
    if constexpr (N == 3) {
        function(columns[0].data(), columns[1].data(), columns[2].data(), results.data(), 24);
    }
    return results.back();
}

double bernoulli(double u, double chance) {
    return in_block(bernoulli_quantile, std::array{u, chance});
}
double binomial(double u, double trials, double chance) {
    return in_block(binomial_quantile, std::array{u, trials, chance});
}
double poisson(double u, double mean) { return in_block(poisson_quantile, std::array{u, mean}); }
double negative_binomial(double u, double mean, double dispersion) {
    return in_block(negative_binomial_quantile, std::array{u, mean, dispersion});
}

const std::vector<double> probabilities = {
    0x1p-53, 1e-15,    1e-12,    1e-9,     1e-6,      1e-4,      0.001,      0.01,  0.025,
    0.1,     0.25,     0.4,      0.5,      0.6,       0.75,      0.9,        0.975, 0.99,
    0.999,   1 - 1e-4, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12, 1 - 1e-15, 1 - 0x1p-53};

}  // namespace

TEST_CASE("counts: small laws by hand", "[program]") {
    // P(X = 0) = 0.7.
    CHECK(bernoulli(0.7, 0.3) == 0);
    CHECK(bernoulli(0.7 + 1e-11, 0.3) == 1);
    // Three fair coins: cdf 1/8, 4/8, 7/8, 1. A tie takes the smaller.
    CHECK(binomial(0.125, 3, 0.5) == 0);
    CHECK(binomial(0.126, 3, 0.5) == 1);
    CHECK(binomial(0.5, 3, 0.5) == 1);
    CHECK(binomial(0.51, 3, 0.5) == 2);
    CHECK(binomial(0.875, 3, 0.5) == 2);
    CHECK(binomial(0.876, 3, 0.5) == 3);
    // Poisson of mean ln 2: cdf 0.5, 0.8466, 0.9667, ...
    CHECK(poisson(0.499, std::log(2.0)) == 0);
    CHECK(poisson(0.501, std::log(2.0)) == 1);
    CHECK(poisson(0.846, std::log(2.0)) == 1);
    CHECK(poisson(0.847, std::log(2.0)) == 2);
    // Mean 1, dispersion 1: the geometric law of chance 1/2, cdf 1/2, 3/4, 7/8.
    CHECK(negative_binomial(0.5, 1, 1) == 0);
    CHECK(negative_binomial(0.51, 1, 1) == 1);
    CHECK(negative_binomial(0.75, 1, 1) == 1);
    CHECK(negative_binomial(0.76, 1, 1) == 2);
    CHECK(negative_binomial(0.876, 1, 1) == 3);
    // The geometric law of mean m: cdf(k) = 1 - (m / (m + 1))^(k + 1).
    const double wide = 1 - std::pow(1e4 / 10001, 5001);
    CHECK(negative_binomial(wide * (1 - 1e-9), 1e4, 1) == 5000);
    CHECK(negative_binomial(wide * (1 + 1e-9), 1e4, 1) == 5001);
    // The median of the Poisson law of whole mean is the mean.
    for (const double mean : {1.0, 5.0, 40.0, 1000.0, 1e6, 1e9}) CHECK(poisson(0.5, mean) == mean);
}

TEST_CASE("counts: parameters at and beyond their ends", "[program]") {
    for (const double u : {0x1p-53, 0.3, 1 - 0x1p-53}) {
        CAPTURE(u);
        CHECK(bernoulli(u, -0.2) == 0);
        CHECK(bernoulli(u, 0) == 0);
        CHECK(bernoulli(u, 1) == 1);
        CHECK(bernoulli(u, 1.2) == 1);
        for (const double n : {0.0, 0.99, -3.0, 7.0, 7.9, 1e6}) {
            CAPTURE(n);
            const double trials = n > 0 ? std::floor(n) : 0;
            CHECK(binomial(u, n, 0) == 0);
            CHECK(binomial(u, n, -0.5) == 0);
            CHECK(binomial(u, n, 1) == trials);
            CHECK(binomial(u, n, 1.5) == trials);
            CHECK_FALSE(std::signbit(binomial(u, n, 0)));
        }
        CHECK(binomial(u, 0.5, 0.5) == 0);
        CHECK(binomial(u, -8, -0.5) == 0);
        CHECK(poisson(u, 0) == 0);
        CHECK(poisson(u, -7) == 0);
        CHECK(negative_binomial(u, 0, 2) == 0);
        CHECK(negative_binomial(u, -7, 2) == 0);
        CHECK(std::isnan(negative_binomial(u, 10, 0)));
        CHECK(std::isnan(negative_binomial(u, 10, -1)));
        for (const double bad : {not_a_number, infinite, -infinite}) {
            CHECK(std::isnan(bernoulli(u, bad)));
            CHECK(std::isnan(binomial(u, bad, 0.5)));
            CHECK(std::isnan(binomial(u, 10, bad)));
            CHECK(std::isnan(poisson(u, bad)));
            CHECK(std::isnan(negative_binomial(u, bad, 2)));
            CHECK(std::isnan(negative_binomial(u, 10, bad)));
        }
    }
    for (const double bad : {0.0, 1.0, -1.0, 2.0, not_a_number, infinite}) {
        CHECK(std::isnan(bernoulli(bad, 0.5)));
        CHECK(std::isnan(binomial(bad, 100, 0.5)));
        CHECK(std::isnan(poisson(bad, 100)));
        CHECK(std::isnan(negative_binomial(bad, 100, 2)));
    }
    // Far more trials than a double counts: the Poisson law of the same mean.
    CHECK(binomial(0.5, 1e20, 1e-17) == 1000);
    CHECK(binomial(0.3, 1e300, 1e-301) == poisson(0.3, 0.1));
    CHECK(poisson(0.3, 1e300) == 1e300);
    CHECK(binomial(0.3, 1e300, 0.5) == 5e299);
    // Where the dispersion is beyond measure, so is a negative binomial count.
    for (const double dispersion : {1e9, 1e14, 1e300})
        CHECK(negative_binomial(0.3, 40.5, dispersion) == poisson(0.3, 40.5));
    // 9.99 trials are nine, also where the expansion is used.
    CHECK(binomial(1 - 0x1p-53, 9.99, 0.999) == 9);
    CHECK(binomial(0.9, 99.99, 0.4) == binomial(0.9, 99, 0.4));
    CHECK(binomial(0.9, 99.99, 0.4) != binomial(0.9, 104, 0.4));
}

TEST_CASE("counts: agree with Boost.Math over the whole range of parameters", "[program]") {
    const std::vector<double> sizes = {0.01, 0.3,   1,   2,   3.99,      4,       4.5, 6,
                                       8,    9.5,   12,  20,  35.7,      60,      99,  101,
                                       250,  700.3, 999, 1e4, 1e4 + 0.5, 12345.6, 1e5, 1e6};
    for (const double u : probabilities) {
        CAPTURE(u);
        for (const double mean : sizes) {
            CAPTURE(mean);
            CHECK(poisson(u, mean) == poisson_reference(u, mean));
        }
        for (const double mean : sizes) {
            CAPTURE(mean);
            for (const double dispersion :
                 {0.01, 0.2, 0.5, 1.0, 1.7, 4.0, 10.0, 33.3, 120.0, 2e3, 1e6}) {
                CAPTURE(dispersion);
                CHECK(negative_binomial(u, mean, dispersion) ==
                      negative_binomial_reference(u, mean, dispersion));
            }
        }
        for (const double size : sizes) {
            const double trials = std::ceil(size);
            CAPTURE(trials);
            for (const double chance :
                 {1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-4, 1 - 1e-9}) {
                CAPTURE(chance);
                CHECK(binomial(u, trials, chance) == binomial_reference(u, trials, chance));
            }
        }
    }
}

// A step of the cdf is where an error of the expansion or of the search would show: uniforms are
// put a relative 2e-10 below and above it, on the side of the law where that is representable.
TEST_CASE("counts: hit the steps of the cdf to 2e-10", "[program][property]") {
    std::mt19937_64 engine(3);
    const auto uniform = [&] { return (static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52; };
    std::size_t checked = 0;
    for (int trial = 0; trial < 6000; ++trial) {
        // Variances from 0.05 to 10^6, most of them where one method gives way to another.
        const double size = std::pow(10.0, -1.3 + 7.3 * uniform() * uniform());
        const double chance = uniform();
        const double trials = std::ceil(size / (chance * (1 - chance))) + std::floor(3 * uniform());
        const double dispersion = std::pow(10.0, -1 + 4 * uniform());
        const int law = trial % 3;
        const auto count = [&](double u) {
            return law == 0   ? poisson(u, size)
                   : law == 1 ? binomial(u, trials, chance)
                              : negative_binomial(u, size, dispersion);
        };
        const double k = count(uniform());
        if (law == 1 && k == trials) continue;
        const double below = law == 0   ? poisson_cdf_reference(k, size)
                             : law == 1 ? binomial_cdf_reference(k, trials, chance)
                                        : negative_binomial_cdf_reference(k, size, dispersion);
        const double u_low = below * (1 - 2e-10), u_high = below * (1 + 2e-10);
        if (!(below > 0 && u_high < 1 - 1e-9)) continue;
        CAPTURE(law, size, trials, chance, dispersion, k, below);
        CHECK(count(u_low) <= k);
        CHECK(count(below) == k);
        CHECK(count(u_high) == k + 1);
        ++checked;
    }
    CHECK(checked > 3500);
}

TEST_CASE("counts: never decrease as the uniform rises", "[program][property]") {
    for (const double mean : {0.5, 3.9, 4.1, 30.0, 1e4, 1e7}) {
        double last = 0;
        for (int i = 1; i < 4000; ++i) {
            const double u = i / 4000.0;
            const double k = poisson(u, mean), j = binomial(u, std::ceil(1.5 * mean), 0.5),
                         l = negative_binomial(u, mean, 1.3);
            CAPTURE(mean, u);
            REQUIRE(k + j + l >= last);
            last = k + j + l;
        }
        CHECK(last > 0);
    }
}

// The block's quick way and the search share no formula but the expansion's: where the bounds on
// the quick way's error do not hold, they part.
TEST_CASE("counts: the quick way to a negative binomial number is the search's", "[program]") {
    std::mt19937_64 engine(11);
    const auto uniform = [&] { return (static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52; };
    constexpr std::size_t size = 300;
    AlignedVector<double> u(size), mean(size), dispersion(size), k(size);
    std::size_t different = 0;
    for (int block = 0; block < 300; ++block) {
        for (std::size_t i = 0; i < size; ++i) {
            u[i] = uniform();
            mean[i] = std::pow(10.0, 1 + 4 * uniform());
            dispersion[i] = std::pow(10.0, -1.2 + 4.5 * uniform());
        }
        negative_binomial_quantile(u.data(), mean.data(), dispersion.data(), k.data(), size);
        for (std::size_t i = 0; i < size; ++i) {
            const double exact = search_negative_binomial(u[i], mean[i], dispersion[i]);
            if (k[i] == exact) continue;
            ++different;
            UNSCOPED_INFO(u[i] << " " << mean[i] << " " << dispersion[i] << ": " << k[i]
                               << " instead of " << exact);
        }
    }
    CHECK(different == 0);
}
