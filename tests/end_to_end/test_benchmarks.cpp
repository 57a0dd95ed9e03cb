#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/end_to_end/shipped_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

// Seeds are fixed, so a case passes always or never; had they been drawn, each comparison would
// fail by chance with probability 1e-6: two-sided, 4.89 standard errors.
constexpr double standard_errors = 4.892;

void check_mean(const Moments& moments, double truth) {
    INFO("mean " << moments.mean << " for " << truth);
    CHECK(std::abs(moments.mean - truth) < standard_errors * moments.standard_error());
}

// The variance of N values has the standard error variance * sqrt((kurtosis - 1) / N).
void check_variance(const Moments& moments, double truth, double kurtosis) {
    const double error = truth * std::sqrt((kurtosis - 1) / static_cast<double>(moments.count));
    INFO("variance " << moments.variance() << " for " << truth);
    CHECK(std::abs(moments.variance() - truth) < standard_errors * error);
}

void check_probability(const ShippedPlan& shipped, const SimulationTotals& totals,
                       const std::string& target, double truth) {
    const double runs = static_cast<double>(totals.runs);
    const double found =
        static_cast<double>(totals.verdicts[0].part_met[shipped.part(target)]) / runs;
    INFO(target << " " << found << " for " << truth);
    CHECK(std::abs(found - truth) < standard_errors * std::sqrt(truth * (1 - truth) / runs));
}

/// Mean 1 and variance of a product of independent factors 1 + c w with w uniform on (-1, 1), which
/// have the second, third and fourth moments 1 + c^2/3, 1 + c^2 and 1 + 2 c^2 + c^4/5.
void check_g(const std::string& path, const std::vector<double>& a) {
    double second = 1, third = 1, fourth = 1;
    for (const double own : a) {
        const double c = 1 / (1 + own), square = c * c;
        second *= 1 + square / 3;
        third *= 1 + square;
        fourth *= 1 + 2 * square + square * square / 5;
    }
    const double variance = second - 1;
    const double kurtosis = (fourth - 4 * third + 6 * second - 3) / (variance * variance);
    const ShippedPlan shipped(path);
    const SimulationTotals totals = shipped.run(1'000'000);
    check_mean(totals.series[shipped.column("y", std::nullopt)], 1);
    check_variance(totals.series[shipped.column("y", std::nullopt)], variance, kurtosis);
}

double normal_cdf(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

}  // namespace

TEST_CASE("benchmarks: Ishigami's function", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/ishigami.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    const Moments& y = totals.series[shipped.column("y", std::nullopt)];
    check_mean(y, 3.5);
    check_variance(y, 13.8445879407, 3.507);  // kurtosis by quadrature
}

TEST_CASE("benchmarks: a load exceeds a resistance", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/r-s.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    check_probability(shipped, totals, "failure", 0.07864960353);
    check_mean(totals.series[shipped.column("margin", std::nullopt)], 2);
    check_variance(totals.series[shipped.column("margin", std::nullopt)], 2, 3);
}

TEST_CASE("benchmarks: growth with a memory", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/ar1-growth.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    check_probability(shipped, totals, "half_more", 0.50582429);
    check_probability(shipped, totals, "two_fifths_more", 0.66578313);
    const Moments& sum = totals.series[shipped.column("log_sum", 2030)];
    check_mean(sum, 5 * std::log(1.085));
    check_variance(sum, 0.166771 * 0.166771, 3);
    // The first year has the stationary spread already: a memory that starts from zero would not
    // show in the sum's mean.
    check_variance(totals.series[shipped.column("log_sum", 2026)], 0.05 * 0.05, 3);
}

TEST_CASE("benchmarks: births and deaths", "[end_to_end][slow]") {
    const ShippedPlan shipped("benchmarks/birth-death.toml");
    const SimulationTotals totals = shipped.run(400'000);
    check_probability(shipped, totals, "extinct", 0.5772904664);
    const Moments& number = totals.series[shipped.column("N", 2035)];
    check_mean(number, 1.39471376);
    // Kurtosis from the exact distribution after ten years.
    check_variance(number, 5.4504428522, 10.3959434);
    check_mean(totals.series[shipped.column("survivors", 2026)], 4 * 0.6);
    check_variance(totals.series[shipped.column("born", 2026)], 4 * 0.3, 3 + 1 / 1.2);
}

TEST_CASE("benchmarks: Sobol' G", "[end_to_end]") {
    check_g("benchmarks/sobol-g.toml", {0, 1, 4.5, 9, 99, 99, 99, 99});
    check_g("benchmarks/sobol-g3.toml", {0, 9, 99});
    std::vector<double> a = {0, 0.5, 1, 2, 3, 5, 8, 13};
    for (int i = 0; i < 12; ++i) a.push_back(21 + 3 * i);
    check_g("benchmarks/sobol-g20.toml", a);
}

TEST_CASE("benchmarks: a sum and a product of normals", "[end_to_end]") {
    const ShippedPlan sum("benchmarks/gaussian-sum.toml");
    const SimulationTotals sums = sum.run(1'000'000);
    check_mean(sums.series[sum.column("y", std::nullopt)], 0);
    check_variance(sums.series[sum.column("y", std::nullopt)], 12.25, 3);
    check_probability(sum, sums, "small", normal_cdf(1));
    const ShippedPlan product("benchmarks/gaussian-product.toml");
    const Moments y = product.run(1'000'000).series[product.column("y", std::nullopt)];
    check_mean(y, 0);
    check_variance(y, 1, 9);
}

TEST_CASE("benchmarks: the borehole", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/borehole.toml");
    const Moments flow = shipped.run(1'000'000).series[shipped.column("flow", std::nullopt)];
    check_mean(flow, 73.73895);
    check_variance(flow, 28.596 * 28.596, 4.12);  // kurtosis of 4,000,000 runs elsewhere
}

TEST_CASE("benchmarks: a system of four branches", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/four-branch.toml");
    check_probability(shipped, shipped.run(1'000'000), "failure", 0.00222279506619);
}

TEST_CASE("benchmarks: a cantilever beam", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/cantilever.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    check_probability(shipped, totals, "stress_fails", 0.44299665591);
    check_probability(shipped, totals, "displacement_fails", 0.51448118648);
}

TEST_CASE("benchmarks: a correlated sum", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/correlated-linear.toml");
    const Moments y = shipped.run(1'000'000).series[shipped.column("y", std::nullopt)];
    check_mean(y, 0);
    check_variance(y, 7.4, 3);
}

TEST_CASE("benchmarks: an orthant of twenty correlated normals", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/orthant.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    check_probability(shipped, totals, "t1", 0.5);
    check_probability(shipped, totals, "t20", 0.5);
    const double all = static_cast<double>(totals.verdicts[0].targets_met.back()) /
                       static_cast<double>(totals.runs);
    CHECK(std::abs(all - 1.0 / 21) < standard_errors * std::sqrt(20.0 / 21 / 21 / 1e6));
}

TEST_CASE("benchmarks: a geometric random walk", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/random-walk.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    check_probability(shipped, totals, "doubled", 0.2581551678771);
    // Of a lognormal level with s^2 = 10 * 0.1^2: mean median e^(s^2/2), variance mean^2 (e^(s^2) -
    // 1), kurtosis e^(4 s^2) + 2 e^(3 s^2) + 3 e^(2 s^2) - 3.
    const double mean = std::pow(1.05, 10) * std::exp(0.05);
    check_mean(totals.series[shipped.column("level", 2035)], mean);
    check_variance(totals.series[shipped.column("level", 2035)], mean * mean * (std::exp(0.1) - 1),
                   std::exp(0.4) + 2 * std::exp(0.3) + 3 * std::exp(0.2) - 3);
}

TEST_CASE("benchmarks: trees by age", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/cohort-ageing.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    check_probability(shipped, totals, "stand", 0.6401138116);
    const double means[] = {20, 18, 14.4, 10.08};
    for (std::size_t age = 0; age < 4; ++age) {
        const Moments& trees = totals.series[shipped.column("trees", 2030, age)];
        check_mean(trees, means[age]);
        check_variance(trees, means[age], 3 + 1 / means[age]);
    }
    // Of the first year's trees none is older than a year yet.
    CHECK(totals.series[shipped.column("trees", 2026, 1)].mean == 0);
    check_mean(totals.series[shipped.column("trees", 2027, 1)], 18);
}

TEST_CASE("benchmarks: a river and its dike", "[end_to_end]") {
    const ShippedPlan shipped("benchmarks/flood.toml");
    const SimulationTotals totals = shipped.run(1'000'000);
    // Moments from 6 million Sobol' points elsewhere, the kurtosis from 4,000,000 runs
    // elsewhere.
    const Moments& S = totals.series[shipped.column("S", std::nullopt)];
    check_mean(S, -10.944494);
    check_variance(S, 1.083730 * 1.083730, 3.03);
    const Moments& cost = totals.series[shipped.column("cost", std::nullopt)];
    check_mean(cost, 0.6718932);
    check_variance(cost, 0.0256441 * 0.0256441, 14.1);
}
