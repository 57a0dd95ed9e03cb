#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "engine/designs/latin_design.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

constexpr std::size_t replicates = 16;

}  // namespace

TEST_CASE("LatinDesign: every replicate has one row in every cell", "[designs]") {
    // Also sizes that are no power of two, a single row, and 16,385 of 16,384 cells and one more.
    for (const std::size_t cells : {1u, 2u, 3u, 10u, 1000u, 1024u, 16385u}) {
        const LatinDesign design(9, cells * replicates, replicates);
        std::vector<double> uniforms(cells * replicates);
        design.fill(stream_key("a"), 2027, 0, uniforms);
        std::vector<int> hits(cells * replicates, 0);
        for (std::size_t i = 0; i < uniforms.size(); ++i) {
            REQUIRE(uniforms[i] > 0);
            REQUIRE(uniforms[i] < 1);
            const auto cell = static_cast<std::size_t>(uniforms[i] * static_cast<double>(cells));
            ++hits[cell * replicates + i % replicates];
        }
        CHECK(std::all_of(hits.begin(), hits.end(), [](int n) { return n == 1; }));
    }
}

TEST_CASE("LatinDesign: the same draws wherever blocks begin", "[designs]") {
    const LatinDesign design(4, 100'000, replicates);
    std::vector<double> whole(3000);
    design.fill(stream_key("a"), no_year, 777, whole);
    for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{64}}) {
        std::vector<double> filled(whole.size());
        for (std::size_t start = 0; start < filled.size(); start += block)
            design.fill(stream_key("a"), no_year, 777 + start,
                        std::span(filled).subspan(start, std::min(block, filled.size() - start)));
        CHECK(filled == whole);
    }
}

TEST_CASE("LatinDesign: runs that do not fill the replicates evenly", "[designs]") {
    const LatinDesign design(4, 37, replicates);  // 3 cells; replicates 5 to 15 lack a row
    std::vector<double> uniforms(37);
    design.fill(stream_key("a"), no_year, 0, uniforms);
    for (std::size_t r = 0; r < replicates; ++r) {
        std::vector<int> hits(3, 0);
        for (std::size_t i = r; i < uniforms.size(); i += replicates)
            ++hits[static_cast<std::size_t>(uniforms[i] * 3)];
        CHECK(*std::max_element(hits.begin(), hits.end()) == 1);
    }
}

// Cells of two streams are independent: 10 x 10 tables over 400 pairs of streams and replicates.
// The sum of chi-squares, 81 degrees of freedom each, has mean 81 n and variance 162 n (a little
// less, since both margins are fixed); 4.9 standard deviations, once in 10^6.
TEST_CASE("LatinDesign: the order of cells is random", "[designs][statistical]") {
    constexpr std::size_t rows = 100;
    double chi_square = 0;
    int pairs = 0;
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        const LatinDesign design(seed, rows * replicates, replicates);
        std::vector<double> a(rows * replicates), b(a.size());
        design.fill(stream_key("a"), no_year, 0, a);
        design.fill(stream_key("b"), no_year, 0, b);
        for (std::size_t r = 0; r < replicates; ++r, ++pairs) {
            std::vector<double> table(100, 0.0);
            for (std::size_t i = r; i < a.size(); i += replicates)
                ++table[static_cast<std::size_t>(a[i] * 10) * 10 +
                        static_cast<std::size_t>(b[i] * 10)];
            for (const double n : table) chi_square += (n - 1) * (n - 1);
        }
    }
    // Expected value of a cell's squared deviation under random pairing: hypergeometric,
    // 1 * (1 - 1/10)^2 * 100 / 99 for cells of mean 1.
    const double expected = pairs * 100 * 0.81 * 100 / 99;
    CHECK(std::fabs(chi_square - expected) < 4.9 * std::sqrt(162.0 * pairs));
}
