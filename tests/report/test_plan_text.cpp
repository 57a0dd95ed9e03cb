#include "tests/support/catch.hpp"

#include <memory>
#include <sstream>

#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/path_text.hpp"
#include "engine/report/plan_text.hpp"
#include "engine/report/plan_words.hpp"
#include "engine/scenarios/scenario.hpp"

using namespace plancast;

namespace {

constexpr const char* model = R"toml(
[model]
title.vi = "Hai ngành"
base_year = 2025
years = [2026, 2027]

[sets]
sector = ["industry", "services"]

[inputs.growth]
over = "sector"
unit = "1/year"
normal = { mean = 0.1, sd = 0.02 }
each = "year"
status = "assumed"
source = "a long story that takes more than one line of a terminal, told by nobody in particular, about two sectors of a ward"

[series.product]
over = "sector"
base = 100
value = { industry = "prev(product) * (1 + growth)", services = "prev(product) + 5" }

[counts.losses]
poisson = { mean = "0.01 * sum(product over sector)" }

[series.sound]
value = "losses < 100"

[targets.sound]
title.vi = "Không thua lỗ"
each_year = "sound"
is_true = true

[targets.growth]
measure = "cagr(product[industry])"
at_least = "9 %/year"
)toml";

Plan example() {
    return load_plan("two/model.toml", [](const std::string& path) {
        return std::make_shared<SourceFile>(path, std::string(model));
    });
}

void check_widths(const std::string& text) {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        CAPTURE(line);
        CHECK(display_width(line) <= 100);
    }
}

}  // namespace

TEST_CASE("definition_text: counts with their laws, members that differ one by one", "[report]") {
    const Plan plan = example();
    CHECK(definition_text(plan, plan.series[0]) ==
          "{ industry: prev(product) * (1 + growth); services: prev(product) + 5 }");
    CHECK(definition_text(plan, plan.series[1]) ==
          "poisson(mean = 0.01 * sum(product over sector))");
    CHECK(declared_name(plan, plan.series[0]) == "product[sector]");
    CHECK(declared_name(plan, plan.series[1]) == "losses");
}

TEST_CASE("definition_text: what members share is said once", "[report]") {
    const std::string text = R"toml(
[model]
years = [2026, 2027]
[sets]
region = ["north", "middle", "south"]
sector = ["farms", "shops"]
[levers.support]
value = 3
range = [0, 5]
cost = "0.8 * support"
[series.by_region]
over = ["region", "sector"]
value = { north = "support", south = { farms = 1, shops = "2 * support" }, otherwise = "year" }
[series.by_sector]
over = ["region", "sector"]
value.otherwise = { farms = "support", shops = 4 }
[series.shared]
over = "region"
value = { north = "support", otherwise = "year" }
[series.same]
over = "region"
value = { north = "support", otherwise = "support" }
[targets.x]
measure = "last(same[north])"
at_least = 3
judged_if = "support > 1"
)toml";
    const Plan plan = load_plan("four/model.toml", [&](const std::string& path) {
        return std::make_shared<SourceFile>(path, text);
    });
    CHECK(definition_text(plan, plan.series[0]) ==
          "{ north: support; middle: year; south: { farms: 1; shops: 2 * support } }");
    CHECK(definition_text(plan, plan.series[1]) == "{ farms: support; shops: 4 }");
    CHECK(definition_text(plan, plan.series[2]) == "{ north: support; otherwise: year }");
    CHECK(definition_text(plan, plan.series[3]) == "support");
    const CompiledPlan compiled = compile_plan(plan, true);
    const Program program = compile_program(compiled.graph, compiled.outputs);
    const std::string shown =
        plan_text(plan, compiled, program, {.language = Language::en, .width = 100});
    CHECK(shown.find("cost: 0.8 * support\n") != std::string::npos);
    CHECK(shown.find(", judged if support > 1\n") != std::string::npos);
}

TEST_CASE("plan_text: correlations as stated, many of one entry on one line", "[report]") {
    std::string with_sets = model;
    with_sets += R"toml(
[inputs.noise]
over = "sector"
normal = { mean = 0, sd = 1 }
each = "year"
status = "assumed"
source = "a test"
[inputs.wide]
over = ["sector", "sector_too"]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "a test"
[[correlations]]
between = ["growth", "noise"]
rank = 0.4
[[correlations]]
among = "wide"
normal = 0.5
blocks = "sector"
across = 0.25
)toml";
    with_sets.replace(with_sets.find("sector = ["), 0, "sector_too = [\"one\", \"two\"]\n");
    const Plan plan = load_plan("two/model.toml", [&](const std::string& path) {
        return std::make_shared<SourceFile>(path, with_sets);
    });
    const CompiledPlan compiled = compile_plan(plan, false);
    const Program program = compile_program(compiled.graph, compiled.outputs);
    TextStyle style;
    style.language = Language::en;
    const std::string said = plan_text(plan, compiled, program, style);
    CHECK(said.find("growth[industry], noise[industry]: rank 0.4") != std::string::npos);
    CHECK(said.find("growth[services], noise[services]: rank 0.4") != std::string::npos);
    CHECK(said.find("wide[industry, one], wide[industry, two]: normal 0.5") != std::string::npos);
    CHECK(said.find("wide[industry, two], wide[services, one]: normal 0.25") != std::string::npos);
    const Json json = plan_json(plan, compiled, program, Language::en);
    REQUIRE(json.at("correlations").items().size() == 8);
    CHECK(json.at("correlations").items()[0].at("kind").text() == "rank");
    CHECK(json.at("correlations").items()[0].at("first").text() == "growth[industry]");
    CHECK(json.at("correlations").items()[0].at("correlation").number() == 0.4);
    with_sets.replace(with_sets.find("\"one\", \"two\""), 12, "\"one\", \"two\", \"six\"");
    const Plan larger = load_plan("two/model.toml", [&](const std::string& path) {
        return std::make_shared<SourceFile>(path, with_sets);
    });
    style.language = Language::vi;
    const std::string many = plan_text(larger, compile_plan(larger, false), program, style);
    CHECK(many.find("wide[industry, one] … wide[services, six]: 15 cặp, normal 0,25 đến 0,5") !=
          std::string::npos);
}

TEST_CASE("plan_text: in both languages, no line too wide, nothing of a source lost", "[report]") {
    const Plan plan = example();
    const CompiledPlan compiled = compile_plan(plan, true);
    const Program program = compile_program(compiled.graph, compiled.outputs);
    TextStyle style;
    style.language = GENERATE(Language::vi, Language::en);
    const std::string text = plan_text(plan, compiled, program, style);
    check_widths(text);
    CHECK(text.find("Hai ngành\n") == 0);
    CHECK(text.find("two sectors of a ward") != std::string::npos);
    CHECK(text.find(style.language == Language::vi
                        ? "Các năm 2026–2027, năm gốc 2025"
                        : "Years 2026–2027, base year 2025") != std::string::npos);
    CHECK(text.find("cagr(product[industry]) ≥ 9 %/year") != std::string::npos);
}

TEST_CASE("path_text: values by year, truth in words, verdicts", "[report]") {
    const Plan plan = example();
    const CompiledPlan compiled = compile_plan(plan, true);
    RunPath path = run_path(plan, compiled, evaluate_outputs(compiled, MedianDesign(), 0), {});
    TextStyle style;
    const std::string median = path_text(path, std::nullopt, style);
    check_widths(median);
    CHECK(median.find("The median world") != std::string::npos);
    CHECK(median.find("  product[industry]   110   121\n") != std::string::npos);
    CHECK(median.find("  product[services]   105   110\n") != std::string::npos);
    CHECK(median.find("  sound              true  true\n") != std::string::npos);
    CHECK(median.find("equal") == std::string::npos);
    path.run = 7;
    path.seed = 3;
    path.checks = 2;
    path.broken_checks = {
        {"balance", {"", "Ends meet"}, "a == b", 2027, {"industry"}, {{1, 2}}, "ha", false, 0}};
    const std::string equal = path_text(path, Comparison{12'345, std::nullopt}, style);
    CHECK(equal.find("Run 7, seed 3") != std::string::npos);
    CHECK(equal.find("Check 'balance' (Ends meet) is broken, year 2027, [industry]: 1 ha against 2 "
                     "ha in a == b\n") != std::string::npos);
    CHECK(equal.find("All 12,345 stored values of this run are equal to the file") !=
          std::string::npos);
    style.language = Language::vi;
    const std::string different = path_text(path, Comparison{3, "series/x is 1"}, style);
    CHECK(different.find("Khác với tệp: series/x is 1") != std::string::npos);
    CHECK(different.find("đạt") != std::string::npos);
    CHECK(path_text(path, Comparison{}, style).find("không lưu lượt nào") != std::string::npos);
}

TEST_CASE("path_text: names and numbers stay whole where years are many", "[report]") {
    RunPath path;
    PathRow row;
    row.id = "dying_of_old_age_and_disease[bearing, macadamia of the upper slopes]";
    row.unit = "thousand bn VND a hectare, constant prices";
    row.by_year = true;
    for (int year = 2026; year < 2041; ++year) {
        path.years.push_back(year);
        row.values.push_back(-7311.254321 / (year - 2000));
    }
    path.series = {row};
    row.by_year = false;
    path.inputs = {row};
    PathTarget target;
    target.id = "t";
    target.title.en = std::string(90, 'x');
    PathPart part;
    part.id = "of_the_members_of_all_that_is_asked[bearing, macadamia of the upper slopes]";
    part.measure = 1234567.891;
    target.parts = {part, part};
    path.targets = {target};
    const std::string text = path_text(path, std::nullopt, TextStyle{});
    const std::string id = row.id;
    CHECK(text.find("\n  " + id + "  ") != text.rfind("\n  " + id + "  "));
    for (std::size_t i = 0; i < path.years.size(); ++i)
        CHECK(text.find("  " + plain_text(path.series[0].values[i], Language::en, 6)) !=
              std::string::npos);
    CHECK(text.find(part.id) != std::string::npos);
    CHECK(text.find("  " + plain_text(part.measure, Language::en, 6) + "  ") != std::string::npos);
    CHECK(text.find(row.unit) != std::string::npos);
    CHECK(text.find("xxx…") != std::string::npos);  // a title is shortened
    // Of the members of a part with a title each is told from the others.
    path.targets[0].parts[1].title.en = std::string(90, 'y');
    path.targets[0].parts[1].id = "p[upper slopes]";
    const std::string titled = path_text(path, std::nullopt, TextStyle{});
    CHECK(titled.find("yyy… [upper slopes]  ") != std::string::npos);
    path.targets[0].parts.erase(path.targets[0].parts.begin());
    path.targets[0].parts.push_back(path.targets[0].parts[0]);
    path.series.clear();
    path.inputs.clear();
    check_widths(path_text(path, std::nullopt, TextStyle{}));
}

TEST_CASE("path_json: a value each, truth as truth, the comparison as one word", "[report]") {
    const Plan plan = example();
    const CompiledPlan compiled = compile_plan(plan, true);
    RunPath path = run_path(plan, compiled, evaluate_outputs(compiled, MedianDesign(), 0), {});
    path.run = 0;
    const Json json = path_json(path, Comparison{5, "x"}, Language::en);
    CHECK_FALSE(json.at("median_world").truth());
    CHECK_FALSE(json.at("run").is_null());
    // Three series, of which one for two members, two years each.
    REQUIRE(json.at("series").items().size() == 8);
    CHECK(json.at("series").items()[7].at("value").truth());
    CHECK(json.at("series").items()[7].at("year").number() == 2027);
    CHECK_FALSE(json.at("equal_to_file").is_null());
    CHECK_FALSE(json.at("equal_to_file").truth());
    CHECK(json.at("first_difference").text() == "x");
    CHECK(json.at("targets").items()[0].at("verdict").text() == "met");
    CHECK(path_json(path, std::nullopt, Language::en).at("equal_to_file").is_null());
}
