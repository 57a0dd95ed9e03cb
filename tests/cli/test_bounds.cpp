#include "tests/support/catch.hpp"

#include <hdf5.h>

#include <string>

#include "engine/report/json.hpp"
#include "tests/cli/program_folder.hpp"

using namespace plancast;
using plancast::testing::Outcome;
using plancast::testing::ProgramFolder;

namespace {

constexpr const char* model = R"toml(
[model]
years = [2026, 2030]
[sets]
side = ["north", "south"]
[inputs.noise]
each = "year"
unit = "%"
uniform = { min = -1, max = 1 }
status = "assumed"
source = "a test"
[series.rate]
unit = "%"
value = "10 % + (year - 2026) * 1 % + noise"
[targets.corridor]
measure = "rate"
between = ["13 %", "14 %"]
[targets.path]
each_year = "rate"
at_least = { 2026 = "9.5 %", 2030 = "13.5 %" }
[targets.most]
needs = 2
part.sides = { over = "side", measure = "rate", at_least = { north = 13.5, south = 14 } }
part.drawn = { measure = "rate", between = ["rate@2026", "rate@2026 + 4 %"] }
)toml";

constexpr const char* eased = R"toml(
[scenario]
extends = "bounds.toml"
[targets.corridor]
between = ["12.5 %", "14.5 %"]
[targets.path]
at_least = { 2026 = "9 %" }
[targets.most]
needs = 1
)toml";

struct Folder : ProgramFolder {
    Folder() {
        write("workshop/bounds.toml", model);
        write("workshop/eased.toml", eased);
    }
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

double first_value(const std::string& file, const char* dataset) {
    const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t values = H5Dopen2(opened, dataset, H5P_DEFAULT);
    double all[8] = {};
    REQUIRE(H5Dread(values, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, all) >= 0);
    H5Dclose(values);
    H5Fclose(opened);
    return all[0];
}

}  // namespace

TEST_CASE("bounds: tables name both ends, a path and how many parts, in both languages", "[cli]") {
    const Folder folder;
    const Outcome run = folder.run({"run", "workshop/bounds.toml", "--runs", "2000"});
    CAPTURE(run.messages, run.output);
    REQUIRE(run.status == 0);
    for (const char* said : {"13 to 14 %", "≥ 9.5 → 13.5 %", "≥ 2 of 3 parts", "≥ 13.5 %"})
        CHECK(contains(run.output, said));
    const Outcome show = folder.run({"show", "results/workshop-bounds.h5", "--lang", "vi"});
    CAPTURE(show.messages, show.output);
    for (const char* said : {"13 đến 14 %", "≥ 9,5 → 13,5 %", "≥ 2 trên 3 phần"})
        CHECK(contains(show.output, said));
    const Outcome replay = folder.run({"replay", "results/workshop-bounds.h5", "--run", "3"});
    CAPTURE(replay.messages, replay.output);
    for (const char* said : {"13 to 14 %", "≥ 9.5 → 13.5 %", "≥ 2 of 3 parts"})
        CHECK(contains(replay.output, said));
    const Outcome check = folder.run({"check", "workshop/bounds.toml"});
    CAPTURE(check.output);
    for (const char* said :
         {"rate [13, 14] %", "rate ≥ 2026: 9.5, 2030: 13.5 %, each year", "most: ≥ 2 of 3 parts",
          "sides[south]: rate ≥ 14 %", "drawn: rate [rate@2026, rate@2026 + 4 %]"})
        CHECK(contains(check.output, said));
}

TEST_CASE("bounds: the document and the file hold both ends and every year", "[cli]") {
    const Folder folder;
    const Outcome run = folder.run({"run", "workshop/eased.toml", "--runs", "2000", "--json"});
    REQUIRE(run.status == 0);
    const Outcome show = folder.run({"show", "results/workshop-eased.h5", "--json"});
    CHECK(show.output == run.output);
    const Json document = Json::parse(run.output);
    const auto& targets = document.at("targets").items();
    const Json& corridor = targets[0].at("parts").items()[0];
    CHECK(corridor.at("direction").text() == "between");
    CHECK(corridor.at("bound").text() == "[12.5, 14.5] %");
    CHECK(corridor.at("bound_value").number() == 12.5);
    CHECK(corridor.at("bound_upper").number() == 14.5);
    CHECK(corridor.at("promise").is_null());
    // Rates of 13 to 15 % in 2030: three quarters of them lie between.
    CHECK(corridor.at("probability").number() == Approx(0.75).margin(0.05));
    const Json& path = targets[1].at("parts").items()[0];
    CHECK(path.at("bound").text() == "2026: 9, 2030: 13.5 %");
    CHECK(path.at("bound_value").is_null());
    CHECK(path.at("promise").is_null());
    REQUIRE(path.at("bound_path").items().size() == 2);
    CHECK(path.at("bound_path").items()[1].at("year").number() == 2030);
    CHECK(path.at("bound_path").items()[1].at("bound").number() == 13.5);
    CHECK(targets[2].at("needs").number() == 1);
    CHECK(targets[1].at("needs").is_null());
    CHECK(targets[2].at("parts").items()[2].at("bound").text() == "[rate@2026, rate@2026 + 4 %]");
    const std::string file = folder.path("results/workshop-eased.h5");
    CHECK(first_value(file, "/summary/parts/bound_upper") == 14.5);
    CHECK(first_value(file, "/summary/bound_paths/bound") == 9);
    const Json replay = Json::parse(
        folder.run({"replay", "results/workshop-eased.h5", "--run", "1", "--json"}).output);
    CHECK(replay.at("equal_to_file").truth());
    CHECK(replay.at("targets").items()[0].at("parts").items()[0].at("bound_upper").number() ==
          14.5);
    CHECK(replay.at("targets").items()[2].at("needs").number() == 1);
    const Json check = Json::parse(folder.run({"check", "workshop/eased.toml", "--json"}).output);
    CHECK(check.at("targets").items()[2].at("needs").number() == 1);
    CHECK(check.at("targets").items()[1].at("parts").items()[0].at("bound_path").items().size() ==
          2);
}
