#include <sstream>
#include <string>

#include "engine/report/display_width.hpp"
#include "engine/report/json.hpp"
#include "tests/cli/program_folder.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using plancast::testing::Outcome;
using plancast::testing::ProgramFolder;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        widest = std::max(widest, display_width(line));
    return widest;
}

const Json& named(const Json& all, const char* key, const std::string& name) {
    static const Json none;
    for (const Json& one : all.items())
        if (one.at(key).text() == name) return one;
    return none;
}

}  // namespace

TEST_CASE("sensitivity: every method answers in both languages", "[cli]") {
    const ProgramFolder folder;
    for (const std::string method : {"given-data", "morris", "tornado"}) {
        for (const std::string language : {"vi", "en"}) {
            for (const std::string of : {"all", "revenue", "orders/chairs"}) {
                CAPTURE(method, language, of);
                const Outcome outcome =
                    folder.run({"sensitivity", "workshop/model.toml", "--method", method, "--of",
                                of, "--lang", language});
                CHECK(outcome.status == 0);
                CHECK(contains(outcome.output, "workshop-model: " + method));
                CHECK(widest_line(outcome.output) <= 100);
                CHECK_FALSE(contains(outcome.output, "nan"));
                CHECK(contains(outcome.messages, "moon") == (of == "all"));
            }
        }
    }
}

TEST_CASE("sensitivity: a result that stored nothing tells what its plan tells", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(folder
                .run({"run", "workshop/model.toml", "--runs", "3000", "--seed", "5", "--store",
                      "summary", "--output", "result.h5", "--quiet"})
                .status == 0);
    const Outcome of_result = folder.run({"sensitivity", "result.h5", "--json"});
    const Outcome of_plan = folder.run({"sensitivity", "workshop/model.toml", "--method",
                                        "given-data", "--runs", "3000", "--seed", "5", "--json"});
    CHECK(of_result.status == 0);
    CHECK(of_result.output == of_plan.output);
    const Json json = Json::parse(of_result.output);
    CHECK(json.at("method").text() == "given-data");
    CHECK(json.at("runs").whole() == 3000);
    CHECK(json.at("evaluations").whole() == 0);
    const Json& tables = named(named(json.at("outputs"), "of", "orders/tables").at("indices"),
                               "input", "growth[tables]");
    for (const char* index : {"first", "rank_correlation", "src", "prcc", "delta", "pawn"})
        CHECK(tables.at(index).at("interval").items().size() == 2);
    CHECK(tables.at("first").at("value").number() > 0.5);
    const Outcome some = folder.run({"sensitivity", "result.h5", "--runs", "500", "--lang", "en"});
    CHECK(contains(some.output, "given-data, 500 of 3000 runs, seed 5"));
}

TEST_CASE("sensitivity --method tornado: where inputs and levers are moved to", "[cli]") {
    const ProgramFolder folder;
    const Json json = Json::parse(folder
                                      .run({"sensitivity", "workshop/model.toml", "--method",
                                            "tornado", "--of", "revenue", "--json"})
                                      .output);
    for (const Json& output : json.at("outputs").items()) {
        const Json& price = named(output.at("indices"), "input", "price");
        CHECK(price.at("kind").text() == "lever");
        CHECK(price.at("low_value").number() == 10);
        CHECK(price.at("high_value").number() == 15);
        CHECK(price.at("unit").text() == "mn VND / order");
        CHECK(price.at("low").at("value").number() < 0);
        CHECK(price.at("high").at("value").number() > 0);
        CHECK(named(output.at("indices"), "input", "growth[chairs]")
                  .at("swing")
                  .at("value")
                  .number() > 0);
    }
    const Outcome text = folder.run({"sensitivity", "workshop/model.toml", "--method", "tornado",
                                     "--of", "revenue", "--lang", "en"});
    CHECK(contains(text.output, "10.0 – 15.0 mn VND / order"));
    CHECK(contains(text.output, "lever"));
}

TEST_CASE("sensitivity --method morris: says what candidates cost", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome =
        folder.run({"sensitivity", "workshop/model.toml", "--method", "morris", "--trajectories",
                    "8", "--candidates", "50", "--of", "revenue"});
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.messages, "rim of the grid"));
}
