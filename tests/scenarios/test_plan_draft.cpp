#include <cstdint>
#include <string>

#include "engine/core/render.hpp"
#include "engine/models/plan_draft.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

PlanDraft joinery() {
    PlanDraft draft("joinery");
    draft.section("model").set("title.en", "A joinery").set("years", list({2026, 2028}));
    draft.section("units").set("order", list({"orders"}));
    draft.entry("inputs", "growth")
        .set("unit", "1/year")
        .set("normal", table({{"mean", 0.08}, {"sd", table({{"run", 0.02}, {"year", 0.03}})}}))
        .set("status", "estimated")
        .set("source", "the \"order book\"");
    draft.entry("series", "demand")
        .set("unit", "orders")
        .set("base", 400)
        .set("value", "prev(demand) * (1 + growth)");
    draft.entry("targets", "demand").set("measure", "demand").set("at_least", "480 orders");
    return draft;
}

std::string mistakes(const PlanDraft& draft) {
    try {
        load_plan(draft);
    } catch (const InvalidInput& wrong) {
        return render(wrong);
    }
    return {};
}

}  // namespace

TEST_CASE("PlanDraft: reads as the file that it would be", "[scenarios]") {
    CHECK(joinery().text() ==
          R"toml([model]
title.en = "A joinery"
years = [2026, 2028]

[units]
order = ["orders"]

[inputs.growth]
unit = "1/year"
normal = { mean = 0.08, sd = { run = 0.02, year = 0.03 } }
status = "estimated"
source = "the \"order book\""

[series.demand]
unit = "orders"
base = 400
value = "prev(demand) * (1 + growth)"

[targets.demand]
measure = "demand"
at_least = "480 orders"
)toml");
    const Plan plan = load_plan(joinery());
    CHECK(plan.name == "joinery");
    CHECK(plan.years == std::vector<int>{2026, 2027, 2028});
    CHECK(plan.inputs.front().source == "the \"order book\"");
    CHECK(plan.sources.size() == 1);
    CHECK(plan.sources.front()->text() == joinery().text());
}

TEST_CASE("PlanDraft: a key that is set again has the new value", "[scenarios]") {
    PlanDraft draft = joinery();
    draft.entry("series", "demand").set("base", 500).set("title.vi", "Nhu cầu");
    const Plan plan = load_plan(draft);
    CHECK(plan.series.size() == 1);
    CHECK(plan.series.front().title.vi == "Nhu cầu");
    CHECK(draft.text().find("base = 400") == std::string::npos);
}

TEST_CASE("PlanDraft: any text, key and number reads back as it was", "[scenarios][edge]") {
    PlanDraft draft("plan");
    const std::string text = "a\\b \"c\"\n\td \x01 đ";
    draft.section("model").set("title.en", text);
    draft.entry("levers", "sản_phẩm").set("value", 0.1 + 0.2).set("range", list({-1e-300, 1e300}));
    draft.entry("levers", "on").set("value", true);
    const Plan plan = load_plan(draft);
    CHECK(plan.title.en == text);
    CHECK(plan.levers[0].name == "sản_phẩm");
    CHECK(plan.levers[0].value.at(0) == 0.1 + 0.2);
    CHECK(plan.levers[0].range == std::pair(-1e-300, 1e300));
    CHECK(plan.levers[1].value.at(0) == 1);
}

TEST_CASE("PlanDraft: correlations are a list", "[scenarios]") {
    PlanDraft draft = joinery();
    draft.entry("inputs", "price")
        .set("each", "year")
        .set("normal", table({{"mean", 1}, {"sd", 0.1}}))
        .set("status", "assumed")
        .set("source", "none");
    draft.correlation().set("between", list({"growth", "price"})).set("normal", 0.4);
    CHECK(load_plan(draft).correlations.size() == 1);
}

TEST_CASE("PlanDraft: mistakes are explained like a file's", "[scenarios]") {
    PlanDraft draft = joinery();
    draft.entry("series", "demand").set("value", "prev(demnd) * (1 + growth)");
    draft.section("modle").set("x", 1);
    const std::string said = mistakes(draft);
    INFO(said);
    CHECK(said.find("joinery:17:") == 0);
    CHECK(said.find("did you mean 'demand'?") != std::string::npos);
    CHECK(said.find("there is no section [modle]") != std::string::npos);
    // What a file could not hold either.
    PlanDraft endless("p");
    endless.section("model").set("years", list({1.0 / 0.0, 2030}));
    CHECK(mistakes(endless).find("infinite") != std::string::npos);
    PlanDraft bytes("p");
    bytes.section("model").set("title.en", "\xFF");
    CHECK(mistakes(bytes).find("UTF-8") != std::string::npos);
    CHECK(mistakes(PlanDraft("p")).find("empty") != std::string::npos);
}

TEST_CASE("PlanDraft: a scenario that extends a file", "[scenarios]") {
    PlanDraft draft("less");
    draft.section("scenario")
        .set("title.en", "Less")
        .set("extends", std::string(PROJECT_FOLDER) + "/models/thien-huong/model.toml");
    draft.section("run").set("runs", std::uint64_t{1000}).set("seed", 7L);
    const Plan plan = load_plan(draft);
    CHECK(plan.targets.size() == 20);
    CHECK(plan.run.runs == 1000);
    CHECK(plan.run.seed == 7);
    CHECK(plan.scenario_title.en == "Less");
}
