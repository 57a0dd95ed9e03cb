#pragma once

#include <cmath>
#include <random>
#include <string>

#include <fmt/format.h>

#include "tests/support/exact_shapley.hpp"

namespace plancast::testing {

inline std::string input(const std::string& name, const std::string& more) {
    return fmt::format("[inputs.{}]\n{}status = \"assumed\"\nsource = \"a test\"\n", name,
                       more.empty() ? "normal = { mean = 0, sd = 1 }\n" : more);
}

inline std::string correlation(const std::string& a, const std::string& b, double level) {
    return fmt::format("[[correlations]]\nbetween = [\"{}\", \"{}\"]\nnormal = {}\n", a, b, level);
}

inline const std::string no_years = "[model]\n";

/// A correlation matrix.
inline Eigen::MatrixXd random_correlations(unsigned seed, Eigen::Index size) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    Eigen::MatrixXd factor(size, size);
    for (double& x : factor.reshaped()) x = normal(generator);
    const Eigen::MatrixXd covariance = factor * factor.transpose();
    const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
    return scale.asDiagonal() * covariance * scale.asDiagonal();
}

/// A plan, and the same as a sum of correlated normals.
struct CorrelatedModel {
    std::string text;
    LinearGaussian truth;
};

/// y of inputs x0, x1, ... that are all correlated with each other.
inline CorrelatedModel pairwise_correlated(unsigned seed, std::size_t inputs) {
    const auto size = static_cast<Eigen::Index>(inputs);
    const Eigen::MatrixXd correlations = random_correlations(seed, size);
    LinearGaussian truth{correlations, Eigen::VectorXd(size), {}};
    std::string model = no_years, sum;
    for (Eigen::Index i = 0; i < size; ++i) {
        model += input(fmt::format("x{}", i), "");
        truth.weights(i) = 1 + 0.5 * static_cast<double>(i);
        sum += fmt::format("{}{} * x{}", i == 0 ? "" : " + ", truth.weights(i), i);
        truth.groups.push_back({static_cast<int>(i)});
    }
    for (Eigen::Index i = 0; i < size; ++i)
        for (Eigen::Index j = 0; j < i; ++j)
            model += correlation(fmt::format("x{}", i), fmt::format("x{}", j), correlations(i, j));
    return {model + "[series.y]\nvalue = \"" + sum + "\"\n", truth};
}

/// y@2028 and z@2028 = exp(y / 10) of inputs of every year with factors, memory and what lasts.
inline CorrelatedModel correlated_over_years() {
    // a and b are drawn each year for three years, remember by 0.6, last by 0.3, are correlated by
    // 0.5 in both parts and load on a factor each; c is by itself.
    const double memory = 0.6, lasts = 0.3, own = 0.5;
    const double on_cycle = 0.4, on_common = 0.7;
    const std::string model =
        "[model]\nyears = [2026, 2028]\n" +
        input("cycle", "each = \"year\"\nautocorrelation = 0.2\nnormal = { mean = 0, sd = 1 }\n") +
        input("common", "") +
        input("a", fmt::format("lasting = {}\nautocorrelation = {}\nloads_on = {{ cycle = {}, "
                               "common = {} }}\nnormal = {{ mean = 0, sd = 1 }}\n",
                               lasts, memory, on_cycle, on_common)) +
        input("b", fmt::format("lasting = {}\nautocorrelation = {}\nnormal = {{ mean = 0, sd = 1 "
                               "}}\n",
                               lasts, memory)) +
        input("c", "each = \"year\"\nnormal = { mean = 0, sd = 1 }\n") +
        correlation("a", "b", own) +
        "[series.part]\nvalue = \"a + 0.7 * b + 0.5 * c\"\n"
        "[series.y]\nvalue = \"total(part)\"\n"
        "[series.z]\nvalue = \"exp(0.1 * total(part))\"\n";
    // Of the normals: 0-2 cycle, 3 common, 4-6 a, 7-9 b, 10-12 c.
    LinearGaussian truth{Eigen::MatrixXd::Identity(13, 13),
                         Eigen::VectorXd::Zero(13),
                         {{0, 1, 2}, {3}, {4, 5, 6}, {7, 8, 9}, {10, 11, 12}}};
    Eigen::MatrixXd& c = truth.covariance;
    const auto set = [&](int i, int j, double value) { c(i, j) = c(j, i) = value; };
    const double own_lasting = 1 - on_common * on_common, own_yearly = 1 - on_cycle * on_cycle;
    for (int t = 0; t < 3; ++t) {
        set(3, 4 + t, std::sqrt(lasts) * on_common);
        for (int s = 0; s < 3; ++s) {
            const double remembered = std::pow(memory, std::abs(t - s));
            const double of_cycle = std::pow(0.2, std::abs(t - s));
            c(t, s) = of_cycle;
            set(t, 4 + s, std::sqrt(1 - lasts) * on_cycle * of_cycle);
            c(4 + t, 4 + s) =
                lasts * (own_lasting + on_common * on_common) +
                (1 - lasts) * (own_yearly * remembered + on_cycle * on_cycle * of_cycle);
            c(7 + t, 7 + s) = lasts + (1 - lasts) * remembered;
            // The stated correlation is that of the whole in each part and in the same year.
            set(4 + t, 7 + s, own * (lasts + (1 - lasts) * remembered));
        }
        truth.weights(4 + t) = 1;
        truth.weights(7 + t) = 0.7;
        truth.weights(10 + t) = 0.5;
    }
    return {model, truth};
}

}  // namespace plancast::testing
