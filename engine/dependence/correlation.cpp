#include "engine/dependence/correlation.hpp"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <numbers>
#include <string>

#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"

namespace plancast {

namespace {

void require_correlation(std::string_view what, double value) {
    if (!(value >= -1 && value <= 1))
        throw InvalidInput(fmt::format("{} must lie between -1 and 1, is {}", what, value));
}

void require_symmetric(const Eigen::MatrixXd& matrix) {
    if (matrix.rows() == 0 || matrix.rows() != matrix.cols())
        throw InvalidInput(fmt::format("a correlation matrix must be square, is {} x {}",
                                       matrix.rows(), matrix.cols()));
    for (Eigen::Index i = 0; i < matrix.rows(); ++i)
        for (Eigen::Index j = 0; j < i; ++j)
            if (!(std::fabs(matrix(i, j) - matrix(j, i)) <= 1e-12))
                throw InvalidInput(fmt::format(
                    "a correlation matrix must be symmetric, but row {}, column {} is {} and row "
                    "{}, column {} is {}",
                    i + 1, j + 1, matrix(i, j), j + 1, i + 1, matrix(j, i)));
}

// The nearest matrix whose eigenvalues are at least `smallest`.
Eigen::MatrixXd raise_eigenvalues(const Eigen::MatrixXd& matrix, double smallest) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
    const Eigen::VectorXd raised = solver.eigenvalues().cwiseMax(smallest);
    const Eigen::MatrixXd result =
        solver.eigenvectors() * raised.asDiagonal() * solver.eigenvectors().transpose();
    return 0.5 * (result + result.transpose());
}

// Alternating projections on matrices with that diagonal and on those with such eigenvalues.
Eigen::MatrixXd nearest_with_diagonal(const Eigen::MatrixXd& matrix,
                                      const Eigen::VectorXd& diagonal, double smallest_eigenvalue) {
    constexpr int most_iterations = 10000;
    Eigen::MatrixXd y = 0.5 * (matrix + matrix.transpose());
    Eigen::MatrixXd correction = Eigen::MatrixXd::Zero(matrix.rows(), matrix.cols());
    for (int iteration = 0; iteration < most_iterations; ++iteration) {
        const Eigen::MatrixXd r = y - correction;
        const Eigen::MatrixXd x = raise_eigenvalues(r, smallest_eigenvalue);
        correction = x - r;
        const Eigen::MatrixXd before = y;
        y = x;
        y.diagonal() = diagonal;
        if ((y - before).norm() <= 1e-13 * y.norm() && (y - x).norm() <= 1e-13 * y.norm()) break;
    }
    return y;
}

// Rounded to four digits; eigenvalues are kept far enough from 0 to stay positive when rounded.
std::string typed_nearest(const Eigen::MatrixXd& matrix) {
    const Eigen::MatrixXd nearest =
        nearest_correlation(matrix, 1e-4 * static_cast<double>(matrix.rows()));
    std::string text = "[";
    for (Eigen::Index i = 0; i < nearest.rows(); ++i) {
        text += i == 0 ? "[" : ", [";
        for (Eigen::Index j = 0; j < nearest.cols(); ++j)
            text += fmt::format("{}{}", j == 0 ? "" : ", ",
                                i == j ? 1.0 : std::round(nearest(i, j) * 1e4) / 1e4);
        text += "]";
    }
    return text + "]";
}

}  // namespace

double normal_correlation(double rank) {
    require_correlation("a rank correlation", rank);
    return 2 * std::sin(std::numbers::pi * rank / 6);
}

double rank_correlation(double normal) {
    require_correlation("a correlation", normal);
    return 6 / std::numbers::pi * std::asin(normal / 2);
}

Eigen::MatrixXd normal_correlations(const Eigen::MatrixXd& ranks) {
    Eigen::MatrixXd result = ranks;
    for (Eigen::Index i = 0; i < ranks.rows(); ++i)
        for (Eigen::Index j = 0; j < ranks.cols(); ++j)
            if (i != j) result(i, j) = normal_correlation(ranks(i, j));
    return result;
}

Eigen::MatrixXd correlation_factor(const Eigen::MatrixXd& correlation) {
    require_symmetric(correlation);
    const Eigen::Index n = correlation.rows();
    for (Eigen::Index i = 0; i < n; ++i) {
        if (std::fabs(correlation(i, i) - 1) > 1e-12)
            throw InvalidInput(
                fmt::format("the diagonal of a correlation matrix must be 1, but row {} has {}",
                            i + 1, correlation(i, i)));
        for (Eigen::Index j = 0; j < i; ++j)
            require_correlation("a correlation", correlation(i, j));
    }
    if (auto factor = positive_factor(correlation)) return *std::move(factor);
    throw InvalidInput("the correlation matrix is not positive definite",
                       fmt::format("the nearest valid matrix is {}", typed_nearest(correlation)));
}

std::optional<Eigen::MatrixXd> positive_factor(const Eigen::MatrixXd& correlation) {
    const Eigen::Index n = correlation.rows();
    // Written out (Cholesky-Banachiewicz) so that the order of operations, and so every bit, is
    // ours; n is the number of correlated inputs of a plan.
    constexpr double smallest_pivot = 1e-12;
    Eigen::MatrixXd factor = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j <= i; ++j) {
            double rest = correlation(i, j);
            for (Eigen::Index k = 0; k < j; ++k) rest -= factor(i, k) * factor(j, k);
            if (i != j) {
                factor(i, j) = rest / factor(j, j);
            } else if (rest > smallest_pivot) {
                factor(i, i) = std::sqrt(rest);
            } else {
                return std::nullopt;
            }
        }
    }
    return factor;
}

Eigen::MatrixXd nearest_correlation(const Eigen::MatrixXd& matrix, double smallest_eigenvalue) {
    PLANCAST_EXPECTS(smallest_eigenvalue >= 0 && smallest_eigenvalue < 1);
    require_symmetric(matrix);
    return nearest_with_diagonal(matrix, Eigen::VectorXd::Ones(matrix.rows()), smallest_eigenvalue);
}

Eigen::MatrixXd nearest_covariance(const Eigen::MatrixXd& matrix, double smallest_eigenvalue) {
    require_symmetric(matrix);
    PLANCAST_EXPECTS(smallest_eigenvalue >= 0 &&
                     smallest_eigenvalue < matrix.diagonal().minCoeff());
    return nearest_with_diagonal(matrix, matrix.diagonal(), smallest_eigenvalue);
}

Autoregression autoregression(double autocorrelation) {
    require_correlation("an autocorrelation", autocorrelation);
    return {autocorrelation, std::sqrt((1 - autocorrelation) * (1 + autocorrelation))};
}

}  // namespace plancast
