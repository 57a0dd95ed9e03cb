#pragma once

#include <Eigen/Core>
#include <optional>

namespace plancast {

/// The correlation of two normals whose rank (Spearman) correlation is @p rank: 2 sin(pi rank / 6).
///
/// K. Pearson (1907), On further methods of determining correlation. Ranks survive every monotone
/// transformation, so values drawn by quantile from the normals' cdf have this rank correlation
/// too.
///
/// @throws InvalidInput if @p rank is outside [-1, 1].
double normal_correlation(double rank);

/// The inverse of normal_correlation: 6 / pi asin(normal / 2).
double rank_correlation(double normal);

/// normal_correlation of every entry off the diagonal of a matrix of rank correlations.
Eigen::MatrixXd normal_correlations(const Eigen::MatrixXd& ranks);

/// The lower triangular L with L L^T = @p correlation (n x n, n >= 1), in the order given: row i
/// makes variable i from the first i + 1 of n independent standard normals.
///
/// @throws InvalidInput if @p correlation is not square and symmetric, with ones on the diagonal
///         and entries in [-1, 1].
/// @throws InvalidInput if it is not positive definite; its suggestion gives the nearest matrix
///         that is, rounded so that it can be typed in.
Eigen::MatrixXd correlation_factor(const Eigen::MatrixXd& correlation);

/// The same of a symmetric matrix with ones on its diagonal; nothing if it is not positive
/// definite.
std::optional<Eigen::MatrixXd> positive_factor(const Eigen::MatrixXd& correlation);

/// The correlation matrix nearest to the symmetric @p matrix in the Frobenius norm.
///
/// Alternating projections with Dykstra's correction: N. J. Higham (2002), Computing the nearest
/// correlation matrix: a problem from finance, IMA J. Numer. Anal. 22, 329-343, algorithm 3.3.
///
/// @param smallest_eigenvalue  In [0, 1): the result is nearest among those matrices whose
///                             eigenvalues are at least this.
/// @throws InvalidInput if @p matrix is not square and symmetric.
Eigen::MatrixXd nearest_correlation(const Eigen::MatrixXd& matrix, double smallest_eigenvalue = 0);

/// The same among the matrices with the diagonal of @p matrix (n x n, positive) instead of ones.
///
/// @param smallest_eigenvalue  Not negative, and below the smallest entry of the diagonal.
Eigen::MatrixXd nearest_covariance(const Eigen::MatrixXd& matrix, double smallest_eigenvalue = 0);

/// A stationary AR(1) on standard normals: z[t] = previous * z[t - 1] + innovation * e[t], with
/// z[0] = e[0]; every z[t] is standard normal.
struct Autoregression {
    double previous = 0;
    double innovation = 1;
};

/// @throws InvalidInput if @p autocorrelation is outside [-1, 1].
Autoregression autoregression(double autocorrelation);

}  // namespace plancast
