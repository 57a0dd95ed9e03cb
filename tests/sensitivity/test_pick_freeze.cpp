#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/sensitivity/pick_freeze.hpp"
#include "tests/sensitivity/functions.hpp"

using namespace plancast;

namespace {

PickFreezeSettings settings_of(const std::string& design, std::uint64_t seed = 0) {
    PickFreezeSettings settings;
    settings.design = design;
    settings.seed = seed;
    settings.base_size = 4096;
    settings.threads = 1;
    return settings;
}

PickFreezeResult indices_of(const TestFunction& f, const PickFreezeSettings& settings) {
    return pick_freeze(f.program(), f.streams, f.each(), settings);
}

/// Student's t with 15 degrees of freedom is beyond 7.9 once in 10^6.
constexpr double reach = 7.9;

void check_near(const Estimate& estimate, double truth) {
    CHECK(std::fabs(estimate.value - truth) <= reach * estimate.standard_error + 1e-12);
}

const std::vector<double> ishigami_first{0.3139051911, 0.4424111448, 0};
const std::vector<double> ishigami_total{0.5575888552, 0.4424111448, 0.2436836641};

}  // namespace

TEST_CASE("pick_freeze: Ishigami under every design and estimator", "[sensitivity]") {
    const std::string design = GENERATE("random", "latin", "sobol");
    const auto estimator = GENERATE(IndexEstimator::controlled, IndexEstimator::jansen,
                                    IndexEstimator::janon, IndexEstimator::martinez);
    PickFreezeSettings settings = settings_of(design);
    settings.estimator = estimator;
    const PickFreezeResult result = indices_of(ishigami(), settings);
    CHECK(result.pairs == 4096);
    CHECK(result.evaluations == 4096 * 5);
    const OutputIndices& y = result.outputs.front();
    check_near(y.mean, 3.5);
    check_near(y.variance, 13.8445879407);
    for (std::size_t i = 0; i < 3; ++i) {
        check_near(y.groups[i].first, ishigami_first[i]);
        check_near(y.groups[i].total, ishigami_total[i]);
        // Near is worth something only where the error is small.
        CHECK(y.groups[i].first.standard_error < 0.03);
        CHECK(y.groups[i].total.standard_error < 0.03);
    }
}

TEST_CASE("pick_freeze: second order", "[sensitivity]") {
    PickFreezeSettings settings = settings_of("sobol");
    settings.second_order_of = 3;
    settings.estimator = GENERATE(IndexEstimator::controlled, IndexEstimator::jansen,
                                  IndexEstimator::janon, IndexEstimator::martinez);
    const PickFreezeResult result = indices_of(ishigami(), settings);
    CHECK(result.evaluations == 4096 * 8);
    const OutputIndices& y = result.outputs.front();
    check_near(y.second[0 * 3 + 1], 0);
    check_near(y.second[0 * 3 + 2], 0.2436836641);
    check_near(y.second[1 * 3 + 2], 0);
    for (const std::size_t pair : {1u, 2u, 5u}) CHECK(y.second[pair].standard_error < 0.05);

    // Of Sobol' G in closed form: V12 = V1 V2.
    const std::vector<double> a{0, 1, 4.5, 9, 99, 99, 99, 99};
    const OutputIndices g = indices_of(sobol_g(a), settings).outputs.front();
    check_near(g.second[1], 0.0596827);
}

TEST_CASE("pick_freeze: Sobol' G, 20 inputs", "[sensitivity]") {
    std::vector<double> a{0, 0.5, 1, 2, 3, 5, 8, 13};
    for (int i = 0; i < 12; ++i) a.push_back(21 + 3 * i);
    const SobolGIndices truth(a);
    const OutputIndices g = indices_of(sobol_g(a), settings_of("sobol")).outputs.front();
    check_near(g.variance, truth.variance);
    for (std::size_t i = 0; i < a.size(); ++i) {
        check_near(g.groups[i].first, truth.first[i]);
        check_near(g.groups[i].total, truth.total[i]);
    }
}

// 1,000 seeds of 6 indices each, which are not independent within a seed: the standard deviation of
// the share is at most that of 1,000, 0.7 %, so 2 % is a false alarm of 1 in 200 for seeds that
// were not fixed.
TEST_CASE("pick_freeze: intervals hold the truth under 93 to 97 % of seeds",
          "[sensitivity][statistical][slow]") {
    const std::string design = GENERATE("random", "latin", "sobol");
    const TestFunction f = ishigami();
    const Program program = f.program();
    int held = 0, all = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const OutputIndices y =
            pick_freeze(program, f.streams, f.each(), settings_of(design, seed)).outputs.front();
        const auto holds = [&](const Estimate& estimate, double truth) {
            ++all;
            held += estimate.interval[0] <= truth && truth <= estimate.interval[1] ? 1 : 0;
        };
        for (std::size_t i = 0; i < 3; ++i) {
            holds(y.groups[i].first, ishigami_first[i]);
            holds(y.groups[i].total, ishigami_total[i]);
        }
    }
    INFO(design << ": " << held << " of " << all);
    CHECK(held >= 0.93 * all);
    CHECK(held <= 0.97 * all);
}

TEST_CASE("pick_freeze: spreading the points evenly makes the error smaller", "[sensitivity]") {
    const TestFunction f = ishigami();
    const auto error = [&](const std::string& design) {
        double squares = 0;
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const OutputIndices y = indices_of(f, settings_of(design, seed)).outputs.front();
            for (std::size_t i = 0; i < 3; ++i)
                squares += std::pow(y.groups[i].total.value - ishigami_total[i], 2);
        }
        return std::sqrt(squares / 60);
    };
    CHECK(error("sobol") < 0.7 * error("random"));
}

TEST_CASE("pick_freeze: the controlled estimator is better where an input matters little",
          "[sensitivity]") {
    const TestFunction f = sobol_g({0, 1, 4.5, 9, 99, 99, 99, 99});
    PickFreezeSettings settings = settings_of("random");
    const double controlled = indices_of(f, settings).outputs[0].groups[7].first.standard_error;
    settings.estimator = IndexEstimator::martinez;
    const double plain = indices_of(f, settings).outputs[0].groups[7].first.standard_error;
    CHECK(controlled < plain / 10);
}

TEST_CASE("pick_freeze: second order of what does not matter is next to nothing", "[sensitivity]") {
    // y = a b + a^2 + 2 b, and c without a part in it. A closed index has an error of 0.03 here.
    TestFunction f;
    const NodeId a = f.normal(), b = f.normal();
    f.normal();
    f.outputs.push_back(
        f.add(f.add(f.multiply(a, b), f.multiply(a, a)), f.multiply(f.number(2), b)));
    PickFreezeSettings settings = settings_of("random");
    settings.second_order_of = 3;
    const OutputIndices y = indices_of(f, settings).outputs.front();
    check_near(y.second[0 * 3 + 1], 1.0 / 7);
    CHECK(y.groups[1].first.standard_error > 0.005);
    for (const std::size_t pair : {2u, 5u}) CHECK(std::fabs(y.second[pair].value) < 0.001);
}

TEST_CASE("pick_freeze: the same bits for any number of threads", "[sensitivity][parallel]") {
    TestFunction f = ishigami();
    f.outputs.push_back(f.graph.apply(Operation::logarithm, f.outputs.front()));  // NaN in some
    PickFreezeSettings settings = settings_of("sobol");
    settings.second_order_of = 3;
    const PickFreezeResult one = indices_of(f, settings);
    for (const int threads : {2, 7}) {
        settings.threads = threads;
        const PickFreezeResult more = indices_of(f, settings);
        for (std::size_t o = 0; o < 2; ++o) {
            CHECK(more.outputs[o].mean.value == one.outputs[o].mean.value);
            CHECK(more.outputs[o].left_out == one.outputs[o].left_out);
            for (std::size_t g = 0; g < 3; ++g) {
                CHECK(more.outputs[o].groups[g].first.value ==
                      one.outputs[o].groups[g].first.value);
                CHECK(more.outputs[o].groups[g].total.interval ==
                      one.outputs[o].groups[g].total.interval);
            }
            CHECK(more.outputs[o].second[2].value == one.outputs[o].second[2].value);
        }
    }
}

TEST_CASE("pick_freeze: pairs with a value that is not finite are left out and counted",
          "[sensitivity]") {
    // x1 + x2, except where x1 is below 0.1: there it is the logarithm of a negative number.
    TestFunction f;
    const NodeId x1 = f.uniform(0, 1), x2 = f.uniform(0, 1);
    const NodeId sum = f.add(x1, x2);
    const NodeId missing = f.graph.apply(Operation::logarithm, f.number(-1));
    f.outputs = {f.graph.apply(Operation::select, f.graph.apply(Operation::less, x1, f.number(0.1)),
                               missing, sum),
                 sum};
    const PickFreezeResult result = indices_of(f, settings_of("random"));
    const OutputIndices& some = result.outputs[0];
    // A pair counts where x1 of A and of B are above 0.1: 0.81 of 4,096, and 5 deviations of 25.
    CHECK(std::fabs(static_cast<double>(some.left_out) - 0.19 * 4096) < 125);
    REQUIRE(some.first_left_out.has_value());
    CHECK(*some.first_left_out < 100);
    // Given that, x1 is uniform on (0.1, 1): variances 0.81/12 and 1/12.
    check_near(some.mean, 1.05);
    check_near(some.variance, 1.81 / 12);
    check_near(some.groups[0].first, 0.81 / 1.81);
    check_near(some.groups[1].total, 1 / 1.81);
    // The other output has all its pairs, with the same bits as alone.
    CHECK(result.outputs[1].left_out == 0);
    f.outputs.erase(f.outputs.begin());
    const PickFreezeResult alone = indices_of(f, settings_of("random"));
    CHECK(alone.outputs[0].variance.value == Approx(result.outputs[1].variance.value));
    CHECK(alone.outputs[0].groups[0].first.value ==
          Approx(result.outputs[1].groups[0].first.value).epsilon(1e-12));
}

TEST_CASE("pick_freeze: a constant output has no indices, a single input explains everything",
          "[sensitivity]") {
    TestFunction f;
    const NodeId x = f.uniform(0, 1);
    const NodeId nothing = f.multiply(f.number(0), x);
    f.outputs = {f.add(nothing, f.number(0.1)), f.multiply(x, x)};
    const PickFreezeResult result = indices_of(f, settings_of("sobol"));
    CHECK(result.outputs[0].constant);
    CHECK(result.outputs[0].groups.empty());
    CHECK(result.outputs[0].mean.value == Approx(0.1));
    CHECK_FALSE(result.outputs[1].constant);
    check_near(result.outputs[1].groups[0].first, 1);
    CHECK(result.outputs[1].groups[0].total.value == Approx(1).epsilon(1e-3));
}

TEST_CASE("pick_freeze: a group has the indices of all that is in it", "[sensitivity]") {
    // Ishigami: x1 and x3 together explain what x2 does not.
    const TestFunction f = ishigami();
    const PickFreezeResult result =
        pick_freeze(f.program(), f.streams, {{{0, 2}}, {{1}}}, settings_of("sobol"));
    const OutputIndices& y = result.outputs.front();
    check_near(y.groups[0].first, 1 - ishigami_first[1]);
    check_near(y.groups[0].total, 1 - ishigami_first[1]);
    check_near(y.groups[1].first, ishigami_first[1]);
}

TEST_CASE("pick_freeze: can be stopped", "[sensitivity]") {
    std::atomic<bool> stop = true;
    PickFreezeSettings settings = settings_of("random");
    settings.stop = &stop;
    const PickFreezeResult result = indices_of(ishigami(), settings);
    CHECK(result.interrupted);
    CHECK(result.outputs.empty());
}
