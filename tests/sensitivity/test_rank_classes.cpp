#include "tests/support/catch.hpp"

#include <set>

#include "engine/sensitivity/rank_classes.hpp"
#include "tests/sensitivity/draws.hpp"

using namespace plancast;

TEST_CASE("rank_classes: equal values share their mean rank and a class", "[sensitivity]") {
    // Ranks 3, 0.5, 0.5, 2 of 0 ... 3; centred at 1.5 and divided by 4.
    const RankClasses ranked = rank_classes(Column{7, -1, -1, 2}, 4);
    CHECK(ranked.scores == std::vector<double>{0.375, -0.25, -0.25, 0.125});
    CHECK(ranked.classes == std::vector<std::uint16_t>{3, 0, 0, 2});
    CHECK_FALSE(ranked.constant);
}

TEST_CASE("rank_classes: classes of distinct values hold equally many", "[sensitivity]") {
    const RankClasses ranked = rank_classes(uniforms(1, "x", 4096), 256);
    std::vector<int> counts(256);
    for (const std::uint16_t c : ranked.classes) ++counts[c];
    CHECK(std::set<int>(counts.begin(), counts.end()) == std::set<int>{16});
}

TEST_CASE("rank_classes: one value, equal values, none", "[sensitivity]") {
    CHECK(rank_classes(Column{5}, 2).scores == std::vector<double>{0});
    CHECK(rank_classes(Column{3, 3, 3}, 2).constant);
    CHECK(rank_classes(Column{3, 3, 3}, 2).scores == std::vector<double>{0, 0, 0});
    CHECK(rank_classes(Column{}, 2).scores.empty());
}
