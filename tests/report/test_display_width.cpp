#include "tests/support/catch.hpp"

#include "engine/report/display_width.hpp"

using namespace plancast;

TEST_CASE("display_width: columns of a terminal, not bytes or code points", "[report]") {
    CHECK(display_width("") == 0);
    CHECK(display_width("plan") == 4);
    CHECK(display_width("Thiên Hương") == 11);
    // The same in NFD: every mark is a code point of its own.
    CHECK(display_width("Thie\u0302n Hu\u031Bo\u031Bng") == 11);
    CHECK(display_width("…–≥█") == 4);
    CHECK(display_width("計画") == 4);
    CHECK(display_width("a\x1b") == 1);
    CHECK(display_width("\xff\xfe") == 2);
}

TEST_CASE("cut_to: never wider, never between a letter and its marks", "[report][property]") {
    CHECK(cut_to("Thiên Hương", 11) == "Thiên Hương");
    CHECK(cut_to("Thiên Hương", 10) == "Thiên Hươ…");
    CHECK(cut_to("Thiên Hương", 7) == "Thiên…");
    CHECK(cut_to("abc", 1) == "…");
    CHECK(cut_to("abc", 0).empty());
    CHECK(cut_to("≤ 6 cases / 1000 people", 16) == "≤ 6 cases /…");
    CHECK(cut_to("≤ 6 cases / 1000 people", 17) == "≤ 6 cases / 1000…");
    CHECK(cut_to("≥ 1,200.5 km", 4) == "≥…");
    CHECK(cut_to("≥ 1,200.5 km", 5) == "≥…");
    CHECK(cut_to("≥ 1,200.5 km", 10) == "≥ 1,200.5…");
    CHECK(cut_to("1000 people", 4) == "100…");
    const std::string decomposed = "Thie\u0302n Hu\u031Bo\u031Bng 計画";
    for (std::size_t width = 1; width <= 20; ++width) {
        const std::string cut = cut_to(decomposed, width);
        CHECK(display_width(cut) <= width);
        // Nothing but whole characters of the text stands before the ellipsis.
        const std::string kept = cut.substr(0, cut.rfind("…"));
        CHECK(decomposed.substr(0, kept.size()) == kept);
        const std::string rest = decomposed.substr(kept.size());
        CHECK(display_width(kept) + display_width(rest) == display_width(decomposed));
        CHECK((rest.empty() || rest.compare(0, 2, "\u031B") != 0));
        CHECK((rest.empty() || rest.compare(0, 2, "\u0302") != 0));
    }
}

TEST_CASE("pad_right, pad_left: exactly the width", "[report]") {
    CHECK(pad_right("Hương", 7) == "Hương  ");
    CHECK(pad_left("Hương", 7) == "  Hương");
    CHECK(display_width(pad_left("計画", 3)) == 3);
    CHECK(pad_right("abcdef", 4) == "abc…");
}
