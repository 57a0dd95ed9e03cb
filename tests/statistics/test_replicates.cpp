#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/statistics/intervals.hpp"
#include "engine/statistics/replicates.hpp"

using namespace plancast;

TEST_CASE("ReplicateSums: a value belongs to the replicate of its run", "[statistics]") {
    // Replicate r has the values r, r + 16: means r + 8, whose mean is 15.5; s^2 = 16 * 17 / 12.
    std::vector<double> values(32);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
    ReplicateSums whole;
    whole.add(values, 0);
    CHECK(whole.mean().value == 15.5);
    CHECK(whole.mean().standard_error == Approx(std::sqrt(16.0 * 17 / 12 / 16)).epsilon(1e-14));

    ReplicateSums first, second;
    first.add(std::span(values).first(7), 0);
    second.add(std::span(values).subspan(7), 7);
    first.merge(second);
    CHECK(first.mean().value == 15.5);
    CHECK(first.mean().standard_error == whole.mean().standard_error);
}

TEST_CASE("ReplicateSums: what is not finite or flagged is left out", "[statistics]") {
    std::vector<double> values(32, 1), flags(32, 0);
    values[3] = std::numeric_limits<double>::quiet_NaN();
    values[20] = 1000;
    flags[20] = 1;
    ReplicateSums sums;
    sums.add_where_zero(values, flags, 0);
    CHECK(sums.mean().value == 1);
    CHECK(sums.mean().standard_error == 0);
}

TEST_CASE("replicated_proportion_interval: replicates that differ as independent trials would",
          "[statistics]") {
    // 16 replicates of 100 trials whose counts have the binomial's variance, 100 p (1 - p) = 25:
    // eight of 45 and eight of 55, s^2 = 16 / 15 * 25.
    std::vector<std::uint64_t> hits(16, 45), trials(16, 100);
    for (std::size_t r = 0; r < 8; ++r) hits[r] = 55;
    const auto [low, high] = replicated_proportion_interval(hits, trials);
    const auto expected = proportion_interval(0.5, 1600 * 15.0 / 16, replicate_width(16));
    CHECK(low == Approx(expected[0]).epsilon(1e-12));
    CHECK(high == Approx(expected[1]).epsilon(1e-12));
}

TEST_CASE("replicated_proportion_interval: at the edges", "[statistics]") {
    const std::vector<std::uint64_t> none(16, 0), trials(16, 100), equal(16, 50);
    CHECK(replicated_proportion_interval(none, trials) == wilson_interval(0, 1600));
    CHECK(replicated_proportion_interval(trials, trials) == wilson_interval(1600, 1600));
    CHECK(replicated_proportion_interval(none, none) == std::array<double, 2>{0, 1});
    // Replicates that agree: known to one trial of all, not beyond.
    const auto [low, high] = replicated_proportion_interval(equal, trials);
    CHECK(low == Approx(0.5 - 2.13145 / 1600).epsilon(1e-4));
    CHECK(high == Approx(0.5 + 2.13145 / 1600).epsilon(1e-4));
}

TEST_CASE("runs_by_replicate: run k belongs to replicate k mod 16", "[statistics]") {
    const ReplicateCounts counts = runs_by_replicate(37);
    CHECK(counts[0] == 3);
    CHECK(counts[4] == 3);
    CHECK(counts[5] == 2);
    CHECK(counts[15] == 2);
}
