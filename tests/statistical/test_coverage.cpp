#include "tests/support/catch.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "engine/statistics/intervals.hpp"
#include "tests/statistical/checks.hpp"

using namespace plancast;

namespace {

constexpr std::uint64_t runs = 1000;
constexpr std::uint64_t seeds = 2000;

/// The hits of a target of this probability, under one seed.
std::uint64_t hits(double probability, std::uint64_t seed) {
    Experiment experiment;
    experiment.judge(experiment.graph.apply(Operation::less,
                                            experiment.graph.draw(stream_key("u"), no_year),
                                            experiment.graph.constant(probability)));
    return experiment.run(runs, seed).verdicts[0].target_met[0];
}

/// How likely the Wilson interval is to cover, summed over all counts.
double exact_coverage(double probability) {
    double covered = 0;
    for (std::uint64_t k = 0; k <= runs; ++k) {
        const auto [low, high] = wilson_interval(k, runs);
        if (low <= probability && probability <= high) {
            covered +=
                boost::math::pdf(boost::math::binomial(static_cast<double>(runs), probability),
                                 static_cast<double>(k));
        }
    }
    return covered;
}

}  // namespace

TEST_CASE("the interval of a probability covers it under 95 % of seeds", "[statistical]") {
    const double probability = GENERATE(0.3, 0.005);
    const double expected = exact_coverage(probability);
    CHECK(std::abs(expected - 0.95) < 0.02);
    std::uint64_t covered = 0, covered_by_another = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const std::uint64_t met = hits(probability, seed);
        const auto covers = [probability](const std::array<double, 2>& interval) {
            return interval[0] <= probability && probability <= interval[1];
        };
        covered += covers(wilson_interval(met, runs)) ? 1 : 0;
        covered_by_another += covers(wilson_interval(met, runs, 0.9)) ? 1 : 0;
    }
    CHECK(count_is_plausible(covered, seeds, expected));
    // An interval that is too narrow is found out.
    CHECK_FALSE(count_is_plausible(covered_by_another, seeds, expected));
}

TEST_CASE("the interval of a mean covers it under 95 % of seeds", "[statistical]") {
    std::uint64_t covered = 0, covered_by_narrow = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Experiment experiment;
        experiment.observe(experiment.normal("x", 10, 3));
        const Moments moments = experiment.run(runs, seed).series[0];
        const auto [low, high] = mean_interval(moments);
        covered += low <= 10 && 10 <= high ? 1 : 0;
        const auto narrow = mean_interval(moments, 0.9);
        covered_by_narrow += narrow[0] <= 10 && 10 <= narrow[1] ? 1 : 0;
    }
    // Student's t with 999 degrees of freedom: z standard errors hold 0.9498.
    CHECK(count_is_plausible(covered, seeds, 0.9498));
    CHECK_FALSE(count_is_plausible(covered_by_narrow, seeds, 0.9498));
}
