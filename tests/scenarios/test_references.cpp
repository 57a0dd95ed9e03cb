#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

const std::filesystem::path root = PROJECT_FOLDER;

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// The examples of a reference that stand whole: blocks marked as TOML.
std::vector<std::string> examples(const std::filesystem::path& document) {
    std::vector<std::string> found;
    const std::string text = read_text(document), opening = "```toml\n", closing = "\n```";
    for (std::size_t at = text.find(opening); at != std::string::npos;
         at = text.find(opening, at + 1)) {
        const std::size_t begin = at + opening.size();
        found.push_back(text.substr(begin, text.find(closing, begin) + 1 - begin));
    }
    return found;
}

// Loads a text as if it were the file of that path.
Plan load_as(const std::string& path, const std::string& text) {
    return load_plan(path, [&](const std::string& asked) {
        if (asked == path) return std::make_shared<const SourceFile>(path, text);
        return std::make_shared<const SourceFile>(asked, read_text(asked));
    });
}

}  // namespace

TEST_CASE("references: every example of a model is one", "[scenarios][docs]") {
    const auto texts = examples(root / "models/README.md");
    REQUIRE_FALSE(texts.empty());
    for (const std::string& text : texts) {
        INFO(text);
        CHECK_NOTHROW(compile_plan(load_as((root / "models/example.toml").string(), text), true));
    }
}

TEST_CASE("references: every example of a scenario is one", "[scenarios][docs]") {
    const auto texts = examples(root / "scenarios/README.md");
    REQUIRE_FALSE(texts.empty());
    for (const std::string& text : texts) {
        INFO(text);
        const std::string path = (root / "scenarios/thien-huong/example.toml").string();
        CHECK_NOTHROW(compile_plan(load_as(path, text), true));
    }
}
