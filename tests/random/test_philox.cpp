#include <Random123/philox.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/random/philox.hpp"
#include "engine/random/philox_block.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

PhiloxCounter reference_block(PhiloxCounter counter, PhiloxKey key) {
    const r123::Philox4x32::ctr_type c{{counter[0], counter[1], counter[2], counter[3]}};
    const r123::Philox4x32::key_type k{{key[0], key[1]}};
    const auto words = r123::Philox4x32{}(c, k);
    return {words[0], words[1], words[2], words[3]};
}

/// The documented mapping, spelt out once more with Random123's own Philox.
double reference_uniform(std::uint64_t seed, StreamKey key, std::int32_t year, std::uint64_t run) {
    const std::uint64_t pair = run / 2;
    const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x & 0xFFFFFFFFu); };
    const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
    const PhiloxCounter words = reference_block(
        {low(pair), (high(pair) & 0xFFFFu) + 65536u * static_cast<std::uint32_t>(year),
         low(key.value), high(key.value)},
        {low(seed), high(seed)});
    const std::uint64_t word = run % 2 == 0 ? words[0] + (std::uint64_t{words[1]} << 32)
                                            : words[2] + (std::uint64_t{words[3]} << 32);
    return std::ldexp(static_cast<double>(word / 4096) + 0.5, -52);
}

std::vector<double> uniforms(std::uint64_t seed, StreamKey key, std::int32_t year,
                             std::uint64_t first_run, std::size_t count) {
    std::vector<double> result(count, -1);
    fill_uniforms(seed, key, year, first_run, result);
    return result;
}

}  // namespace

TEST_CASE("philox4x32_10: the published known answers", "[random]") {
    // Random123's kat_vectors: counter and key of zeros, of ones, and of the digits of pi.
    CHECK(philox4x32_10({0, 0, 0, 0}, {0, 0}) ==
          PhiloxCounter{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});
    constexpr std::uint32_t ones = 0xFFFFFFFF;
    CHECK(philox4x32_10({ones, ones, ones, ones}, {ones, ones}) ==
          PhiloxCounter{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD});
    CHECK(
        philox4x32_10({0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}, {0xA4093822, 0x299F31D0}) ==
        PhiloxCounter{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1});
}

TEST_CASE("philox4x32_10: the same words as Random123", "[random][property]") {
    // A chain: every block's words are the next one's counter and key.
    PhiloxCounter words{1, 2, 3, 4};
    for (int trial = 0; trial < 10000; ++trial) {
        const PhiloxKey key{words[3], words[1]};
        const PhiloxCounter ours = philox4x32_10(words, key);
        REQUIRE(ours == reference_block(words, key));
        words = ours;
    }
}

TEST_CASE("fill_uniforms: the documented mapping, for any first run and length",
          "[random][property]") {
    // Around the vector lengths, the carry into the counter's second word, and the last run.
    const std::uint64_t first_run =
        GENERATE(as<std::uint64_t>{}, 0, 1, 2, 7, 4711, (1ull << 33) - 64, (1ull << 33) - 37,
                 (1ull << 49) - 300);
    const StreamKey key{0x0123456789ABCDEFu};
    constexpr std::uint64_t seed = 0xFEDCBA9876543210u;
    constexpr std::int32_t year = 2027;
    std::vector<double> expected;
    for (std::uint64_t i = 0; i < 300; ++i)
        expected.push_back(reference_uniform(seed, key, year, first_run + i));
    for (const std::size_t count : std::initializer_list<std::size_t>{
             0,  1,  2,  3,  4,   5,   15,  16,  17,  31,  32,  33,
             63, 64, 65, 66, 127, 128, 129, 255, 256, 257, 299, 300}) {
        const auto ours = uniforms(seed, key, year, first_run, count);
        REQUIRE(ours == std::vector<double>(expected.begin(),
                                            expected.begin() + static_cast<std::ptrdiff_t>(count)));
    }
}

TEST_CASE("fill_uniforms: nothing is written beyond the span", "[random]") {
    for (const std::size_t count : {1u, 20u, 40u, 100u}) {
        std::vector<double> buffer(count + 128, -7);
        fill_uniforms(1, {2}, no_year, 3, {buffer.data(), count});
        for (std::size_t i = count; i < buffer.size(); ++i) REQUIRE(buffer[i] == -7);
    }
}

TEST_CASE("fill_uniforms: seed, key and year each make another stream", "[random]") {
    const auto base = uniforms(0, {0}, 0, 0, 64);
    CHECK(uniforms(1, {0}, 0, 0, 64) != base);
    CHECK(uniforms(std::uint64_t{1} << 32, {0}, 0, 0, 64) != base);
    CHECK(uniforms(0, {1}, 0, 0, 64) != base);
    CHECK(uniforms(0, {std::uint64_t{1} << 32}, 0, 0, 64) != base);
    CHECK(uniforms(0, {0}, 1, 0, 64) != base);
    CHECK(uniforms(0, {0}, 0, 2, 62) == std::vector<double>(base.begin() + 2, base.end()));
}

TEST_CASE("fill_uniforms: chi-square over 1024 cells of 10^6 draws", "[random][statistical]") {
    constexpr std::size_t cells = 1024, runs = 1000000;
    std::vector<double> counts(cells);
    for (const double u : uniforms(42, stream_key("x"), 2026, 0, runs)) {
        REQUIRE((u >= 0x1p-53 && u <= 1 - 0x1p-53));
        ++counts[static_cast<std::size_t>(u * cells)];
    }
    double chi_square = 0;
    constexpr double expected = static_cast<double>(runs) / cells;
    for (const double count : counts)
        chi_square += (count - expected) * (count - expected) / expected;
    // 1023 degrees of freedom: mean 1023, sd 45; the 1 - 1e-6 quantile is 1252 (Wilson-Hilferty).
    CHECK(chi_square < 1252);
    CHECK(chi_square > 818);
}
