#include "engine/report/check_text.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

TEST_CASE("broken_text: as many digits as tell the two sides apart", "[report]") {
    CheckBreak broken{"land", {"Đất", "Land"}, "a == b", 2026, {"north"}, {{9600, 9601}},
                      "ha",   false,           0};
    CHECK(broken_text(broken, Language::en) ==
          "Check 'land' (Land) is broken, year 2026, [north]: 9600 ha against 9601 ha in a == b");
    broken.sides = {{0.1, 0.1 + 1e-12}};
    CHECK(broken_text(broken, Language::vi) ==
          "Phép kiểm 'land' (Đất) sai, năm 2026, [north]: 0,1 ha so với 0,100000000001 ha trong a "
          "== b");
    // Equal to the last digit (a plan may ask for a < a).
    broken.sides = {{2, 2}};
    CHECK(broken_text(broken, Language::en).find("2 ha against 2 ha") != std::string::npos);
}

TEST_CASE("broken_text: truths, conditions, plans without years and sets", "[report]") {
    CheckBreak broken{"twice", {}, "a == b", {}, {}, {{1, 0}}, "1", true, 0};
    CHECK(broken_text(broken, Language::en) ==
          "Check 'twice' is broken: true against false in a == b");
    broken.sides.reset();
    broken.expression = "a or b";
    broken.more = 3;
    CHECK(broken_text(broken, Language::en) ==
          "Check 'twice' is broken: a or b (and in 3 more years or members)");
    Finding finding{Finding::Kind::check_broken, "twice", {}, {}, 1234, 7, broken};
    CHECK(broken_text(finding, 100'000, Language::vi) ==
          "Phép kiểm 'twice' sai trong 1234 trên 100.000 lượt; trước hết ở lượt 7: a or b (và ở 3 "
          "năm hoặc phần tử nữa)");
}

TEST_CASE("checks_hold_text: one and many", "[report]") {
    CHECK(checks_hold_text(1, Language::en) == "1 check holds");
    CHECK(checks_hold_text(6, Language::en) == "6 checks hold");
    CHECK(checks_hold_text(6, Language::vi) == "6 phép kiểm đều đúng");
}
