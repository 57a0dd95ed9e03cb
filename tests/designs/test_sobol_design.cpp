#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "engine/designs/make_design.hpp"
#include "engine/designs/sobol_design.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

constexpr std::size_t replicates = 16;

std::vector<Stream> some_streams(std::size_t count) {
    std::vector<Stream> streams;
    for (std::size_t i = 0; i < count; ++i)
        streams.push_back({stream_key("x" + std::to_string(i)), no_year});
    return streams;
}

/// The points of one replicate in one dimension.
std::vector<double> points(const Design& design, Stream stream, std::size_t replicate,
                           std::size_t count) {
    std::vector<double> all(count * replicates), one;
    design.fill(stream.key, stream.year, 0, all);
    for (std::size_t i = replicate; i < all.size(); i += replicates) one.push_back(all[i]);
    return one;
}

std::size_t cell(double u, std::size_t cells) {
    return static_cast<std::size_t>(u * static_cast<double>(cells));
}

}  // namespace

TEST_CASE("SobolDesign: every replicate fills every cell of every dimension once", "[designs]") {
    const auto streams = some_streams(2000);
    const SobolDesign design(7, streams, replicates);
    for (const std::size_t d : {0u, 1u, 2u, 37u, 500u, 1999u}) {
        for (std::size_t r = 0; r < replicates; ++r) {
            std::vector<int> hits(1024, 0);
            for (const double u : points(design, streams[d], r, 1024)) ++hits[cell(u, 1024)];
            CHECK(std::all_of(hits.begin(), hits.end(), [](int n) { return n == 1; }));
        }
    }
}

// The first two dimensions are a (0, m, 2)-net in base 2: every elementary box of 2^-10 holds one
// of 2^10 points, whatever its shape, and nested scrambling keeps that.
TEST_CASE("SobolDesign: the first two dimensions stay a net when scrambled", "[designs]") {
    const auto streams = some_streams(2);
    const SobolDesign design(11, streams, replicates);
    for (std::size_t r = 0; r < replicates; r += 5) {
        const auto x = points(design, streams[0], r, 1024), y = points(design, streams[1], r, 1024);
        for (unsigned bits = 0; bits <= 10; ++bits) {
            const std::size_t columns = std::size_t{1} << bits, rows = 1024 / columns;
            std::set<std::size_t> boxes;
            for (std::size_t i = 0; i < x.size(); ++i)
                boxes.insert(cell(x[i], columns) * rows + cell(y[i], rows));
            CHECK(boxes.size() == 1024);
        }
    }
}

// Undoing a scrambling is a permutation of the points that keeps which points share leading
// digits: so the number of leading digits that two points share is the sequence's own. Points 1 to
// 7 in three dimensions are those printed by Joe and Kuo (2008).
TEST_CASE("SobolDesign: the sequence of Joe and Kuo behind the scrambling", "[designs]") {
    const double published[8][3] = {{0, 0, 0},
                                    {0.5, 0.5, 0.5},
                                    {0.75, 0.25, 0.25},
                                    {0.25, 0.75, 0.75},
                                    {0.375, 0.375, 0.625},
                                    {0.875, 0.875, 0.125},
                                    {0.625, 0.125, 0.875},
                                    {0.125, 0.625, 0.375}};
    const auto shared_digits = [](double a, double b) {
        int shared = 0;
        while (shared < 3 && cell(a, 2u << shared) == cell(b, 2u << shared)) ++shared;
        return shared;
    };
    const auto streams = some_streams(3);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const SobolDesign design(seed, streams, replicates);
        for (std::size_t d = 0; d < 3; ++d) {
            const auto x = points(design, streams[d], seed % replicates, 8);
            for (std::size_t i = 0; i < 8; ++i)
                for (std::size_t j = 0; j < i; ++j)
                    CHECK(shared_digits(x[i], x[j]) ==
                          shared_digits(published[i][d], published[j][d]));
        }
    }
}

TEST_CASE("SobolDesign: the same draws wherever blocks begin, and under any number of streams",
          "[designs]") {
    const auto streams = some_streams(40);
    const SobolDesign design(3, streams, replicates), fewer(3, std::span(streams).first(21), 16);
    std::vector<double> whole(5000);
    design.fill(streams[20].key, no_year, 12345, whole);
    for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{64}}) {
        std::vector<double> filled(whole.size());
        for (std::size_t start = 0; start < filled.size(); start += block)
            fewer.fill(streams[20].key, no_year, 12345 + start,
                       std::span(filled).subspan(start, std::min(block, filled.size() - start)));
        CHECK(filled == whole);
    }
}

// 16 streams x 16 replicates: each first draw is uniform and they are independent of each other.
// Kolmogorov-Smirnov over 64 seeds: the distance times sqrt(n) is above 2.69 once in 10^6.
TEST_CASE("SobolDesign: a point by itself is uniform, replicates and streams are independent",
          "[designs][statistical]") {
    const auto streams = some_streams(16);
    std::vector<double> first;
    double products = 0;
    for (std::uint64_t seed = 0; seed < 64; ++seed) {
        const SobolDesign design(seed, streams, replicates);
        for (const Stream& stream : streams) {
            std::vector<double> u(replicates);
            design.fill(stream.key, stream.year, 16 * 5, u);
            for (std::size_t r = 1; r < replicates; ++r)
                products += (u[r] - 0.5) * (u[r - 1] - 0.5);
            first.insert(first.end(), u.begin(), u.end());
        }
    }
    std::sort(first.begin(), first.end());
    const double n = static_cast<double>(first.size());
    double distance = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
        distance = std::max({distance, first[i] - static_cast<double>(i) / n,
                             static_cast<double>(i + 1) / n - first[i]});
    CHECK(distance * std::sqrt(n) < 2.69);
    // Each product has variance 1/144; 4.9 standard deviations, once in 10^6.
    const double pairs = 64 * 16 * 15;
    CHECK(std::fabs(products) < 4.9 / 12 * std::sqrt(pairs));
}

// Pairwise independence of the turned digits is what makes the variance of a mean that of Owen's
// scrambling: E over scramblings of (mean of x)^2 for 4 points is 1/12 / 4^3 (stratified in
// quarters), which needs digits 1, 2 and those below to be turned as they should.
TEST_CASE("SobolDesign: the mean of 2^m points has the variance of Owen's scrambling",
          "[designs][statistical]") {
    const auto streams = some_streams(64);
    double squares = 0;
    std::size_t count = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const SobolDesign design(seed, streams, replicates);
        for (const Stream& stream : streams) {
            for (std::size_t r = 0; r < replicates; ++r) {
                double mean = 0;
                for (const double u : points(design, stream, r, 4)) mean += (u - 0.5) / 4;
                squares += mean * mean;
                ++count;
            }
        }
    }
    const double n = static_cast<double>(count), expected = 1.0 / 12 / 64;
    // A mean of 4 uniforms in quarters: kurtosis below 3, so the square's sd is below sqrt(2) of
    // it.
    CHECK(std::fabs(squares / n - expected) < 4.9 * std::sqrt(2 / n) * expected);
}

TEST_CASE("SobolDesign: a stream beyond the tables, or that nobody named, is drawn independently",
          "[designs]") {
    const auto streams = some_streams(most_sobol_dimensions + 1);
    const SobolDesign design(5, streams, replicates);
    std::vector<double> beyond(100), independent(100);
    design.fill(streams.back().key, no_year, 3, beyond);
    fill_uniforms(5, streams.back().key, no_year, 3, independent);
    CHECK(beyond == independent);
    design.fill(streams[most_sobol_dimensions - 1].key, no_year, 3, beyond);
    fill_uniforms(5, streams[most_sobol_dimensions - 1].key, no_year, 3, independent);
    CHECK(beyond != independent);
}

TEST_CASE("make_design: by name", "[designs]") {
    const auto streams = some_streams(1);
    CHECK(make_design("random", 1, 100, streams)->replicates() == 0);
    CHECK(make_design("latin", 1, 100, streams)->replicates() == 16);
    CHECK(make_design("sobol", 1, 100, streams)->replicates() == 16);
    CHECK_THROWS_WITH(make_design("halton", 1, 100, streams), "unknown design 'halton'");
    CHECK_THROWS_WITH(make_design("sobol", 1, 1'000'000'000'000u, streams),
                      "the design 'sobol' has at most 68719476736 runs");
}

TEST_CASE("sobol_directions: points 1 to 7 as Joe and Kuo print them", "[designs]") {
    const double published[7][3] = {
        {0.5, 0.5, 0.5},       {0.75, 0.25, 0.25},    {0.25, 0.75, 0.75},   {0.375, 0.375, 0.625},
        {0.875, 0.875, 0.125}, {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}};
    const std::vector<std::uint32_t> directions = sobol_directions(3);
    for (std::uint32_t n = 1; n <= 7; ++n) {
        for (std::size_t d = 0; d < 3; ++d) {
            std::uint32_t x = 0;
            for (std::size_t k = 0; k < 3; ++k)
                if (((n ^ n >> 1) >> k & 1) != 0) x ^= directions[d * 32 + k];
            CHECK(static_cast<double>(x) * 0x1p-32 == published[n - 1][d]);
        }
    }
}
