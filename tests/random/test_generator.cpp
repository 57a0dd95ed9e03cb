#include <algorithm>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "engine/random/generator.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

static_assert(std::uniform_random_bit_generator<PhiloxGenerator>);

TEST_CASE("PhiloxGenerator: the words of its counter range", "[random]") {
    PhiloxGenerator generator(0x0000000200000001u, {0x0000000400000003u});
    for (std::uint32_t block = 0; block < 3; ++block) {
        const PhiloxCounter words = philox4x32_10({block, 0xFFFF0000u, 3, 4}, {1, 2});
        CHECK(generator() == (words[0] | std::uint64_t{words[1]} << 32));
        CHECK(generator() == (words[2] | std::uint64_t{words[3]} << 32));
    }
}

TEST_CASE("PhiloxGenerator: discard skips as many words as drawing them", "[random]") {
    for (const std::uint64_t first : {0u, 1u, 2u}) {
        for (const std::uint64_t count : {0u, 1u, 2u, 5u, 8u}) {
            PhiloxGenerator skipped(1, {2}), drawn(1, {2});
            skipped.discard(first), drawn.discard(first);
            skipped.discard(count);
            for (std::uint64_t i = 0; i < count; ++i) drawn();
            CHECK(skipped == drawn);
            CHECK(skipped() == drawn());
            CHECK(skipped() == drawn());
        }
    }
    CHECK_FALSE(PhiloxGenerator(1, {2}) == PhiloxGenerator(1, {3}));
    CHECK(PhiloxGenerator(1, {2})() != PhiloxGenerator(2, {2})());
}

TEST_CASE("PhiloxGenerator: drives Boost.Random's distributions", "[random][statistical]") {
    PhiloxGenerator generator(7, stream_key("boost"));
    constexpr int draws = 200000;
    boost::random::normal_distribution<> normal(3, 2);
    double sum = 0, squares = 0;
    for (int i = 0; i < draws; ++i) {
        const double x = normal(generator);
        sum += x;
        squares += (x - 3) * (x - 3);
    }
    // Within 5 standard errors: false alarms below 1e-6 for each.
    const double n = draws;
    CHECK(std::fabs(sum / n - 3) < 5 * 2 / std::sqrt(n));
    CHECK(std::fabs(squares / n - 4) < 5 * 4 * std::sqrt(2 / n));

    boost::random::binomial_distribution<> binomial(20, 0.3);
    double hits = 0;
    for (int i = 0; i < draws; ++i) hits += binomial(generator);
    CHECK(std::fabs(hits / n - 6) < 5 * std::sqrt(20 * 0.3 * 0.7 / n));

    boost::random::uniform_int_distribution<> die(1, 6);
    int sixes = 0;
    for (int i = 0; i < draws; ++i) sixes += die(generator) == 6;
    CHECK(std::fabs(sixes / n - 1.0 / 6) < 5 * std::sqrt(5.0 / 36 / n));
}

TEST_CASE("PhiloxGenerator: shuffles with the standard library", "[random]") {
    PhiloxGenerator generator(7, stream_key("shuffle"));
    std::vector<int> order(100);
    std::iota(order.begin(), order.end(), 0);
    const std::vector<int> sorted = order;
    std::shuffle(order.begin(), order.end(), generator);
    CHECK(order != sorted);
    CHECK(std::is_permutation(order.begin(), order.end(), sorted.begin()));
}
