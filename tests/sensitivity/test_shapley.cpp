#include "engine/sensitivity/shapley.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "tests/sensitivity/functions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/exact_shapley.hpp"

using namespace plancast;

namespace {

/// Student's t with 15 degrees of freedom is beyond 7.9 once in 10^6.
constexpr double reach = 7.9;

void check_near(const Estimate& estimate, double truth) {
    CHECK(std::fabs(estimate.value - truth) <= reach * estimate.standard_error + 1e-12);
}

PairSettings settings_of(const std::string& design, std::uint64_t seed = 0) {
    PairSettings settings;
    settings.design = design;
    settings.seed = seed;
    settings.base_size = 4096;
    settings.threads = 1;
    return settings;
}

std::vector<DrawnGroup> each(const TestFunction& f) {
    std::vector<DrawnGroup> groups;
    for (std::size_t i = 0; i < f.streams.size(); ++i) groups.push_back({{i}, {}});
    return groups;
}

OutputEffects effects_of(const TestFunction& f, const PairSettings& settings) {
    return shapley(f.program(), f.streams, each(f), settings).outputs.front();
}

double sum_of(const OutputEffects& output) {
    return std::accumulate(output.effects.begin(), output.effects.end(), 0.0,
                           [](double sum, const Estimate& e) { return sum + e.value; });
}

const std::vector<double> ishigami_effects{0.43574702, 0.44241114, 0.12184183};

/// y = weights . x and exp(y) of normals x = rows . e, of which groups become known.
struct Correlated {
    LinearGaussian truth;
    TestFunction function;
    std::vector<DrawnGroup> groups;

    Correlated(const Eigen::MatrixXd& rows, const Eigen::VectorXd& weights,
               const std::vector<std::vector<int>>& members)
        : truth{rows * rows.transpose(), weights, members} {
        const Eigen::VectorXd direct = rows.transpose() * weights;
        NodeId y = function.number(0);
        for (Eigen::Index s = 0; s < rows.cols(); ++s)
            y = function.add(y, function.multiply(function.number(direct(s)), function.normal()));
        function.outputs = {y, function.graph.apply(Operation::exponential, y)};
        for (const std::vector<int>& of_group : members) {
            DrawnGroup& group = groups.emplace_back();
            for (const int i : of_group) {
                StreamWeights& normal = group.normals.emplace_back().weights;
                for (Eigen::Index s = 0; s < rows.cols(); ++s)
                    if (rows(i, s) != 0)
                        normal.emplace_back(static_cast<std::size_t>(s), rows(i, s));
            }
        }
    }

    ShapleyResult run(const PairSettings& settings) const {
        return shapley(function.program(), function.streams, groups, settings);
    }
};

/// Two standard normals of correlation r.
Eigen::MatrixXd pair_of(double r) {
    Eigen::MatrixXd rows(2, 2);
    rows << 1, 0, r, std::sqrt(1 - r * r);
    return rows;
}

Eigen::MatrixXd random_matrix(std::mt19937& generator, Eigen::Index rows, Eigen::Index columns) {
    std::normal_distribution<double> normal;
    Eigen::MatrixXd matrix(rows, columns);
    for (double& x : matrix.reshaped()) x = normal(generator);
    return matrix;
}

}  // namespace

TEST_CASE("shapley: Ishigami under every design", "[sensitivity]") {
    const std::string design = GENERATE("random", "latin", "sobol");
    const ShapleyResult result =
        shapley(ishigami().program(), ishigami().streams, each(ishigami()), settings_of(design));
    CHECK(result.pairs == 4096);
    CHECK(result.evaluations == 4096 * 4);
    const OutputEffects& y = result.outputs.front();
    check_near(y.mean, 3.5);
    check_near(y.variance, 13.8445879407);
    for (std::size_t i = 0; i < 3; ++i) {
        check_near(y.effects[i], ishigami_effects[i]);
        CHECK(y.effects[i].standard_error < 0.015);
    }
    CHECK(sum_of(y) == Approx(1).epsilon(1e-12));
}

TEST_CASE("shapley: Sobol' G, each term of the variance shared by the inputs in it",
          "[sensitivity]") {
    const std::vector<double> a{0, 1, 4.5, 9, 99, 99, 99, 99};
    std::vector<double> truth(a.size(), 0);
    const double variance = SobolGIndices(a).variance;
    for (unsigned set = 1; set < 256; ++set) {
        double term = 1;
        for (std::size_t i = 0; i < 8; ++i)
            if ((set >> i & 1) != 0) term /= 3 * (1 + a[i]) * (1 + a[i]);
        for (std::size_t i = 0; i < 8; ++i)
            if ((set >> i & 1) != 0) truth[i] += term / variance / __builtin_popcount(set);
    }
    const OutputEffects g = effects_of(sobol_g(a), settings_of("sobol"));
    for (std::size_t i = 0; i < 8; ++i) {
        check_near(g.effects[i], truth[i]);
        CHECK(g.effects[i].standard_error < 0.005);
    }
}

TEST_CASE("shapley: two correlated normals in closed form", "[sensitivity]") {
    const double r = GENERATE(-0.7, 0.0, 0.5, 0.95);
    const double b1 = 1, b2 = 2, s1 = 1.5, s2 = 0.5;
    Eigen::MatrixXd rows = pair_of(r);
    rows.row(0) *= s1;
    rows.row(1) *= s2;
    const Correlated model(rows, Eigen::Vector2d(b1, b2), {{0}, {1}});
    const double v = b1 * b1 * s1 * s1 + 2 * r * b1 * b2 * s1 * s2 + b2 * b2 * s2 * s2;
    const double first = (b1 * b1 * s1 * s1 * (1 - r * r / 2) + r * b1 * b2 * s1 * s2 +
                          b2 * b2 * s2 * s2 * r * r / 2) /
                         v;
    CHECK(model.truth.effects()[0] == Approx(first).epsilon(1e-12));
    const OutputEffects y = model.run(settings_of("sobol")).outputs.front();
    check_near(y.effects[0], first);
    check_near(y.effects[1], 1 - first);
    check_near(y.variance, v);
    CHECK(y.effects[0].standard_error < 0.015);
}

TEST_CASE("shapley: linear and exponential functions of correlated normals", "[sensitivity]") {
    std::mt19937 generator(GENERATE(1u, 2u, 3u, 4u));
    for (int inputs = 3; inputs <= 6; ++inputs) {
        // Of variances near 1, so that the exponential has few far values.
        const Eigen::MatrixXd rows = random_matrix(generator, inputs, inputs) / std::sqrt(inputs);
        Eigen::VectorXd weights = random_matrix(generator, inputs, 1);
        weights /= (rows.transpose() * weights).norm() / 0.5;
        std::vector<std::vector<int>> groups;
        for (int i = 0; i < inputs; ++i) groups.push_back({i});
        // Of six inputs two are a group, and so are three.
        if (inputs == 6) groups = {{0, 3}, {1, 2, 5}, {4}};
        const Correlated model(rows, weights, groups);
        const ShapleyResult result = model.run(settings_of("sobol"));
        const auto linear = model.truth.effects();
        const auto exponential = model.truth.effects_of_exponential();
        for (std::size_t g = 0; g < groups.size(); ++g) {
            INFO(inputs << " inputs, group " << g);
            check_near(result.outputs[0].effects[g], linear[g]);
            check_near(result.outputs[1].effects[g], exponential[g]);
            CHECK(result.outputs[0].effects[g].standard_error < 0.02);
            CHECK(result.outputs[1].effects[g].standard_error < 0.03);
        }
        CHECK(sum_of(result.outputs[0]) == Approx(1).epsilon(1e-12));
        CHECK(sum_of(result.outputs[1]) == Approx(1).epsilon(1e-12));
    }
}

TEST_CASE("shapley: normals that follow from others, and that share some streams only",
          "[sensitivity]") {
    // x0 and x1 are made of e0; x2 of e0 and e1; x3 = x0 + x2 in another group; x4 by itself; x5
    // and x6 share e4, more streams than normals.
    Eigen::MatrixXd rows = Eigen::MatrixXd::Zero(7, 6);
    rows(0, 0) = 1;
    rows(1, 0) = 0.5;
    rows(2, 0) = rows(2, 1) = 0.6;
    rows.row(3) = rows.row(0) + rows.row(2);
    rows(4, 2) = 1;
    rows(5, 3) = rows(5, 4) = 0.5;
    rows(6, 4) = 0.7;
    rows(6, 5) = 0.2;
    Eigen::VectorXd weights(7);
    weights << 0.3, 0.2, -0.4, 0.5, 0.3, 0.4, -0.6;
    const Correlated model(rows, weights, {{0}, {1, 6}, {2}, {3}, {4}, {5}});
    const ShapleyResult result = model.run(settings_of("sobol"));
    const auto linear = model.truth.effects();
    const auto exponential = model.truth.effects_of_exponential();
    for (std::size_t g = 0; g < 6; ++g) {
        INFO("group " << g);
        check_near(result.outputs[0].effects[g], linear[g]);
        check_near(result.outputs[1].effects[g], exponential[g]);
        CHECK(result.outputs[0].effects[g].standard_error < 0.015);
    }
}

// In 1,000 seeds of 3 effects each, which are not independent within a seed, the standard deviation
// of the share that holds is at most 0.7 %: 2 % is a false alarm of 1 in 200 for seeds that were
// not fixed.
TEST_CASE("shapley: intervals hold the truth under 93 to 97 % of seeds",
          "[sensitivity][statistical][slow]") {
    const std::string design = GENERATE("random", "sobol");
    const TestFunction f = ishigami();
    Eigen::MatrixXd rows(3, 3);
    rows << 1, 0, 0, 0.6, 0.8, 0, 0.9, -0.2, std::sqrt(0.15);
    const Correlated model(rows, Eigen::Vector3d(0.5, 0.4, 0.3), {{0}, {1}, {2}});
    const Program program = f.program(), correlated = model.function.program();
    std::vector<int> held(3, 0);
    const std::vector<std::vector<double>> truths{ishigami_effects, model.truth.effects(),
                                                  model.truth.effects_of_exponential()};
    constexpr int seeds = 1000;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        PairSettings settings = settings_of(design, seed);
        settings.base_size = 2048;
        const auto add = [&](std::size_t model_index, const OutputEffects& y) {
            for (std::size_t i = 0; i < 3; ++i) {
                const double truth = truths[model_index][i];
                const auto& interval = y.effects[i].interval;
                held[model_index] += interval[0] <= truth && truth <= interval[1] ? 1 : 0;
            }
        };
        add(0, shapley(program, f.streams, each(f), settings).outputs[0]);
        const ShapleyResult result =
            shapley(correlated, model.function.streams, model.groups, settings);
        add(1, result.outputs[0]);
        add(2, result.outputs[1]);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        INFO(design << ", function " << i << ": " << held[i] << " of " << 3 * seeds);
        CHECK(held[i] >= 0.93 * 3 * seeds);
        CHECK(held[i] <= 0.97 * 3 * seeds);
    }
}

TEST_CASE("shapley: the same bits for any number of threads", "[sensitivity][parallel]") {
    std::mt19937 generator(5);
    Correlated model(random_matrix(generator, 5, 5), Eigen::VectorXd::Ones(5),
                     {{0}, {1}, {2}, {3}, {4}});
    model.function.outputs.push_back(  // NaN in half of the runs
        model.function.graph.apply(Operation::logarithm, model.function.outputs.front()));
    PairSettings settings = settings_of("sobol");
    const ShapleyResult one = model.run(settings);
    for (const int threads : {2, 7}) {
        settings.threads = threads;
        const ShapleyResult more = model.run(settings);
        for (std::size_t o = 0; o < 3; ++o) {
            CHECK(more.outputs[o].mean.value == one.outputs[o].mean.value);
            CHECK(more.outputs[o].left_out == one.outputs[o].left_out);
            CHECK(more.outputs[o].first_left_out == one.outputs[o].first_left_out);
            for (std::size_t g = 0; g < 5; ++g) {
                CHECK(more.outputs[o].effects[g].value == one.outputs[o].effects[g].value);
                CHECK(more.outputs[o].effects[g].interval == one.outputs[o].effects[g].interval);
            }
        }
    }
}

TEST_CASE("shapley: pairs with a value that is not finite are left out and counted",
          "[sensitivity]") {
    // x1 + x2, except where x1 is below 0.1: there it is the logarithm of a negative number.
    TestFunction f;
    const NodeId x1 = f.uniform(0, 1), x2 = f.uniform(0, 1);
    const NodeId sum = f.add(x1, x2);
    const NodeId missing = f.graph.apply(Operation::logarithm, f.number(-1));
    f.outputs = {f.graph.apply(Operation::select, f.graph.apply(Operation::less, x1, f.number(0.1)),
                               missing, sum),
                 sum};
    const ShapleyResult result = shapley(f.program(), f.streams, each(f), settings_of("random"));
    const OutputEffects& some = result.outputs[0];
    // A pair counts where x1 of both points is above 0.1: 0.81 of 4,096, and 5 deviations of 25.
    CHECK(std::fabs(static_cast<double>(some.left_out) - 0.19 * 4096) < 125);
    REQUIRE(some.first_left_out.has_value());
    CHECK(*some.first_left_out < 100);
    // Given that, x1 is uniform on (0.1, 1): variances 0.81/12 and 1/12.
    check_near(some.mean, 1.05);
    check_near(some.variance, 1.81 / 12);
    check_near(some.effects[0], 0.81 / 1.81);
    CHECK(result.outputs[1].left_out == 0);
    check_near(result.outputs[1].effects[0], 0.5);
    f.outputs.erase(f.outputs.begin());
    CHECK(effects_of(f, settings_of("random")).effects[0].value ==
          result.outputs[1].effects[0].value);
}

TEST_CASE("shapley: a constant output has no effects, a single input has all", "[sensitivity]") {
    TestFunction f;
    const NodeId x = f.uniform(0, 1);
    f.outputs = {f.add(f.multiply(f.number(0), x), f.number(0.1)), f.multiply(x, x)};
    const ShapleyResult result = shapley(f.program(), f.streams, each(f), settings_of("sobol"));
    CHECK(result.outputs[0].constant);
    CHECK(result.outputs[0].effects.empty());
    CHECK(result.outputs[0].mean.value == Approx(0.1));
    CHECK_FALSE(result.outputs[1].constant);
    CHECK(result.outputs[1].effects.at(0).value == 1);
    CHECK(result.outputs[1].effects.at(0).standard_error == 0);
    CHECK(result.evaluations == 4096 * 2);
}

TEST_CASE("shapley: few pairs, a number of them that fills no block", "[sensitivity]") {
    for (const std::uint64_t pairs : {16u, 32u, 48u, 272u, 400u}) {
        PairSettings settings = settings_of("random");
        settings.base_size = pairs;
        const OutputEffects y = effects_of(ishigami(), settings);
        CHECK(sum_of(y) == Approx(1).epsilon(1e-12));
        for (std::size_t i = 0; i < 3; ++i) check_near(y.effects[i], ishigami_effects[i]);
    }
}

TEST_CASE("shapley: can be stopped", "[sensitivity]") {
    std::atomic<bool> stop = true;
    PairSettings settings = settings_of("random");
    settings.stop = &stop;
    const TestFunction f = ishigami();
    const ShapleyResult result = shapley(f.program(), f.streams, each(f), settings);
    CHECK(result.interrupted);
    CHECK(result.outputs.empty());
}

TEST_CASE("growing_basis: orthonormal, group by group, what follows left out", "[sensitivity]") {
    const std::vector<DrawnGroup> groups{{{}, {{{{0, 1.0}, {2, 1e-7}}}}},
                                         {{}, {{{{0, 1.0}}}, {{{0, 3.0}, {2, 1.0}}}}},
                                         {{}, {{{{2, 1.0}, {3, 1.0}}}}},
                                         {{1}, {}}};
    const DrawnGroups drawn = find_correlated(4, groups);
    REQUIRE(drawn.correlated.size() == 1);
    const CorrelatedStreams& set = drawn.correlated.front();
    CHECK(set.streams == std::vector<std::size_t>{0, 2, 3});
    CHECK(set.groups == std::vector<std::size_t>{0, 1, 2});
    CHECK(drawn.alone == std::vector<std::vector<std::size_t>>{{}, {}, {}, {1}});
    const GrowingBasis basis = growing_basis(set, {0, 1, 2});
    CHECK(basis.first == std::vector<std::size_t>{0, 1, 2, 2});
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t j = 0; j < 2; ++j) {
            double product = 0;
            for (std::size_t s = 0; s < 3; ++s)
                product += basis.vectors[i * 8 + s] * basis.vectors[j * 8 + s];
            CHECK(std::fabs(product - (i == j ? 1 : 0)) < 1e-14);
        }
    }
    // A set of one group is that group's own.
    const DrawnGroups single = find_correlated(2, {{{}, {{{{0, 1.0}, {1, 0.5}}}}}});
    CHECK(single.correlated.empty());
    CHECK(single.alone.front() == std::vector<std::size_t>{0, 1});
}
