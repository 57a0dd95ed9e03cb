#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "engine/sensitivity/cross_products.hpp"

namespace plancast {

/// What a linear model takes from its d inputs, prepared once for many outcomes: the inverse of
/// their correlation matrix, from all groups of runs and without each one.
///
/// Inputs that are constant are left out, and of inputs that are exact linear combinations of
/// each other as many as are needed to tell the others apart; none of those has a coefficient of
/// its own. Memory: 17 d^2 doubles. Time: 17 d^3 multiplications.
class Regressors {
public:
    explicit Regressors(const CrossProducts& inputs);

    std::size_t size() const { return static_cast<std::size_t>(models_.back().mean.size()); }

private:
    friend class LinearModel;

    struct Model {
        double runs = 0;
        Eigen::VectorXd mean;
        Eigen::VectorXd deviation;  ///< 0: the input is constant
        Eigen::MatrixXd inverse;    ///< of the correlations of those taken; 0 in rows of others
        std::vector<char> has_own;  ///< whether the input has a coefficient of its own
        double taken = 0;
    };

    static Model model(const Eigen::MatrixXd& products);

    std::vector<Model> models_;  ///< the last one: of all groups
};

/// The linear model of one outcome on all inputs.
class LinearModel {
public:
    /// @param inputs    Outlives this.
    /// @param sum       Of the outcome.
    /// @param squares   Of the outcome.
    /// @param products  Of the outcome and each of the d inputs.
    LinearModel(const Regressors& inputs, const GroupSums& sum, const GroupSums& squares,
                std::span<const GroupSums> products);

    /// Correlation of the outcome and an input without a group of runs; 0 if the input is constant.
    /// @param left_out  A group, or none_left_out.
    double correlation(std::size_t input, std::size_t left_out) const;

    /// Standardised regression coefficients b_i: y / s_y = sum_i b_i x_i / s_i + ...; NaN for
    /// inputs without a coefficient of their own.
    Estimate coefficient(std::size_t input) const;

    /// Partial correlation of the outcome and an input: of what is left of both when the other
    /// inputs' linear models of them are subtracted. With R the inputs' correlation matrix and
    /// R^2 the share of variance explained, b_i / sqrt(b_i^2 + (1 - R^2) (R^-1)_ii). Of ranks, it
    /// is the PRCC: R. L. Iman & W. J. Conover (1979), Technometrics 21(4), 499-509.
    ///
    /// NaN for inputs without a coefficient of their own, and for those to which the others leave
    /// nothing to explain.
    Estimate partial_correlation(std::size_t input) const;

    /// The share of the outcome's variance that the linear model explains, adjusted for what as
    /// many irrelevant inputs p would explain: 1 - (1 - R^2) (n - 1) / (n - p - 1). May be below 0.
    /// M. Ezekiel (1930), Methods of correlation analysis. NaN if n <= p + 1.
    Estimate explained() const;

private:
    struct Fit {
        Eigen::VectorXd correlations;
        Eigen::VectorXd coefficients;
        double unexplained = 0;  ///< 1 - R^2
    };

    const Regressors& inputs_;
    std::vector<Fit> fits_;  ///< the last one: of all groups
};

}  // namespace plancast
