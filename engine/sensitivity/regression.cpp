#include "engine/sensitivity/regression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plancast {

namespace {

/// An input, scaled to variance 1, with less variance than this of its own is no input of its own.
constexpr double least_variance = 1e-10;
/// Inputs whose part in a combination is below this are not part of it.
constexpr double least_part = 1e-5;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Regressors::Regressors(const CrossProducts& inputs) {
    for (std::size_t left_out = 0; left_out <= replicate_count; ++left_out)
        models_.push_back(model(inputs.without(left_out)));
}

Regressors::Model Regressors::model(const Eigen::MatrixXd& products) {
    const Eigen::Index d = products.rows() - 1;
    Model found;
    found.runs = products(0, 0);
    found.mean = products.col(0).tail(d) / found.runs;
    found.deviation = Eigen::VectorXd::Zero(d);
    found.has_own.assign(static_cast<std::size_t>(d), 0);
    found.inverse = Eigen::MatrixXd::Zero(d, d);
    for (Eigen::Index i = 0; i < d; ++i) {
        const double square = products(i + 1, i + 1) / found.runs;
        const double variance = square - found.mean[i] * found.mean[i];
        if (variance > least_variance * square) found.deviation[i] = std::sqrt(variance);
    }
    const auto correlation = [&](Eigen::Index i, Eigen::Index j) {
        return (products(i + 1, j + 1) / found.runs - found.mean[i] * found.mean[j]) /
               (found.deviation[i] * found.deviation[j]);
    };
    // Cholesky's factor, row by row, of the inputs that those taken before do not make up.
    Eigen::MatrixXd factor = Eigen::MatrixXd::Zero(d, d);
    std::vector<Eigen::Index> taken;
    for (Eigen::Index i = 0; i < d; ++i) {
        if (!(found.deviation[i] > 0)) continue;
        const auto k = static_cast<Eigen::Index>(taken.size());
        Eigen::VectorXd row(k);
        for (Eigen::Index j = 0; j < k; ++j)
            row[j] = correlation(i, taken[static_cast<std::size_t>(j)]);
        const auto lower = factor.topLeftCorner(k, k).triangularView<Eigen::Lower>();
        lower.solveInPlace(row);
        const double own = 1 - row.squaredNorm();
        if (own > least_variance) {
            factor.row(k).head(k) = row;
            factor(k, k) = std::sqrt(own);
            taken.push_back(i);
            found.has_own[static_cast<std::size_t>(i)] = 1;
            continue;
        }
        lower.transpose().solveInPlace(row);
        for (Eigen::Index j = 0; j < k; ++j)
            if (std::abs(row[j]) > least_part)
                found.has_own[static_cast<std::size_t>(taken[static_cast<std::size_t>(j)])] = 0;
    }
    const auto k = static_cast<Eigen::Index>(taken.size());
    Eigen::MatrixXd root = Eigen::MatrixXd::Identity(k, k);
    factor.topLeftCorner(k, k).triangularView<Eigen::Lower>().solveInPlace(root);
    const Eigen::MatrixXd inverse = root.transpose() * root;
    for (Eigen::Index i = 0; i < k; ++i)
        for (Eigen::Index j = 0; j < k; ++j)
            found.inverse(taken[static_cast<std::size_t>(i)], taken[static_cast<std::size_t>(j)]) =
                inverse(i, j);
    found.taken = static_cast<double>(k);
    return found;
}

LinearModel::LinearModel(const Regressors& inputs, const GroupSums& sum, const GroupSums& squares,
                         std::span<const GroupSums> products)
    : inputs_(inputs) {
    const auto d = static_cast<Eigen::Index>(inputs.size());
    for (std::size_t left_out = 0; left_out <= replicate_count; ++left_out) {
        const Regressors::Model& model = inputs.models_[left_out];
        const double mean = sum.without(left_out) / model.runs;
        const double deviation =
            std::sqrt(std::max(0.0, squares.without(left_out) / model.runs - mean * mean));
        Fit fit;
        fit.correlations = Eigen::VectorXd::Zero(d);
        for (Eigen::Index i = 0; i < d; ++i) {
            if (!(model.deviation[i] > 0)) continue;
            const double product =
                products[static_cast<std::size_t>(i)].without(left_out) / model.runs;
            fit.correlations[i] =
                (product - model.mean[i] * mean) / (model.deviation[i] * deviation);
        }
        fit.coefficients = model.inverse * fit.correlations;
        const double unexplained = 1 - fit.coefficients.dot(fit.correlations);
        fit.unexplained = unexplained < 0 ? 0 : unexplained;  // NaN stays NaN
        fits_.push_back(std::move(fit));
    }
}

double LinearModel::correlation(std::size_t input, std::size_t left_out) const {
    return fits_[left_out].correlations[static_cast<Eigen::Index>(input)];
}

Estimate LinearModel::coefficient(std::size_t input) const {
    return over_groups([&](std::size_t left_out) {
        return inputs_.models_[left_out].has_own[input] != 0
                   ? fits_[left_out].coefficients[static_cast<Eigen::Index>(input)]
                   : nan;
    });
}

Estimate LinearModel::partial_correlation(std::size_t input) const {
    const auto i = static_cast<Eigen::Index>(input);
    return over_groups([&](std::size_t left_out) {
        const Regressors::Model& model = inputs_.models_[left_out];
        const Fit& fit = fits_[left_out];
        if (model.has_own[input] == 0) return nan;
        const double own = fit.coefficients[i] * fit.coefficients[i];
        if (own < least_variance && fit.unexplained < least_variance) return nan;
        return fit.coefficients[i] / std::sqrt(own + fit.unexplained * model.inverse(i, i));
    });
}

Estimate LinearModel::explained() const {
    return over_groups([&](std::size_t left_out) {
        const Regressors::Model& model = inputs_.models_[left_out];
        const double free = model.runs - model.taken - 1;
        return free > 0 ? 1 - fits_[left_out].unexplained * (model.runs - 1) / free : nan;
    });
}

}  // namespace plancast
