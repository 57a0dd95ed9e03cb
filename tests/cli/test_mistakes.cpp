#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/program_folder.hpp"
#include "tests/support/catch.hpp"

using plancast::testing::Outcome;
using plancast::testing::ProgramFolder;

namespace {

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words;
    std::istringstream stream(line);
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace

// Each line of a NAME.args in tests/end_to_end/mistakes is a command line that cannot be done, and
// NAME.expected is all that is said of each. PLANCAST_UPDATE=1 writes the expected texts anew: read
// them before they are committed. The files are those of ProgramFolder, and what is written here.
TEST_CASE("plancast: each mistake of the command line has its message", "[cli]") {
    const ProgramFolder folder;
    folder.write("workshop/old.h5", "");
    folder.write("workshop/prices.csv", "year,price\n2025,12\n");
    folder.write("plan.toml", folder.read("workshop/timeless.toml"));
    REQUIRE(folder
                .run({"run", "workshop/model.toml", "--runs", "100", "--output",
                      "workshop/result.h5", "--quiet"})
                .status == 0);
    const bool update = std::getenv("PLANCAST_UPDATE") != nullptr;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(MISTAKES_FOLDER)) {
        if (entry.path().extension() != ".args") continue;
        ++files;
        INFO(entry.path());
        std::string said;
        std::ifstream lines(entry.path());
        for (std::string line; std::getline(lines, line);) {
            const Outcome outcome = folder.run(words_of(line));
            CAPTURE(line);
            CHECK(outcome.status != 0);
            CHECK(outcome.output.empty());
            said +=
                "$ plancast" + (line.empty() ? "" : " " + line) + "\n" + outcome.messages + "\n";
        }
        std::filesystem::path expected = entry.path();
        expected.replace_extension(".expected");
        if (update) std::ofstream(expected, std::ios::binary) << said;
        CHECK(said == read_text(expected));
    }
    CHECK(files >= 10);
}
