#include "tests/support/catch.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "engine/statistics/lane_sums.hpp"
#include "tests/statistics/two_pass.hpp"

using plancast::LaneSums;
using plancast::Moments;
using plancast::NotFinite;
using plancast::relative_error;
using plancast::two_pass;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> lognormal_values(double centre, std::size_t count) {
    std::mt19937_64 generator(11);
    std::lognormal_distribution<double> law(0, 1);
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(centre + law(generator));
    return values;
}

/// The values, added in blocks of @p block.
Moments moments_in_blocks(const std::vector<double>& values, std::size_t block) {
    LaneSums sums;
    const std::span<const double> all(values);
    for (std::size_t i = 0; i < all.size(); i += block) {
        sums.add(all.subspan(i, std::min(block, all.size() - i)));
    }
    return sums.moments();
}

bool same_bits(const Moments& a, const Moments& b) {
    return a.count == b.count && std::memcmp(&a.mean, &b.mean, sizeof a.mean) == 0 &&
           std::memcmp(&a.squared_deviations, &b.squared_deviations, sizeof a.mean) == 0;
}

}  // namespace

TEST_CASE("LaneSums: a case worked out by hand", "[statistics]") {
    const Moments moments = moments_in_blocks({2, 4, 4, 4, 5, 5, 7, 9, 5}, 8);
    CHECK(moments.count == 9);
    CHECK(moments.mean == 5);
    CHECK(moments.squared_deviations == 32);
}

TEST_CASE("LaneSums: no value, no moments", "[statistics]") {
    LaneSums sums;
    CHECK(sums.add({}).count == 0);
    CHECK(sums.moments().count == 0);
}

TEST_CASE("LaneSums: equal values have a variance of exactly 0", "[statistics]") {
    const Moments moments = moments_in_blocks(std::vector<double>(2000, 0.1), 256);
    CHECK(moments.mean == 0.1);
    CHECK(moments.squared_deviations == 0);
}

TEST_CASE("LaneSums: as exact as two passes in long double", "[statistics]") {
    // 1e9: deviations from 0 would lose every digit; 0: skewed, the first value is an ordinary one.
    const double centre = GENERATE(0.0, 1e9, -3e5);
    const std::vector<double> values = lognormal_values(centre, 2048);
    const auto expected = two_pass(values);
    const Moments moments = moments_in_blocks(values, 256);
    CHECK(relative_error(moments.mean, expected.mean) < 1e-15);
    CHECK(relative_error(moments.squared_deviations, expected.squared_deviations) < 1e-13);
}

TEST_CASE("LaneSums: an outlier as the first value costs little", "[statistics]") {
    // The worst a first value can do: all the spread is its own.
    std::vector<double> values = lognormal_values(0, 2048);
    values.front() = 1e8;
    const auto expected = two_pass(values);
    const Moments moments = moments_in_blocks(values, 256);
    CHECK(relative_error(moments.mean, expected.mean) < 2048 * 1e-15);
    CHECK(relative_error(moments.squared_deviations, expected.squared_deviations) < 2048 * 1e-15);
}

TEST_CASE("LaneSums: the cut into blocks changes no bit", "[statistics][property]") {
    std::vector<double> values = lognormal_values(5, 1237);
    const bool with_gaps = GENERATE(false, true);
    if (with_gaps) {
        for (std::size_t i = 0; i < values.size(); i += 97)
            values[i] = i % 2 == 0 ? not_a_number : infinity;
    }
    const Moments whole = moments_in_blocks(values, values.size());
    CHECK(whole.count == (with_gaps ? 1237u - 13u : 1237u));
    for (const std::size_t block : {8u, 64u, 256u, 1000u}) {
        CHECK(same_bits(moments_in_blocks(values, block), whole));
    }
}

TEST_CASE("LaneSums: what is not finite is left out and reported", "[statistics]") {
    LaneSums sums;
    const std::vector<double> none{not_a_number, infinity, -infinity};
    const NotFinite all_left_out = sums.add(none);
    CHECK(all_left_out.count == 3);
    CHECK(all_left_out.first == 0);

    // In a whole vector and in what is left after the last one.
    LaneSums more;
    const std::vector<double> some{1, 2, 3, 4, -infinity, 6, 7, 8, 9, 10, 11, not_a_number};
    const NotFinite left_out = more.add(some);
    CHECK(left_out.count == 2);
    CHECK(left_out.first == 4);
    CHECK(more.moments().count == 10);
    CHECK(more.moments().mean == Approx(6.1).epsilon(1e-15));
    // Later values are summed as if nothing had happened.
    CHECK(more.add(std::vector<double>{6.1}).count == 0);
    CHECK(more.moments().mean == Approx(6.1).epsilon(1e-15));
    CHECK(more.moments().squared_deviations == Approx(108.9).epsilon(1e-13));
}

TEST_CASE("LaneSums: values whose squares overflow are not taken for infinite", "[statistics]") {
    LaneSums sums;
    CHECK(sums.add(std::vector<double>{1e300, 2e300, 3e300}).count == 0);
    CHECK(sums.moments().count == 3);
    CHECK(sums.moments().mean == Approx(2e300).epsilon(1e-15));
}

TEST_CASE("LaneSums: add_where_zero takes the flagged values only", "[statistics]") {
    std::vector<double> values;
    std::vector<double> flags;
    std::vector<double> wanted;
    for (int i = 0; i < 61; ++i) {
        values.push_back(i == 30 ? not_a_number : 100 + i);
        flags.push_back(i % 3);  // 0, 1, 2 as verdicts are
        if (i % 3 == 0 && i != 30) wanted.push_back(values.back());
    }
    LaneSums sums;
    sums.add_where_zero(std::span(values).first(32), std::span(flags).first(32));
    sums.add_where_zero(std::span(values).subspan(32), std::span(flags).subspan(32));
    const auto expected = two_pass(wanted);
    const Moments moments = sums.moments();
    CHECK(moments.count == wanted.size());
    CHECK(relative_error(moments.mean, expected.mean) < 1e-15);
    CHECK(relative_error(moments.squared_deviations, expected.squared_deviations) < 1e-14);
}

TEST_CASE("LaneSums: add_where_zero without any flagged value adds nothing", "[statistics]") {
    LaneSums sums;
    sums.add_where_zero(std::vector<double>{1, 2}, std::vector<double>{1, 2});
    CHECK(sums.moments().count == 0);
}
