#include "tests/support/catch.hpp"

#include <hdf5.h>

#include <algorithm>
#include <filesystem>
#include <regex>

#include "engine/report/json.hpp"
#include "engine/results/result_file.hpp"
#include "tests/cli/program_folder.hpp"

using namespace plancast;
using plancast::testing::Outcome;
using plancast::testing::ProgramFolder;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Adds 1 to the first value of a dataset of doubles, behind plancast's back.
void tamper(const std::string& file, const char* dataset) {
    const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t values = H5Dopen2(opened, dataset, H5P_DEFAULT);
    const hid_t space = H5Dget_space(values);
    const std::vector<hsize_t> first(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)),
                                     0);
    const std::vector<hsize_t> one(first.size(), 1);
    H5Sselect_hyperslab(space, H5S_SELECT_SET, first.data(), nullptr, one.data(), nullptr);
    const hsize_t count = 1;
    const hid_t single = H5Screate_simple(1, &count, nullptr);
    double value = 0;
    REQUIRE(H5Dread(values, H5T_NATIVE_DOUBLE, single, space, H5P_DEFAULT, &value) >= 0);
    value += 1;
    REQUIRE(H5Dwrite(values, H5T_NATIVE_DOUBLE, single, space, H5P_DEFAULT, &value) >= 0);
    H5Sclose(single);
    H5Sclose(space);
    H5Dclose(values);
    H5Fclose(opened);
}

}  // namespace

TEST_CASE("check: says what was understood", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome = folder.run({"check", "workshop/better.toml"});
    CHECK(outcome.status == 0);
    CHECK(outcome.messages.empty());
    for (const char* said :
         {"A joinery, 2026-2028 – Better prices", "Years 2026–2028, base year 2025",
          "workshop/better.toml workshop/model.toml", "kind: chairs, tables",
          "average = compound (compound, lowest)", "price = 14 [mn VND / order] [10; 15]",
          "growth[kind] ~ normal(", "estimated: the order book, 2019-2025",
          "delivered[kind] ~ binomial(trials = demand, chance = 0.97) [orders]", "1. Orders grow",
          "sum(revenue) ≥ 16 bn VND", "Program: "})
        CHECK(contains(outcome.output, said));
    CHECK_FALSE(contains(outcome.output, "\x1b"));
    CHECK_FALSE(folder.has("results"));
}

TEST_CASE("check --json: the same for programs", "[cli]") {
    const ProgramFolder folder;
    const Json json = Json::parse(folder.run({"check", "workshop/model.toml", "--json"}).output);
    CHECK(json.at("base_year").number() == 2025);
    CHECK(json.at("years").items().size() == 3);
    CHECK(json.at("sets").at("kind").items().size() == 2);
    REQUIRE(json.at("inputs").items().size() == 1);
    const Json& input = json.at("inputs").items()[0];
    CHECK(input.at("id").text() == "growth");
    CHECK(input.at("each").text() == "year");
    CHECK(input.at("status").text() == "estimated");
    CHECK(json.at("levers").items()[0].at("values").items()[0].number() == 12);
    REQUIRE(json.at("series").items().size() == 3);
    CHECK(json.at("series").items()[1].at("id").text() == "delivered");
    CHECK(json.at("series").items()[1].at("count").text() == "binomial");
    CHECK(json.at("targets").items()[1].at("parts").items()[0].at("bound_value").number() == 16);
    CHECK(json.at("program").at("instructions").number() > 10);
    // A lasting and a yearly normal for two members, three years each; one uniform a count and
    // year.
    CHECK(json.at("program").at("draws").number() == 2 + 6 + 6);
}

TEST_CASE("check: shows where a model is wrong, all at once", "[cli]") {
    const ProgramFolder folder;
    std::string model = folder.read("workshop/model.toml");
    model.replace(model.find("prev(demand)"), 12, "prev(demnad)");
    model.replace(model.find("sum(revenue)"), 12, "sum(revenu) ");
    folder.write("workshop/model.toml", model);
    const Outcome outcome = folder.run({"check", "workshop/model.toml", "--json"});
    CHECK(outcome.status == 2);
    CHECK(outcome.output.empty());
    CHECK(contains(outcome.messages, "workshop/model.toml:"));
    CHECK(contains(outcome.messages, "demnad"));
    CHECK(contains(outcome.messages, "did you mean 'demand'?"));
    CHECK(contains(outcome.messages, "revenu"));
    CHECK(contains(outcome.messages, "^~~~~~"));
    CHECK(contains(outcome.messages, "2 errors"));
}

TEST_CASE("check: warns also where a use without a value is found", "[cli]") {
    const ProgramFolder folder;
    folder.write("plan.toml",
                 "[model]\nyears = [2026, 2027]\n[levers.price]\nvalue = 3\nrange = [2, 4]\n"
                 "[series.a]\nvalue = \"prev(a)\"\n");
    const Outcome outcome = folder.run({"check", "plan.toml"});
    CHECK(outcome.status == 2);
    CHECK(contains(outcome.messages, "warning: lever 'price' moves nothing"));
    CHECK(contains(outcome.messages, "error: 'a' has no value in 2025"));
}

TEST_CASE("run: writes results/FOLDER-NAME.h5 and prints the table", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome = folder.run({"run", "workshop/better.toml", "--runs", "2000"});
    CAPTURE(outcome.messages);
    CHECK(outcome.status == 0);
    CHECK(outcome.messages.empty());
    CHECK(folder.has("results/workshop-better.h5"));
    CHECK_FALSE(folder.has("results/workshop-better.h5.partial"));
    CHECK(contains(outcome.output, "A joinery, 2026-2028 – Better prices"));
    CHECK(contains(outcome.output, "2000 runs, seed 0"));
    CHECK(contains(outcome.output, "\n1 Orders grow "));
    CHECK(contains(outcome.output, "0 of 2000, at most 0.2 %"));
    CHECK_FALSE(contains(outcome.output, "\x1b"));
}

TEST_CASE("show: prints the table again, from the file alone", "[cli]") {
    const ProgramFolder folder;
    const std::vector<std::string> run{"run", "workshop/model.toml", "--runs", "3000", "--output",
                                       "a.h5"};
    const Outcome first = folder.run(run);
    REQUIRE(first.status == 0);
    std::filesystem::remove_all(folder.path("workshop"));
    std::filesystem::create_directory(folder.path("elsewhere"));
    std::filesystem::rename(folder.path("a.h5"), folder.path("elsewhere/b.h5"));
    const Outcome again = folder.run({"show", "elsewhere/b.h5"});
    CHECK(again.status == 0);
    CHECK(again.output == first.output);
    const Outcome readings = folder.run({"show", "elsewhere/b.h5", "--readings"});
    CHECK(contains(readings.output, "What average growth means: lowest"));
    CHECK_FALSE(contains(first.output, "What average growth means"));
}

TEST_CASE("run --json, show --json: the same document", "[cli]") {
    const ProgramFolder folder;
    const Outcome run = folder.run({"run", "workshop/model.toml", "--runs", "3000", "--output",
                                    "a.h5", "--json", "--lang", "vi"});
    REQUIRE(run.status == 0);
    CHECK(folder.run({"show", "a.h5", "--json", "--lang", "vi"}).output == run.output);
    const Json json = Json::parse(run.output);
    CHECK(json.at("scenario").text() == "workshop-model");
    CHECK(json.at("runs").number() == 3000);
    REQUIRE(json.at("targets").items().size() == 3);
    const Json& orders = json.at("targets").items()[0];
    CHECK(orders.at("id").text() == "orders");
    CHECK(orders.at("title").text() == "Đơn hàng tăng bình quân");
    CHECK(orders.at("parts").items().size() == 2);
    const double p = orders.at("probability").number();
    CHECK(orders.at("interval").items()[0].number() < p);
    CHECK(orders.at("interval").items()[1].number() > p);
    CHECK(json.at("all_targets").at("probability").number() == 0);
    // demand and delivered for two members, revenue; three years each.
    CHECK(json.at("series").items().size() == 15);
}

TEST_CASE("explain: an entry of the language, or all there is", "[cli]") {
    const ProgramFolder folder;
    const Outcome entry = folder.run({"explain", "percentage", "points", "--lang", "en"});
    CHECK(entry.status == 0);
    CHECK(entry.messages.empty());
    CHECK(entry.output.find("percentage points – a word of units\n") == 0);
    const Outcome key = folder.run({"explain", "[inputs.NAME]", "--lang", "vi"});
    CHECK(key.output.find("\n    lasting") != std::string::npos);
    CHECK(key.output.find("phương sai") != std::string::npos);
    CHECK(folder.run({"explain", "--lang", "en"}).output.find("Functions\n  exp, log") !=
          std::string::npos);
    // The meanings stand in a column as wide as the longest name needs.
    const std::string laws = folder.run({"explain", "laws", "--lang", "en"}).output;
    CHECK(std::regex_search(laws, std::regex("\n    lognormal +above zero")));
    const Outcome both = folder.run({"explain", "functions", "--lang", "en"});
    CHECK(both.output.find("functions – a section\n    [functions]\n") == 0);
    CHECK(std::regex_search(both.output, std::regex("\n    clamp +x, but at least")));
    CHECK(folder.run({"explain", "laws", "--markdown", "--lang", "en"})
              .output.find("| Written | Meaning |\n") == 0);
    CHECK(folder.run({"explain", "normal", "--json"}).output.find("\"name\": \"normal\"") !=
          std::string::npos);
}

TEST_CASE("plancast: the language is that of --lang, else of the locale", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(
        folder.run({"run", "workshop/model.toml", "--runs", "500", "--output", "a.h5"}).status ==
        0);
    const std::string vietnamese = "Xưởng mộc, 2026–2028";
    const auto shown = [&](std::vector<std::string> words, const std::vector<std::string>& env) {
        words.insert(words.begin(), {"show", "a.h5"});
        return contains(folder.run(words, env).output, vietnamese);
    };
    CHECK_FALSE(shown({}, {}));
    CHECK(shown({"--lang", "vi"}, {}));
    CHECK(shown({}, {"LC_ALL=vi_VN.UTF-8"}));
    CHECK(shown({}, {"LC_ALL=", "LC_MESSAGES=", "LANG=vi_VN.UTF-8"}));
    CHECK_FALSE(shown({}, {"LC_ALL=", "LC_MESSAGES=en_GB.UTF-8", "LANG=vi_VN.UTF-8"}));
    CHECK_FALSE(shown({"--lang", "en"}, {"LC_ALL=vi_VN.UTF-8"}));
}

TEST_CASE("run: a result that is there is not overwritten without --force", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(
        folder.run({"run", "workshop/model.toml", "--runs", "500", "--output", "a.h5"}).status ==
        0);
    const std::string before = folder.read("a.h5");
    // A simulation of 10^12 runs would take days: the refusal comes before it.
    const Outcome refused =
        folder.run({"run", "workshop/model.toml", "--runs", "1e12", "--output", "a.h5"});
    CHECK(refused.status == 2);
    CHECK(contains(refused.messages, "a.h5"));
    CHECK(contains(refused.messages, "--force"));
    CHECK(folder.read("a.h5") == before);
    const Outcome forced =
        folder.run({"run", "workshop/model.toml", "--runs", "600", "--output", "a.h5", "--force"});
    CHECK(forced.status == 0);
    CHECK(contains(folder.run({"show", "a.h5"}).output, "600 runs"));
}

TEST_CASE("run --store: how much of every run is kept", "[cli]") {
    const ProgramFolder folder;
    const auto stored = [&](const std::string& store) {
        const std::string file = store + ".h5";
        const Outcome outcome = folder.run(
            {"run", "workshop/model.toml", "--runs", "500", "--store", store, "--output", file});
        REQUIRE(outcome.status == 0);
        const ResultReader reader(folder.path(file));
        CHECK(reader.schema().runs == 500);
        std::vector<std::string> paths;
        for (const StoredQuantity& quantity : reader.schema().quantities)
            paths.push_back(quantity.path.substr(0, quantity.path.find('/')));
        std::sort(paths.begin(), paths.end());
        paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
        return paths;
    };
    CHECK(stored("all") == std::vector<std::string>{"series", "targets"});
    CHECK(stored("inputs") == std::vector<std::string>{"inputs", "series", "targets"});
    CHECK(stored("targets") == std::vector<std::string>{"targets"});
    CHECK(stored("summary").empty());
    // However much is stored, the table is the same; without a file hits are counted, no more.
    const std::string table = folder.run({"show", "all.h5"}).output;
    CHECK(folder.run({"show", "summary.h5"}).output == table);
    const auto document = [&](const std::string& store) {
        return Json::parse(folder
                               .run({"run", "workshop/model.toml", "--runs", "500", "--store",
                                     store, "--output", "again.h5", "--force", "--json"})
                               .output);
    };
    const Json whole = document("summary");
    const Json hits = Json::parse(
        folder.run({"run", "workshop/model.toml", "--runs", "500", "--store", "none", "--json"})
            .output);
    CHECK_FALSE(folder.has("results"));
    CHECK(hits.at("all_targets").document() == whole.at("all_targets").document());
    CHECK(hits.at("readings").document() == whole.at("readings").document());
    for (std::size_t i = 0; i < whole.at("targets").items().size(); ++i) {
        const Json& counted = hits.at("targets").items()[i];
        const Json& known = whole.at("targets").items()[i];
        CHECK(counted.at("met").number() == known.at("met").number());
        const Json& part = counted.at("parts").items()[0];
        CHECK(part.at("met").number() == known.at("parts").items()[0].at("met").number());
        CHECK(part.at("mean").is_null());
        CHECK(part.at("promise").is_null());
    }
    CHECK(hits.at("series").items().empty());
    const std::string odds =
        folder.run({"run", "workshop/model.toml", "--runs", "500", "--store", "none"}).output;
    CHECK_FALSE(contains(odds, "80 % sure"));
    // Nothing to compare with, but a run of such a file can be replayed.
    const Outcome replay = folder.run({"replay", "summary.h5", "--run", "3"});
    CHECK(replay.status == 0);
    CHECK(contains(replay.output, "stores no runs"));
}

TEST_CASE("check --program: counts the instructions of a run", "[cli]") {
    const ProgramFolder folder;
    const Outcome text = folder.run({"check", "workshop/model.toml", "--program", "--lang", "en"});
    CHECK(text.status == 0);
    CHECK(contains(text.output, "Instructions, joined"));
    const Json json =
        Json::parse(folder.run({"check", "workshop/model.toml", "--program", "--json"}).output);
    for (const char* what : {"values", "hits"}) {
        const Json& program = json.at(what);
        double sum = 0;
        for (const Json& one : program.at("operations").items()) sum += one.at("count").number();
        CHECK(sum == program.at("instructions").number());
        CHECK(program.at("written").number() >= program.at("needed").number());
        CHECK(program.at("needed").number() >= program.at("distinct").number());
        CHECK(program.at("distinct").number() >= program.at("instructions").number());
    }
    CHECK(json.at("values").at("instructions").number() >
          json.at("hits").at("instructions").number());
}

TEST_CASE("run --precision: stops when every probability is known so well", "[cli]") {
    const ProgramFolder folder;
    const auto run = [&](const std::string& precision) {
        return folder.run({"run", "workshop/model.toml", "--runs", "200000", "--store", "none",
                           "--json", "--precision", precision});
    };
    const Outcome enough = run("0.8%");
    CHECK(enough.status == 0);
    CHECK(enough.messages.empty());
    const Json json = Json::parse(enough.output);
    // A half-width of 0.8 points at odds of a half takes 15,000 runs: the second stop, at 20,000.
    CHECK(json.at("runs").number() == 20'000);
    for (const Json& target : json.at("targets").items()) {
        const auto& interval = target.at("interval").items();
        CHECK(interval[1].number() - interval[0].number() <= 0.016);
    }
    const Outcome capped = run("0.01%");
    CHECK(capped.status == 0);
    CHECK(Json::parse(capped.output).at("runs").number() == 200'000);
    CHECK(contains(capped.messages, "the precision was not reached"));
}

TEST_CASE("run --quiet: prints no table", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome =
        folder.run({"run", "workshop/model.toml", "--runs", "500", "--output", "a.h5", "--quiet"});
    CHECK(outcome.status == 0);
    CHECK(outcome.output.empty());
    CHECK(outcome.messages.empty());
    CHECK(folder.has("a.h5"));
}

TEST_CASE("run: a model without time or targets shows its series", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome = folder.run({"run", "workshop/timeless.toml"});
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.output, "100,000 runs"));
    CHECK(contains(outcome.output, "S.e."));
    CHECK_FALSE(contains(outcome.output, "Asked"));
    const Json json =
        Json::parse(folder.run({"show", "results/workshop-timeless.h5", "--json"}).output);
    REQUIRE(json.at("series").items().size() == 1);
    const Json& y = json.at("series").items()[0];
    CHECK(y.at("year").is_null());
    // 3 N(2, 1): six standard errors of 3 / sqrt(10^5); one false alarm in 5 x 10^8 seeds.
    CHECK(y.at("mean").number() == Approx(6).margin(6 * 3 / 316.2));
    CHECK(y.at("sd").number() == Approx(3).epsilon(0.02));
}

TEST_CASE("replay: one run of a file is bit-equal to what it holds", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(folder
                .run({"run", "workshop/better.toml", "--runs", "20000", "--seed", "9", "--store",
                      "inputs", "--output", "a.h5"})
                .status == 0);
    // The file is enough.
    std::filesystem::remove_all(folder.path("workshop"));
    const ResultReader reader(folder.path("a.h5"));
    for (const std::string run : {"0", "255", "4711", "16384", "19999"}) {
        const Outcome outcome = folder.run({"replay", "a.h5", "--run", run, "--json"});
        CAPTURE(run, outcome.messages);
        CHECK(outcome.status == 0);
        const Json json = Json::parse(outcome.output);
        CHECK(json.at("equal_to_file").truth());
        CHECK(json.at("seed").number() == 9);
        CHECK(json.at("run").number() == std::stod(run));
        CHECK(json.at("levers").items()[0].at("value").number() == 14);
        // The numbers shown are those of the file, not only said to be.
        const std::vector<double> stored = reader.run(std::stoull(run));
        for (const StoredQuantity& quantity : reader.schema().quantities) {
            if (quantity.path != "series/revenue") continue;
            for (const Json& value : json.at("series").items()) {
                if (value.at("id").text() != "revenue") continue;
                const auto year = static_cast<std::size_t>(value.at("year").number() - 2026);
                CHECK(value.at("value").number() == stored[quantity.first_column + year]);
            }
        }
    }
    const Outcome text = folder.run({"replay", "a.h5", "--run", "4711"});
    CHECK(contains(text.output, "Run 4711, seed 9"));
    CHECK(contains(text.output, "equal to the file, bit for bit"));
    const Outcome beyond = folder.run({"replay", "a.h5", "--run", "20000"});
    CHECK(beyond.status == 2);
    CHECK(contains(beyond.messages, "it has runs 0 to 19999"));
}

TEST_CASE("replay: a file that holds something else is found out", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(
        folder.run({"run", "workshop/model.toml", "--runs", "100", "--output", "a.h5"}).status ==
        0);
    tamper(folder.path("a.h5"), "series/revenue");
    const Outcome outcome = folder.run({"replay", "a.h5", "--run", "0"});
    CHECK(outcome.status == 1);
    CHECK(contains(outcome.output, "Differs from the file: series/revenue of 2026 is"));
    CHECK(contains(outcome.messages, "run 0 differs from the file"));
    CHECK(folder.run({"replay", "a.h5", "--run", "1"}).status == 0);
}

TEST_CASE("replay: a scenario's run is that of its simulation", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(
        folder
            .run({"run", "workshop/model.toml", "--runs", "100", "--seed", "5", "--output", "a.h5"})
            .status == 0);
    const Json of_file =
        Json::parse(folder.run({"replay", "a.h5", "--run", "42", "--json"}).output);
    const Json of_scenario = Json::parse(
        folder.run({"replay", "workshop/model.toml", "--run", "42", "--seed", "5", "--json"})
            .output);
    CHECK(of_scenario.at("series").document() == of_file.at("series").document());
    CHECK(of_scenario.at("equal_to_file").is_null());
    const Json other =
        Json::parse(folder.run({"replay", "workshop/model.toml", "--run", "42", "--json"}).output);
    CHECK(other.at("series").document() != of_file.at("series").document());
}

TEST_CASE("replay --median-world: a path that can be checked by hand", "[cli]") {
    const ProgramFolder folder;
    REQUIRE(
        folder.run({"run", "workshop/model.toml", "--runs", "100", "--output", "a.h5"}).status ==
        0);
    for (const char* file : {"workshop/model.toml", "a.h5"}) {
        const Json json =
            Json::parse(folder.run({"replay", file, "--median-world", "--json"}).output);
        CHECK(json.at("median_world").truth());
        CHECK(json.at("run").is_null());
        CHECK(json.at("equal_to_file").is_null());
        const Json& first = json.at("series").items()[0];
        CHECK(first.at("id").text() == "demand[chairs]");
        CHECK(first.at("year").number() == 2026);
        CHECK(first.at("value").number() == Approx(300 * 1.05));
        CHECK(json.at("targets").items()[2].at("verdict").text() == "missed");
    }
}

TEST_CASE("plancast: damaged and foreign files", "[cli]") {
    const ProgramFolder folder;
    folder.write("foreign.h5", "not a result");
    const Outcome foreign = folder.run({"show", "foreign.h5"});
    CHECK(foreign.status == 2);
    CHECK(contains(foreign.messages, "foreign.h5"));
    REQUIRE(
        folder.run({"run", "workshop/model.toml", "--runs", "5000", "--output", "a.h5"}).status ==
        0);
    folder.write("cut.h5", folder.read("a.h5").substr(0, 100'000));
    const Outcome cut = folder.run({"show", "cut.h5"});
    CHECK(cut.status == 1);
    CHECK(contains(cut.messages, "cut.h5"));
}
