#include <algorithm>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "engine/models/keys.hpp"
#include "engine/models/plan.hpp"
#include "engine/models/table_reader.hpp"
#include "tests/models/support.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// All that is said of a model in which the table of that heading has this one line.
std::vector<Problem> said_of(const std::string& heading, const std::string& line) {
    const bool whole = heading == "[model]";
    const std::string table =
        replaced(replaced(heading, "NAME", "some_name"), "ID", "some_name") + "\n" + line + "\n";
    try {
        build_plan(parse_document(source((whole ? "" : "[model]\nyears = [2026, 2030]\n") + table)),
                   {});
    } catch (const InvalidInput& wrong) {
        return wrong.problems();
    }
    return {};
}

bool is_unknown(const std::vector<Problem>& problems, const std::string& key) {
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.message.find(fmt::format("unknown key '{}'", key)) != std::string::npos;
    });
}

// The line of a key where it is described; a set is a line of its section.
std::string line_of(std::string_view section, std::string_view form) {
    return section == "sets" ? fmt::format("some_name = {{ {} }}", form) : std::string(form);
}

}  // namespace

TEST_CASE("keys: each is read where it is described", "[models][docs]") {
    for (const Section& section : sections()) {
        // What only a scenario says of an input stands in the merged model; the rest of a
        // scenario's sections are merged away.
        if (section.name.starts_with("scenario") && section.name != "scenario.inputs") continue;
        for (const Key& key : keys()) {
            if (!stands_in(key, section.name)) continue;
            CAPTURE(section.heading, key.form);
            const auto said =
                said_of(std::string(section.heading), line_of(section.name, key.form));
            CHECK_FALSE(is_unknown(said, std::string(key.name)));
        }
    }
    CHECK(is_unknown(said_of("[inputs.NAME]", "range = [0, 1]"), "range"));
}

TEST_CASE("keys: each is described once, in both languages", "[models][docs]") {
    const auto described = [](const Meaning& meaning) {
        return !meaning.vi.empty() && !meaning.en.empty() && meaning.vi != meaning.en;
    };
    std::size_t named = 0;
    for (const Section& section : sections()) {
        CAPTURE(section.name);
        CHECK(described(section.meaning));
        std::vector<std::string> names = keys_of(section.name);
        named += names.size();
        std::sort(names.begin(), names.end());
        CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
    }
    std::size_t places = 0;
    for (const Key& key : keys()) {
        CAPTURE(key.name);
        CHECK(described(key.meaning));
        CHECK(key.form.starts_with(std::string(key.name)));
        places +=
            1 + static_cast<std::size_t>(std::count(key.sections.begin(), key.sections.end(), ' '));
    }
    CHECK(named == places);  // no key stands in a section that there is not
}

TEST_CASE("TableReader: takes no key that is not described", "[models]") {
    const Tree table = value_of("x = { range = 3 }");
    Problems problems;
    TableReader reader(table, "input 'x'", problems, keys_of("inputs"));
    CHECK(reader.take("unit") == nullptr);
    CHECK_THROWS_AS(reader.take("range"), std::logic_error);
}
