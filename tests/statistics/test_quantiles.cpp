#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
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

TEST_CASE("quantiles: the same as from a sorted sample", "[statistics][property]") {
    std::mt19937_64 generator(3);
    const std::size_t size = GENERATE(2, 3, 10, 101, 4096);
    // Few different values make many ties.
    const int different = GENERATE(2, 1'000'000);
    std::uniform_int_distribution<int> draw(0, different);
    std::vector<double> sample;
    for (std::size_t i = 0; i < size; ++i) sample.push_back(draw(generator));
    const std::vector<double> levels{0.95, 0.05, 0.5, 0, 0.25, 0.5, 1, 0.75, 0.999};
    const std::vector<double> found = quantiles(sample, levels);
    REQUIRE(found.size() == levels.size());

    std::sort(sample.begin(), sample.end());
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double position = levels[i] * static_cast<double>(size - 1);
        const std::size_t below = static_cast<std::size_t>(position);
        const double fraction = position - static_cast<double>(below);
        const double above = sample[std::min(below + 1, size - 1)];
        CHECK(found[i] ==
              Approx(sample[below] + fraction * (above - sample[below])).epsilon(1e-14));
    }
}
