#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "engine/statistics/quantiles.hpp"

using plancast::quantile;
using plancast::quantiles;

TEST_CASE("quantile: type 7, worked out by hand", "[statistics]") {
    // R: quantile(c(1, 2, 4, 8), c(0.1, 0.25, 0.5, 0.9)) gives 1.3, 1.75, 3.0, 6.8.
    const std::vector<double> sample{8, 1, 4, 2};
    CHECK(quantile(sample, 0.1) == Approx(1.3).epsilon(1e-15));
    CHECK(quantile(sample, 0.25) == Approx(1.75).epsilon(1e-15));
    CHECK(quantile(sample, 0.5) == Approx(3).epsilon(1e-15));
    CHECK(quantile(sample, 0.9) == Approx(6.8).epsilon(1e-15));
    CHECK(quantile(sample, 0) == 1);
    CHECK(quantile(sample, 1) == 8);
}

TEST_CASE("quantile: one value is every quantile", "[statistics]") {
    CHECK(quantile(std::vector<double>{3}, 0) == 3);
    CHECK(quantile(std::vector<double>{3}, 0.3) == 3);
    CHECK(quantile(std::vector<double>{3}, 1) == 3);
}

TEST_CASE("quantile: NaN where there is nothing to rank", "[statistics]") {
    CHECK(std::isnan(quantile({}, 0.5)));
    CHECK(std::isnan(quantile(std::vector<double>{std::nan("")}, 0.5)));
}

TEST_CASE("quantile: values that are not finite are left out", "[statistics]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::vector<double> sample{infinity, 1, std::nan(""), 3, -infinity, 2};
    CHECK(quantile(sample, 0) == 1);
    CHECK(quantile(sample, 0.5) == 2);
    CHECK(quantile(sample, 1) == 3);
}

TEST_CASE("quantile: between huge values of both signs nothing overflows", "[statistics]") {
    CHECK(quantile(std::vector<double>{-1.5e308, 1.5e308}, 0.5) == 0);
}

namespace {

/// A sample of each shape that may be hard to divide into cells.
std::vector<double> sample_of(const std::string& shape, std::size_t size) {
    std::mt19937_64 generator(3);
    std::vector<double> sample;
    for (std::size_t i = 0; i < size; ++i) {
        const double u = std::uniform_real_distribution<double>(0, 1)(generator);
        if (shape == "even") sample.push_back(u - 0.5);
        if (shape == "ties") sample.push_back(std::floor(3 * u));
        if (shape == "equal") sample.push_back(0.1);
        if (shape == "skewed") sample.push_back(std::exp(40 * u));
        if (shape == "huge") sample.push_back(1.7e308 * (2 * u - 1));
        if (shape == "tiny") sample.push_back(std::floor(5 * u) * 5e-324);
    }
    return sample;
}

}  // namespace

TEST_CASE("quantiles: the same as from a sorted sample", "[statistics][property]") {
    const std::size_t size = GENERATE(2, 3, 10, 101, 4095, 4096, 16'384);
    const std::string shape = GENERATE("even", "ties", "equal", "skewed", "huge", "tiny");
    std::vector<double> sample = sample_of(shape, size);
    INFO(shape << ", " << size);
    const std::vector<double> levels{0.95, 0.05, 0.5, 0, 0.25, 0.5, 1, 0.75, 0.999};
    const std::vector<double> found = quantiles(sample, levels);
    REQUIRE(found.size() == levels.size());

    std::sort(sample.begin(), sample.end());
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double position = levels[i] * static_cast<double>(size - 1);
        const std::size_t below = static_cast<std::size_t>(position);
        const double fraction = position - static_cast<double>(below);
        const double above = sample[std::min(below + 1, size - 1)];
        const double expected =
            fraction > 0 ? (1 - fraction) * sample[below] + fraction * above : sample[below];
        CHECK(found[i] == expected);
    }
}
