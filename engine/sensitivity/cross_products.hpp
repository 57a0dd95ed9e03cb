#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "engine/sensitivity/run_groups.hpp"

namespace plancast {

/// The sum of products of @p x and @p y, which are equally long, in an order that does not depend
/// on the processor.
double sum_of_products(std::span<const float> x, std::span<const double> y);

/// The sums of products of each two of d columns and a column of ones, by group: (d + 1 x d + 1)
/// matrices whose row and column 0 are the ones'. What is left when a group is left out is a
/// subtraction.
class CrossProducts {
public:
    /// Costs d^2 / 2 products a run.
    /// @param columns  Of first.back() values each, in the order of groups.
    /// @param first    As RunGroups::first.
    CrossProducts(std::span<const std::vector<float>> columns,
                  std::span<const std::size_t, replicate_count + 1> first);

    CrossProducts& operator-=(const CrossProducts& runs);

    /// The sums over all groups but @p left_out.
    Eigen::MatrixXd without(std::size_t left_out) const;

private:
    std::vector<Eigen::MatrixXd> by_group_;  ///< the last one: over all
};

}  // namespace plancast
