#include <cmath>

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
