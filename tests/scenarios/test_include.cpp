#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <unistd.h>

#include "engine/designs/design.hpp"
#include "engine/models/compile.hpp"
#include "engine/program/program.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

using Files = std::map<std::string, std::string>;

SourceReader reader_of(const Files& files) {
    return [files](const std::string& path) -> SourceFilePtr {
        const auto found = files.find(path);
        if (found == files.end()) throw InvalidInput("there is no " + path);
        return std::make_shared<const SourceFile>(path, found->second);
    };
}

std::string said(const std::string& path, const SourceReader& reader = {}) {
    std::string text;
    try {
        compile_plan(load_plan(path, reader), false);
    } catch (const InvalidInput& wrong) {
        for (const Problem& problem : wrong.problems())
            text += problem.position.file + ": " + problem.message + "\n";
    }
    return text;
}

const std::string model = "[model]\nyears = [2026, 2030]\n";

std::string series(const std::string& name, const std::string& value) {
    return "[series." + name + "]\nvalue = \"" + value + "\"\n";
}

std::vector<std::string> names(const Plan& plan) {
    std::vector<std::string> result;
    for (const Series& one : plan.series) result.push_back(one.name);
    return result;
}

}  // namespace

TEST_CASE("include: files of the model's folder are one model", "[scenarios]") {
    const Files files = {
        {"plans/ward/model.toml", model + "include = [\"prices.toml\", \"health/all.toml\"]\n" +
                                      series("a", "b + c + d") +
                                      "[[correlations]]\nbetween = [\"x\", \"y\"]\nrank = 0.2\n"},
        {"plans/ward/prices.toml", "[counts.p]\npoisson = { mean = 2 }\n" + series("b", "p") +
                                       "[inputs.x]\nnormal = { mean = 1, sd = 1 }\nstatus = "
                                       "\"assumed\"\nsource = \"none\"\n"},
        {"plans/ward/health/all.toml",
         "[model]\ninclude = [\"../prices.toml\", \"staff/nurses.toml\"]\n" + series("c", "d + b") +
             "[inputs.y]\nnormal = { mean = 1, sd = 1 }\nstatus = \"assumed\"\nsource = "
             "\"none\"\n[[correlations]]\nbetween = [\"y\", \"z\"]\nrank = 0.1\n"},
        {"plans/ward/health/staff/nurses.toml",
         series("d", "3") + "[inputs.z]\nnormal = { mean = 1, sd = 1 }\nstatus = "
                            "\"assumed\"\nsource = \"none\"\n"},
        {"scenarios/s.toml",
         "[scenario]\nextends = \"../plans/ward/model.toml\"\n[inputs.z]\nvalue = 4\n"},
    };
    const Plan plan = load_plan("scenarios/s.toml", reader_of(files));
    // What is included stands before what includes it; a count keeps its place among series.
    CHECK(names(plan) == std::vector<std::string>{"p", "b", "d", "c", "a"});
    CHECK(plan.years.size() == 5);
    CHECK(plan.correlations.size() == 2);
    CHECK_NOTHROW(compile_plan(plan, true));
    // The first file first, and each once, so that the same plan loads from the texts kept.
    REQUIRE(plan.sources.size() == 5);
    CHECK(plan.sources[0]->path() == "scenarios/s.toml");
    CHECK(plan.sources[1]->path() == "plans/ward/model.toml");
    Files kept;
    for (const SourceFilePtr& file : plan.sources) kept[file->path()] = file->text();
    CHECK(kept == files);
    const Plan again = load_plan(plan.sources.front()->path(), reader_of(kept));
    CHECK(names(again) == names(plan));
}

TEST_CASE("tables: a scenario says other values and points", "[scenarios]") {
    const Files files = {
        {"m.toml", model + R"toml(
[sets]
s = ["a", "b"]
[tables.rate]
values = { 2026 = 1, 2030 = 5 }
[tables.wage]
over = "s"
values.a = { 2026 = 1, 2030 = 5 }
values.b = { 2026 = 2, 2030 = 6 }
[tables.curve]
points = [[0, 0], [10, 1]]
[series.x]
value = "rate + 10 * wage[a] + 100 * wage[b] + 1000 * curve(5)"
)toml"},
        {"s.toml", R"toml(
[scenario]
extends = "m.toml"
[tables.rate]
values = { 2028 = 7 }
[tables.wage]
values.b = { 2027 = 3 }
[tables.curve]
points = [[5, 9]]
)toml"},
        {"wrong.toml", "[scenario]\nextends = \"m.toml\"\n[tables.rat]\nvalues = { 2028 = 7 }\n"},
    };
    const auto first_year = [&](const std::string& path) {
        const CompiledPlan compiled = compile_plan(load_plan(path, reader_of(files)), false);
        return evaluate_reference(compiled.graph,
                                  {&compiled.outputs[compiled.columns.series[0]], 1},
                                  MedianDesign{}, 0)
            .front();
    };
    CHECK(first_year("m.toml") == Approx(1 + 10 * 1 + 100 * 2 + 1000 * 0.5));
    CHECK(first_year("s.toml") == Approx(7 + 10 * 1 + 100 * 3 + 1000 * 9));
    CHECK(said("wrong.toml", reader_of(files)).find("the model has no table 'rat'") !=
          std::string::npos);
}

TEST_CASE("include: mistakes in included files are said of them", "[scenarios]") {
    const Files files = {
        {"m/a.toml", model + "include = \"b.toml\"\n" + series("x", "y")},
        {"m/b.toml", series("y", "w")},
        {"m/lone.toml", model + "include = [\"c.toml\", 7, \"missing.toml\"]\n"},
        {"m/c.toml", "[sets]\ns = [\"a\"]\n[sets]\n"},
        {"m/kinds.toml", model + "include = \"d.toml\"\n[series]\n"},
        {"m/d.toml", "series = 3\n"},
    };
    CHECK(said("m/a.toml", reader_of(files)) == "m/b.toml: unknown name 'w' in series 'y'\n");
    CHECK(said("m/lone.toml", reader_of(files)).find("m/c.toml: ") == 0);
    CHECK(said("m/kinds.toml", reader_of(files))
              .find("m/kinds.toml: 'series' is a table here and a whole number in 'm/d.toml'\n") ==
          0);
}

TEST_CASE("include: no path leads out of the model's folder", "[scenarios]") {
    const auto refused = [](const std::string& path) {
        const Files files = {{"m/a.toml", model + "include = '" + path + "'\n"},
                             {"b.toml", series("x", "1")},
                             {"m/b.toml", series("x", "1")},
                             {"mm/b.toml", series("x", "1")}};
        return !said("m/a.toml", reader_of(files)).empty();
    };
    CHECK_FALSE(refused("b.toml"));
    CHECK_FALSE(refused("./c/../b.toml"));
    CHECK_FALSE(refused("../m/b.toml"));
    CHECK(refused("../b.toml"));
    CHECK(refused("../mm/b.toml"));
    CHECK(refused("c/../../b.toml"));
    CHECK(refused("/m/b.toml"));
    CHECK(refused("\\b.toml"));
    CHECK(refused("C:b.toml"));
    CHECK(refused(".."));
    CHECK(refused(""));
}

TEST_CASE("include: no link leads out of the model's folder", "[scenarios]") {
    namespace fs = std::filesystem;
    const fs::path root =
        fs::temp_directory_path() / ("plancast-include-" + std::to_string(getpid()));
    fs::remove_all(root);
    fs::create_directories(root / "m" / "inner");
    const auto write = [&](const char* path, const std::string& text) {
        std::ofstream(root / path) << text;
    };
    write("out.toml", series("x", "1"));
    write("m/inner/in.toml", series("x", "1"));
    fs::create_symlink("inner/in.toml", root / "m" / "near.toml");
    fs::create_symlink("../out.toml", root / "m" / "far.toml");
    fs::create_directory_symlink("..", root / "m" / "up");
    for (const char* name : {"near", "far"})
        write(("m/" + std::string(name) + "-model.toml").c_str(),
              model + "include = \"" + name + ".toml\"\n");
    write("m/up-model.toml", model + "include = \"up/out.toml\"\n");
    CHECK(said((root / "m/near-model.toml").string()).empty());
    CHECK(said((root / "m/far-model.toml").string()).find("a link that leads out") !=
          std::string::npos);
    CHECK(said((root / "m/up-model.toml").string()).find("a link that leads out") !=
          std::string::npos);
    // The folder itself may be reached through a link.
    fs::create_directory_symlink(root / "m", root / "alias");
    CHECK(said((root / "alias/near-model.toml").string()).empty());
    fs::remove_all(root);
}
