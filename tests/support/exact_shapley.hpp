#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

#include <Eigen/Dense>

namespace plancast {

/// Shapley values of @p players players from what each set of them, as bits, is worth.
inline std::vector<double> exact_shapley(std::size_t players,
                                         const std::function<double(unsigned)>& worth) {
    std::vector<double> values(1u << players);
    for (unsigned set = 0; set < values.size(); ++set) values[set] = worth(set);
    std::vector<double> effects(players, 0);
    const auto n = static_cast<double>(players);
    for (std::size_t i = 0; i < players; ++i) {
        for (unsigned set = 0; set < values.size(); ++set) {
            if ((set >> i & 1) != 0) continue;
            const double size = __builtin_popcount(set);
            // How many of all orders have this set first, then i.
            const double share = std::tgamma(size + 1) * std::tgamma(n - size) / std::tgamma(n + 1);
            effects[i] += share * (values[set | 1u << i] - values[set]);
        }
    }
    return effects;
}

/// What y = weights . x, where x is normal with that covariance, loses of its variance when groups
/// of the x become known: of each set of groups.
struct LinearGaussian {
    Eigen::MatrixXd covariance;
    Eigen::VectorXd weights;
    std::vector<std::vector<int>> groups;  ///< indices of the x of each

    double variance() const { return weights.dot(covariance * weights); }

    double explained(unsigned set) const {
        std::vector<int> known;
        for (std::size_t g = 0; g < groups.size(); ++g)
            if ((set >> g & 1) != 0) known.insert(known.end(), groups[g].begin(), groups[g].end());
        if (known.empty()) return 0;
        const Eigen::MatrixXd among = covariance(known, known);
        const Eigen::VectorXd with = (covariance * weights)(known);
        return with.dot(among.completeOrthogonalDecomposition().solve(with));
    }

    std::vector<double> effects() const {
        return exact_shapley(groups.size(),
                             [&](unsigned set) { return explained(set) / variance(); });
    }
    /// Of exp(y).
    std::vector<double> effects_of_exponential() const {
        return exact_shapley(groups.size(), [&](unsigned set) {
            return std::expm1(explained(set)) / std::expm1(variance());
        });
    }
};

}  // namespace plancast
