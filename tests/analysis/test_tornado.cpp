#include <algorithm>
#include <atomic>
#include <cmath>

#include "tests/analysis/studied_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

constexpr double z90 = 1.2815515655446004;
double normal_cdf(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

constexpr const char* resistance = R"toml(
[model]
[inputs.R]
normal = { mean = 4, sd = 1 }
status = "assumed"
source = "-"
[inputs.S]
normal = { mean = 2, sd = 1 }
status = "assumed"
source = "-"
[series.margin]
value = "R - S"
[targets.failure]
measure = "margin"
below = 0
)toml";

bool holds(const std::vector<std::string>& names, const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("tornado_sensitivity: a linear model in closed form", "[analysis]") {
    StudiedModel model(linear_model);
    const Sensitivity found = model.by("tornado");
    CHECK(found.runs == 16'384);
    CHECK(found.evaluations == 7 * 16'384);
    CHECK(found.indices.front() == "swing");
    const OutputSensitivity& y = output_of(found, "t", measure);
    const std::pair<const char*, double> weights[] = {{"a", 3}, {"b", 2}, {"c", -1}};
    for (const auto& [name, weight] : weights) {
        CAPTURE(name);
        const auto [low, high] = *input_of(y, name).moved;
        CHECK(low == Approx(-z90).epsilon(1e-12));
        CHECK(high == Approx(z90).epsilon(1e-12));
        // On the same draws: y moves by weight (low - a) in each run.
        const Estimate at_low = index_of(y, name, "low"), at_high = index_of(y, name, "high");
        CHECK(std::abs(at_low.value - weight * low) < 5 * std::abs(weight) / 128);
        CHECK(at_low.standard_error == Approx(std::abs(weight) / 128).epsilon(0.05));
        CHECK(at_low.interval[0] < weight * low);
        CHECK(at_low.interval[1] > weight * low);
        CHECK(at_high.value - at_low.value == Approx(weight * (high - low)));
        // The same in every run.
        const Estimate swing = index_of(y, name, "swing");
        CHECK(swing.value == Approx(std::abs(weight) * (high - low)));
        CHECK(swing.standard_error == Approx(0).margin(1e-10));
        CHECK(swing.interval[0] >= 0);
    }
}

TEST_CASE("tornado_sensitivity: odds of a load that exceeds a resistance", "[analysis]") {
    for (const char* design : {"random", "sobol"}) {
        CAPTURE(design);
        StudiedModel model(resistance);
        model.plan.run.design = design;
        model.options.base_size = 65'536;
        const OutputSensitivity event = output_of(model.by("tornado"), "failure", hit);
        const double base = normal_cdf(-2 / std::sqrt(2.0));
        CHECK(event.mean.value == Approx(base).margin(0.005));
        const auto [low, high] = *input_of(event, "R").moved;
        const Estimate at_low = index_of(event, "R", "low"), at_high = index_of(event, "R", "high");
        INFO(at_low.value << " in [" << at_low.interval[0] << ", " << at_low.interval[1] << "]");
        // Twice the 95 % interval: 4 standard errors.
        CHECK(std::abs(at_low.value - (normal_cdf(2 - low) - base)) <
              at_low.interval[1] - at_low.interval[0]);
        CHECK(std::abs(at_high.value - (normal_cdf(2 - high) - base)) <
              at_high.interval[1] - at_high.interval[0]);
        const double swing = normal_cdf(2 - (4 - z90)) - normal_cdf(2 - (4 + z90));
        CHECK(index_of(event, "R", "swing").value == Approx(swing).margin(0.03));
        CHECK(index_of(event, "R", "swing").value ==
              Approx(at_low.value - at_high.value).margin(1e-12));
        // More load is worse.
        CHECK(index_of(event, "S", "low").value < 0);
        CHECK(index_of(event, "S", "high").value > 0);
    }
}

TEST_CASE("tornado_sensitivity: levers stand at the ends of their ranges", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[sets]
kind = ["chairs", "tables"]
[levers.price]
over = "kind"
value = { chairs = 12, tables = 11 }
range = [10, 15]
[levers.fixed]
value = 1
[inputs.sold]
over = "kind"
uniform = { min = 1, max = 3 }
status = "assumed"
source = "-"
[series.y]
value = "sum(price * sold over kind) * fixed"
)toml");
    OutputSensitivity y = output_of(model.by("tornado"), "y", series);
    REQUIRE(y.inputs.size() == 4);
    const InputSensitivity& chairs = input_of(y, "price[chairs]");
    CHECK(chairs.kind == InputGroup::Kind::lever);
    CHECK(*chairs.moved == std::pair(10.0, 15.0));
    // -2 and +3 times what is sold of chairs: mean 2, sd 1 / sqrt(3).
    const double error = 1 / std::sqrt(3.0) / 128;
    CHECK(std::abs(index_of(y, "price[chairs]", "low").value + 4) < 5 * 2 * error);
    CHECK(std::abs(index_of(y, "price[chairs]", "high").value - 6) < 5 * 3 * error);
    CHECK(std::abs(index_of(y, "price[tables]", "low").value + 2) < 5 * error);
    model.options.by = GroupBy::input;
    y = output_of(model.by("tornado"), "y", series);
    REQUIRE(y.inputs.size() == 2);
    CHECK(std::abs(index_of(y, "price", "low").value + 6) < 5 * std::sqrt(5.0) * error);
}

TEST_CASE("tornado_sensitivity: what loads on a factor moves with it", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[inputs.cycle]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[inputs.growth]
normal = { mean = 5, sd = 2 }
loads_on = { cycle = 0.6 }
status = "assumed"
source = "-"
[series.y]
value = "growth"
)toml");
    const Sensitivity found = model.by("tornado");
    CHECK(found.correlated.size() == 1);
    const OutputSensitivity& y = found.outputs[0];
    CHECK(index_of(y, "cycle", "low").value == Approx(-0.6 * 2 * z90).margin(0.6 * 2 * 5.0 / 128));
    CHECK(index_of(y, "growth", "low").value == Approx(-2 * z90).margin(2 * 5.0 / 128));
}

TEST_CASE("tornado_sensitivity: an input stands at the values it has in the plan", "[analysis]") {
    // What a scenario does to an input (here by hand: a scale of 2) is in its P10 already.
    StudiedModel model(resistance);
    Plan& plan = model.plan;
    plan.inputs[0].adjustments.push_back({Adjustment::Kind::scale, {}, {}, 2});
    model.compiled = compile_plan(plan, false);
    const OutputSensitivity y = output_of(model.by("tornado"), "failure", measure);
    const auto [low, high] = *input_of(y, "R").moved;
    CHECK(low == Approx(2 * (4 - z90)).epsilon(1e-12));
    CHECK(index_of(y, "R", "low").value == Approx(low - 8).margin(5.0 * 2 / 128));
    CHECK(high > low);
}

TEST_CASE("tornado_sensitivity: ends are those of laws", "[analysis]") {
    // A factor, memory, a part that lasts and a correlation leave each value its law; what a
    // scenario makes of it is in; what is drawn from a drawn law is taken from runs.
    StudiedModel model(R"toml(
[model]
years = [2026, 2028]
[inputs.cycle]
each = "year"
autocorrelation = 0.4
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[inputs.growth]
each = "year"
autocorrelation = 0.5
lasting = 0.3
loads_on = { cycle = 0.6 }
exponential = { mean = 3 }
status = "assumed"
source = "-"
[inputs.cost]
each = "year"
normal = { mean = 5, sd = 2 }
status = "assumed"
source = "-"
[inputs.level]
normal = { mean = 0, sd = 3 }
status = "assumed"
source = "-"
[inputs.around]
normal = { mean = "level", sd = 4 }
status = "assumed"
source = "-"
[[correlations]]
between = ["growth", "cost"]
normal = 0.3
[series.y]
value = "growth + cost + around"
)toml");
    for (Input& input : model.plan.inputs)
        if (input.name == "cost")
            input.adjustments.push_back({Adjustment::Kind::scale, {}, {}, -2});
    model.compiled = compile_plan(model.plan, false);
    const Sensitivity found = model.by("tornado");
    const OutputSensitivity& y = output_of(found, "y@2028", series);
    const auto ends = [&](const char* name) { return *input_of(y, name).moved; };
    // The means over three years that are alike.
    CHECK(ends("growth").first == Approx(-3 * std::log(0.9)).epsilon(1e-9));
    CHECK(ends("growth").second == Approx(-3 * std::log(0.1)).epsilon(1e-9));
    CHECK(ends("cost").first == Approx(-2 * (5 + 2 * z90)).epsilon(1e-12));
    CHECK(ends("cost").second == Approx(-2 * (5 - 2 * z90)).epsilon(1e-12));
    // sd 5; five standard errors of a P10 of 16,384 values, sqrt(0.1 0.9 / 16384) / phi(z90).
    CHECK(ends("around").first == Approx(-5 * z90).margin(5 * 5 * 0.01336));
    CHECK(ends("around").first != Approx(-5 * z90).epsilon(1e-9));
}

TEST_CASE("tornado_sensitivity: ends of laws that hang on more than their normal", "[analysis]") {
    // Five standard errors of a P10 of 16,384 values with standard deviation 1.
    const double error = 5 * 0.01336;
    const std::string head = "[model]\n", status = "status = \"assumed\"\nsource = \"-\"\n",
                      normal = "normal = { mean = 0, sd = 1 }\n", y = "[series.y]\nvalue = \"b\"\n";
    // b = -0.1 f + 0.436 e, whose normal is 0.9 f + 0.436 e.
    const Sensitivity against =
        StudiedModel(head + "[inputs.f]\n" + normal + status +
                     "[inputs.b]\nloads_on = { f = 0.9 }\nnormal = { mean = \"-f\", sd = 1 }\n" +
                     status + y)
            .by("tornado");
    const double sd = std::sqrt(0.01 + 0.19);
    CHECK(input_of(against.outputs[0], "b").moved->first == Approx(-z90 * sd).margin(sd * error));
    CHECK(input_of(against.outputs[0], "b").moved->second == Approx(z90 * sd).margin(sd * error));
    // b = 0.9 clip(f) + 0.436 e, with P(b <= x) integrated over f.
    const Sensitivity clipped =
        StudiedModel(head + "[inputs.f]\nclipped = [-0.5, 0.5]\n" + normal + status +
                     "[inputs.b]\nloads_on = { f = 0.9 }\n" + normal + status + y)
            .by("tornado");
    CHECK(input_of(clipped.outputs[0], "b").moved->first == Approx(-0.760).margin(error));
}

TEST_CASE("tornado_sensitivity: levers alone, and ends at which there is no plan", "[analysis]") {
    StudiedModel levers(R"toml(
[model]
[levers.price]
value = 2
range = [1, 4]
[series.y]
value = "3 * price"
)toml");
    const Sensitivity found = levers.by("tornado");
    CHECK(index_of(found.outputs.at(0), "price", "low").value == Approx(-3));
    CHECK(index_of(found.outputs.at(0), "price", "high").value == Approx(6));
    CHECK(refusal([&] { levers.by("sobol"); }).find("nothing that is drawn") == 0);

    // A spread below 0 is no spread.
    StudiedModel spread(R"toml(
[model]
[inputs.sdv]
normal = { mean = 1, sd = 1 }
status = "assumed"
source = "-"
[inputs.b]
normal = { mean = 0, sd = "sdv" }
status = "assumed"
source = "-"
[series.y]
value = "b"
)toml");
    const Sensitivity moved = spread.by("tornado");
    REQUIRE(moved.impossible.size() == 1);
    CHECK(moved.impossible[0].find("'sdv' at its low end: sd must be above 0") == 0);
    REQUIRE(moved.outputs.at(0).inputs.size() == 1);
    CHECK(moved.outputs[0].inputs[0].input == "b");
    // Where a draw of sdv is no spread, b has no value: in P(z < -1) of the runs.
    const double lost = 0.158655 * 16'384;
    CHECK(std::abs(static_cast<double>(moved.outputs[0].left_out) - lost) < 6 * std::sqrt(lost));
}

TEST_CASE("tornado_sensitivity: a finite output may not be finite at an end", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[inputs.a]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "-"
[levers.less]
value = 0
range = [0, 2]
[series.y]
value = "sqrt(a - less)"
)toml");
    const Sensitivity found = model.by("tornado");
    const OutputSensitivity& y = found.outputs.at(0);
    CHECK(y.left_out == 0);
    CHECK(y.runs == 16'384);
    CHECK(input_of(y, "less").left_out == 16'384);
    CHECK(input_of(y, "a").left_out == 0);
    CHECK(y.mean.value == Approx(2.0 / 3).margin(0.01));
}

TEST_CASE("tornado_sensitivity: leaves aside what cannot be moved", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[sets]
kind = ["chairs", "tables", "beds"]
[inputs.strike]
bernoulli = { chance = 0.05 }
status = "assumed"
source = "-"
[inputs.part]
over = "kind"
dirichlet = { alpha = { chairs = 2, tables = 3, beds = 4 } }
status = "assumed"
source = "-"
[inputs.demand]
uniform = { min = 50, max = 90 }
status = "assumed"
source = "-"
[counts.sold]
poisson = { mean = "demand * part[chairs]" }
[series.y]
value = "if(strike, 0, sold)"
)toml");
    const Sensitivity found = model.by("tornado");
    CHECK(holds(found.unmoved, "strike"));
    CHECK(found.shares_of_a_whole == std::vector<std::string>{"part"});
    REQUIRE(output_of(found, "y", series).inputs.size() == 1);
    CHECK(output_of(found, "y", series).inputs[0].input == "demand");
}

TEST_CASE("tornado_sensitivity: runs without a number are left out", "[analysis]") {
    StudiedModel model(R"toml(
[model]
[inputs.a]
normal = { mean = 1.5, sd = 1 }
status = "assumed"
source = "-"
[inputs.b]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "-"
[series.y]
value = "log(a) + b"
)toml");
    const OutputSensitivity y = model.by("tornado").outputs[0];
    // P(a < 0) = Phi(-1.5) = 0.0668.
    CHECK(y.left_out > 900);
    CHECK(y.left_out < 1300);
    CHECK(y.runs + y.left_out == 16'384);
    REQUIRE(y.first_left_out);
    // b moves from 0.1 to 0.9 in every run that has a number.
    CHECK(index_of(y, "b", "swing").value == Approx(0.8).margin(0.02));
    CHECK(std::isfinite(index_of(y, "a", "swing").value));
}

TEST_CASE("tornado_sensitivity: what nothing changes says so", "[analysis]") {
    std::string text = resistance;
    text.replace(text.find("below = 0"), 9, "below = -90");
    const Sensitivity found = StudiedModel(text).by("tornado");
    CHECK(output_of(found, "failure", hit).constant);
    CHECK(output_of(found, "failure", hit).inputs.empty());
    CHECK(output_of(found, "failure", hit).mean.value == 0);
    CHECK_FALSE(output_of(found, "failure", measure).constant);
}

TEST_CASE("tornado_sensitivity: the same bits for any number of threads", "[analysis][parallel]") {
    StudiedModel model(resistance);
    const std::vector<double> one = numbers_of(model.by("tornado"));
    for (const int threads : {2, 7}) {
        model.options.threads = threads;
        CHECK(numbers_of(model.by("tornado")) == one);
    }
}

TEST_CASE("tornado_sensitivity: stopped from outside at any simulation, it says so", "[analysis]") {
    StudiedModel model(linear_model);
    std::atomic<bool> stop{true};
    model.options.stop = &stop;
    const Sensitivity none = model.by("tornado");
    CHECK(none.interrupted);
    CHECK(none.outputs.empty());
    // The progress is told before each input is moved.
    for (const std::uint64_t before : {1u, 3u}) {
        stop = false;
        model.options.progress = [&](std::uint64_t done, std::uint64_t) {
            if (done == before * model.options.base_size) stop = true;
        };
        const Sensitivity some = model.by("tornado");
        CHECK(some.interrupted);
        for (const OutputSensitivity& output : some.outputs)
            CHECK(output.inputs.size() == before - 1);
    }
    stop = false;
    model.options.progress = {};
    CHECK_FALSE(model.by("tornado").interrupted);
}
