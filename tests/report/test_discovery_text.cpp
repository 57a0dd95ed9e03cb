#include "engine/report/discovery_text.hpp"

#include <sstream>

#include "engine/report/display_width.hpp"
#include "engine/report/limit_text.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TextStyle style_of(Language language) {
    TextStyle style;
    style.language = language;
    return style;
}

DiscoveredInput input_of(const std::string& id, const Title& title, const std::string& unit,
                         double lowest, double highest, double spread) {
    DiscoveredInput input;
    input.id = id;
    input.title = title;
    input.unit = unit;
    input.lowest = lowest;
    input.highest = highest;
    input.spread = spread;
    return input;
}

DiscoveredInput growth() {
    DiscoveredInput input =
        input_of("growth[industry]", {"Tăng trưởng: công nghiệp", "Growth: industry"}, "1/year",
                 -0.05, 0.31, 0.04);
    input.years = {2026, 2027, 2028};
    return input;
}

DiscoveredInput delegation() {
    DiscoveredInput input = input_of("delegation", {"Phân cấp", "Delegation"}, "1", 0, 1, 0);
    input.truth = true;
    input.values = {0, 1};
    return input;
}

DiscoveredInput first_year() {
    DiscoveredInput input = input_of("first_year", {}, "1", 2026, 2028, 1);
    input.values = {2026, 2027, 2028};
    return input;
}

/// Missed in 400 of 1,000 runs, and 300 of 330 in the first box.
Discovery example() {
    Discovery discovery;
    discovery.scenario = "town-baseline";
    discovery.title = {"Một thị xã có tên dài", "A town with a plan"};
    discovery.event = "product/industry";
    discovery.event_title = {"Sản phẩm: công nghiệp", "Product: industry"};
    discovery.design = "random";
    discovery.plan_runs = 200'000;
    discovery.runs = 4000;
    discovery.not_judged = 7;
    discovery.left_out = 3;
    discovery.not_finite = {{"ice", false, 3, 17}, {"product/industry", true, 2, 17}};
    discovery.events = 1596;
    discovery.wanted_density = 0.8;
    discovery.inputs = {growth(), delegation(), first_year()};
    PrimBox box;
    box.fresh = {330, 300, 1000, 400};
    box.searched = {990, 950, 3000, 1200};
    box.step = 2;
    box.limits = {{{0, std::nullopt, 0.12437}, {500, 320, 1000, 400}, 1e-12},
                  {{1, std::nullopt, 0}, {600, 310, 1000, 400}, 0.0123}};
    std::vector<PrimStep> steps;
    for (std::uint64_t step = 0; step < 30; ++step) {
        PrimStep one;
        if (step > 0) one.box.push_back({0, std::nullopt, 0.2});
        if (step > 1) one.box.push_back({1, std::nullopt, 0});
        one.peeled = one.choosing = one.fresh = {1000 - 30 * step, 400 - 13 * step, 1000, 400};
        steps.push_back(std::move(one));
    }
    discovery.found = {{box, box}, {steps, steps, steps}, {450, 390, 1000, 400}};
    return discovery;
}

}  // namespace

TEST_CASE("limit_text: says a limit in the plan's words and units", "[report]") {
    const Language en = Language::en, vi = Language::vi;
    const InputBounds below{0, std::nullopt, 0.12437};
    CHECK(limit_text(growth(), below, en) ==
          "Growth: industry below 12.4 %/year on average over 2026–2028");
    CHECK(limit_text(growth(), below, vi) ==
          "Tăng trưởng: công nghiệp dưới 12,4 %/year bình quân 2026–2028");
    CHECK(condition_text(growth(), {0, 0.05, 0.12437}, en) == "between 5.0 and 12.4 %/year");
    CHECK(condition_text(growth(), {0, 0.05, {}}, en) == "above 5.0 %/year");
    // The years that matter need not follow each other; one of them is named as such.
    DiscoveredInput some = growth();
    some.years = {2026, 2028};
    CHECK(contains(limit_text(some, below, en), "on average over 2026, 2028"));
    some.years = {2027};
    CHECK(limit_text(some, below, en) == "Growth: industry below 12.4 %/year in 2027");
    // Two and a half events a year are no 250 %.
    some = input_of("calls", {}, "1/year", 0.5, 6, 1);
    CHECK(limit_text(some, {0, {}, 2.5}, en) == "calls below 2.5 1/year");
}

TEST_CASE("limit_text: truth values and few values", "[report]") {
    const Language en = Language::en, vi = Language::vi;
    CHECK(limit_text(delegation(), {1, {}, 0}, en) == "Delegation: no");
    CHECK(limit_text(delegation(), {1, 1, {}}, en) == "Delegation: yes");
    CHECK(limit_text(delegation(), {1, {}, 0}, vi) == "Phân cấp: không");
    CHECK(limit_text(first_year(), {2, 2027, {}}, en) == "first_year at least 2027");
    CHECK(limit_text(first_year(), {2, {}, 2027}, en) == "first_year at most 2027");
    CHECK(limit_text(first_year(), {2, {}, 2026}, en) == "first_year equal to 2026");
    CHECK(limit_text(first_year(), {2, 2028, {}}, vi) == "first_year bằng 2028");
    // Drawn each year, a truth value is told by how often it is one.
    DiscoveredInput dry = delegation();
    dry.years = {2026, 2027, 2028, 2029, 2030};
    dry.values = {0, 0.2, 0.4, 0.6, 0.8, 1};
    CHECK(limit_text(dry, {1, 0.4, {}}, en) ==
          "Delegation: yes in at least 2 of 5 years (2026–2030)");
    CHECK(limit_text(dry, {1, 0.4, 0.8}, en) == "Delegation: yes in 2 to 4 of 5 years (2026–2030)");
    dry.years = {2027};
    CHECK(limit_text(dry, {1, {}, 0}, en) == "Delegation: no in 2027");
}

TEST_CASE("discovery_text: no line is wider than 100 columns", "[report][property]") {
    const Language language = GENERATE(Language::vi, Language::en);
    for (const bool hits : {false, true}) {
        Discovery discovery = example();
        discovery.hits = hits;
        discovery.inputs[0].title.en = discovery.inputs[0].title.vi = std::string(120, 'x');
        discovery.inputs[2].unit = "bn VND / enterprise, current prices";
        discovery.found.boxes[1].limits.push_back({{2, 2027, {}}, {500, 320, 1000, 400}, 0.5});
        std::istringstream text(discovery_text(discovery, style_of(language)));
        for (std::string line; std::getline(text, line);) {
            CAPTURE(line);
            CHECK(display_width(line) <= 100);
            CHECK((line.empty() || line.back() != ' '));
        }
    }
}

TEST_CASE("discovery_text: says what a box holds, against all runs", "[report]") {
    const std::string text = discovery_text(example(), style_of(Language::en));
    for (const char* said :
         {"200,000 runs, seed 0, the first 4000 of them",
          "When it is missed: Product: industry [product/industry]",
          "Runs that miss it: 40 % (38–42)", "7 runs are not judged and do not count",
          "3 runs are left out", "'ice' (runs: 3, the first is run 17)",
          "measure of 'product/industry' (runs: 2, the first is run 17)",
          "1. Growth: industry below 12.4 %/year on average over 2026–2028\n"
          "   and Delegation: no\n"
          "   75 % of the misses; 91 % of these runs miss\n",
          "40 % of all runs do", "< 0.001", "0.012", "steps 0 to 29", "(taken)",
          "2. Elsewhere: Growth: industry below 12.4 %/year", "outside the boxes above",
          "All 2 together", "counted on the fourth (1000 runs)"})
        CHECK_THAT(text, Catch::Contains(said));
    const std::string vietnamese = discovery_text(example(), style_of(Language::vi));
    for (const char* said : {"Khi nào không đạt: Sản phẩm: công nghiệp", "và Phân cấp: không",
                             "0,012", "chứa 75 % số lượt không đạt; 91 % các lượt này không đạt"})
        CHECK(contains(vietnamese, said));
}

TEST_CASE("discovery_text: a dozen steps of a way down are shown", "[report]") {
    Discovery discovery = example();
    discovery.found.boxes.pop_back();
    const std::string text = discovery_text(discovery, style_of(Language::en));
    std::istringstream lines(text.substr(text.find("The way down")));
    std::string line;
    std::size_t rows = 0;
    std::getline(lines, line);
    std::getline(lines, line);
    while (std::getline(lines, line) && !line.empty()) ++rows;
    CHECK(rows == 11);
}

TEST_CASE("discovery_text: says plainly why there is no box", "[report]") {
    Discovery discovery = example();
    discovery.found = {};
    const auto said = [&] { return discovery_text(discovery, style_of(Language::en)); };
    CHECK(contains(said(), "do not gather in a corner of the inputs (3 were looked at)"));
    CHECK(contains(said(), "Runs that miss it: 40 %"));
    discovery.inputs.clear();
    CHECK(contains(said(), "only on the chance in counts"));
    discovery.events = 0;
    CHECK(contains(said(), "No run misses it: there is nothing to look for."));
    discovery.events = discovery.counted();
    CHECK(contains(said(), "Every run misses it, whatever the inputs"));
    discovery.hits = true;
    CHECK(contains(said(), "Every run meets it, whatever the inputs"));
    discovery.not_judged = discovery.runs - discovery.left_out;
    CHECK(contains(said(), "There is no run that counts."));
}

TEST_CASE("discovery_json: carries everything, the way down included", "[report]") {
    const Json json = Json::parse(discovery_json(example(), Language::en).document());
    CHECK(json.at("target").at("id").text() == "product/industry");
    CHECK(json.at("of_interest").text() == "missed");
    CHECK(json.at("counted").whole() == 3990);
    CHECK(json.at("not_finite").items().size() == 2);
    CHECK(json.at("inputs").items()[0].at("years").items().size() == 3);
    const Json& box = json.at("boxes").items()[0];
    CHECK(box.at("fresh").at("density").number() == 300.0 / 330);
    CHECK(box.at("fresh").at("coverage").number() == 0.75);
    CHECK(box.at("searched").at("runs").whole() == 990);
    CHECK(box.at("step").whole() == 2);
    const Json& limit = box.at("limits").items()[0];
    CHECK(limit.at("input").text() == "growth[industry]");
    CHECK(limit.at("high").number() == 0.12437);
    CHECK(limit.at("low").is_null());
    CHECK(limit.at("quasi_p_value").number() == 1e-12);
    CHECK(limit.at("without").at("events").whole() == 320);
    REQUIRE(json.at("searches").items().size() == 3);
    REQUIRE(json.at("searches").items()[0].items().size() == 30);
    const Json& step = json.at("searches").items()[0].items()[3];
    CHECK(step.at("limits").items().size() == 2);
    CHECK(step.at("peeled").at("runs").whole() == 910);
}
