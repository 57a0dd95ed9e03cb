#include <set>
#include <string>

#include "engine/random/philox.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

TEST_CASE("stream_key: known answers", "[random]") {
    // FNV-1a 64 of "", "a", "foobar" is published (cbf29ce484222325, af63dc4c8601ec8c,
    // 85944171f73967e8); these are splitmix64's finaliser of it, computed independently.
    CHECK(stream_key("").value == 0xF52A15E9A9B5E89Bu);
    CHECK(stream_key("a").value == 0x02C0BDBF481420F8u);
    CHECK(stream_key("foobar").value == 0x404DA9E3B74078C2u);
    CHECK(stream_key("growth[agriculture]").value == 0x703BB5A9551D4307u);
    CHECK(stream_key("dân số").value == 0x22219C4ECBACB182u);
}

TEST_CASE("stream_key: bytes above 127 count as themselves", "[random]") {
    CHECK(stream_key("\xC3\xA9") != stream_key("\x43\x29"));
    CHECK(stream_key("a") == stream_key(std::string("a")));
}

TEST_CASE("stream_key: no two of many similar names share a key", "[random][property]") {
    std::set<std::uint64_t> keys;
    for (int i = 0; i < 100000; ++i)
        keys.insert(stream_key("growth[sector" + std::to_string(i) + "]").value);
    CHECK(keys.size() == 100000);
}
