#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/statistics/intervals.hpp"

using plancast::independent_difference_interval;
using plancast::paired_difference_interval;
using plancast::wilson_interval;

namespace {

using Interval = std::array<double, 2>;

constexpr double z95 = 1.959963984540054;

/// x log y, where nothing was seen of what cannot be.
double part_of_likelihood(double seen, double chance) {
    return seen == 0 ? 0 : seen * std::log(chance);
}

/// The chance of a loss that makes the counts most likely, given the difference gains - losses: by
/// search, as the likelihood of the trinomial law is concave in it.
double most_likely_loss(double gained, double lost, double trials, double difference) {
    double low = std::max(0.0, -difference), high = (1 - difference) / 2;
    const auto likelihood = [&](double loss) {
        return part_of_likelihood(gained, loss + difference) + part_of_likelihood(lost, loss) +
               part_of_likelihood(trials - gained - lost, 1 - 2 * loss - difference);
    };
    for (int step = 0; step < 200; ++step) {
        const double first = low + (high - low) / 3, second = high - (high - low) / 3;
        (likelihood(first) < likelihood(second) ? low : high) =
            likelihood(first) < likelihood(second) ? first : second;
    }
    return (low + high) / 2;
}

/// How many standard errors the counts lie from what the difference leads to expect.
double distance(double gained, double lost, double trials, double difference) {
    const double loss = most_likely_loss(gained, lost, trials, difference);
    const double variance = 2 * loss + difference - difference * difference;
    return (gained - lost - trials * difference) / std::sqrt(trials * variance);
}

}  // namespace

TEST_CASE("paired_difference_interval: a published example", "[statistics]") {
    // Airway hyper-responsiveness of 21 children before and after a transplantation: 1 lost it, 7
    // gained it. M. W. Fagerland, S. Lydersen & P. Laake (2014), Statistics in Medicine 33(16),
    // 2850-2875: -0.517 to -0.026 for the difference before - after.
    const auto [low, high] = paired_difference_interval(1, 7, 21);
    CHECK(std::abs(low - -0.517) < 0.5e-3);
    CHECK(std::abs(high - -0.026) < 0.5e-3);
}

// A wrong estimate of the nuisance parameter (the observed one, as in Wald's interval, or the other
// root of the quadratic) leaves the ends elsewhere.
TEST_CASE("paired_difference_interval: the ends lie z standard errors under the likeliest odds",
          "[statistics][property]") {
    struct Counts {
        std::uint64_t gained, lost, trials;
    };
    const auto counts = GENERATE(Counts{1, 7, 21}, Counts{3, 0, 40}, Counts{0, 0, 25},
                                 Counts{12, 2, 50}, Counts{20, 20, 40}, Counts{0, 30, 60},
                                 Counts{250, 180, 5000}, Counts{0, 1, 2}, Counts{2, 1, 100'000});
    const auto gained = static_cast<double>(counts.gained), lost = static_cast<double>(counts.lost),
               trials = static_cast<double>(counts.trials);
    INFO(counts.gained << " gained, " << counts.lost << " lost of " << counts.trials);
    const auto [low, high] = paired_difference_interval(counts.gained, counts.lost, counts.trials);
    CHECK(distance(gained, lost, trials, low) == Approx(z95).margin(1e-4));
    CHECK(distance(gained, lost, trials, high) == Approx(-z95).margin(1e-4));
    CHECK(low <= (gained - lost) / trials);
    CHECK(high >= (gained - lost) / trials);
    CHECK(low >= -1);
    CHECK(high <= 1);
}

TEST_CASE("paired_difference_interval: at the edges", "[statistics]") {
    // No change: z^2 / (n + z^2) to either side.
    const std::uint64_t trials = GENERATE(1, 30, 100'000, 1'000'000'000);
    const double n = static_cast<double>(trials), reach = z95 * z95 / (n + z95 * z95);
    const auto [low, high] = paired_difference_interval(0, 0, trials);
    CHECK(low == Approx(-reach).epsilon(1e-9));
    CHECK(high == Approx(reach).epsilon(1e-9));
    // Every trial gained: no loss is likely, so it is Wilson's interval of gains, stretched from
    // [0, 1] to the differences: under losses of (1 - d) / 2, gains of (1 + d) / 2.
    const auto [least, most] = paired_difference_interval(trials, 0, trials);
    CHECK(most == 1);
    CHECK(least == Approx(2 * wilson_interval(trials, trials)[0] - 1).margin(1e-9));
}

TEST_CASE("paired_difference_interval: gained and lost are alike", "[statistics][property]") {
    const std::uint64_t trials = GENERATE(1, 9, 1000);
    for (std::uint64_t gained = 0; gained <= trials; gained += 1 + trials / 7) {
        for (std::uint64_t lost = 0; gained + lost <= trials; lost += 1 + trials / 5) {
            const Interval there = paired_difference_interval(gained, lost, trials, 0.9),
                           back = paired_difference_interval(lost, gained, trials, 0.9);
            CHECK(there[0] == Approx(-back[1]).margin(1e-12));
            CHECK(there[1] == Approx(-back[0]).margin(1e-12));
        }
    }
}

TEST_CASE("paired_difference_interval: a higher level is wider", "[statistics][property]") {
    Interval inner = paired_difference_interval(12, 5, 80, 0.5);
    for (const double level : {0.8, 0.95, 0.99, 0.9999}) {
        const Interval outer = paired_difference_interval(12, 5, 80, level);
        CHECK(outer[0] < inner[0]);
        CHECK(outer[1] > inner[1]);
        inner = outer;
    }
}

namespace {

/// The exact chance that an interval covers the difference of two chances: summed over all counts
/// of the trinomial law. Intervals of each count are made once.
class ExactCoverage {
public:
    template <typename MakeInterval>
    ExactCoverage(std::uint64_t trials, MakeInterval make) : trials_(trials) {
        for (std::uint64_t gained = 0; gained <= trials; ++gained)
            for (std::uint64_t lost = 0; gained + lost <= trials; ++lost)
                counts_.push_back({static_cast<double>(gained), static_cast<double>(lost),
                                   make(gained, lost, trials)});
    }

    double operator()(double gain, double loss) const {
        const double n = static_cast<double>(trials_);
        double covered = 0;
        for (const Counts& counts : counts_) {
            const double rest = n - counts.gained - counts.lost;
            if (gain - loss < counts.interval[0] || gain - loss > counts.interval[1]) continue;
            covered += std::exp(
                std::lgamma(n + 1) - std::lgamma(counts.gained + 1) - std::lgamma(counts.lost + 1) -
                std::lgamma(rest + 1) + part_of_likelihood(counts.gained, gain) +
                part_of_likelihood(counts.lost, loss) + part_of_likelihood(rest, 1 - gain - loss));
        }
        return covered;
    }

    /// Mean and least over a grid of chances.
    std::pair<double, double> over_all() const {
        double sum = 0, least = 1;
        int count = 0;
        for (double gain = 0.025; gain < 1; gain += 0.05) {
            for (double loss = 0.025; gain + loss < 1; loss += 0.05, ++count) {
                const double covered = (*this)(gain, loss);
                sum += covered;
                least = std::min(least, covered);
            }
        }
        return {sum / count, least};
    }

private:
    struct Counts {
        double gained, lost;
        Interval interval;
    };

    std::uint64_t trials_;
    std::vector<Counts> counts_;
};

Interval wald_interval(std::uint64_t gained, std::uint64_t lost, std::uint64_t trials) {
    const double n = static_cast<double>(trials), b = static_cast<double>(gained) / n,
                 c = static_cast<double>(lost) / n, d = b - c;
    const double reach = z95 * std::sqrt((b + c - d * d) / n);
    return {d - reach, d + reach};
}

}  // namespace

// Tango (1998), section 6: coverage near the level also for small samples, where Wald's interval
// falls short. The sums are exact: there is no chance in this test.
TEST_CASE("paired_difference_interval: covers as often as it says", "[statistics][property]") {
    const std::uint64_t trials = GENERATE(10, 25, 50);
    const auto [mean, least] =
        ExactCoverage(trials, [](std::uint64_t gained, std::uint64_t lost, std::uint64_t of) {
            return paired_difference_interval(gained, lost, of);
        }).over_all();
    const auto [wald_mean, wald_least] = ExactCoverage(trials, wald_interval).over_all();
    INFO(trials << " trials: mean " << mean << ", least " << least << "; Wald's " << wald_mean
                << ", " << wald_least);
    CHECK(mean > 0.95);
    CHECK(mean < (trials == 10 ? 0.97 : 0.955));
    CHECK(least > 0.935);
    CHECK(wald_mean < 0.94);
    CHECK(wald_least < 0.86);
}

TEST_CASE("independent_difference_interval: the examples of Newcombe (1998)", "[statistics]") {
    // Statistics in Medicine 17(8), 873-890, table II, method 10; four decimals are printed.
    struct Example {
        std::uint64_t first_hits, first_trials, second_hits, second_trials;
        double low, high;
    };
    const auto example =
        GENERATE(Example{48, 80, 56, 70, 0.0524, 0.3339}, Example{3, 10, 9, 10, 0.1705, 0.8090},
                 Example{0, 10, 10, 10, 0.6075, 1.0000});
    const auto proportion = [](std::uint64_t hits, std::uint64_t trials) {
        return static_cast<double>(hits) / static_cast<double>(trials);
    };
    const double first = proportion(example.first_hits, example.first_trials),
                 second = proportion(example.second_hits, example.second_trials);
    const Interval of_first = wilson_interval(example.first_hits, example.first_trials),
                   of_second = wilson_interval(example.second_hits, example.second_trials);
    const auto [low, high] = independent_difference_interval(first, of_first, second, of_second);
    CHECK(std::abs(low - example.low) < 0.5e-4);
    CHECK(std::abs(high - example.high) < 0.5e-4);
    // The other way round, the other sign.
    const auto [back_low, back_high] =
        independent_difference_interval(second, of_second, first, of_first);
    CHECK(back_low == -high);
    CHECK(back_high == -low);
}
