#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>
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

TEST_CASE("ReplicateSums: what is not finite is left out", "[statistics]") {
    std::vector<double> values(32, 1);
    values[3] = std::numeric_limits<double>::quiet_NaN();
    ReplicateSums sums;
    sums.add(values, 0);
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

// Wrong red: the spread of the replicates unused, or used with a normal interval.
TEST_CASE("replicated_paired_difference: replicates that differ as independent trials would",
          "[statistics]") {
    // 16 replicates of 100 trials: eight gain 30 and lose 10, eight gain 22 and lose 10. The
    // difference is 0.16, s^2 of the shares 16 / 15 * 0.04^2, of the mean a 16th of that.
    std::vector<std::uint64_t> gained(16, 22), lost(16, 10), trials(16, 100);
    for (std::size_t r = 0; r < 8; ++r) gained[r] = 30;
    const Estimate difference = replicated_paired_difference(gained, lost, trials);
    CHECK(difference.value == Approx(0.16));
    const double variance = 0.04 * 0.04 / 15;
    CHECK(difference.standard_error == Approx(std::sqrt(variance)).epsilon(1e-12));
    const double trials_worth = (0.26 + 0.1 - 0.16 * 0.16) / variance;
    const auto expected = changed_shares_interval(0.26, 0.1, trials_worth, replicate_width(16));
    CHECK(difference.interval[0] == Approx(expected[0]).epsilon(1e-9));
    CHECK(difference.interval[1] == Approx(expected[1]).epsilon(1e-9));
    // Nearly t standard errors to either side.
    CHECK(difference.interval[1] - 0.16 == Approx(2.13145 * std::sqrt(variance)).epsilon(0.02));
    CHECK(0.16 - difference.interval[0] == Approx(2.13145 * std::sqrt(variance)).epsilon(0.02));
}

TEST_CASE("replicated_paired_difference: at the edges", "[statistics]") {
    const std::vector<std::uint64_t> none(16, 0), trials(16, 100), some(16, 20);
    CHECK(replicated_paired_difference(none, none, trials).interval ==
          paired_difference_interval(0, 0, 1600));
    CHECK(replicated_paired_difference(trials, none, trials).interval ==
          paired_difference_interval(1600, 0, 1600));
    CHECK(replicated_paired_difference(none, trials, trials).interval ==
          paired_difference_interval(0, 1600, 1600));
    // Replicates that agree: known to one trial of all, not beyond.
    const auto [low, high] = replicated_paired_difference(some, none, trials).interval;
    CHECK(low == Approx(0.2 - 2.13145 / 1600).epsilon(1e-3));
    CHECK(high == Approx(0.2 + 2.13145 / 1600).epsilon(1e-3));
    // One trial, which is in the first replicate.
    std::vector<std::uint64_t> one(16, 0);
    one[0] = 1;
    CHECK(replicated_paired_difference(one, none, one).interval ==
          paired_difference_interval(1, 0, 1));
    CHECK(replicated_paired_difference(none, none, one).interval ==
          paired_difference_interval(0, 0, 1));
}

// A normal interval around few changes, t standard errors to either side, holds 3.3 changes of
// 2,048 under 87 % of samples: one that shows a single change reaches up to 3.1.
TEST_CASE("replicated_paired_difference: holds the truth where few trials change", "[statistics]") {
    std::mt19937_64 engine(1);
    const double changes = GENERATE(2.0, 3.3, 5.0, 8.0, 15.0);
    std::poisson_distribution<int> few(changes);
    const std::vector<std::uint64_t> none(16, 0), trials(16, 128);
    int holds = 0;
    for (int sample = 0; sample < 2000; ++sample) {
        std::vector<std::uint64_t> gained(16, 0);
        for (int i = few(engine); i > 0; --i) ++gained[engine() % 16];
        const auto [low, high] = replicated_paired_difference(gained, none, trials).interval;
        holds += low <= changes / 2048 && changes / 2048 <= high ? 1 : 0;
    }
    INFO(changes << " changes: " << holds << " of 2000");
    // 95 %, less 5 standard errors of 2,000 samples. Few changes cannot be met exactly: it is
    // above 95 %, the more the fewer they are.
    CHECK(holds >= 1851);
}

TEST_CASE("runs_by_replicate: run k belongs to replicate k mod 16", "[statistics]") {
    const ReplicateCounts counts = runs_by_replicate(37);
    CHECK(counts[0] == 3);
    CHECK(counts[4] == 3);
    CHECK(counts[5] == 2);
    CHECK(counts[15] == 2);
}

// Of n runs n replicates hold one: the interval is Student's with n - 1 degrees of freedom.
TEST_CASE("replicates: of few runs only those count that hold one", "[statistics]") {
    ReplicateSums sums;
    sums.add(std::vector<double>{1, 2, 6}, 0);
    const Estimate mean = sums.mean();
    CHECK(mean.value == 3);
    CHECK(mean.standard_error == Approx(std::sqrt(7.0 / 3)).epsilon(1e-14));
    CHECK(mean.interval[1] - 3 == Approx(4.302653 * std::sqrt(7.0 / 3)).epsilon(1e-6));
    ReplicateSums one;
    one.add(std::vector<double>{5}, 3);
    CHECK(one.mean().value == 5);
    CHECK(std::isinf(one.mean().interval[1]));

    std::vector<std::uint64_t> hits(16, 0), trials(16, 0);
    hits[1] = trials[0] = trials[1] = trials[2] = 1;
    const auto [low, high] = replicated_proportion_interval(hits, trials);
    // p = 1/3 of three groups has the variance p (1 - p) / 2: two trials' worth.
    const auto expected = proportion_interval(1.0 / 3, 2, replicate_width(3));
    CHECK(low == Approx(expected[0]).epsilon(1e-12));
    CHECK(high == Approx(expected[1]).epsilon(1e-12));
}
