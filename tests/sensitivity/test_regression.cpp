#include "tests/support/catch.hpp"

#include <Eigen/Dense>
#include <algorithm>

#include "tests/sensitivity/draws.hpp"

using namespace plancast;

namespace {

Eigen::VectorXd ranks_of(const Column& values) {
    Eigen::VectorXd ranks(static_cast<Eigen::Index>(values.size()));
    for (std::size_t k = 0; k < values.size(); ++k)
        ranks[static_cast<Eigen::Index>(k)] = static_cast<double>(std::count_if(
            values.begin(), values.end(), [&](double other) { return other < values[k]; }));
    return ranks;
}

/// What is left of @p y when the columns of @p x, and a constant, are fitted to it.
Eigen::VectorXd residual(const Eigen::MatrixXd& x, const Eigen::VectorXd& y) {
    Eigen::MatrixXd design(x.rows(), x.cols() + 1);
    design << Eigen::VectorXd::Ones(x.rows()), x;
    return y - design * design.colPivHouseholderQr().solve(y);
}

Eigen::MatrixXd columns_but(const Eigen::MatrixXd& x, Eigen::Index left_out) {
    Eigen::MatrixXd others(x.rows(), x.cols() - 1);
    others << x.leftCols(left_out), x.rightCols(x.cols() - left_out - 1);
    return others;
}

/// Three correlated inputs and an outcome that is nearly linear in two of them.
struct Example {
    static constexpr std::size_t n = 600;
    std::vector<Column> inputs{normals(1, "a", n), normals(1, "b", n), normals(1, "c", n)};
    Column outcome = normals(1, "e", n);

    Example() {
        for (std::size_t k = 0; k < n; ++k) {
            inputs[1][k] = 0.8 * inputs[0][k] + 0.6 * inputs[1][k];
            inputs[2][k] = 10 + 3 * (inputs[2][k] - 0.5 * inputs[1][k]);
            outcome[k] += std::exp(inputs[0][k]) - inputs[2][k];
        }
    }
};

}  // namespace

TEST_CASE("prcc: the correlation of residuals of ranks on ranks", "[sensitivity]") {
    const Example example;
    const GivenDataIndices found = given(example.inputs).analyse(example.outcome);
    Eigen::MatrixXd x(static_cast<Eigen::Index>(Example::n), 3);
    for (Eigen::Index i = 0; i < 3; ++i)
        x.col(i) = ranks_of(example.inputs[static_cast<std::size_t>(i)]);
    const Eigen::VectorXd y = ranks_of(example.outcome);
    for (Eigen::Index i = 0; i < 3; ++i) {
        const Eigen::VectorXd own = residual(columns_but(x, i), x.col(i));
        const Eigen::VectorXd left = residual(columns_but(x, i), y);
        // The inputs' ranks are kept in 24 bits.
        CHECK(found.inputs[static_cast<std::size_t>(i)].prcc.value ==
              Approx(own.dot(left) / (own.norm() * left.norm())).margin(1e-6));
    }
    const Eigen::VectorXd centred = y.array() - y.mean();
    const double r2 = 1 - residual(x, y).squaredNorm() / centred.squaredNorm();
    CHECK(found.rank_r2.value == Approx(1 - (1 - r2) * 599 / 596).epsilon(1e-6));
}

TEST_CASE("src: least squares of standardised columns, and its jackknife", "[sensitivity]") {
    const Example example;
    const GivenDataIndices found = given(example.inputs).analyse(example.outcome);
    const auto coefficient = [&](std::size_t left_out) {
        std::vector<std::size_t> runs;
        for (std::size_t k = 0; k < Example::n; ++k)
            if (k % 16 != left_out) runs.push_back(k);
        Eigen::MatrixXd columns(static_cast<Eigen::Index>(runs.size()), 4);
        for (Eigen::Index row = 0; row < columns.rows(); ++row) {
            const std::size_t run = runs[static_cast<std::size_t>(row)];
            for (Eigen::Index i = 0; i < 3; ++i)
                columns(row, i) = example.inputs[static_cast<std::size_t>(i)][run];
            columns(row, 3) = example.outcome[run];
        }
        for (Eigen::Index i = 0; i < 4; ++i) {
            columns.col(i).array() -= columns.col(i).mean();
            columns.col(i).normalize();
        }
        return columns.leftCols(3).colPivHouseholderQr().solve(columns.col(3))[2];
    };
    std::vector<double> without;
    for (std::size_t g = 0; g < 16; ++g) without.push_back(coefficient(g));
    const Estimate expected = jackknife(coefficient(16), without);
    CHECK(found.inputs[2].src.value == Approx(expected.value).epsilon(1e-6));
    CHECK(found.inputs[2].src.standard_error == Approx(expected.standard_error).epsilon(1e-4));
}

TEST_CASE("src: inputs that make each other up have none, the others keep theirs",
          "[sensitivity]") {
    Example example;
    const GivenDataIndices before = given(example.inputs).analyse(example.outcome);
    Column sum(Example::n), constant(Example::n, 4.0);
    for (std::size_t k = 0; k < Example::n; ++k)
        sum[k] = example.inputs[0][k] - 2 * example.inputs[1][k];
    example.inputs.push_back(constant);
    example.inputs.push_back(sum);
    const GivenDataIndices found = given(example.inputs).analyse(example.outcome);
    CHECK(std::isnan(found.inputs[0].src.value));
    CHECK(std::isnan(found.inputs[1].src.value));
    CHECK(std::isnan(found.inputs[4].src.value));
    CHECK(found.inputs[2].src.value == Approx(before.inputs[2].src.value).epsilon(1e-6));
    CHECK(found.r2.value == Approx(before.r2.value).epsilon(1e-6));
    CHECK(std::isfinite(found.inputs[0].rank_correlation.value));
    // Ranks of the sum are not the sum of ranks.
    CHECK(std::isfinite(found.inputs[0].prcc.value));
}

TEST_CASE("src: of an exact linear model, with nothing left to explain", "[sensitivity]") {
    const std::size_t n = 1024;
    const std::vector<Column> inputs{normals(2, "a", n), normals(2, "b", n), normals(2, "c", n)};
    Column y(n);
    for (std::size_t k = 0; k < n; ++k) y[k] = 3 * inputs[0][k] - 4 * inputs[1][k];
    const GivenDataIndices found = given(inputs).analyse(y);
    CHECK(found.r2.value == Approx(1).epsilon(1e-9));
    CHECK(errors_from(found.inputs[0].src, 0.6) < 6);
    CHECK(errors_from(found.inputs[1].src, -0.8) < 6);
    CHECK(found.inputs[2].src.value == Approx(0).margin(1e-6));
    // The outcome as its own input explains all: nothing is left for another one.
    const GivenDataIndices itself = given({y, inputs[2]}).analyse(y);
    CHECK(itself.inputs[0].prcc.value == Approx(1));
    CHECK(std::isnan(itself.inputs[1].prcc.value));
}
