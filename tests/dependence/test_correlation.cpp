#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/dependence/correlation.hpp"
#include "engine/distributions/distribution.hpp"
#include "engine/random/philox.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

std::vector<double> ranks(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = static_cast<double>(i);
    return result;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    const double n = static_cast<double>(x.size());
    const double mx = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double my = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double sxy = 0, sxx = 0, syy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sxy += (x[i] - mx) * (y[i] - my);
        sxx += (x[i] - mx) * (x[i] - mx);
        syy += (y[i] - my) * (y[i] - my);
    }
    return sxy / std::sqrt(sxx * syy);
}

std::vector<double> normals(std::string_view name, std::size_t count) {
    std::vector<double> z(count);
    fill_uniforms(1, stream_key(name), no_year, 0, z);
    normal_quantile(z, z);
    return z;
}

double smallest_eigenvalue(const Eigen::MatrixXd& matrix) {
    return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix).eigenvalues()(0);
}

template <typename Call>
Problem problem_of(Call&& call) {
    try {
        call();
    } catch (const InvalidInput& error) {
        return error.problems().front();
    }
    return {};
}

}  // namespace

TEST_CASE("normal_correlation: known values and inverse", "[dependence]") {
    CHECK(normal_correlation(0) == 0);
    CHECK(normal_correlation(1) == Approx(1).epsilon(1e-15));
    CHECK(normal_correlation(-1) == Approx(-1).epsilon(1e-15));
    // sin(pi / 12) = (sqrt 6 - sqrt 2) / 4
    CHECK(normal_correlation(0.5) == Approx((std::sqrt(6.0) - std::sqrt(2.0)) / 2).epsilon(1e-15));
    for (const double rank : {-0.99, -0.3, 0.001, 0.7})
        CHECK(rank_correlation(normal_correlation(rank)) == Approx(rank).epsilon(1e-14));
    CHECK_THROWS_AS(normal_correlation(1.01), InvalidInput);
    CHECK_THROWS_AS(normal_correlation(std::nan("")), InvalidInput);
}

TEST_CASE("normal_correlations: the diagonal stays 1", "[dependence]") {
    Eigen::MatrixXd input(2, 2);
    input << 1, 0.5, 0.5, 1;
    const Eigen::MatrixXd result = normal_correlations(input);
    CHECK(result(0, 0) == 1);
    CHECK(result(0, 1) == normal_correlation(0.5));
}

TEST_CASE("correlation_factor: the sampled rank correlations are those asked for",
          "[dependence][statistical]") {
    Eigen::MatrixXd wanted(3, 3);
    wanted << 1, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 1;
    const Eigen::MatrixXd factor = correlation_factor(normal_correlations(wanted));
    constexpr std::size_t runs = 200000;
    const std::vector<std::vector<double>> e = {normals("a", runs), normals("b", runs),
                                                normals("c", runs)};
    std::vector<std::vector<double>> drawn;
    for (Eigen::Index i = 0; i < 3; ++i) {
        std::vector<double> z(runs);
        for (std::size_t run = 0; run < runs; ++run)
            for (Eigen::Index j = 0; j <= i; ++j)
                z[run] += factor(i, j) * e[static_cast<std::size_t>(j)][run];
        // Any laws will do, ranks are what counts: the copula must reach the values themselves.
        normal_cdf(z, z);
        make_quantile_function(i == 0   ? make_lognormal(3, 1)
                               : i == 1 ? make_uniform(-1, 4)
                                        : make_pert(0, 1, 9))
            ->evaluate(z, z);
        drawn.push_back(ranks(z));
    }
    // The standard error of a rank correlation is at most 1.06 / sqrt(n) near 0 and smaller
    // elsewhere: 5 of them, false alarms below 1e-6 for each of three pairs. Taking the rank
    // correlation for the normals' own would miss by 0.018 at 0.6, 7 standard errors.
    const double tolerance = 5 * 1.06 / std::sqrt(static_cast<double>(runs));
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < i; ++j)
            CHECK(std::fabs(correlation(drawn[i], drawn[j]) -
                            wanted(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j))) <
                  tolerance);
}

TEST_CASE("correlation_factor: L L^T gives the matrix back, in file order", "[dependence]") {
    Eigen::MatrixXd matrix(4, 4);
    matrix << 1, 0.5, 0.2, -0.1, 0.5, 1, 0.3, 0.4, 0.2, 0.3, 1, 0, -0.1, 0.4, 0, 1;
    const Eigen::MatrixXd factor = correlation_factor(matrix);
    CHECK((factor * factor.transpose() - matrix).norm() < 1e-15);
    CHECK(factor(0, 0) == 1);
    CHECK(factor(1, 0) == 0.5);
    CHECK(factor(0, 1) == 0);
    CHECK(correlation_factor(Eigen::MatrixXd::Ones(1, 1))(0, 0) == 1);
}

TEST_CASE("correlation_factor: an impossible matrix is refused with the nearest possible one",
          "[dependence]") {
    Eigen::MatrixXd matrix(3, 3);
    matrix << 1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1;
    const Problem problem = problem_of([&] { correlation_factor(matrix); });
    CHECK(problem.message == "the correlation matrix is not positive definite");
    // By symmetry the nearest is 1, a, -a, ...: positive semidefinite iff a <= 1/2.
    CHECK(problem.suggestion ==
          "the nearest valid matrix is [[1, 0.4999, -0.4999], [0.4999, 1, 0.4999], [-0.4999, "
          "0.4999, 1]]");
    Eigen::MatrixXd typed(3, 3);
    typed << 1, 0.4999, -0.4999, 0.4999, 1, 0.4999, -0.4999, 0.4999, 1;
    CHECK_NOTHROW(correlation_factor(typed));

    Eigen::MatrixXd singular = Eigen::MatrixXd::Ones(2, 2);
    CHECK_THROWS_AS(correlation_factor(singular), InvalidInput);
}

TEST_CASE("correlation_factor: what is no correlation matrix is refused", "[dependence]") {
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(2, 2);
    matrix(0, 1) = 0.5;
    CHECK(problem_of([&] { correlation_factor(matrix); }).message ==
          "a correlation matrix must be symmetric, but row 2, column 1 is 0 and row 1, column 2 is "
          "0.5");
    matrix(1, 0) = 0.5;
    matrix(1, 1) = 2;
    CHECK(problem_of([&] { correlation_factor(matrix); }).message ==
          "the diagonal of a correlation matrix must be 1, but row 2 has 2");
    matrix(1, 1) = 1;
    matrix(0, 1) = matrix(1, 0) = 1.5;
    CHECK(problem_of([&] { correlation_factor(matrix); }).message ==
          "a correlation must lie between -1 and 1, is 1.5");
    matrix(0, 1) = matrix(1, 0) = std::nan("");
    CHECK_THROWS_AS(correlation_factor(matrix), InvalidInput);
    CHECK(problem_of([] { correlation_factor(Eigen::MatrixXd::Ones(2, 3)); }).message ==
          "a correlation matrix must be square, is 2 x 3");
    CHECK_THROWS_AS(correlation_factor(Eigen::MatrixXd(0, 0)), InvalidInput);
}

TEST_CASE("nearest_correlation: Higham's example", "[dependence]") {
    // Higham (2002), section 4: printed to four digits, distance 0.5278.
    Eigen::MatrixXd matrix(3, 3);
    matrix << 1, 1, 0, 1, 1, 1, 0, 1, 1;
    const Eigen::MatrixXd nearest = nearest_correlation(matrix);
    CHECK(nearest(0, 1) == Approx(0.7607).margin(5e-5));
    CHECK(nearest(0, 2) == Approx(0.1573).margin(5e-5));
    CHECK(nearest(1, 2) == Approx(0.7607).margin(5e-5));
    CHECK((nearest - matrix).norm() == Approx(0.5278).margin(5e-5));
    CHECK(smallest_eigenvalue(nearest) > -1e-10);
}

TEST_CASE("nearest_correlation: no other correlation matrix is nearer", "[dependence][property]") {
    Eigen::MatrixXd matrix(4, 4);
    matrix << 1, 0.95, 0.1, -0.8, 0.95, 1, 0.9, 0.2, 0.1, 0.9, 1, 0.7, -0.8, 0.2, 0.7, 1;
    REQUIRE(smallest_eigenvalue(matrix) < -0.1);
    const Eigen::MatrixXd nearest = nearest_correlation(matrix);
    CHECK(nearest.diagonal().isOnes(1e-12));
    CHECK(smallest_eigenvalue(nearest) > -1e-10);
    const double distance = (nearest - matrix).norm();
    // Steps from the answer to random correlation matrices stay inside the convex set.
    std::vector<double> z = normals("directions", 200 * 16);
    for (std::size_t trial = 0; trial < 200; ++trial) {
        Eigen::MatrixXd other = Eigen::Map<Eigen::MatrixXd>(z.data() + 16 * trial, 4, 4);
        other = (other * other.transpose()).eval();
        const Eigen::VectorXd scale = other.diagonal().cwiseSqrt().cwiseInverse();
        other = scale.asDiagonal() * other * scale.asDiagonal();
        const Eigen::MatrixXd step = nearest + 1e-3 * (other - nearest);
        CHECK((step - matrix).norm() > distance - 1e-9);
    }
    const Eigen::MatrixXd valid = Eigen::MatrixXd::Identity(3, 3);
    CHECK((nearest_correlation(valid) - valid).norm() < 1e-14);
    CHECK(smallest_eigenvalue(nearest_correlation(matrix, 0.01)) > 0.01 - 1e-10);
}

TEST_CASE("nearest_covariance: no other with that diagonal is nearer", "[dependence]") {
    Eigen::MatrixXd matrix(4, 4);
    matrix << 4, 1.9, 0.1, -2.5, 1.9, 1, 0.9, 0.2, 0.1, 0.9, 0.25, 0.3, -2.5, 0.2, 0.3, 1;
    REQUIRE(smallest_eigenvalue(matrix) < -0.1);
    const Eigen::MatrixXd nearest = nearest_covariance(matrix);
    CHECK(nearest.diagonal() == matrix.diagonal());
    CHECK(smallest_eigenvalue(nearest) > -1e-10);
    // The conditions of the optimum of this convex problem: nearest - matrix = Z + a diagonal with
    // Z positive semidefinite and Z nearest = 0; the latter tells the diagonal of Z.
    Eigen::MatrixXd z = nearest - matrix;
    for (Eigen::Index i = 0; i < 4; ++i)
        z(i, i) = -(z.row(i) * nearest.col(i) - z(i, i) * nearest(i, i)) / nearest(i, i);
    CHECK((z * nearest).norm() < 1e-9);
    CHECK(smallest_eigenvalue(z) > -1e-9);
    // Of two nothing is left to choose: |x| <= sqrt(4 * 1).
    Eigen::MatrixXd two(2, 2);
    two << 4, 3, 3, 1;
    CHECK(nearest_covariance(two)(0, 1) == Approx(2).epsilon(1e-9));
    CHECK(smallest_eigenvalue(nearest_covariance(matrix, 0.01)) > 0.01 - 1e-10);
}

TEST_CASE("autoregression: variance 1, correlation as asked", "[dependence]") {
    CHECK(autoregression(0).innovation == 1);
    const Autoregression ar = autoregression(0.6);
    CHECK(ar.previous == 0.6);
    CHECK(ar.innovation == Approx(0.8).epsilon(1e-15));
    CHECK(autoregression(-1).innovation == 0);
    CHECK(problem_of([] { autoregression(1.5); }).message ==
          "an autocorrelation must lie between -1 and 1, is 1.5");
}
