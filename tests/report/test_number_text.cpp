#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "tests/report/example_summary.hpp"

using namespace plancast;
using plancast::testing::counted;

TEST_CASE("odds_text: as many digits as the interval allows", "[report]") {
    CHECK(odds_text(counted(41'234), 100'000, Language::en) == "41.2 % (40.9–41.5)");
    CHECK(odds_text(counted(41'234), 100'000, Language::vi) == "41,2 % (40,9–41,5)");
    CHECK(odds_text(counted(41, 100), 100, Language::en) == "41 % (32–51)");
    CHECK(odds_text(counted(412'345'678, 1'000'000'000), 1'000'000'000, Language::en) ==
          "41.235 % (41.232–41.238)");
}

TEST_CASE("odds_text: never 0 % and never 100 %", "[report]") {
    CHECK(odds_text(counted(0), 100'000, Language::en) == "0 of 100,000, at most 0.004 %");
    CHECK(odds_text(counted(0), 100'000, Language::vi) == "0/100.000, nhiều nhất 0,004 %");
    CHECK(odds_text(counted(100'000), 100'000, Language::en) == "all 100,000, at least 99.996 %");
    CHECK(odds_text(counted(100'000), 100'000, Language::vi) == "cả 100.000, ít nhất 99,996 %");
    CHECK(odds_text(counted(0, 1), 1, Language::en) == "0 of 1, at most 80 %");
    CHECK(odds_text(Probability{}, 0, Language::en) == "–");
}

TEST_CASE("odds_text: neither the estimate nor an end looks like 0 or 100", "[report][property]") {
    for (const std::uint64_t runs : {10ULL, 1000ULL, 100'000ULL, 100'000'000ULL}) {
        for (const std::uint64_t met : {1ULL, 2ULL, 9ULL}) {
            for (const std::uint64_t count : {met, runs - met}) {
                const std::string text = odds_text(counted(count, runs), runs, Language::en);
                CAPTURE(runs, count, text);
                CHECK(text.find("(0–") == std::string::npos);
                CHECK(text.find("100 ") == std::string::npos);
                CHECK(text.find("100)") == std::string::npos);
                CHECK(text.find("100.0") == std::string::npos);
                // Some digit of the lower end is not 0.
                const std::size_t open = text.find('(');
                const std::size_t dash = text.find("–");
                REQUIRE(open != std::string::npos);
                CHECK(text.substr(open, dash - open).find_first_of("123456789") !=
                      std::string::npos);
            }
        }
    }
}

TEST_CASE("odds_text: what at most and at least promise is true", "[report][property]") {
    for (std::uint64_t runs = 1; runs < 1'000'000; runs = runs * 3 + 1) {
        const std::string none = odds_text(counted(0, runs), runs, Language::en);
        const double at_most = std::stod(none.substr(none.find("at most ") + 8));
        CHECK(at_most >= 100 * counted(0, runs).interval[1] * (1 - 1e-9));
        CHECK(at_most <= 100);
        const std::string all = odds_text(counted(runs, runs), runs, Language::en);
        const double at_least = std::stod(all.substr(all.find("at least ") + 9));
        CHECK(at_least <= 100 * counted(runs, runs).interval[0] * (1 + 1e-9));
    }
}

TEST_CASE("short_odds_text: without the interval", "[report]") {
    CHECK(short_odds_text(counted(41'234), 100'000, Language::en) == "41.2 %");
    CHECK(short_odds_text(counted(0), 100'000, Language::en) == "0 of 100,000");
    CHECK(short_odds_text(counted(100'000), 100'000, Language::vi) == "cả 100.000");
}

TEST_CASE("aligned_odds_text: decimal signs stand under each other", "[report]") {
    CHECK(aligned_odds_text(counted(5'500), 100'000, Language::en) == " 5.5 % (5.4–5.6)");
    CHECK(aligned_odds_text(counted(41'234), 100'000, Language::en) == "41.2 % (40.9–41.5)");
    CHECK(aligned_odds_text(counted(0), 100'000, Language::en) == "0 of 100,000, at most 0.004 %");
}

TEST_CASE("numbers are grouped and signed as the language does", "[report]") {
    CHECK(whole_text(1'234'567, Language::en) == "1,234,567");
    CHECK(whole_text(1'234'567, Language::vi) == "1.234.567");
    CHECK(whole_text(2030, Language::en) == "2030");
    CHECK(decimal_text(-12345.678, 1, Language::en) == "-12,345.7");
    CHECK(decimal_text(-12345.678, 1, Language::vi) == "-12.345,7");
    CHECK(decimal_text(-0.04, 1, Language::en) == "0.0");
    CHECK(decimal_text(std::nan(""), 1, Language::en) == "NaN");
    CHECK(decimal_text(-std::numeric_limits<double>::infinity(), 0, Language::en) == "-inf");
    CHECK(significant_text(0.012345, 3, Language::en) == "0.0123");
    CHECK(significant_text(123456, 3, Language::en) == "123,456");
    CHECK(significant_text(1.5e-7, 2, Language::vi) == "1,5e-07");
    CHECK(significant_text(0, 2, Language::en) == "0");
    CHECK(plain_text(16.5, Language::vi) == "16,5");
    CHECK(plain_text(14, Language::en) == "14");
    CHECK(plain_text(1.0 / 3, Language::en, 6) == "0.333333");
}

TEST_CASE("decimals_for: the digit of a tenth of the spread", "[report]") {
    CHECK(decimals_for(2) == 1);
    CHECK(decimals_for(30) == 0);
    CHECK(decimals_for(0.03) == 3);
    CHECK(decimals_for(1e-30) == 6);
    CHECK(decimals_for(0) == -1);
    CHECK(decimals_for(std::nan("")) == -1);
}

TEST_CASE("chance_text: tiny chances keep their digits, near 1 the distance does", "[report]") {
    CHECK(chance_text({1.3e-14, {1.1e-14, 1.5e-14}, 0, 0}, Language::en) ==
          "1.3e-12 % (1.1e-12–1.5e-12)");
    CHECK(chance_text({0.25, {0.24, 0.26}, 0, 0}, Language::en) == "25 % (24–26)");
}

TEST_CASE("bar_text: eighths, and something for anything above 0", "[report]") {
    CHECK(bar_text(0, 10).empty());
    CHECK(bar_text(1e-9, 10) == "▏");
    CHECK(bar_text(0.5, 10) == "█████");
    CHECK(bar_text(0.55, 10) == "█████▌");
    CHECK(bar_text(1, 3) == "███");
    CHECK(bar_text(std::nan(""), 3).empty());
    for (double fraction = 0; fraction <= 1; fraction += 0.01)
        CHECK(display_width(bar_text(fraction, 10)) <= 10);
}
