#include <csignal>

#include <chrono>
#include <thread>

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

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

/// What plancast compare says as JSON; the program must have answered.
Json compared(const ProgramFolder& folder, std::vector<std::string> words) {
    words.insert(words.begin(), "compare");
    words.emplace_back("--json");
    const Outcome outcome = folder.run(words);
    INFO(outcome.messages);
    REQUIRE(outcome.status == 0);
    CHECK(outcome.messages.empty());
    return Json::parse(outcome.output);
}

const Json& named(const Json& list, const std::string& id) {
    for (const Json& item : list.items())
        if (item.at("id").text() == id) return item;
    FAIL("no " << id);
    return list;
}

/// A scenario of the workshop that wants runs, a seed and a design of its own.
void write_slow(const ProgramFolder& folder) {
    folder.write("workshop/slow.toml", R"toml([scenario]
extends = "model.toml"
title.vi = "Chậm lại"
[run]
runs = 777
seed = 99
design = "latin"
[inputs.growth]
shift = -0.03
)toml");
}

}  // namespace

TEST_CASE("compare: says what changes, stores nothing", "[cli]") {
    const ProgramFolder folder;
    write_slow(folder);
    const Outcome outcome = folder.run({"compare", "workshop/model.toml", "workshop/better.toml",
                                        "workshop/slow.toml", "--runs", "2000"});
    CHECK(outcome.status == 0);
    CHECK(outcome.messages.empty());
    for (const char* said :
         {"A joinery, 2026-2028", "workshop-model: 2000 runs, seed 0", "Better prices",
          "run by run on the same draws", "Gained", "Lost",
          "Unchanged in every run (2): Orders grow", "Series that move most", "Chậm lại"})
        CHECK(contains(outcome.output, said));
    CHECK_FALSE(folder.has("results"));
    const Outcome vietnamese =
        folder.run({"compare", "workshop/model.toml", "workshop/slow.toml", "--lang", "vi"});
    for (const char* said : {"Xưởng mộc, 2026–2028", "Chậm lại", "Đơn hàng tăng bình quân",
                             "từng lượt một trên cùng các số ngẫu nhiên", "Thêm", "Mất"})
        CHECK(contains(vietnamese.output, said));
}

TEST_CASE("compare --json: the documented fields", "[cli]") {
    const ProgramFolder folder;
    const Json json =
        compared(folder, {"workshop/model.toml", "workshop/better.toml", "--runs", "2000"});
    CHECK(json.at("base").at("id").text() == "workshop-model");
    REQUIRE(json.at("scenarios").items().size() == 1);
    const Json& scenario = json.at("scenarios").items()[0];
    CHECK(scenario.at("id").text() == "workshop-better");
    REQUIRE(scenario.at("targets").items().size() == 3);
    // The lever changes revenue alone, which is why it comes first.
    const Json& revenue = scenario.at("targets").items()[0];
    CHECK(revenue.at("id").text() == "revenue");
    CHECK(revenue.at("gained").whole() > 100);
    CHECK(revenue.at("lost").whole() == 0);
    const double value = revenue.at("difference").at("value").number();
    CHECK(value == static_cast<double>(revenue.at("gained").whole()) / 2000);
    CHECK(revenue.at("difference").at("interval").items()[0].number() < value);
    CHECK(revenue.at("difference").at("interval").items()[1].number() > value);
    CHECK(named(scenario.at("targets"), "orders").at("gained").whole() == 0);
    // Both sides are those of plancast run.
    for (const bool base : {true, false}) {
        const Json alone =
            Json::parse(folder
                            .run({"run", base ? "workshop/model.toml" : "workshop/better.toml",
                                  "--runs", "2000", "--store", "none", "--json"})
                            .output);
        const Json& odds = base ? revenue.at("base") : revenue;
        CHECK(odds.at("met").whole() == named(alone.at("targets"), "revenue").at("met").whole());
    }
}

// Wrong red: a scenario with a [run] of its own that is run with it, and so is not paired.
TEST_CASE("compare: scenarios are run with the base's runs, seed and design", "[cli]") {
    const ProgramFolder folder;
    write_slow(folder);
    const auto is_run_as = [](const Json& one, std::uint64_t runs, std::uint64_t seed,
                              const std::string& design) {
        CHECK(one.at("runs").whole() == runs);
        CHECK(one.at("seed").whole() == seed);
        CHECK(one.at("design").text() == design);
    };
    const Json of_model =
        compared(folder, {"workshop/model.toml", "workshop/slow.toml", "--runs", "2000"});
    is_run_as(of_model.at("base"), 2000, 0, "random");
    is_run_as(of_model.at("scenarios").items()[0], 2000, 0, "random");
    CHECK(of_model.at("scenarios").items()[0].at("paired").truth());
    // The other way round, the base's own.
    const Json of_slow = compared(folder, {"workshop/slow.toml", "workshop/model.toml"});
    is_run_as(of_slow.at("base"), 777, 99, "latin");
    is_run_as(of_slow.at("scenarios").items()[0], 777, 99, "latin");
    CHECK(of_slow.at("scenarios").items()[0].at("paired").truth());
    const Json asked = compared(folder, {"workshop/slow.toml", "workshop/model.toml", "--runs",
                                         "512", "--seed", "5", "--design", "sobol"});
    is_run_as(asked.at("base"), 512, 5, "sobol");
    is_run_as(asked.at("scenarios").items()[0], 512, 5, "sobol");
}

TEST_CASE("compare: results keep the seed, design and runs they were run with", "[cli]") {
    const ProgramFolder folder;
    write_slow(folder);
    const auto make = [&](const std::string& plan, const std::string& seed,
                          const std::string& file) {
        REQUIRE(folder
                    .run({"run", plan, "--runs", "1500", "--seed", seed, "--design", "latin",
                          "--store", "summary", "--output", file, "--quiet"})
                    .status == 0);
    };
    make("workshop/model.toml", "4", "model.h5");
    make("workshop/slow.toml", "4", "slow.h5");
    make("workshop/slow.toml", "5", "unlucky.h5");
    const Json expected = compared(folder, {"workshop/model.toml", "workshop/slow.toml", "--runs",
                                            "1500", "--seed", "4", "--design", "latin"});
    // A scenario against a result, and two results of the same draws.
    for (const char* other : {"workshop/slow.toml", "slow.h5"}) {
        const Json json = compared(folder, {"model.h5", other});
        CHECK(json.document() == expected.document());
    }
    const Json json = compared(folder, {"model.h5", "unlucky.h5", "slow.h5"});
    REQUIRE(json.at("scenarios").items().size() == 2);
    const Json& unlucky = json.at("scenarios").items()[0];
    CHECK_FALSE(unlucky.at("paired").truth());
    CHECK(unlucky.at("seed").whole() == 5);
    CHECK(json.at("scenarios").items()[1].at("paired").truth());
    const Json alone = Json::parse(folder.run({"show", "unlucky.h5", "--json"}).output);
    for (const Json& target : unlucky.at("targets").items())
        CHECK(target.at("met").whole() ==
              named(alone.at("targets"), target.at("id").text()).at("met").whole());
    const Outcome text = folder.run({"compare", "model.h5", "unlucky.h5"});
    CHECK(contains(text.output, "not paired (1500 runs, seed 5, design latin)"));
}

TEST_CASE("compare: what a model warns of is said once", "[cli]") {
    const ProgramFolder folder;
    std::string model = folder.read("workshop/model.toml");
    folder.write("workshop/model.toml", model +
                                            "\n[inputs.idle]\nnormal = { mean = 0, sd = 1 }\n"
                                            "status = \"assumed\"\nsource = \"none\"\n");
    write_slow(folder);
    const Outcome outcome = folder.run({"compare", "workshop/model.toml", "workshop/better.toml",
                                        "workshop/slow.toml", "--runs", "100"});
    CHECK(outcome.status == 0);
    CHECK(count_of(outcome.messages, "idle") > 0);
    CHECK(count_of(outcome.messages, "warning") == 1);
}

TEST_CASE("compare: mistakes end with 2, a damaged file with 1", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(
        folder
            .run({"run", "workshop/model.toml", "--runs", "100", "--output", "good.h5", "--quiet"})
            .status == 0);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"compare"},
          {"compare", "good.h5"},
          {"compare", "good.h5", "missing.toml"},
          {"compare", "missing.h5", "good.h5"},
          {"compare", "good.h5", "workshop"},
          {"compare", "good.h5", "workshop/model.toml", "--run", "3"},
          {"compare", "good.h5", "workshop/model.toml", "--seed", "1"},
          {"compare", "workshop/model.toml", "workshop/timeless.toml"}}) {
        const Outcome outcome = folder.run(words);
        CAPTURE(words.back(), outcome.messages);
        CHECK(outcome.status == 2);
        CHECK(outcome.output.empty());
    }
    folder.write("cut.h5", folder.read("good.h5").substr(0, 5000));
    const Outcome outcome = folder.run({"compare", "workshop/model.toml", "cut.h5"});
    CHECK(outcome.status == 1);
    CHECK(contains(outcome.messages, "'cut.h5' is truncated"));
}

TEST_CASE("compare: Ctrl-C ends cleanly", "[cli][parallel]") {
    const ProgramFolder folder;
    const pid_t process = folder.start(
        {"compare", "workshop/model.toml", "workshop/better.toml", "--runs", "1e12", "--json"});
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    REQUIRE(kill(process, SIGINT) == 0);
    const Outcome outcome = folder.finish(process);
    CHECK(outcome.status == 130);
    CHECK(outcome.output.empty());
    CHECK(contains(outcome.messages, "interrupted; nothing was compared"));
}
