#include "engine/analysis/selection.hpp"

#include <algorithm>

#include "tests/analysis/example_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using plancast::testing::example_plan;

TEST_CASE("select_outputs: the columns name the same nodes as before", "[analysis]") {
    const CompiledPlan compiled = compile_plan(example_plan(), true);
    const std::vector<std::size_t> stored = {compiled.columns.inputs.back(),
                                             compiled.columns.series.front()};
    const Selection all = select_outputs(compiled, Detail::values, stored);
    const auto same = [&](const std::vector<std::size_t>& before,
                          const std::vector<std::size_t>& now) {
        return std::equal(
            before.begin(), before.end(), now.begin(), now.end(),
            [&](std::size_t b, std::size_t n) { return compiled.outputs[b] == all.outputs[n]; });
    };
    CHECK(same(compiled.columns.series, all.columns.series));
    CHECK(same(compiled.columns.measures, all.columns.measures));
    CHECK(same(compiled.columns.shortfalls, all.columns.shortfalls));
    CHECK(same(compiled.columns.checks, all.columns.checks));
    REQUIRE(all.columns.verdicts.size() == compiled.columns.verdicts.size());
    for (std::size_t i = 0; i < all.columns.verdicts.size(); ++i) {
        CHECK(same(compiled.columns.verdicts[i].parts, all.columns.verdicts[i].parts));
        CHECK(same(compiled.columns.verdicts[i].targets, all.columns.verdicts[i].targets));
    }
    CHECK(same(stored, all.stored));
}

TEST_CASE("select_outputs: what nobody asks for is left out", "[analysis]") {
    const CompiledPlan compiled = compile_plan(example_plan(), true);
    const Selection values = select_outputs(compiled, Detail::values, {});
    CHECK(values.columns.inputs.empty());
    CHECK(values.outputs.size() < compiled.outputs.size());
    const Selection hits = select_outputs(compiled, Detail::hits, {});
    CHECK(hits.columns.series.empty());
    CHECK(hits.columns.measures.empty());
    CHECK(hits.columns.shortfalls.empty());
    CHECK(hits.columns.known_chances.size() == compiled.columns.known_chances.size());
    CHECK(hits.outputs.size() < values.outputs.size());
}
