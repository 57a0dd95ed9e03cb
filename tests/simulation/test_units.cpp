#include "tests/support/catch.hpp"

#include <cstdint>
#include <set>

#include "engine/simulation/simulation.hpp"
#include "engine/simulation/units.hpp"

using namespace plancast;

TEST_CASE("unit_end: units end at each 2,048 runs and at each check of a precision",
          "[simulation]") {
    CHECK(unit_end(0) == 2048);
    CHECK(unit_end(2048) == 4096);
    CHECK(unit_end(8192) == 10'000);
    CHECK(unit_end(10'000) == 10'240);
    CHECK(unit_end(18'432) == 20'000);
    CHECK(unit_end(20'000) == 20'480);
    CHECK(unit_end(38'912) == 40'000);
    CHECK(unit_end(99'999'744) == 100'001'792);
}

TEST_CASE("unit_end: units are whole vectors and never cross a segment or a check",
          "[simulation][property]") {
    std::set<std::uint64_t> ends;
    for (std::uint64_t run = 0; run < 1'000'000;) {
        const std::uint64_t end = unit_end(run);
        REQUIRE(end > run);
        REQUIRE(end - run <= unit_runs);
        REQUIRE(end % lane_count == 0);
        ends.insert(end);
        run = end;
    }
    for (std::uint64_t run = segment_runs; run < 1'000'000; run += segment_runs) {
        CHECK(ends.count(run) == 1);
    }
    for (std::uint64_t run = 10'000; run < 1'000'000; run *= 2) CHECK(ends.count(run) == 1);
}

TEST_CASE("is_precision_check: 10^4 times a power of two", "[simulation]") {
    CHECK(is_precision_check(10'000));
    CHECK(is_precision_check(20'000));
    CHECK(is_precision_check(10'000ull << 40));
    CHECK_FALSE(is_precision_check(0));
    CHECK_FALSE(is_precision_check(5'000));
    CHECK_FALSE(is_precision_check(30'000));
    CHECK_FALSE(is_precision_check(10'000'000'000'000'000'000ull));
}
