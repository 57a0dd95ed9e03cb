#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/sensitivity/box.hpp"
#include "engine/sensitivity/box_shape.hpp"
#include "engine/sensitivity/peeling.hpp"
#include "engine/statistics/intervals.hpp"
#include "tests/sensitivity/samples.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

std::vector<std::uint32_t> all_runs(std::size_t count) {
    std::vector<std::uint32_t> runs(count);
    std::iota(runs.begin(), runs.end(), 0u);
    return runs;
}

/// One input, run k has value k.
Sample counting(std::vector<std::uint8_t> events) {
    Sample sample;
    sample.events = std::move(events);
    sample.columns.emplace_back(sample.events.size());
    std::iota(sample.columns[0].begin(), sample.columns[0].end(), 0.0);
    return sample;
}

}  // namespace

TEST_CASE("quasi_p_value: a binomial tail", "[sensitivity]") {
    // At least 2 of 3 with chance 1/4: 3 (1/16) (3/4) + 1/64 = 10/64.
    CHECK(quasi_p_value(2, 3, 0.25) == Approx(10.0 / 64).epsilon(1e-14));
    CHECK(quasi_p_value(3, 3, 0.25) == Approx(1.0 / 64).epsilon(1e-14));
    for (const std::uint64_t events : {1u, 20u, 29u, 30u, 31u, 60u, 100u}) {
        const boost::math::binomial_distribution<> law(100, 0.3);
        const double tail = cdf(complement(law, static_cast<double>(events) - 1));
        CHECK(quasi_p_value(events, 100, 0.3) == Approx(tail).epsilon(1e-10));
    }
    CHECK(quasi_p_value(0, 10, 0.3) == 1);
    CHECK(quasi_p_value(0, 0, 0.3) == 1);
    CHECK(quasi_p_value(0, 0, std::nan("")) == 1);
    CHECK(quasi_p_value(10, 10, 1) == 1);
    CHECK(quasi_p_value(1, 10, 0) == 0);
}

TEST_CASE("BoxCount: shares, and none where there is nothing to count", "[sensitivity]") {
    const BoxCount count{.runs = 10, .events = 8, .all_runs = 40, .all_events = 16};
    CHECK(count.density() == 0.8);
    CHECK(count.coverage() == 0.5);
    CHECK(count.mass() == 0.25);
    CHECK(count.density_interval() == wilson_interval(8, 10));
    CHECK(count.coverage_interval(0.5) == wilson_interval(8, 16, 0.5));
    const BoxCount nothing;
    CHECK(std::isnan(nothing.density()));
    CHECK(std::isnan(nothing.coverage()));
    CHECK(std::isnan(nothing.mass()));
    CHECK(nothing.density_interval() == std::array<double, 2>{0, 1});
}

TEST_CASE("count_without_each: as counted box by box", "[sensitivity]") {
    Sample sample = uniform_sample(5, 2000, 4);
    sample.draw_events([](std::size_t) { return 0.4; });
    const auto inputs = sample.inputs();
    const BoxData data{inputs, sample.events};
    const std::vector<InputBounds> box{{0, 0.2, 0.7}, {1, {}, 0.5}, {3, 0.4, {}}};
    const auto runs = all_runs(2000);
    const CountsWithoutEach counts = count_without_each(data, runs, box);
    REQUIRE(counts.without.size() == box.size());
    for (std::size_t left_out = 0; left_out <= box.size(); ++left_out) {
        std::vector<InputBounds> rest = box;
        if (left_out < box.size()) rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left_out));
        BoxCount expected;
        for (const std::uint32_t run : runs) {
            if (!data.inside(run, rest)) continue;
            ++expected.runs;
            expected.events += sample.events[run];
        }
        CHECK((left_out < box.size() ? counts.without[left_out] : counts.inside) == expected);
    }
}

TEST_CASE("Peeling: the emptiest slice goes, whole values at a time", "[sensitivity]") {
    const Sample sample = counting({0, 1, 1, 1, 1, 1, 1, 1, 0, 0});
    const auto inputs = sample.inputs();
    Peeling peeling({inputs, sample.events}, all_runs(10));
    auto slice = peeling.best(0.2, 2);
    REQUIRE(slice);
    CHECK(slice->bound == InputBounds{0, {}, 7});
    CHECK(slice->runs == 2);
    CHECK(slice->events == 0);
    // From 7/10 to 7/8 for two runs.
    CHECK(slice->gain == Approx((0.875 - 0.7) / 2).epsilon(1e-12));
    peeling.peel(*slice);
    CHECK(peeling.runs() == 8);
    CHECK(peeling.events() == 7);
    slice = peeling.best(0.1, 2);
    REQUIRE(slice);
    CHECK(slice->bound == InputBounds{0, 1, {}});
    // Two have to go, one may.
    CHECK(peeling.best(0.2, 7)->runs == 1);
    CHECK_FALSE(peeling.best(0.2, 8));
}

TEST_CASE("Peeling: a value is not divided", "[sensitivity]") {
    Sample sample;
    sample.columns = {{0, 0, 0, 0, 1, 1, 2, 2, 2, 2}, std::vector<double>(10, 7)};
    sample.events = {0, 0, 1, 0, 1, 1, 0, 1, 1, 1};
    const auto inputs = sample.inputs();
    const Peeling peeling({inputs, sample.events}, all_runs(10));
    const auto slice = peeling.best(0.05, 2);
    REQUIRE(slice);
    CHECK(slice->bound == InputBounds{0, 1, {}});
    CHECK(slice->runs == 4);
    CHECK(slice->events == 1);
    // More than half have to go, but with the value 1 only four would stay.
    CHECK(peeling.best(0.55, 5)->runs == 4);
    CHECK_FALSE(peeling.best(0.05, 7));
}

TEST_CASE("split_sides, join_sides: there and back", "[sensitivity]") {
    const std::vector<InputBounds> box{{2, 0.1, 0.9}, {0, {}, 3}, {1, 4, {}}};
    const auto sides = split_sides(box);
    CHECK(sides == std::vector<InputBounds>{{2, 0.1, {}}, {2, {}, 0.9}, {0, {}, 3}, {1, 4, {}}});
    CHECK(join_sides(sides) == box);
    CHECK(join_sides(std::vector<InputBounds>{{0, 1, {}}, {0, 2, {}}, {0, {}, 9}, {0, {}, 8}}) ==
          std::vector<InputBounds>{{0, 2, 8}});
}

TEST_CASE("drop_sides: what does not matter goes", "[sensitivity]") {
    Sample sample = uniform_sample(6, 4000, 3);
    sample.draw_events([&](std::size_t run) { return sample.columns[0][run] > 0.5 ? 0.8 : 0.2; });
    const auto inputs = sample.inputs();
    const BoxData data{inputs, sample.events};
    const std::vector<InputBounds> sides{{2, {}, 0.6}, {0, 0.5, {}}, {0, {}, 0.9}, {1, 0.3, {}}};
    // A side that does not matter stays with a chance below 0.001, the one that does goes with
    // less than 1e-20.
    CHECK(drop_sides(data, all_runs(4000), sides, 0.001) == std::vector<InputBounds>{{0, 0.5, {}}});
    CHECK(drop_sides(data, all_runs(4000), sides, 1) == sides);
    CHECK(drop_sides(data, {}, sides, 0.5).empty());
}

TEST_CASE("paste_slices: grows while the next slice is as dense", "[sensitivity]") {
    const Sample sample = counting({0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1});
    const auto inputs = sample.inputs();
    const BoxData data{inputs, sample.events};
    const auto grown = paste_slices(data, all_runs(12), {{0, 5, {}}, {0, {}, 7}}, 0.1);
    CHECK(grown == std::vector<InputBounds>{{0, 3, {}}, {0, {}, 9}});
    // Slices of half the box: the next ones above are 1 and 1, then 1 and 0.
    CHECK(paste_slices(data, all_runs(12), {{0, 3, {}}, {0, {}, 6}}, 0.5) ==
          std::vector<InputBounds>{{0, 3, {}}, {0, {}, 8}});
    // Nothing beyond: no bound.
    CHECK(paste_slices(data, all_runs(12), {{0, 3, {}}, {0, {}, 11}}, 0.1) ==
          std::vector<InputBounds>{{0, 3, {}}});
}
