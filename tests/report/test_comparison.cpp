#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "engine/report/comparison_text.hpp"
#include "engine/report/display_width.hpp"
#include "engine/statistics/intervals.hpp"
#include "tests/report/example_summary.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using plancast::testing::counted;

namespace {

constexpr std::uint64_t runs = 100'000;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

OddsChange change(const std::string& id, const Title& title, std::uint64_t base,
                  std::uint64_t gained, std::uint64_t lost) {
    OddsChange odds;
    odds.id = id;
    odds.title = title;
    odds.base = counted(base);
    odds.probability = counted(base + gained - lost);
    odds.difference.value = odds.probability.value - odds.base.value;
    odds.difference.interval = paired_difference_interval(gained, lost, runs);
    odds.gained = gained;
    odds.lost = lost;
    return odds;
}

SeriesChange moved(const std::string& id, int year, double base, double by, double half) {
    SeriesChange series;
    series.id = id;
    series.title = {"Tổng thu ngân sách nhà nước trên địa bàn phường theo giá hiện hành", ""};
    series.unit = "bn VND, current prices";
    series.year = year;
    series.base = base;
    series.base_sd = 100;
    series.difference = {by, half / 2, {by - half, by + half}};
    return series;
}

/// A base and two scenarios: one paired, with everything that may change, one that is not paired.
ComparedPlans example_comparison() {
    ComparedPlans compared;
    compared.base.scenario = "thien-huong-baseline";
    compared.base.title = {"Phường Thiên Hương, kế hoạch 2026–2030", "Thiên Hương ward, 2026-2030"};
    compared.base.scenario_title = {"kịch bản cơ sở", "baseline"};
    compared.base.runs = runs;
    compared.base.seed = 7;
    compared.base.design = "random";
    compared.base.all_targets = counted(10);

    ComparedScenario scenario;
    scenario.id = "thien-huong-world-slowdown";
    scenario.title = compared.base.title;
    scenario.scenario_title = {"Thiên Hương: kinh tế thế giới chậm lại trong ba năm đầu",
                               "Thiên Hương: the world slows down in the first three years"};
    scenario.runs = runs;
    scenario.seed = 7;
    scenario.design = "random";
    scenario.all_targets = change("", {}, 10, 0, 10);
    TargetChange schools{8,
                         change("schools",
                                {"Tỷ lệ trường công lập đạt chuẩn quốc gia, trong đó mức độ 2",
                                 "Public schools at the national standard, of which at level 2"},
                                62'000, 17, 25'218),
                         {}};
    schools.parts = {change("standard", {"Đạt chuẩn, năm thấp nhất", "At standard, worst year"},
                            67'000, 0, 1'182),
                     change("level_2", {"Mức độ 2", "Level 2"}, 38'000, 0, 0)};
    scenario.targets = {
        schools,
        {0, change("poor", {"Không còn hộ nghèo", ""}, 0, 1, 0), {}},
        {14, change("water", {"Nước sạch, mọi năm", "Clean water"}, 100'000, 0, 0), {}},
        {15, change("waste", {"Thu gom rác", "Waste"}, 50'000, 0, 0), {}}};
    scenario.series = {moved("revenue", 2029, 1'234'567.25, -300, 2.5),
                       moved("revenue", 2028, 1'000, -200, 2.5), moved("fixed", 2026, 100, -0.5, 0),
                       moved("unknown", 2026, 5, 0, 0)};
    scenario.series.back().difference = Estimate();
    scenario.series.back().base = unknown;
    scenario.series.back().not_finite = runs;
    compared.scenarios.push_back(scenario);

    scenario.id = "thien-huong-other";
    scenario.paired = false;
    scenario.seed = 8;
    scenario.design = "sobol";
    scenario.series.clear();
    for (TargetChange& target : scenario.targets) {
        target.odds.gained = target.odds.lost = std::nullopt;
        for (OddsChange& part : target.parts) part.gained = part.lost = std::nullopt;
    }
    scenario.all_targets.gained = scenario.all_targets.lost = std::nullopt;
    scenario.unshared_targets = {{"calm"}, {"dry", "warm"}};
    for (int i = 1; i <= 40; ++i)
        scenario.draws.only_in_base.push_back("a_draw_of_a_long_name_" + std::to_string(i));
    for (int i = 1; i <= 12; ++i)
        scenario.unshared_series.only_here.push_back("series_" + std::to_string(i));
    compared.scenarios.push_back(scenario);
    return compared;
}

TextStyle style_of(Language language) {
    TextStyle style;
    style.language = language;
    return style;
}

/// On one line, with single spaces: where text is wrapped does not matter.
std::string flowing(const std::string& text) {
    std::istringstream stream(text);
    std::string flow;
    for (std::string word; stream >> word;) flow += word + " ";
    return flow;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string line_with(const std::string& text, const std::string& word) {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (contains(line, word)) return line;
    return {};
}

}  // namespace

TEST_CASE("comparison_text: no line is wider than 100 columns", "[report][property]") {
    const Language language = GENERATE(Language::vi, Language::en);
    std::istringstream stream(comparison_text(example_comparison(), style_of(language)));
    for (std::string line; std::getline(stream, line);) {
        CAPTURE(line);
        CHECK(display_width(line) <= 100);
        CHECK((line.empty() || line.back() != ' '));
        CHECK_FALSE(contains(line, "{}"));
    }
}

TEST_CASE("comparison_text: plans without a common draw are not on the same draws", "[report]") {
    ComparedPlans compared = example_comparison();
    CHECK(contains(flowing(comparison_text(compared, style_of(Language::en))), "the same draws"));
    compared.scenarios[0].shares_draws = false;
    const std::string text = flowing(comparison_text(compared, style_of(Language::en)));
    CHECK(contains(text, "no draw in common"));
    CHECK_FALSE(contains(text, "the same draws"));
}

TEST_CASE("comparison_text: two results of one scenario are told apart", "[report]") {
    ComparedPlans compared = example_comparison();
    compared.scenarios[1].id = compared.base.scenario;
    compared.scenarios[1].scenario_title = compared.base.scenario_title;
    const std::string text = comparison_text(compared, style_of(Language::en));
    CHECK(contains(text, "baseline – 100,000 runs, seed 8, design sobol"));
    CHECK_FALSE(contains(text, "first three years – "));
}

// Wrong red: gained and lost in each other's column, a sign or percentage lost.
TEST_CASE("comparison_text: odds, difference, runs that change sides", "[report]") {
    const std::string text = comparison_text(example_comparison(), style_of(Language::en));
    CHECK(contains(text, "thien-huong-baseline: 100,000 runs, seed 7"));
    CHECK(contains(text, "Thiên Hương: the world slows down in the first three years\n"));
    const std::string schools = flowing(line_with(text, "8  Public"));
    CHECK(contains(schools, "62.0 % 36.8 % -25.2 (-25.5 to -24.9) 17 25,218 "));
    // A part that changes stands below its target; one that does not is left out.
    CHECK(contains(flowing(line_with(text, "At standard")), "67.0 % 65.8 % -1.18"));
    CHECK_FALSE(contains(text, "Level 2"));
    const std::string poor = flowing(line_with(text, "Không còn hộ nghèo"));
    CHECK(contains(poor, "0 of 100,000 0.0010 % +0.001 (-0.003 to 0.006) 1 0 "));
    CHECK(contains(flowing(line_with(text, "All 4 targets")), "0 10 "));
}

TEST_CASE("comparison_text: targets that change in no run are named", "[report]") {
    const ComparedPlans compared = example_comparison();
    CHECK(contains(flowing(comparison_text(compared, style_of(Language::en))),
                   "Unchanged in every run (2): Clean water; Waste "));
    CHECK(contains(flowing(comparison_text(compared, style_of(Language::vi))),
                   "Không đổi ở lượt nào (2): Nước sạch, mọi năm; Thu gom rác "));
    ComparedPlans same = compared;
    same.scenarios.resize(1);
    same.scenarios[0].targets.erase(same.scenarios[0].targets.begin(),
                                    same.scenarios[0].targets.begin() + 2);
    const std::string text = comparison_text(same, style_of(Language::en));
    CHECK(contains(text, "No target changes in any run"));
    CHECK_FALSE(contains(text, "Gained Lost"));
}

TEST_CASE("comparison_text: a series stands once, with the year in which it moved most",
          "[report]") {
    const std::string text = comparison_text(example_comparison(), style_of(Language::en));
    CHECK(contains(flowing(line_with(text, " 2029 ")),
                   "2029 1,234,567.2 1,234,267.2 -300 (-302 to -298) "));
    CHECK_FALSE(contains(text, " 2028 "));
    // Without a doubt there is no interval.
    CHECK(contains(flowing(line_with(text, "-0.5")), "100.0 99.5 -0.5000 "));
    // What has no number in any run is no movement, but it is said.
    CHECK_FALSE(contains(text, "NaN"));
    CHECK(contains(flowing(text),
                   "1 means leave out runs that have no number, most of them Tổng "
                   "thu ngân sách nhà nước trên địa bàn phường theo giá hiện hành "
                   "2026: 100,000 of 100,000 runs "));
}

TEST_CASE("comparison_text: what is not paired says so and why", "[report]") {
    const std::string text = comparison_text(example_comparison(), style_of(Language::en));
    const std::string other = text.substr(text.find("thien-huong-other"));
    CHECK(contains(flowing(other),
                   "thien-huong-other against thien-huong-baseline, not paired (100,000 runs, "
                   "seed 8, design sobol), so the intervals are wider."));
    CHECK_FALSE(contains(other, "Gained"));
    // Plans of different targets: all of them are not the same in both.
    CHECK(contains(other, "All targets of each"));
    CHECK(contains(flowing(other), "Only in the base, targets: calm "));
    CHECK(contains(flowing(other), "Only here, targets: dry, warm "));
}

TEST_CASE("comparison_text: long lists of names are cut and the rest is counted", "[report]") {
    const ComparedPlans compared = example_comparison();
    const std::string text = flowing(comparison_text(compared, style_of(Language::en)));
    CHECK(contains(text, "a_draw_of_a_long_name_12 and 28 more "));
    CHECK_FALSE(contains(text, "a_draw_of_a_long_name_13"));
    CHECK(contains(text, "series_11, series_12 "));
    CHECK_FALSE(contains(text, "series_12 and"));
    CHECK(contains(flowing(comparison_text(compared, style_of(Language::vi))),
                   "a_draw_of_a_long_name_12 và 28 tên khác "));
    const Json draws = Json::parse(comparison_json(compared, Language::en).document())
                           .at("scenarios")
                           .items()[1]
                           .at("unshared")
                           .at("draws");
    CHECK(draws.at("only_in_base").items().size() == 40);
    CHECK(draws.at("only_here").items().empty());
}

TEST_CASE("difference_text: the decimals that the interval allows", "[report]") {
    const auto text = [](double value, double half, Language language = Language::en) {
        return difference_text({value, half / 2, {value - half, value + half}}, 100, language);
    };
    CHECK(text(0.1234567, 0.002) == "+12.3 (12.1 to 12.5)");
    CHECK(text(-0.1234567, 0.0002) == "-12.35 (-12.37 to -12.33)");
    CHECK(text(-0.1234567, 0.0002, Language::vi) == "-12,35 (-12,37 đến -12,33)");
    CHECK(text(0.00001, 0.02) == "0 (-2 to 2)");
    CHECK(text(0.25, 0) == "+25.00");
    CHECK(difference_text({-2, 0, {-2, -2}}, 1, Language::en) == "-2.000");
    CHECK(contains(difference_text(Estimate{3, unknown}, 1, Language::en), "+3"));
}

TEST_CASE("comparison_json: the fields that other programs rely on", "[report]") {
    const ComparedPlans compared = example_comparison();
    const Json json = Json::parse(comparison_json(compared, Language::vi).document());
    CHECK(json.at("base").at("id").text() == "thien-huong-baseline");
    CHECK(json.at("base").at("runs").whole() == runs);
    REQUIRE(json.at("scenarios").items().size() == 2);
    const Json& scenario = json.at("scenarios").items()[0];
    CHECK(scenario.at("id").text() == "thien-huong-world-slowdown");
    CHECK(scenario.at("paired").truth());
    // Every target, also those that do not change.
    REQUIRE(scenario.at("targets").items().size() == 4);
    const Json& target = scenario.at("targets").items()[0];
    CHECK(target.at("id").text() == "schools");
    CHECK(target.at("probability").number() == 0.36799);
    CHECK(target.at("base").at("probability").number() == 0.62);
    CHECK(target.at("difference").at("value").number() == Approx(-0.25201));
    const auto& interval = target.at("difference").at("interval").items();
    REQUIRE(interval.size() == 2);
    CHECK(interval[0].number() < -0.25201);
    CHECK(interval[1].number() > -0.25201);
    CHECK(target.at("gained").whole() == 17);
    CHECK(target.at("lost").whole() == 25'218);
    CHECK(target.at("parts").items().size() == 2);
    CHECK(scenario.at("all_targets").at("lost").whole() == 10);
    REQUIRE(scenario.at("series").items().size() == 4);
    const Json& series = scenario.at("series").items()[0];
    CHECK(series.at("id").text() == "revenue");
    CHECK(series.at("year").number() == 2029);
    CHECK(series.at("difference").at("value").number() == -300);
    // What is not known is null, not 0.
    const Json& none = scenario.at("series").items()[3];
    CHECK(none.at("base").is_null());
    CHECK(none.at("difference").at("value").is_null());
    CHECK(none.at("not_finite").whole() == runs);
    const Json& unpaired = json.at("scenarios").items()[1];
    CHECK_FALSE(unpaired.at("paired").truth());
    CHECK(unpaired.at("seed").whole() == 8);
    CHECK(unpaired.at("targets").items()[0].at("gained").is_null());
    CHECK(unpaired.at("targets").items()[0].at("lost").is_null());
}
