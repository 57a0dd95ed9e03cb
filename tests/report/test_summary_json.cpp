#include "tests/support/catch.hpp"

#include <cmath>
#include <cstring>

#include "engine/core/error.hpp"
#include "engine/report/summary_json.hpp"
#include "tests/report/example_summary.hpp"

using namespace plancast;
using plancast::testing::example_summary;

TEST_CASE("summary_json: the fields that other programs rely on", "[report]") {
    const Json json = Json::parse(summary_json(example_summary(), Language::vi).document());
    for (const char* key : {"scenario", "runs", "seed", "all_targets", "targets", "series"}) {
        CAPTURE(key);
        CHECK_FALSE(json.at(key).is_null());
    }
    CHECK(json.at("seed").whole() == 18'446'744'073'709'551'615U);
    CHECK(json.at("all_targets").at("interval").items().size() == 2);
    const Json& target = json.at("targets").items()[0];
    CHECK(target.at("id").text() == "revenue");
    CHECK(target.at("number").number() == 1);
    CHECK(target.at("title").text().substr(0, 3) == "Thu");
    CHECK(target.at("titles").at("en").text().substr(0, 5) == "State");
    CHECK(target.at("probability").number() == 0.41234);
    CHECK(target.at("interval").items()[0].number() < 0.41234);
    CHECK(target.at("interval").items()[1].number() > 0.41234);
    CHECK(target.at("shortfall").number() ==
          target.at("parts").items()[0].at("shortfall").number());
    const Json& part = target.at("parts").items()[0];
    CHECK(part.at("id").text() == "revenue");
    REQUIRE(part.at("measure_quantiles").items().size() == 3);
    CHECK(part.at("measure_quantiles").items()[1].items()[0].number() == 0.2);
    CHECK(part.at("measure_quantiles").items()[1].items()[1].number() == 11.31);
    const Json& series = json.at("series").items()[0];
    for (const char* key : {"id", "year", "mean", "standard_error", "sd", "quantiles"}) {
        CAPTURE(key);
        CHECK_FALSE(series.at(key).is_null());
    }
    // Several parts, several units: no shortfall of the whole. No number: null, not 0.
    CHECK(json.at("targets").items()[1].at("shortfall").is_null());
    CHECK(json.at("targets").items()[5].at("number").is_null());
}

TEST_CASE("summary_json: the title is in the language that was asked for, else the other",
          "[report]") {
    const Summary summary = example_summary();
    const auto title = [&](Language language, std::size_t i) {
        return summary_json(summary, language).at("targets").items()[i].at("title").text();
    };
    CHECK(title(Language::en, 4) == "Civilised-urban standard");
    CHECK(title(Language::vi, 4) == "Đạt chuẩn đô thị văn minh");
    CHECK(title(Language::en, 3) == "Tiếp tục duy trì không còn hộ nghèo");
}

TEST_CASE("summary_from_json: reads back what was written, to the bit", "[report][property]") {
    Summary summary = example_summary();
    summary.interrupted = true;
    const std::string document = summary_json(summary, Language::en).document();
    const Summary read = summary_from_json(document);
    // Every field is in the document, so equal documents mean equal summaries.
    CHECK(summary_json(read, Language::en).document() == document);
    CHECK(summary_json(read, Language::vi).document() ==
          summary_json(summary, Language::vi).document());
    // And some of the values themselves, lest both ways leave out the same.
    CHECK(read.seed == summary.seed);
    CHECK(read.interrupted);
    CHECK(read.targets_met == summary.targets_met);
    CHECK(read.series[0].mean == 1.0 / 3);
    CHECK(read.series[0].sd == 1e-300);
    CHECK(read.series[0].quantiles[0].value == 0.1 + 0.2);
    CHECK(std::signbit(read.series[0].quantiles[1].value));
    CHECK(read.series[0].quantiles[2].value == 1e22);
    CHECK(read.series[0].members == summary.series[0].members);
    CHECK(read.targets[2].parts[0].direction == Direction::equals);
    CHECK(read.targets[2].parts[0].known_chance->interval[1] == 1.5e-14);
    CHECK_FALSE(read.targets[2].parts[0].promise.has_value());
    CHECK(read.targets[4].parts[0].by == 2029);
    CHECK(read.targets[4].probability.not_judged == 1234);
    CHECK(read.targets[5].number == 0);
    CHECK(read.readings[2].reading.empty());
    CHECK(read.readings[0].targets[2].met == 55'123);
    CHECK(read.readings[0].alternative_title.vi == "làm tròn");
    CHECK(read.checks == 2);
    CHECK(read.findings[0].broken.members == std::vector<std::string>{"north"});
    CHECK(read.findings[0].broken.sides->first == 1.0 / 3);
    CHECK(read.findings[0].broken.unit == "ha");
    CHECK(read.findings[0].broken.more == 2);
    CHECK(read.findings[1].kind == Finding::Kind::series_not_finite);
    CHECK(read.findings[1].year == 2027);
    CHECK(read.findings[1].first_run == 99'999);
    CHECK(read.warnings[0].kind == Warning::Kind::never_met);
    CHECK(read.warnings[1].input == "cycle");
    CHECK(read.warnings[1].probability_low == 0.04);
    CHECK(read.pairs[0].by_chance == 0.52);
}

TEST_CASE("summary_json: what is not finite becomes null and is read as NaN", "[report]") {
    Summary summary = example_summary();
    summary.series[0].sd = std::nan("");
    summary.series[0].standard_error = INFINITY;
    const std::string document = summary_json(summary, Language::en).document();
    CHECK(document.find("nan") == std::string::npos);
    CHECK(document.find("inf") == std::string::npos);
    const Summary read = summary_from_json(document);
    CHECK(std::isnan(read.series[0].sd));
    CHECK(std::isnan(read.series[0].standard_error));
}

TEST_CASE("summary_from_json: what plancast did not write is refused", "[report]") {
    CHECK_THROWS_AS(summary_from_json(""), MachineFailure);
    CHECK_THROWS_AS(summary_from_json("{}"), MachineFailure);
    CHECK_THROWS_AS(summary_from_json("[1, 2"), MachineFailure);
    std::string document = summary_json(example_summary(), Language::en).document();
    CHECK_THROWS_AS(summary_from_json(document.substr(0, document.size() / 2)), MachineFailure);
    const std::string direction = "\"direction\": \"at_least\"";
    const std::size_t place = document.find(direction);
    REQUIRE(place != std::string::npos);
    document.replace(place, direction.size(), "\"direction\": \"at_worst\"");
    CHECK_THROWS_AS(summary_from_json(document), MachineFailure);
}

TEST_CASE("Json::document: text is escaped, short things stand on one line", "[report]") {
    Json json;
    json.set("quoted", "a \"b\" \\ \n \x01");
    json.set("list", Json::Array{1, 2.5, true, Json(), "x"});
    json.set("empty", Json::Array{});
    CHECK(json.document() ==
          "{\"quoted\": \"a \\\"b\\\" \\\\ \\n \\u0001\", \"list\": [1, 2.5, true, null, \"x\"], "
          "\"empty\": []}\n");
    CHECK(Json::parse(json.document()).at("quoted").text() == "a \"b\" \\ \n \x01");
    CHECK(Json(Json::Array{}).document() == "[]\n");
    json.set("long", std::string(80, 'x'));
    CHECK(json.document().find("{\n  \"quoted\": ") == 0);
    CHECK(json.document().find("\n  \"list\": [1, 2.5, true, null, \"x\"],\n") !=
          std::string::npos);
    // A title that is no UTF-8 must not make the document unreadable.
    CHECK_FALSE(Json::parse(Json("\xff").document()).text().empty());
}
