#include <filesystem>
#include <string>

#include "engine/models/compile.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

TEST_CASE("load_plan: a plan loads again from the texts that it was read from", "[scenarios]") {
    const std::filesystem::path root = PROJECT_FOLDER;
    const Plan first = load_plan((root / "scenarios/thien-huong/delegation-refused.toml").string());
    REQUIRE(first.sources.size() >= 2);
    const Plan again = load_plan(first.sources.front()->path(), [&](const std::string& path) {
        for (const SourceFilePtr& file : first.sources)
            if (file->path() == path) return std::make_shared<const SourceFile>(path, file->text());
        throw InvalidInput("asked for another file: " + path);
    });
    const CompiledPlan a = compile_plan(first, true), b = compile_plan(again, true);
    CHECK(a.outputs == b.outputs);
    CHECK(a.graph.nodes().size() == b.graph.nodes().size());
}

TEST_CASE("load_plan: every scenario that ships is right", "[scenarios]") {
    const std::filesystem::path root = PROJECT_FOLDER;
    int count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "scenarios")) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path());
        CHECK_NOTHROW(compile_plan(load_plan(entry.path().string()), true));
        ++count;
    }
    CHECK(count >= 14);
}
