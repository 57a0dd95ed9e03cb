#include <vector>

#include "engine/designs/design.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

TEST_CASE("RandomDesign: the uniforms of its seed, wherever blocks begin", "[designs]") {
    constexpr std::uint64_t seed = 0x123456789ABCDEF0u;
    const StreamKey key = stream_key("growth[industry]");
    std::vector<double> expected(1000);
    fill_uniforms(seed, key, 2027, 300, expected);
    const RandomDesign design(seed);
    for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{256}}) {
        std::vector<double> filled(expected.size());
        for (std::size_t start = 0; start < filled.size(); start += block) {
            const std::size_t count = std::min(block, filled.size() - start);
            design.fill(key, 2027, 300 + start, {filled.data() + start, count});
        }
        CHECK(filled == expected);
    }
    std::vector<double> other(expected.size());
    RandomDesign(seed + 1).fill(key, 2027, 300, other);
    CHECK(other != expected);
}

TEST_CASE("MedianDesign: one half everywhere", "[designs]") {
    std::vector<double> uniforms(5, -1);
    MedianDesign().fill(stream_key("a"), 2026, 123, uniforms);
    CHECK(uniforms == std::vector<double>(5, 0.5));
}
