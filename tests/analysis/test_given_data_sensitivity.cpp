#include <cmath>
#include <numbers>

#include "engine/analysis/simulate_plan.hpp"
#include "tests/analysis/studied_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

/// Seeds are fixed; had they been drawn, a truth would lie 5.5 standard errors of 16 replicates
/// away by chance with probability 6e-5 (Student's t, 15 degrees of freedom). @p bias is what
/// classes and ranks cost.
void check(const Estimate& estimate, double truth, double bias = 0) {
    INFO(estimate.value << " +- " << estimate.standard_error << " for " << truth);
    CHECK(std::abs(estimate.value - truth) < 5.5 * estimate.standard_error + bias);
    CHECK(estimate.interval[0] <= estimate.value);
    CHECK(estimate.interval[1] >= estimate.value);
}

}  // namespace

TEST_CASE("given_data_sensitivity: a linear model in closed form", "[analysis]") {
    StudiedModel model(linear_model);
    model.plan.run.runs = 32768;
    const Sensitivity found = model.by("given-data");
    CHECK(found.method == "given-data");
    CHECK(found.runs == 32768);
    CHECK(found.runs_there == 32768);
    CHECK(found.evaluations == 0);
    CHECK(found.design == "random");
    CHECK(found.indices.front() == "first");
    const OutputSensitivity& y = output_of(found, "t", measure);
    check(y.mean, 0);
    check(y.variance, 14);
    REQUIRE(y.facts.size() == 2);
    CHECK(y.facts[0].name == "r2");
    CHECK(y.facts[0].estimate.value == Approx(1).margin(1e-6));
    const double root = std::sqrt(14.0);
    const std::pair<const char*, double> weights[] = {{"a", 3}, {"b", 2}, {"c", -1}};
    for (const auto& [name, weight] : weights) {
        CAPTURE(name);
        const double rho = weight / root;
        check(index_of(y, name, "first"), rho * rho, 0.002);
        check(index_of(y, name, "src"), rho, 1e-6);
        check(index_of(y, name, "rank_correlation"), 6 / std::numbers::pi * std::asin(rho / 2),
              1e-4);
    }
    // Half the mean L1 distance of N(rho x, 1 - rho^2) from N(0, 1), by quadrature; the estimate
    // is of 32 classes, which cost some of it.
    CHECK(index_of(y, "a", "delta").value == Approx(0.38735).margin(0.02));
    CHECK(index_of(y, "a", "pawn").value > index_of(y, "b", "pawn").value);
    REQUIRE(y.shares.size() == 2);
    CHECK(y.shares[0].status == "measured");
    check(y.shares[0].first, 4.0 / 14, 0.002);
    check(y.shares[1].first, 10.0 / 14, 0.004);
    CHECK(std::isnan(y.shares[1].total.value));
    REQUIRE(found.measure_first.size() == 2);
    CHECK(found.measure_first[0].input == "a");

    const OutputSensitivity& event = output_of(found, "t", hit);
    check(event.mean, 0.5 * std::erfc(3 / root / std::numbers::sqrt2));
    CHECK(index_of(event, "a", "ks").value > index_of(event, "b", "ks").value);
    CHECK(index_of(event, "a", "shift").value > 0);
    CHECK(index_of(event, "c", "shift").value < 0);
    CHECK(input_of(y, "a").indices.size() == 8);
}

TEST_CASE("given_data_sensitivity: looks at the runs of the simulation", "[analysis]") {
    for (const char* design : {"random", "latin", "sobol"}) {
        CAPTURE(design);
        StudiedModel model(linear_model);
        model.plan.run.runs = 4096;
        model.plan.run.seed = 3;
        model.plan.run.design = design;
        const Summary summary = simulate_plan(model.plan, model.compiled);
        const OutputSensitivity hits = output_of(model.by("given-data"), "t", hit);
        CHECK(std::llround(hits.mean.value * 4096) ==
              static_cast<long long>(summary.targets[0].probability.met));
    }
}

TEST_CASE("given_data_sensitivity: says how many of how many runs", "[analysis]") {
    StudiedModel model(linear_model);
    model.plan.run.runs = 100'000;
    Sensitivity found = model.by("given-data");
    CHECK(found.runs == 65'536);
    CHECK(found.runs_there == 100'000);
    model.options.runs = 1000;
    found = model.by("given-data");
    CHECK(found.runs == 1000);
    CHECK(found.outputs[0].runs == 1000);
    model.options.runs = 100'001;
    CHECK(refusal([&] { model.by("given-data"); }).find("there are 100000 runs, not 100001") == 0);
    model.options.runs = 31;
    CHECK(refusal([&] { model.by("given-data"); }).find("need 32 runs at least, not 31") !=
          std::string::npos);
    model.options.runs = 32;
    CHECK(model.by("given-data").outputs[0].runs == 32);
}

TEST_CASE("given_data_sensitivity: runs without a number are left out", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[inputs.a]
normal = { mean = 2, sd = 1 }
status = "assumed"
source = "-"
[inputs.b]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[series.y]
value = "log(a) + b"
[series.z]
value = "a + b"
)toml");
    model.plan.run.runs = 20'000;
    const Summary summary = simulate_plan(model.plan, model.compiled);
    REQUIRE(summary.findings.size() == 1);
    const Sensitivity found = model.by("given-data");
    const OutputSensitivity& y = output_of(found, "y", series);
    CHECK(y.left_out == summary.findings[0].runs);
    CHECK(y.first_left_out == summary.findings[0].first_run);
    CHECK(y.runs + y.left_out == 20'000);
    check(index_of(y, "a", "first"), 1 - index_of(y, "b", "first").value, 0.02);
    const OutputSensitivity& z = output_of(found, "z", series);
    CHECK(z.left_out == 0);
    CHECK_FALSE(z.first_left_out);
    check(index_of(z, "a", "first"), 0.5, 0.002);
}

TEST_CASE("given_data_sensitivity: what is always the same has no indices", "[analysis]") {
    for (const char* bound : {"100", "-100"}) {
        std::string text = linear_model;
        text.replace(text.find("at_least = 3"), 12, std::string("at_least = ") + bound);
        StudiedModel model(text);
        model.plan.run.runs = 1000;
        const Sensitivity found = model.by("given-data");
        const OutputSensitivity& event = output_of(found, "t", hit);
        CHECK(event.constant);
        CHECK(event.inputs.empty());
        CHECK(event.mean.value == (bound[0] == '-' ? 1 : 0));
        CHECK_FALSE(output_of(found, "t", measure).constant);
    }
}

TEST_CASE("given_data_sensitivity: one input only", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[inputs.a]
uniform = { min = 1, max = 2 }
status = "assumed"
source = "-"
[series.y]
value = "a * a"
)toml");
    model.plan.run.runs = 4096;
    const Sensitivity found = model.by("given-data");
    check(index_of(found.outputs[0], "a", "first"), 1, 0.002);
    CHECK(index_of(found.outputs[0], "a", "rank_correlation").value == Approx(1));
    CHECK(found.outputs[0].shares.empty());
}

TEST_CASE("given_data_sensitivity: names correlated pairs", "[analysis]") {
    StudiedModel model(std::string(linear_model) +
                       "[[correlations]]\nbetween = [\"a\", \"b\"]\nnormal = 0.5\n");
    model.plan.run.runs = 20'000;
    const Sensitivity found = model.by("given-data");
    REQUIRE(found.correlated.size() == 1);
    CHECK(found.correlated[0] == std::pair<std::string, std::string>("a", "b"));
    // Of an input with what goes with it: (3 + 2 / 2)^2 / (9 + 4 + 6 + 1).
    check(index_of(output_of(found, "t", measure), "a", "first"), 16.0 / 20, 0.002);
}

TEST_CASE("given_data_sensitivity: groups of several values", "[analysis]") {
    StudiedModel model(R"toml(
[model]
years = [2026, 2028]
[inputs.a]
each = "year"
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[inputs.b]
normal = { mean = 5, sd = 3 }
status = "measured"
source = "-"
[counts.n]
poisson = { mean = 50 }
[series.y]
value = "total(a)"
[series.x]
value = "total(n)"
[series.w]
value = "y / sqrt(3) + b / 3"
)toml");
    model.plan.run.runs = 20'000;
    Sensitivity found = model.by("given-data");
    // The mean of its years explains all of their sum; so do the draws of a count, nearly.
    check(index_of(output_of(found, "y@2028", series), "a", "first"), 1, 0.002);
    CHECK(index_of(output_of(found, "x@2028", series), "n", "first").value > 0.97);
    CHECK(input_of(output_of(found, "x@2028", series), "n").kind == InputGroup::Kind::count);
    model.options.by = GroupBy::year;
    found = model.by("given-data");
    check(index_of(output_of(found, "y@2028", series), "a@2027", "first"), 1.0 / 3, 0.002);
    // Put together, what has other units and spreads counts by its draws.
    model.options.by = GroupBy::member;
    model.options.groups = {{"both", {"a", "b"}}};
    found = model.by("given-data");
    const Estimate both = index_of(output_of(found, "w@2028", series), "both", "first");
    // The mean of four scores explains (3 / sqrt(3) + 1)^2 / (4 x 2) of it.
    check(both, std::pow(std::sqrt(3.0) + 1, 2) / 8, 0.002);
}

TEST_CASE("given_data_sensitivity: the same bits for any number of threads",
          "[analysis][parallel]") {
    StudiedModel model(linear_model);
    model.plan.run.runs = 5000;
    const std::vector<double> one = numbers_of(model.by("given-data"));
    for (const int threads : {2, 7}) {
        model.options.threads = threads;
        CHECK(numbers_of(model.by("given-data")) == one);
    }
}
