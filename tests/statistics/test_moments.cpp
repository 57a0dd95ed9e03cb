#include "tests/support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "engine/statistics/moments.hpp"
#include "tests/statistics/two_pass.hpp"

using plancast::Moments;
using plancast::relative_error;
using plancast::two_pass;

namespace {

Moments moments_of(const std::vector<double>& values) {
    Moments moments;
    for (const double value : values) moments.add(value);
    return moments;
}

std::vector<double> noise_around(double centre, std::size_t count) {
    std::mt19937_64 generator(7);
    std::uniform_real_distribution<double> noise(-1, 1);
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(centre + noise(generator));
    return values;
}

}  // namespace

TEST_CASE("Moments: a case worked out by hand", "[statistics]") {
    const Moments moments = moments_of({2, 4, 4, 4, 5, 5, 7, 9});
    CHECK(moments.count == 8);
    CHECK(moments.mean == Approx(5).epsilon(1e-15));
    CHECK(moments.squared_deviations == Approx(32).epsilon(1e-15));
    CHECK(moments.variance() == Approx(32.0 / 7).epsilon(1e-15));
    CHECK(moments.standard_deviation() == Approx(std::sqrt(32.0 / 7)).epsilon(1e-15));
    CHECK(moments.standard_error() == Approx(std::sqrt(32.0 / 7 / 8)).epsilon(1e-15));
}

TEST_CASE("Moments: too few values have no variance", "[statistics]") {
    CHECK(std::isnan(Moments{}.variance()));
    CHECK(std::isnan(Moments{}.standard_error()));
    const Moments one = moments_of({3});
    CHECK(one.mean == 3);
    CHECK(std::isnan(one.variance()));
    CHECK(moments_of({3, 3}).variance() == 0);
}

TEST_CASE("Moments: a spread far smaller than the mean survives", "[statistics]") {
    // sum(x^2) - n mean^2 would have no correct digit here.
    const std::vector<double> values = noise_around(1e9, 20'000);
    const auto expected = two_pass(values);
    const Moments moments = moments_of(values);
    // The running mean is rounded 20,000 times, each to one part in 10^16.
    CHECK(relative_error(moments.mean, expected.mean) < 1e-13);
    CHECK(relative_error(moments.squared_deviations, expected.squared_deviations) < 1e-6);
}

TEST_CASE("Moments: merging gives the moments of both samples together", "[statistics][property]") {
    const std::vector<double> values = noise_around(-40, 1000);
    const auto expected = two_pass(values);
    const std::size_t cut = GENERATE(0, 1, 17, 500, 999, 1000);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(cut);
    Moments moments = moments_of(std::vector<double>(values.begin(), middle));
    moments.merge(moments_of(std::vector<double>(middle, values.end())));
    CHECK(moments.count == 1000);
    CHECK(relative_error(moments.mean, expected.mean) < 1e-14);
    CHECK(relative_error(moments.squared_deviations, expected.squared_deviations) < 1e-12);
}
