#include "engine/analysis/discover.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include "engine/analysis/simulate_plan.hpp"
#include "engine/core/error.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

// Missed with a chance of 1/8: in the half of the runs in which it is refused, and of those in the
// quarter in which growth is below 5 %.
constexpr const char* model = R"toml(
[model]
title.en = "A ferry"
years = [2026, 2029]

[sets]
bank = ["north", "south"]

[inputs.growth]
title.en = "Growth of traffic"
unit = "1/year"
uniform = { min = 0, max = 0.2 }
status = "estimated"
source = "none"

[inputs.refused]
title.en = "The licence is refused"
bernoulli = { chance = 0.5 }
status = "assumed"
source = "none"

[inputs.crews]
discrete = { values = [2, 3, 4], weights = [0.25, 0.25, 0.5] }
status = "assumed"
source = "none"

[inputs.flood]
title.en = "Flood"
over = "bank"
each = "year"
unit = "%"
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"

[inputs.spread]
uniform = { min = -1, max = 9 }
status = "assumed"
source = "none"

[inputs.ice]
normal = { mean = 0, sd = "spread" }
status = "assumed"
source = "none"

[counts.ships]
poisson = { mean = 3 }

[series.traffic]
base = 1
value = "prev(traffic) * (1 + growth * (1 'year'))"

[targets.licence]
title.en = "The ferry pays"
measure = "if(refused and growth < 0.05, 0, 1)"
at_least = 1

[targets.work]
title.en = "Work goes on"
part.water = { title.en = "Low water", measure = "0.5 * (flood[north]@2027 + flood[north]@2028)", at_most = "0.2 %" }
part.crew = { measure = "crews", at_least = 3, judged_if = "not refused" }

[targets.sure]
measure = "if(growth > 1 '1/year', 0, 1)"
at_least = 1

[targets.never]
measure = "growth"
above = "30 %/year"

[targets.luck]
measure = "ships@2026"
at_least = 2

[targets.cold]
measure = "ice + if(growth < 0.05 '1/year', 50, 0)"
at_most = 20

[targets.depth]
measure = "sqrt(growth - 0.1 '1/year') * 1 / sqrt(1 '1/year')"
at_least = 0.2
)toml";

Plan ferry(std::uint64_t runs) {
    const SourceReader reader = [](const std::string& path) {
        return std::make_shared<SourceFile>(path, std::string(model));
    };
    Plan plan = load_plan("ferry/model.toml", reader);
    plan.run.runs = runs;
    return plan;
}

Discovery found(const std::string& target, const DiscoverOptions& options = {},
                std::uint64_t runs = 16'384) {
    const Plan plan = ferry(runs);
    return discover(plan, compile_plan(plan, false), target, options);
}

std::vector<std::string> ids(const Discovery& discovery) {
    std::vector<std::string> names;
    for (const DiscoveredInput& input : discovery.inputs) names.push_back(input.id);
    return names;
}

/// The bounds of the first box on an input; it must have some.
InputBounds bounds_of(const Discovery& discovery, const std::string& id) {
    REQUIRE_FALSE(discovery.found.boxes.empty());
    for (const BoxLimit& limit : discovery.found.boxes.front().limits)
        if (discovery.inputs[limit.bounds.input].id == id) return limit.bounds;
    FAIL("no limit on " << id);
    return {};
}

}  // namespace

TEST_CASE("discover: finds the corner in which every run misses", "[analysis]") {
    DiscoverOptions options;
    options.wanted_density = 1;
    options.boxes = 1;
    const Discovery discovery = found("licence", options);
    CHECK(ids(discovery) == std::vector<std::string>{"growth", "refused"});
    CHECK(discovery.counted() == 16'384);
    // 1/8, five standard errors.
    CHECK(static_cast<double>(discovery.events) / 16'384 == Approx(0.125).margin(0.013));
    REQUIRE(discovery.found.boxes.size() == 1);
    const PrimBox& box = discovery.found.boxes.front();
    CHECK(box.limits.size() == 2);
    CHECK(bounds_of(discovery, "refused").low == 1);
    const InputBounds growth = bounds_of(discovery, "growth");
    CHECK_FALSE(growth.low);
    // Peels take 5 %, so the end is at most one of them from the truth.
    REQUIRE(growth.high);
    CHECK(*growth.high < 0.05);
    CHECK(*growth.high > 0.045);
    CHECK(box.fresh.density() == 1);
    CHECK(box.fresh.coverage() > 0.9);
    // Without the refusal half of the runs would meet it, without the growth three quarters.
    for (const BoxLimit& limit : box.limits) {
        const bool growth_limit = discovery.inputs[limit.bounds.input].id == "growth";
        CHECK(limit.without.density() == Approx(growth_limit ? 0.25 : 0.5).margin(0.06));
        CHECK(limit.quasi_p_value < 1e-9);
    }
}

TEST_CASE("discover: describes inputs in the plan's words", "[analysis]") {
    const Discovery discovery = found("licence");
    const DiscoveredInput& growth = discovery.inputs.at(0);
    CHECK(growth.title.en == "Growth of traffic");
    CHECK(growth.unit == "1/year");
    CHECK(growth.status == "estimated");
    CHECK_FALSE(growth.truth);
    CHECK(growth.values.empty());
    CHECK(growth.lowest >= 0);
    CHECK(growth.highest <= 0.2);
    CHECK(growth.highest > 0.199);
    CHECK(discovery.inputs.at(1).truth);
    CHECK(discovery.inputs.at(1).values == std::vector<double>{0, 1});
    CHECK(discovery.event_title.en == "The ferry pays");
    // What it does not depend on is named and takes no part.
    CHECK(std::count(discovery.idle.begin(), discovery.idle.end(), "flood[south]") == 1);
    CHECK(std::count(discovery.idle.begin(), discovery.idle.end(), "growth") == 0);
}

TEST_CASE("discover: takes the mean of the years that matter, or each of them", "[analysis]") {
    DiscoverOptions options;
    options.wanted_density = 1;
    const Discovery whole = found("work/water", options);
    CHECK(whole.event_title.en == "Work goes on: Low water");
    REQUIRE(ids(whole) == std::vector<std::string>{"flood[north]"});
    CHECK(whole.inputs[0].years == std::vector<int>{2027, 2028});
    CHECK(whole.inputs[0].title.en == "Flood: north");
    // Missed where that mean is above 0.2 %.
    const InputBounds mean = bounds_of(whole, "flood[north]");
    CHECK(mean.low.value_or(0) == Approx(0.2).margin(0.1));
    CHECK(whole.found.boxes[0].fresh.density() == 1);

    options.by = GroupBy::year;
    const Discovery years = found("work/water", options);
    CHECK(ids(years) == std::vector<std::string>{"flood[north]@2027", "flood[north]@2028"});
    CHECK(years.inputs[1].years == std::vector<int>{2028});
}

TEST_CASE("discover: hits instead of misses, and runs that are not judged", "[analysis]") {
    DiscoverOptions options;
    const Discovery misses = found("work/crew", options);
    options.hits = true;
    const Discovery hits = found("work/crew", options);
    CHECK(misses.not_judged == hits.not_judged);
    CHECK(misses.events + hits.events + hits.not_judged == 16'384);
    // Refused or not, five standard errors.
    CHECK(static_cast<double>(hits.not_judged) == Approx(8192).margin(320));
    CHECK(bounds_of(misses, "crews").high == 2);
    CHECK(misses.inputs[1].values == std::vector<double>{2, 3, 4});
}

TEST_CASE("discover: counts what a simulation counts", "[analysis]") {
    Plan plan = ferry(3000);
    const CompiledPlan compiled = compile_plan(plan, false);
    for (const char* design : {"random", "latin", "sobol"}) {
        plan.run.design = design;
        const Summary summary = simulate_plan(plan, compiled);
        DiscoverOptions options;
        options.hits = true;
        for (const TargetSummary& target : summary.targets) {
            if (target.id == "cold" || target.id == "depth") continue;
            CAPTURE(design, target.id);
            const Discovery discovery = discover(plan, compiled, target.id, options);
            CHECK(discovery.events == target.probability.met);
            CHECK(discovery.not_judged == target.probability.not_judged);
        }
        CHECK(discover(plan, compiled, "all_targets", options).events == summary.all_targets.met);
    }
}

TEST_CASE("discover: nothing to look for", "[analysis]") {
    const Discovery sure = found("sure");
    CHECK(sure.events == 0);
    CHECK(sure.found.boxes.empty());
    const Discovery never = found("never");
    CHECK(never.events == 16'384);
    CHECK(never.found.boxes.empty());
    const Discovery luck = found("luck");
    CHECK(luck.inputs.empty());
    CHECK(luck.events > 0);
    CHECK(luck.found.boxes.empty());
    CHECK(found("licence", {}, 1).found.boxes.empty());
}

TEST_CASE("discover: leaves out runs without a number, and says which", "[analysis]") {
    // A spread below 0, in a tenth of the runs, makes no ice; five standard errors.
    const Discovery cold = found("cold");
    REQUIRE(cold.not_finite.size() == 2);
    CHECK(cold.not_finite[0].what == "cold");
    CHECK(cold.not_finite[0].measure);
    CHECK(cold.not_finite[1].what == "ice");
    CHECK_FALSE(cold.not_finite[1].measure);
    CHECK(cold.not_finite[1].runs == cold.left_out);
    CHECK(static_cast<double>(cold.left_out) == Approx(1638).margin(192));
    // What remains is missed where growth adds fifty, which no ice takes away again.
    CHECK(bounds_of(cold, "growth").high.value_or(1) == Approx(0.05 / 0.8).margin(0.004));
    CHECK(cold.inputs[1].id == "spread");
    CHECK(cold.inputs[1].lowest >= 0);

    // The root of a negative number misses, but is no miss.
    const Discovery depth = found("depth");
    REQUIRE(depth.not_finite.size() == 1);
    CHECK(depth.not_finite[0].measure);
    CHECK(static_cast<double>(depth.left_out) == Approx(8192).margin(320));
    CHECK(depth.inputs[0].lowest >= 0.1);
}

TEST_CASE("discover: looks at the first runs of many", "[analysis]") {
    const Discovery discovery = found("licence", {}, 1'000'000);
    CHECK(discovery.plan_runs == 1'000'000);
    CHECK(discovery.runs == most_discovery_runs);
}

TEST_CASE("discover: where most runs miss, a box has to be denser than they are", "[analysis]") {
    DiscoverOptions options;
    CHECK(found("licence", options).wanted_density == 0.8);
    options.hits = true;
    CHECK(found("licence", options).wanted_density == Approx(0.9375).margin(0.007));
    options.wanted_density = 0.3;
    CHECK(found("licence", options).wanted_density == 0.3);
}

TEST_CASE("discover: the same for any number of threads", "[analysis][parallel]") {
    DiscoverOptions options;
    options.threads = 1;
    const Discovery one = found("cold", options, 40'000);
    for (const int threads : {2, 7}) {
        options.threads = threads;
        const Discovery other = found("cold", options, 40'000);
        CHECK(other.events == one.events);
        REQUIRE(other.found.boxes.size() == one.found.boxes.size());
        for (std::size_t b = 0; b < one.found.boxes.size(); ++b) {
            CHECK(other.found.boxes[b].fresh == one.found.boxes[b].fresh);
            REQUIRE(other.found.boxes[b].limits.size() == one.found.boxes[b].limits.size());
            for (std::size_t i = 0; i < one.found.boxes[b].limits.size(); ++i)
                CHECK(other.found.boxes[b].limits[i].bounds == one.found.boxes[b].limits[i].bounds);
        }
    }
}

TEST_CASE("discover: refuses what is neither met nor missed", "[analysis]") {
    const auto message = [](const std::string& target) {
        try {
            found(target, {}, 16);
        } catch (const InvalidInput& wrong) {
            return wrong.problems().front().message + " | " + wrong.problems().front().suggestion;
        }
        return std::string{};
    };
    CHECK(message("licnce") == "there is no target 'licnce' | did you mean 'licence'?");
    CHECK(message("crew") == "there is no target 'crew' | did you mean 'work/crew'?");
    CHECK(message("work.crew") == "there is no target 'work.crew' | did you mean 'work/crew'?");
    CHECK(message("traffic@2027").find("is a series, which is neither met nor missed") !=
          std::string::npos);
    CHECK(message("").find("the targets are licence, work, sure") != std::string::npos);
    CHECK(message("zzzzzzzzzz").find("a part is written target/part") != std::string::npos);
}
