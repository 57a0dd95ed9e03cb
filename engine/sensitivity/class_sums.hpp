#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/sensitivity/outcome.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// Runs and the sum of an outcome in each class of an input, by group.
class ClassSums {
public:
    /// @param classes      Of the input, by position.
    /// @param shift        Class c of the input counts as class c >> shift.
    /// @param class_count  Above any of these.
    ClassSums(const Outcome& outcome, std::span<const std::uint16_t> classes, int shift,
              std::size_t class_count);

    /// The share of the outcome's variance that lies between the classes, adjusted for chance:
    /// with eta^2 = sum_c n_c (mean_c - mean)^2 / sum (y - mean)^2 over C classes that hold runs,
    /// 1 - (1 - eta^2) (n - 1) / (n - C). It estimates the first-order index
    /// Var(E[Y | X]) / Var(Y), and is about 0, below or above, for an irrelevant input.
    ///
    /// K. Pearson (1905), On the general theory of skew correlation; T. L. Kelley (1935), PNAS
    /// 21(9), 554-559. What varies within a class is lost: 1 / C^2 of it where E[Y | X] is a
    /// straight line in X's ranks.
    Estimate explained() const;

    /// Of an event: the largest distance between the input's distribution functions among hits
    /// and among misses, to the resolution of the classes; NaN without hits or without misses.
    /// R. C. Spear & G. M. Hornberger (1980), Water Research 14(1), 43-49.
    Estimate smirnov() const;

    /// Of an event: P(X of a hit > X of a miss) - P(X of a hit < X of a miss), in [-1, 1]: the
    /// rank-biserial correlation, from the statistic of H. B. Mann & D. R. Whitney (1947), Ann.
    /// Math. Stat. 18(1), 50-60. Two values of the same class count as equal.
    Estimate shift() const;

private:
    double runs_without(std::size_t left_out, std::size_t in_class) const;
    double sum_without(std::size_t left_out, std::size_t in_class) const;

    struct Cell {
        double runs = 0;
        double sum = 0;
    };

    const Outcome& outcome_;
    std::size_t class_count_;
    std::vector<Cell> cells_;  ///< class_count a group, and then over all groups
};

}  // namespace plancast
