#include <cmath>

#include "tests/analysis/studied_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

constexpr const char* ishigami = R"toml(
[model]
[inputs.x1]
uniform = { min = -3.14159265358979323846, max = 3.14159265358979323846 }
status = "assumed"
source = "-"
[inputs.x2]
uniform = { min = -3.14159265358979323846, max = 3.14159265358979323846 }
status = "assumed"
source = "-"
[inputs.x3]
uniform = { min = -3.14159265358979323846, max = 3.14159265358979323846 }
status = "assumed"
source = "-"
[series.y]
value = "sin(x1) + 7 * sin(x2)^2 + 0.1 * x3^4 * sin(x1)"
)toml";

}  // namespace

TEST_CASE("morris_sensitivity: Ishigami's function on Morris' grid", "[analysis]") {
    StudiedModel model(ishigami);
    const Sensitivity found = model.by("morris");
    CHECK(found.method == "morris");
    CHECK(found.runs == 64);
    CHECK(found.evaluations == 64 * 4);
    CHECK_FALSE(found.are_shares);
    REQUIRE(found.indices.front() == "mu_star");
    // Exact means over the grid of four levels.
    const std::pair<const char*, double> truths[] = {
        {"x1", 7.70405}, {"x2", 7.87500}, {"x3", 6.24880}};
    for (const auto& [name, truth] : truths) {
        const Estimate mu_star = index_of(found.outputs[0], name, "mu_star");
        INFO(name << " " << mu_star.value << " for " << truth);
        CHECK(mu_star.interval[0] <= truth + 1e-5);
        CHECK(mu_star.interval[1] >= truth - 1e-5);
    }
    CHECK(index_of(found.outputs[0], "x2", "mu").value == Approx(0).margin(2));
    CHECK(index_of(found.outputs[0], "x3", "sigma").value > 5);
}

TEST_CASE("morris_sensitivity: laws without ends are kept off them", "[analysis]") {
    StudiedModel model(linear_model);
    const Sensitivity found = model.by("morris");
    const OutputSensitivity& y = output_of(found, "t", measure);
    CHECK(y.left_out == 0);
    // From 1/8 to 5/8 and from 3/8 to 7/8: z(5/8) - z(1/8) = 1.46898823 over half a unit.
    const std::pair<const char*, double> weights[] = {{"a", 3}, {"b", 2}, {"c", -1}};
    for (const auto& [name, weight] : weights) {
        CAPTURE(name);
        const double effect = weight * 2 * (0.318639363964375 + 1.150349380376008);
        CHECK(index_of(y, name, "mu").value == Approx(effect).epsilon(1e-7));
        CHECK(index_of(y, name, "mu_star").value == Approx(std::abs(effect)).epsilon(1e-7));
        CHECK(index_of(y, name, "sigma").value == Approx(0).margin(1e-6));
    }
    CHECK(output_of(found, "t", hit).inputs.size() == 3);
}

TEST_CASE("morris_sensitivity: all draws of a group move as one", "[analysis]") {
    StudiedModel model(linear_model);
    model.options.groups = {{"ab", {"a", "b"}}};
    const OutputSensitivity y = output_of(model.by("morris"), "t", measure);
    const double one = 2 * (0.318639363964375 + 1.150349380376008);
    REQUIRE(y.inputs.size() == 2);
    CHECK(index_of(y, "ab", "mu").value == Approx(5 * one).epsilon(1e-7));
    model.options.groups = {{"all", {"a", "b", "c"}}};
    CHECK(index_of(output_of(model.by("morris"), "t", measure), "all", "mu").value ==
          Approx(4 * one).epsilon(1e-7));
}

TEST_CASE("morris_sensitivity: trajectories without a number are left out", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[inputs.a]
uniform = { min = -1, max = 5 }
status = "assumed"
source = "-"
[inputs.b]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "-"
[series.y]
value = "log(a) + b"
)toml");
    const OutputSensitivity y = model.by("morris").outputs[0];
    // a stands at -1 at one end of half of all trajectories.
    CHECK(y.left_out == 32);
    CHECK(y.runs == 32);
    REQUIRE(y.first_left_out);
    CHECK(*y.first_left_out < 64);
    CHECK(index_of(y, "b", "mu").value == Approx(1));
    CHECK(index_of(y, "a", "mu").value == Approx(1.5 * std::log(5.0)));  // from 1 to 5
}

TEST_CASE("morris_sensitivity: what is always the same has no effects", "[analysis]") {
    std::string text = linear_model;
    text.replace(text.find("at_least = 3"), 12, "at_least = 100");
    const Sensitivity found = StudiedModel(text).by("morris");
    CHECK(output_of(found, "t", hit).constant);
    CHECK(output_of(found, "t", hit).inputs.empty());
    CHECK_FALSE(output_of(found, "t", measure).constant);
}

TEST_CASE("morris_sensitivity: refuses more than makes sense", "[analysis]") {
    StudiedModel model(linear_model);
    model.options.trajectories = 10'000'000;
    CHECK(refusal([&] {
              model.by("morris");
          }).find("10000000 trajectories of 3 inputs and 2 outputs are more than can be held") ==
          0);
    model.options.trajectories = 64;
    model.options.candidates = 64;
    CHECK(refusal([&] { model.by("morris"); }).find("cannot be chosen from 64 candidates") !=
          std::string::npos);
    model.options.trajectories = 10'000;
    model.options.candidates = 10'000'000;
    CHECK(refusal([&] { model.by("morris"); }).find("would take about") != std::string::npos);
    model.options.trajectories = 8;
    model.options.candidates = 64;
    CHECK(model.by("morris").outputs[0].runs == 8);
}

TEST_CASE("morris_sensitivity: names correlated pairs", "[analysis]") {
    StudiedModel model(std::string(linear_model) +
                       "[[correlations]]\nbetween = [\"a\", \"b\"]\nnormal = 0.5\n");
    CHECK(model.by("morris").correlated.size() == 1);
}

TEST_CASE("morris_sensitivity: the same bits for any number of threads", "[analysis][parallel]") {
    StudiedModel model(ishigami);
    model.options.trajectories = 2000;
    const std::vector<double> one = numbers_of(model.by("morris"));
    for (const int threads : {2, 7}) {
        model.options.threads = threads;
        CHECK(numbers_of(model.by("morris")) == one);
    }
}
