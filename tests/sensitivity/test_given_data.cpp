#include "tests/support/catch.hpp"

#include <limits>
#include <thread>

#include "tests/sensitivity/draws.hpp"
#include "tests/sensitivity/gaussian.hpp"

using namespace plancast;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double ishigami(double x1, double x2, double x3) {
    return std::sin(x1) + 7 * std::sin(x2) * std::sin(x2) + 0.1 * std::pow(x3, 4) * std::sin(x1);
}

/// Delta of the Ishigami function from its values on a grid of m^3 midpoints.
std::vector<double> ishigami_delta(std::size_t m) {
    constexpr std::size_t bins = 128;
    const auto points = static_cast<double>(m);
    std::vector<std::vector<double>> conditional(3, std::vector<double>(m * bins));
    std::vector<double> sine(m), square(m), fourth(m), all(bins);
    for (std::size_t i = 0; i < m; ++i) {
        const double x = -pi + 2 * pi * (static_cast<double>(i) + 0.5) / points;
        sine[i] = std::sin(x);
        square[i] = 7 * sine[i] * sine[i];
        fourth[i] = 1 + 0.1 * std::pow(x, 4);
    }
    const double weight = 1 / std::pow(points, 3);
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j < m; ++j)
            for (std::size_t k = 0; k < m; ++k) {
                const double y = sine[i] * fourth[k] + square[j];
                const auto bin = static_cast<std::size_t>((y + 11) / 29 * bins);
                conditional[0][i * bins + bin] += weight;
                conditional[1][j * bins + bin] += weight;
                conditional[2][k * bins + bin] += weight;
                all[bin] += weight;
            }
    std::vector<double> delta(3);
    for (std::size_t input = 0; input < 3; ++input)
        for (std::size_t i = 0; i < m; ++i)
            for (std::size_t bin = 0; bin < bins; ++bin)
                delta[input] +=
                    std::abs(conditional[input][i * bins + bin] - all[bin] / points) / 2;
    return delta;
}

void check_nothing(const InputIndices& indices) {
    for (const Estimate* const estimate :
         {&indices.rank_correlation, &indices.src, &indices.prcc, &indices.first, &indices.pawn,
          &indices.pawn_max, &indices.delta})
        CHECK(std::isnan(estimate->value));
}

void check_same(const Estimate& a, const Estimate& b) {
    CHECK(a.value == Approx(b.value).margin(1e-9));
    CHECK(a.standard_error == Approx(b.standard_error).margin(1e-9));
}

}  // namespace

TEST_CASE("GivenData: the Ishigami function", "[sensitivity]") {
    const std::size_t n = 65536;
    std::vector<Column> x{uniforms(1, "1", n), uniforms(1, "2", n), uniforms(1, "3", n)};
    Column y(n);
    for (Column& column : x)
        for (double& value : column) value = pi * (2 * value - 1);
    for (std::size_t k = 0; k < n; ++k) y[k] = ishigami(x[0][k], x[1][k], x[2][k]);
    const GivenDataIndices found = given(x).analyse(y);
    // T. Ishigami & T. Homma (1990): closed forms.
    const std::vector<double> first{0.3139051911, 0.4424111448, 0};
    // Published from kernel densities: 0.21, 0.36, 0.16. The grid, like any finer one, has more.
    const std::vector<double> delta = ishigami_delta(240);
    CHECK(delta[0] == Approx(0.26).margin(0.01));
    CHECK(delta[1] == Approx(0.42).margin(0.01));
    CHECK(delta[2] == Approx(0.21).margin(0.01));
    for (std::size_t i = 0; i < 3; ++i) {
        CAPTURE(i);
        CHECK(errors_from(found.inputs[i].first, first[i]) < 6);
        CHECK(found.inputs[i].first.standard_error < 0.005);
        // Biased towards 0 by 0.02 to 0.03, where the density of y within a class of x2 has peaks.
        CHECK(found.inputs[i].delta.value > delta[i] - 0.035);
        CHECK(found.inputs[i].delta.value < delta[i]);
    }
    CHECK(errors_from(found.variance, 13.8445876) < 6);
    CHECK(errors_from(found.mean, 3.5) < 6);
    // Symmetric in x2 and x3.
    CHECK(errors_from(found.inputs[1].rank_correlation, 0) < 6);
    CHECK(found.inputs[2].pawn.value > 5 * found.inputs[2].pawn_of_chance);
}

TEST_CASE("GivenData: a sum of normals", "[sensitivity]") {
    const std::size_t n = 16384;
    const std::vector<double> a{3, -2, 1, 0};
    std::vector<Column> x;
    Column y(n, 0.0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        x.push_back(normals(2, std::to_string(i), n));
        for (std::size_t k = 0; k < n; ++k) y[k] += a[i] * x[i][k];
    }
    const GivenDataIndices found = given(x).analyse(y);
    CHECK(found.r2.value == Approx(1).epsilon(1e-9));
    for (std::size_t i = 0; i < 3; ++i) {
        CAPTURE(i);
        const double rho = a[i] / std::sqrt(14.0);
        const InputIndices& indices = found.inputs[i];
        CHECK(errors_from(indices.src, rho) < 6);
        CHECK(errors_from(indices.first, rho * rho) < 6);
        CHECK(errors_from(indices.rank_correlation, 6 / pi * std::asin(rho / 2)) < 6);
        CHECK(indices.delta.value == Approx(gaussian_delta(std::abs(rho))).margin(0.03));
    }
    CHECK(errors_from(found.inputs[3].first, 0) < 6);
    CHECK(errors_from(found.inputs[3].rank_correlation, 0) < 6);
    CHECK(errors_from(found.inputs[3].delta, 0) < 6);
}

TEST_CASE("GivenData: a coin, a constant and nothing to explain", "[sensitivity]") {
    const std::size_t n = 4096;
    Column coin = uniforms(3, "coin", n), y = normals(3, "y", n);
    for (std::size_t k = 0; k < n; ++k) {
        coin[k] = coin[k] < 0.1 ? 1 : 0;
        y[k] += 2 * coin[k];
    }
    const GivenData data = given({coin, Column(n, 0.1)});
    const GivenDataIndices found = data.analyse(y);
    // Var(E[y | coin]) = 4 * 0.1 * 0.9 of that and 1.
    CHECK(errors_from(found.inputs[0].first, 0.36 / 1.36) < 6);
    CHECK(errors_from(found.inputs[0].src, std::sqrt(0.36 / 1.36)) < 6);
    check_nothing(found.inputs[1]);

    const GivenDataIndices same = data.analyse(Column(n, 0.1));
    CHECK(same.constant);
    CHECK(same.inputs.empty());
    CHECK(same.mean.value == Approx(0.1));
    CHECK(same.variance.value == Approx(0).margin(1e-20));
    CHECK(data.analyse(Column(n, 1.0)).constant);
    CHECK_FALSE(data.analyse(Column(n, 1.0)).event);
}

TEST_CASE("GivenData: runs left out are as if they had never been", "[sensitivity]") {
    const std::size_t n = 2048;
    std::vector<Column> x{normals(4, "a", n), normals(4, "b", n)};
    Column y(n), gaps(n);
    std::vector<char> use(n, 1);
    for (std::size_t k = 0; k < n; ++k) gaps[k] = y[k] = x[0][k] + 0.5 * x[1][k] * x[1][k];
    const std::size_t left_out = GENERATE(std::size_t{3}, std::size_t{1500});
    for (std::size_t k = 100; k < 100 + left_out; ++k) {
        gaps[k] = k % 2 == 0 ? not_a_number : std::numeric_limits<double>::infinity();
        use[k] = 0;
    }
    const GivenData data = given(x);
    const GivenDataIndices with_gaps = data.analyse(gaps);
    const GivenDataIndices masked = data.analyse(y, use);
    CHECK(with_gaps.runs == n - left_out);
    CHECK(masked.inputs[1].first.interval == with_gaps.inputs[1].first.interval);
    CHECK(masked.inputs[0].prcc.interval == with_gaps.inputs[0].prcc.interval);

    // The same runs, taken from the inputs: ranks, and so their classes, are made anew.
    for (std::size_t k = 0; k < n; ++k)
        if (use[k] == 0) x[0][k] = not_a_number;
    const GivenData without = given(x);
    CHECK(without.runs_left_out() == left_out);
    CHECK(without.runs() == n - left_out);
    const GivenDataIndices expected = without.analyse(y);
    check_same(with_gaps.mean, expected.mean);
    check_same(with_gaps.variance, expected.variance);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(with_gaps.inputs[i].src.value == Approx(expected.inputs[i].src.value).margin(1e-6));
        CHECK(with_gaps.inputs[i].rank_correlation.value ==
              Approx(expected.inputs[i].rank_correlation.value).margin(0.01));
    }
}

TEST_CASE("GivenData: few runs, one run, no run", "[sensitivity]") {
    for (const std::size_t n : std::vector<std::size_t>{0, 1, 2, 15, 16, 17, 31, 32, 64, 100}) {
        CAPTURE(n);
        const Column x = normals(5, "x", n);
        const GivenDataIndices found = given({x, normals(5, "z", n), Column(n, 1.0)}).analyse(x);
        CHECK(found.runs == n);
        if (n < 2) {
            CHECK(found.constant);
            continue;
        }
        CHECK(found.inputs[0].rank_correlation.value == Approx(1));
        if (n < 16) continue;
        CHECK(found.inputs[0].src.value == Approx(1));
        CHECK(found.inputs[0].first.value > 0.5);
        CHECK(std::isnan(found.inputs[0].delta.value) == (n < 32));
    }
}

TEST_CASE("GivenData: the same bits from several threads", "[sensitivity][parallel]") {
    const std::size_t n = 1024;
    const GivenData data = given({normals(6, "a", n), normals(6, "b", n)});
    std::vector<Column> outcomes;
    for (std::uint64_t seed = 0; seed < 6; ++seed) outcomes.push_back(normals(seed, "y", n));
    outcomes[2][5] = not_a_number;
    std::vector<GivenDataIndices> found(outcomes.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        threads.emplace_back([&, i] { found[i] = data.analyse(outcomes[i]); });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const GivenDataIndices again = data.analyse(outcomes[i]);
        CHECK(found[i].inputs[1].src.interval == again.inputs[1].src.interval);
        CHECK(found[i].inputs[1].delta.interval == again.inputs[1].delta.interval);
        CHECK(found[i].rank_r2.interval == again.rank_r2.interval);
    }
}
