#include <algorithm>
#include <string>

#include "engine/models/count_laws.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/laws.hpp"
#include "engine/models/reference.hpp"
#include "engine/models/unit_words.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

bool has(EntryKind kind, std::string_view name) {
    const auto found = find_entries(name);
    return std::any_of(found.begin(), found.end(),
                       [&](const Entry& entry) { return entry.kind == kind; });
}

}  // namespace

TEST_CASE("reference: every entry says what it means, in both languages", "[models][docs]") {
    for (const Entry& entry : reference()) {
        CAPTURE(entry.name);
        CHECK_FALSE(entry.meaning.en.empty());
        CHECK_FALSE(entry.meaning.vi.empty());
        CHECK(entry.meaning.vi != entry.meaning.en);
        // A bar would end the cell of a table, a full stop stands nowhere else.
        for (const std::string_view text : {entry.meaning.en, entry.meaning.vi}) {
            CHECK(text.find('|') == std::string_view::npos);
            CHECK_FALSE(text.ends_with("."));
            CHECK(std::count(text.begin(), text.end(), '`') % 2 == 0);
        }
        if (entry.kind != EntryKind::unit) CHECK_FALSE(entry.usages.empty());
    }
}

TEST_CASE("reference: all that the engine knows has an entry", "[models][docs]") {
    for (const Function& function : functions()) {
        CAPTURE(function.name);
        CHECK(has(EntryKind::function, function.name));
    }
    for (const std::string& law : law_keys()) {
        CAPTURE(law);
        CHECK(has(EntryKind::law, law));
    }
    for (const std::string& law : count_law_keys()) {
        CAPTURE(law);
        CHECK(has(EntryKind::count_law, law));
    }
    for (const UnitWord& word : unit_words()) {
        CAPTURE(word.word);
        CHECK(has(EntryKind::unit, word.word));
    }
    for (const UnitPrefix& prefix : unit_prefixes()) {
        CAPTURE(prefix.word);
        CHECK(has(EntryKind::unit, prefix.word));
    }
    CHECK(has(EntryKind::word, "over"));
    CHECK(has(EntryKind::section, "[[correlations]]"));
    CHECK(find_entries("produkt").empty());
}

TEST_CASE("find_entries: what a law or function takes leads to it", "[models]") {
    const auto takers = [](std::string_view name) {
        std::vector<std::string> names;
        for (const Entry& entry : find_entries(name)) names.push_back(entry.name);
        return names;
    };
    CHECK(takers("log_sd") == std::vector<std::string>{"lognormal"});
    CHECK(takers("concentration") == std::vector<std::string>{"dirichlet", "beta_binomial"});
    CHECK(takers("where") == std::vector<std::string>{"empirical"});
    CHECK(takers("p50") == std::vector<std::string>{"metalog"});
    CHECK(takers("blocking") == std::vector<std::string>{"funded"});
    // A name of its own goes before that.
    CHECK(takers("median_") == std::vector<std::string>{});
    CHECK(takers("scale") == std::vector<std::string>{"scale"});
    const auto spreads = takers("sd");
    CHECK(std::find(spreads.begin(), spreads.end(), "normal") != spreads.end());
    CHECK(std::find(spreads.begin(), spreads.end(), "uniform") == spreads.end());
}

TEST_CASE("find_entries: a name may stand in several places", "[models]") {
    const auto ends = [](std::string_view name) {
        std::vector<std::string> sections;
        for (const Entry& entry : find_entries(name))
            sections.insert(sections.end(), entry.sections.begin(), entry.sections.end());
        return sections;
    };
    CHECK(ends("value") == std::vector<std::string>{"readings", "levers", "series", "inputs"});
    CHECK(ends("levers.value") == std::vector<std::string>{"levers"});
    CHECK(find_entries("levers.autocorrelation").empty());
    REQUIRE(find_entries("round").size() == 1);
    CHECK(find_entries("round")[0].usages ==
          std::vector<std::string>{"round(x)", "round(x, step)"});
    REQUIRE(find_entries("hectares").size() == 1);
    CHECK(find_entries("hectares")[0].name == "ha");
    CHECK(find_entries("hectares")[0].scale == 1e4);
    CHECK(find_entries("hectares")[0].base == "m2");
}

TEST_CASE("list_entries: a kind, or the keys of a section", "[models]") {
    CHECK(list_entries("functions").size() == functions().size());
    CHECK(list_entries("laws").size() == law_keys().size());
    const auto keys = list_entries("checks");
    REQUIRE(keys.size() == 4);
    CHECK(keys[2].name == "equal");
    CHECK(list_entries("check").empty());
}
