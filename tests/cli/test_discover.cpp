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

}  // namespace

TEST_CASE("discover: says in which corner a target is missed", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome = folder.run({"discover", "workshop/model.toml", "--target",
                                        "orders/chairs", "--runs", "8000", "--seed", "2"});
    CHECK(outcome.status == 0);
    CHECK(outcome.messages.empty());
    for (const char* said :
         {"8000 runs, seed 2", "Orders grow: chairs [orders/chairs]",
          "Runs that miss it: ", "1. growth[chairs] below ", " %/year on average over 2026–2028",
          "of the misses", "Coverage", "Density", "Mass", "The way down", "(2000 runs)"})
        CHECK(contains(outcome.output, said));
    CHECK_FALSE(contains(outcome.output, "growth[tables]"));
    CHECK_FALSE(folder.has("results"));
    // The same to the last character on any number of threads.
    for (const char* threads : {"1", "2", "7"})
        CHECK(folder
                  .run({"discover", "workshop/model.toml", "--target", "orders/chairs", "--runs",
                        "8000", "--seed", "2", "--threads", threads})
                  .output == outcome.output);
}

TEST_CASE("discover --hits --by year --json: everything, for programs", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome =
        folder.run({"discover", "workshop/model.toml", "--target", "orders/chairs", "--hits",
                    "--by", "year", "--density", "90%", "--boxes", "1", "--design", "sobol",
                    "--runs", "8192", "--json", "--lang", "vi"});
    CHECK(outcome.status == 0);
    const Json json = Json::parse(outcome.output);
    CHECK(json.at("of_interest").text() == "met");
    CHECK(json.at("design").text() == "sobol");
    CHECK(json.at("wanted_density").number() == 0.9);
    CHECK(json.at("inputs").items().size() == 3);
    CHECK(json.at("inputs").items()[1].at("input").text() == "growth[chairs]@2027");
    CHECK(json.at("target").at("title").text() == "Đơn hàng tăng bình quân: chairs");
    REQUIRE(json.at("boxes").items().size() == 1);
    CHECK(json.at("searches").items().front().items().size() > 5);
    CHECK(json.at("idle").items().size() == 1);
}

TEST_CASE("discover: of a result, the runs that it holds", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(folder
                .run({"run", "workshop/better.toml", "--runs", "4000", "--seed", "5", "--output",
                      "better.h5", "--quiet"})
                .status == 0);
    const Outcome result = folder.run({"discover", "better.h5", "--target", "orders"});
    const Outcome scenario = folder.run({"discover", "workshop/better.toml", "--target", "orders",
                                         "--runs", "4000", "--seed", "5"});
    CHECK(result.status == 0);
    CHECK(result.output == scenario.output);
}

TEST_CASE("discover: says so where every run misses, and where more runs are asked for", "[cli]") {
    const ProgramFolder folder;
    const Outcome moon =
        folder.run({"discover", "workshop/model.toml", "--target", "moon", "--runs", "1e5"});
    CHECK(moon.status == 0);
    CHECK(contains(moon.output, "Every run misses it, whatever the inputs"));
    CHECK(contains(moon.messages, "note: --runs 100000: the first 65536 of them are looked at"));
    CHECK(contains(moon.output, "100,000 runs, seed 0, the first 65,536 of them"));
}
