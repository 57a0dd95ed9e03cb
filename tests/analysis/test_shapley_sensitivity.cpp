#include <cmath>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "engine/analysis/sensitivity.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/analysis/correlated_models.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

/// Student's t with 15 degrees of freedom is beyond 7.9 once in 10^6.
constexpr double reach = 7.9;

using Effects = std::map<std::string, Estimate>;

Plan plan_of(const std::string& model, const std::string& scenario = "") {
    const std::map<std::string, std::string> files{
        {"model.toml", model},
        {"scenario.toml", "[scenario]\nextends = \"model.toml\"\n" + scenario}};
    return load_plan(scenario.empty() ? "model.toml" : "scenario.toml",
                     [files](const std::string& path) -> SourceFilePtr {
                         const auto found = files.find(path);
                         if (found == files.end()) throw InvalidInput("there is no such file");
                         return std::make_shared<const SourceFile>(path, found->second);
                     });
}

Sensitivity sensitivity_of(const Plan& plan, SensitivityOptions options = {}) {
    const CompiledPlan compiled = compile_plan(plan, false);
    options.base_size = 4096;
    options.threads = 1;
    return sensitivity_by("shapley", study(plan, compiled, options), options);
}

Effects effects_on(const Sensitivity& sensitivity, const std::string& output) {
    Effects effects;
    for (const OutputSensitivity& one : sensitivity.outputs)
        if (one.output.of == output)
            for (const InputSensitivity& input : one.inputs)
                effects[input.input] = input.indices.at(0).estimate;
    return effects;
}

void check_near(const Estimate& estimate, double truth, double most_error) {
    CHECK(std::fabs(estimate.value - truth) <= reach * estimate.standard_error + 1e-12);
    CHECK(estimate.standard_error < most_error);
}

}  // namespace

TEST_CASE("shapley_sensitivity: pairwise correlations, all subsets enumerated", "[analysis]") {
    const unsigned seed = GENERATE(1u, 2u, 3u);
    const std::size_t size = 2 + seed;
    const auto [model, truth] = pairwise_correlated(seed, size);
    const Sensitivity found = sensitivity_of(plan_of(model));
    CHECK(found.method == "shapley");
    CHECK(found.indices == std::vector<std::string>{"shapley"});
    CHECK(found.are_shares);
    CHECK(found.correlated.empty());
    CHECK(found.evaluations == 4096 * (size + 1));
    const Effects effects = effects_on(found, "y");
    const std::vector<double> exact = truth.effects();
    double all = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const Estimate& effect = effects.at(fmt::format("x{}", i));
        check_near(effect, exact[i], 0.025);
        all += effect.value;
    }
    CHECK(all == Approx(1).epsilon(1e-12));
    CHECK(found.outputs.at(0).variance.value == Approx(truth.variance()).epsilon(0.01));
}

TEST_CASE("shapley_sensitivity: inputs of every year with factors, memory and what lasts",
          "[analysis]") {
    auto [model, truth] = correlated_over_years();
    const Plan plan = plan_of(model);
    const Sensitivity found = sensitivity_of(plan);
    const std::vector<std::string> names{"cycle", "common", "a", "b", "c"};
    const Effects on_y = effects_on(found, "y@2028"), on_z = effects_on(found, "z@2028");
    LinearGaussian tenth = truth;
    tenth.weights *= 0.1;
    for (std::size_t i = 0; i < names.size(); ++i) {
        INFO(names[i]);
        check_near(on_y.at(names[i]), truth.effects()[i], 0.02);
        check_near(on_z.at(names[i]), tenth.effects_of_exponential()[i], 0.02);
    }
    CHECK(std::sqrt(found.outputs.at(found.outputs.size() - 2).variance.value) ==
          Approx(std::sqrt(truth.variance())).epsilon(0.02));

    // Groups that the user names.
    SensitivityOptions options;
    options.groups = {{"both", {"a", "c"}}};
    const Effects grouped = effects_on(sensitivity_of(plan, options), "y@2028");
    truth.groups = {{0, 1, 2}, {3}, {4, 5, 6, 10, 11, 12}, {7, 8, 9}};
    check_near(grouped.at("cycle"), truth.effects()[0], 0.02);
    check_near(grouped.at("both"), truth.effects()[2], 0.02);
    check_near(grouped.at("b"), truth.effects()[3], 0.02);

    // By year: every year of c has a third of what is c's.
    options.groups = {};
    options.by = GroupBy::year;
    const Effects yearly = effects_on(sensitivity_of(plan, options), "y@2028");
    double all = 0;
    for (const auto& [name, effect] : yearly) all += effect.value;
    CHECK(all == Approx(1).epsilon(1e-12));
    CHECK(yearly.size() == 3 + 1 + 4 + 4 + 3);
    for (const char* name : {"c@2026", "c@2027", "c@2028"})
        check_near(yearly.at(name), truth.variance() > 0 ? 0.25 / truth.variance() : 0, 0.01);
}

TEST_CASE("shapley_sensitivity: who shares does not depend on order or on what is asked",
          "[analysis]") {
    // b is correlated with a, on which y depends, and y depends on b by that alone.
    const double r = 0.8;
    const std::string a = input("a", ""), b = input("b", ""),
                      rest = correlation("a", "b", r) + "[series.y]\nvalue = \"a\"\n";
    for (const std::string& model : {no_years + a + b + rest, no_years + b + a + rest}) {
        const Sensitivity found = sensitivity_of(plan_of(model + input("idle", "")));
        const Effects effects = effects_on(found, "y");
        check_near(effects.at("a"), 1 - r * r / 2, 0.02);
        check_near(effects.at("b"), r * r / 2, 0.02);
        CHECK(found.idle == std::vector<std::string>{"idle"});
        // What a scenario fixes says nothing.
        const Sensitivity fixed = sensitivity_of(plan_of(model, "[inputs.b]\nfix = 1\n"));
        CHECK(effects_on(fixed, "y").at("a").value == 1);
        CHECK(effects_on(fixed, "y").size() == 1);
    }
}

TEST_CASE("shapley_sensitivity: on the event itself", "[analysis]") {
    // Met where a + b > 0; what a alone says of it: chance Phi(a) has variance 1/12 of 1/4. Both
    // are alike.
    const Plan plan = plan_of(no_years + input("a", "") + input("b", "") +
                              "[targets.t]\nmeasure = \"a + b\"\nat_least = 0\n");
    SensitivityOptions options;
    options.of = {"t"};
    const Sensitivity found = sensitivity_of(plan, options);
    bool met = false;
    for (const OutputSensitivity& output : found.outputs) {
        if (output.output.kind != StudiedOutput::Kind::hit) continue;
        met = true;
        for (const InputSensitivity& input : output.inputs)
            check_near(input.indices.at(0).estimate, 0.5, 0.02);
        CHECK(output.mean.value == Approx(0.5).margin(0.01));
    }
    CHECK(met);
    CHECK(found.measure_first.size() == 2);
}

TEST_CASE("shapley_sensitivity: a constant and values that are not finite are said", "[analysis]") {
    const Sensitivity found = sensitivity_of(
        plan_of(no_years + input("a", "") + input("b", "") +
                "[series.same]\nvalue = \"0 * a + 3\"\n[series.root]\nvalue = \"sqrt(a) + b\"\n"));
    CHECK(found.outputs.at(0).constant);
    CHECK(found.outputs.at(0).inputs.empty());
    // a is not negative at both points of a quarter of the pairs: 5 deviations are 139.
    CHECK(std::fabs(static_cast<double>(found.outputs.at(1).left_out) - 0.75 * 4096) < 139);
    CHECK(found.outputs.at(1).runs + found.outputs.at(1).left_out == 4096);
    CHECK(found.outputs.at(1).first_left_out.has_value());
}
