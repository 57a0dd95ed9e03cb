#include <cmath>
#include <string>
#include <vector>

#include "engine/models/count_laws.hpp"
#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

constexpr std::size_t n = 100'000;
constexpr double deviations = 4.9;  // a false alarm rate of 1e-6

double share_up_to(const std::vector<double>& counts, double k) {
    double share = 0;
    for (const double count : counts) share += count <= k ? 1.0 : 0.0;
    return share / static_cast<double>(counts.size());
}

/// The share of counts up to each k, against the cdf that the probabilities sum to.
template <typename Probability>
void check_cdf(const std::vector<double>& counts, const Probability& probability,
               const std::vector<int>& at) {
    for (const int k : at) {
        double cdf = 0;
        for (int j = 0; j <= k; ++j) cdf += probability(j);
        CAPTURE(k, cdf);
        REQUIRE((cdf > 0.001 && cdf < 0.999));
        CHECK(std::abs(share_up_to(counts, k) - cdf) <
              deviations * std::sqrt(cdf * (1 - cdf) / static_cast<double>(counts.size())));
    }
}

double log_binomial(double total, double k) {
    return std::lgamma(total + 1) - std::lgamma(k + 1) - std::lgamma(total - k + 1);
}

double log_beta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sx += x[i], sy += y[i];
        xx += x[i] * x[i], yy += y[i] * y[i], xy += x[i] * y[i];
    }
    const auto size = static_cast<double>(x.size());
    return (xy - sx * sy / size) / std::sqrt((xx - sx * sx / size) * (yy - sy * sy / size));
}

}  // namespace

TEST_CASE("counts: a negative binomial number has its law", "[models][statistical]") {
    const PlanRunner plan(
        "[levers.m]\nvalue = 12\n[counts.late]\n"
        "negative_binomial = { mean = \"m\", dispersion = 1.5 }\n");
    const double r = 1.5, q = 12 / (12 + r);
    check_cdf(plan.values("late", 2027, n),
              [&](double k) {
                  return std::exp(std::lgamma(k + r) - std::lgamma(k + 1) - std::lgamma(r) +
                                  r * std::log(1 - q) + k * std::log(q));
              },
              {0, 3, 10, 30});
}

// Of a chance that is drawn from the same uniform as the number, the number would vary more.
TEST_CASE("counts: a beta-binomial number has its law", "[models][statistical]") {
    const std::string law =
        "beta_binomial = { trials = 40, chance = \"c\", concentration = \"spread\" }\n";
    const std::string fixed = "[levers.c]\nvalue = 0.3\n[levers.spread]\nvalue = 5\n";
    // A constant, but to the engine the outcome of a draw.
    const std::string drawn =
        "[levers.spread]\nvalue = 5\n[inputs.c]\n"
        "uniform = { min = 0.3, max = 0.30000000000001 }\n" +
        assumed;
    const double a = 0.3 * 5, b = 0.7 * 5;
    for (const std::string& inputs : {fixed, drawn}) {
        const PlanRunner plan(inputs + "[counts.solved]\n" + law);
        check_cdf(
            plan.values("solved", 2027, n),
            [&](double k) {
                return std::exp(log_binomial(40, k) + log_beta(k + a, 40 - k + b) - log_beta(a, b));
            },
            {0, 5, 12, 20, 35});
    }
}

TEST_CASE("counts: a certain chance does not vary", "[models]") {
    const PlanRunner plan(
        "[inputs.x]\nuniform = { min = 0, max = 1 }\n" + assumed +
        "[series.chance]\nvalue = \"if(x < 0.5, 0, 1)\"\n[counts.a]\nbeta_binomial = { trials = "
        "10, chance = \"chance\", concentration = 3 }\n[counts.b]\nbeta_binomial = { trials = 10, "
        "chance = 1, concentration = 3 }\n");
    for (std::uint64_t run = 0; run < 20; ++run) {
        CHECK(plan.value("a", 2026, run) == 10 * plan.value("chance", 2026, run));
        CHECK(plan.value("b", 2026, run) == 10);
    }
}

TEST_CASE("counts: an autocorrelated count remembers the year before", "[models][statistical]") {
    const PlanRunner plan(
        "[counts.calls]\npoisson = { mean = 10000 }\nautocorrelation = 0.6\n[counts.solved]\n"
        "beta_binomial = { trials = 10000, chance = 0.5, concentration = 10000 }\n"
        "autocorrelation = -0.5\n[counts.other]\npoisson = { mean = 10000 }\n");
    // Numbers this large are as good as normal: their correlation is that of the normals.
    const auto check = [&](const char* name, int first, int second, double expected) {
        CAPTURE(name, first, second);
        const double found = correlation(plan.values(name, first, n), plan.values(name, second, n));
        CHECK(std::abs(found - expected) <
              deviations * (1 - expected * expected) / std::sqrt(static_cast<double>(n)) + 1e-3);
    };
    check("calls", 2026, 2027, 0.6);
    check("calls", 2027, 2029, 0.36);
    check("solved", 2027, 2028, -0.5);
    check("other", 2026, 2027, 0);
    // Every year has the stated law: the median and a quantile of the Poisson law of mean 10^4.
    for (const int year : {2026, 2028, 2030}) {
        const auto calls = plan.values("calls", year, n);
        CHECK(std::abs(share_up_to(calls, 10000) - 0.50266) < deviations * 0.5 / std::sqrt(1e5));
        CHECK(std::abs(share_up_to(calls, 10200) - 0.97746) < deviations * 0.149 / std::sqrt(1e5));
    }
}

TEST_CASE("counts: memory changes no draw of others", "[models]") {
    const std::string other = "[counts.b]\nnegative_binomial = { mean = 50, dispersion = 2 }\n";
    const PlanRunner plain("[counts.a]\npoisson = { mean = 50 }\n" + other);
    const PlanRunner remembering("[counts.a]\npoisson = { mean = 50 }\nautocorrelation = 0.7\n" +
                                 other);
    CHECK(plain.values("b", 2029, 50) == remembering.values("b", 2029, 50));
    // The first year remembers nothing.
    CHECK(plain.values("a", 2026, 50) == remembering.values("a", 2026, 50));
    CHECK(plain.values("a", 2027, 50) != remembering.values("a", 2027, 50));
}

TEST_CASE("counts: what their parameters may not be is said", "[models]") {
    const auto said = [](const std::string& count) { return mistakes("[counts.a]\n" + count); };
    const auto has = [](const std::string& text, const char* part) {
        INFO(text);
        CHECK(text.find(part) != std::string::npos);
    };
    has(said("negative_binomial = { mean = 3, dispersion = 0 }\n"), "dispersion of count 'a' is 0");
    has(said("negative_binomial = { mean = -3, dispersion = 1 }\n"), "it must be at least 0");
    has(said("beta_binomial = { trials = 3, chance = 0.5 }\n"),
        "beta_binomial takes trials, chance, concentration");
    has(said("binomial = { trials = 3, chance = 95 }\n"), "write 0.95 or \"95 %\"");
    has(said("negativ_binomial = { mean = 3, dispersion = 0.1 }\n"),
        "did you mean 'negative_binomial'?");
    has(said("poisson = { mean = 3 }\nautocorrelation = 1\n"), "must lie between -1 and 1");
    has(said("poisson = { mean = 3 }\neach = \"run\"\nautocorrelation = 0.5\n"),
        "only what is drawn each year");
    // Known only when levers have their values.
    has(mistakes("[levers.d]\nvalue = 0\n[counts.a]\nnegative_binomial = { mean = 3, dispersion = "
                 "\"d\" }\n"),
        "dispersion of count 'a' is 0");
}

TEST_CASE("count_laws: every law is in the table once", "[models]") {
    using plancast::CountLaw;
    for (const CountLaw law : {CountLaw::bernoulli, CountLaw::binomial, CountLaw::beta_binomial,
                               CountLaw::poisson, CountLaw::negative_binomial}) {
        const plancast::CountSyntax& syntax = plancast::count_syntax(law);
        CHECK(plancast::find_count_law(syntax.key) == &syntax);
        CHECK(syntax.law == law);
        CHECK_FALSE(syntax.meaning.vi.empty());
        CHECK_FALSE(syntax.meaning.en.empty());
    }
    CHECK(plancast::count_syntaxes().size() == 5);
    CHECK(plancast::find_count_law("binom") == nullptr);
}
