#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::assumed;
using plancast::test::PlanRunner;

namespace {

constexpr std::size_t n = 100'000;
// A correlation r of n normal pairs has standard error (1 - r^2) / sqrt(n); 4.9 of them leave a
// false alarm rate of 1e-6.
constexpr double deviations = 4.9;

double mean(const std::vector<double>& x) {
    double sum = 0;
    for (double value : x) sum += value;
    return sum / static_cast<double>(x.size());
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    const double mx = mean(x), my = mean(y);
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
    }
    return xy / std::sqrt(xx * yy);
}

double sd(const std::vector<double>& x) {
    const double m = mean(x);
    double xx = 0;
    for (double value : x) xx += (value - m) * (value - m);
    return std::sqrt(xx / static_cast<double>(x.size() - 1));
}

void check_correlation(const std::vector<double>& x, const std::vector<double>& y,
                       double expected) {
    CHECK(std::abs(correlation(x, y) - expected) <
          deviations * (1 - expected * expected) / std::sqrt(static_cast<double>(x.size())));
}

void check_normal(const std::vector<double>& x, double expected_mean, double expected_sd) {
    const double root = std::sqrt(static_cast<double>(x.size()));
    CHECK(std::abs(mean(x) - expected_mean) < deviations * expected_sd / root);
    CHECK(std::abs(sd(x) - expected_sd) < deviations * expected_sd / (std::sqrt(2.0) * root));
}

}  // namespace

TEST_CASE("draws: lasting and yearly spread", "[models][statistical]") {
    const PlanRunner plan(
        "[inputs.g]\nnormal = { mean = 0.1, sd = { run = 0.03, year = 0.04 } }\n" + assumed +
        "[inputs.h]\nlognormal = { median = 2, log_sd = 0.5 }\nlasting = 0.36\nautocorrelation = "
        "0.5\n" +
        assumed);
    const auto first = plan.values("g", 2026, n), second = plan.values("g", 2027, n);
    check_normal(first, 0.1, 0.05);
    check_correlation(first, second, 0.36);  // the lasting share of the variance
    std::vector<std::vector<double>> logs;
    for (int year : {2026, 2027, 2028}) {
        logs.push_back(plan.values("h", year, n));
        for (double& value : logs.back()) value = std::log(value / 2);
        check_normal(logs.back(), 0, 0.5);
    }
    check_correlation(logs[0], logs[1], 0.36 + 0.64 * 0.5);
    check_correlation(logs[0], logs[2], 0.36 + 0.64 * 0.25);
}

TEST_CASE("draws: what loads on a factor moves with it", "[models][statistical]") {
    const PlanRunner plan(
        "[sets]\ns = [\"a\", \"b\"]\n[inputs.cycle]\neach = \"year\"\nnormal = { mean = 0, sd = 1 "
        "}\nautocorrelation = 0.3\n" +
        assumed + "[inputs.common]\nnormal = { mean = 0, sd = 1 }\n" + assumed +
        "[inputs.g]\nover = \"s\"\nlasting = 0.4\nnormal = { mean = 5, sd = 2 }\nloads_on = { "
        "cycle = { a = 0.6, b = -0.5 }, common = 0.7 }\n" +
        assumed +
        "[inputs.p]\neach = \"year\"\npert = { min = 0, mode = 1, max = 4 }\nloads_on = { cycle = "
        "0.8 }\n" +
        assumed);
    const auto cycle = plan.values("cycle", 2028, n), next = plan.values("cycle", 2029, n),
               common = plan.values("common", {}, n);
    const auto a = plan.values("g[a]", 2028, n), b = plan.values("g[b]", 2028, n);
    check_normal(a, 5, 2);
    check_correlation(cycle, next, 0.3);
    check_correlation(a, cycle, std::sqrt(0.6) * 0.6);
    check_correlation(a, common, std::sqrt(0.4) * 0.7);
    check_correlation(a, b, 0.4 * 0.49 - 0.6 * 0.3);
    // The uniform of the pert's quantile is the normal cdf of its loading: compare through the
    // ranks' mean.
    const auto p = plan.values("p", 2028, n);
    double above = 0, both = 0;
    std::vector<double> sorted = p;
    std::nth_element(sorted.begin(), sorted.begin() + n / 2, sorted.end());
    for (std::size_t i = 0; i < n; ++i) {
        above += cycle[i] > 0 ? 1 : 0;
        both += cycle[i] > 0 && p[i] > sorted[n / 2] ? 1 : 0;
    }
    // P(both above their medians) = 1/4 + asin(rho) / (2 pi), Sheppard (1899).
    const double expected = 0.25 + std::asin(0.8) / (2 * 3.141592653589793);
    CHECK(std::abs(both / static_cast<double>(n) - expected) <
          deviations * std::sqrt(expected * (1 - expected) / static_cast<double>(n)));
    CHECK(above > 0);
}

TEST_CASE("draws: correlations by pairs", "[models][statistical]") {
    const PlanRunner plan("[inputs.a]\nnormal = { mean = 0, sd = 1 }\n" + assumed +
                          "[inputs.b]\nnormal = { mean = 0, sd = 3 }\n" + assumed +
                          "[sets]\ns = [\"u\", \"v\", \"w\"]\n[inputs.c]\nover = \"s\"\neach = "
                          "\"year\"\nnormal = { mean = 0, sd = 1 }\n" +
                          assumed +
                          "[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = "
                          "0.5\n[[correlations]]\namong = \"c\"\nnormal = 0.4\n");
    check_correlation(plan.values("a", {}, n), plan.values("b", {}, n),
                      2 * std::sin(3.141592653589793 * 0.5 / 6));
    check_correlation(plan.values("c[u]", 2026, n), plan.values("c[w]", 2026, n), 0.4);
    check_correlation(plan.values("c[v]", 2027, n), plan.values("c[w]", 2027, n), 0.4);
    check_correlation(plan.values("c[v]", 2026, n), plan.values("c[v]", 2027, n), 0);
}

TEST_CASE("draws: editing one input moves no other", "[models]") {
    const std::string one = "[inputs.a]\nnormal = { mean = 0, sd = 1 }\n" + assumed +
                            "[counts.k]\npoisson = { mean = 3 }\n";
    const PlanRunner before(one), after("[inputs.z]\nuniform = { min = 0, max = 1 }\n" + assumed +
                                        one + "[counts.l]\npoisson = { mean = 4 }\n");
    CHECK(before.values("a", {}, 1000) == after.values("a", {}, 1000));
    CHECK(before.values("k", 2028, 1000) == after.values("k", 2028, 1000));
    CHECK(before.values("k", 2028, 1000) != before.values("k", 2029, 1000));
    CHECK(before.values("k", 2028, 1000, 1) != before.values("k", 2028, 1000, 2));
}

TEST_CASE("draws: shares of a whole sum to one and keep their mean", "[models][statistical]") {
    const PlanRunner plan(
        "[sets]\ns = [\"a\", \"b\", \"c\"]\n[inputs.x]\nover = \"s\"\ndirichlet = { mean = { a = "
        "0.12, b = 0.5, c = 0.38 }, concentration = 50 }\n" +
        assumed);
    const auto a = plan.values("x[a]", {}, n), b = plan.values("x[b]", {}, n),
               c = plan.values("x[c]", {}, n);
    for (std::size_t i = 0; i < 1000; ++i) CHECK(a[i] + b[i] + c[i] == Approx(1).epsilon(1e-14));
    // Variance m (1 - m) / (concentration + 1).
    for (const auto& [share, m] : {std::pair{&a, 0.12}, std::pair{&b, 0.5}, std::pair{&c, 0.38}}) {
        const double expected = std::sqrt(m * (1 - m) / 51);
        CHECK(std::abs(mean(*share) - m) <
              deviations * expected / std::sqrt(static_cast<double>(n)));
        CHECK(sd(*share) == Approx(expected).epsilon(0.02));
    }
}

TEST_CASE("draws: what a scenario does after the draw", "[models]") {
    const std::string head =
        "[inputs.x]\neach = \"year\"\nnormal = { mean = 1, sd = 1 }\n" + assumed;
    const PlanRunner plain(head);
    const PlanRunner changed(head +
                             "scale = 2\nshift = { 2027 = 10, 2028 = -1 }\nfix = { 2029 = 5 }\n");
    const auto at = [](const PlanRunner& plan, int year) { return plan.values("x", year, 3); };
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(at(changed, 2026)[i] == 2 * at(plain, 2026)[i]);
        CHECK(at(changed, 2027)[i] == 2 * at(plain, 2027)[i] + 10);
        CHECK(at(changed, 2028)[i] == 2 * at(plain, 2028)[i] - 1);
        CHECK(at(changed, 2029)[i] == 10);
    }
}

TEST_CASE("draws: all or nothing of the spread may last", "[models][statistical]") {
    const auto plan = [](const std::string& lasting) {
        return PlanRunner(
            "[inputs.common]\nnormal = { mean = 0, sd = 1 }\n" + assumed +
            "[inputs.g]\nnormal = { mean = 0, sd = 1 }\nloads_on = { common = 0.7 }\nlasting = " +
            lasting + "\n" + assumed);
    };
    check_correlation(plan("0").values("g", 2026, n), plan("0").values("common", {}, n), 0);
    check_correlation(plan("0").values("g", 2026, n), plan("0").values("g", 2027, n), 0);
    check_correlation(plan("1").values("g", 2026, n), plan("1").values("common", {}, n), 0.7);
    CHECK(plan("1").values("g", 2026, 100) == plan("1").values("g", 2030, 100));
}

TEST_CASE("draws: a correlation holds in every year, whatever each one's memory",
          "[models][statistical]") {
    const PlanRunner plan("[inputs.a]\nnormal = { mean = 0, sd = 1 }\nautocorrelation = 0.7\n" +
                          assumed + "[inputs.b]\neach = \"year\"\nnormal = { mean = 0, sd = 1 }\n" +
                          assumed + "[[correlations]]\nbetween = [\"a\", \"b\"]\nnormal = 0.5\n");
    for (int year : {2026, 2027, 2030})
        check_correlation(plan.values("a", year, n), plan.values("b", year, n), 0.5);
    check_correlation(plan.values("a", 2026, n), plan.values("a", 2027, n), 0.7);
    CHECK(plancast::test::mistakes(
              "[inputs.a]\nnormal = { mean = 0, sd = 1 }\nautocorrelation = 0.9\n" + assumed +
              "[inputs.b]\neach = \"year\"\nnormal = { mean = 0, sd = 1 }\n" + assumed +
              "[[correlations]]\nbetween = [\"a\", \"b\"]\nnormal = 0.8\n")
              .find("correlation") != std::string::npos);
}

TEST_CASE("draws: parameters that are known are checked beside those that are drawn", "[models]") {
    const std::string a = "[inputs.a]\nuniform = { min = 1, max = 2 }\n" + assumed;
    CHECK(plancast::test::mistakes(a + "[inputs.x]\nnormal = { mean = \"a\", sd = -1 }\n" + assumed)
              .find("sd must be above 0, is -1") != std::string::npos);
    CHECK(
        plancast::test::mistakes(a + "[inputs.x]\nbeta = { alpha = -2, beta = \"a\" }\n" + assumed)
            .find("alpha must be above 0, is -2") != std::string::npos);
}

TEST_CASE("draws: shares keep their unit, constants their clip", "[models]") {
    const PlanRunner plan(
        "[sets]\ns = [\"a\", \"b\"]\n[inputs.x]\nover = \"s\"\nunit = \"%\"\ndirichlet = { alpha = "
        "{ a = 1, b = 2 } }\n" +
        assumed + "[inputs.c]\nvalue = 3\nclipped = [5, 6]\n" + assumed);
    CHECK(plan.value("x[a]") + plan.value("x[b]") == Approx(100));
    CHECK(plan.value("c") == 5);
}
