#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/core/render.hpp"
#include "engine/models/compile.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace plancast;

std::string what_is_said(const std::string& path) {
    std::string said;
    try {
        const Plan plan = load_plan(path);
        compile_plan(plan, true);
        for (const Problem& warning : plan.warnings) said += render(warning) + "\n";
    } catch (const InvalidInput& wrong) {
        for (const Problem& problem : wrong.problems()) said += render(problem) + "\n";
    }
    return said;
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

// Each NAME.toml of mistakes/ is wrong (warning-NAME.toml: legal, and probably wrong) in one way,
// and NAME.expected is all that is said of it. PLANCAST_UPDATE=1 writes the expected texts anew:
// read them before they are committed.
TEST_CASE("mistakes: each has its message", "[end_to_end]") {
    std::filesystem::current_path(MISTAKES_FOLDER);
    const bool update = std::getenv("PLANCAST_UPDATE") != nullptr;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator("."))
        if (entry.path().extension() == ".toml" &&
            entry.path().stem().string().rfind("extended-", 0) != 0 &&
            entry.path().stem().string().rfind("included-", 0) != 0)
            files.push_back(entry.path().filename());
    REQUIRE(files.size() >= 60);
    for (const auto& path : files) {
        INFO(path);
        const std::string said = what_is_said(path.string());
        CHECK_FALSE(said.empty());
        const std::filesystem::path expected = path.stem().string() + ".expected";
        if (update) std::ofstream(expected, std::ios::binary) << said;
        CHECK(said == read_text(expected));
    }
}

TEST_CASE("mistakes: a folder is not a plan", "[end_to_end]") {
    std::filesystem::current_path(MISTAKES_FOLDER);
    CHECK(what_is_said(".").find("is a folder") != std::string::npos);
    CHECK(what_is_said("unknown-nam.toml").find("did you mean 'unknown-name.toml'?") !=
          std::string::npos);
}
