#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/statistics/estimate.hpp"

namespace plancast {

struct MorrisSettings {
    std::size_t trajectories = 16;  ///< at least 1; intervals need 2
    /// If there are more of these than trajectories, those of them that are spread most are taken:
    /// at a price (morris_design).
    std::size_t candidates = 0;
    std::size_t levels = 4;  ///< even, so that all levels are equally frequent
    /// By group: levels lie evenly from margin to 1 - margin. 0 is Morris' grid, and that of all
    /// groups if this is empty; quantile functions that are infinite at 0 or 1 need more: 1 / (2
    /// levels) gives the middles of equal parts. In [0, 1/2).
    std::vector<double> margins{};
    std::uint64_t seed = 0;
};

/// A way through the grid on which each group of inputs moves once, by half of its levels.
struct MorrisTrajectory {
    /// u in [0, 1] of each group: (groups + 1 points) x groups, row-major. All inputs of a group
    /// have their group's u.
    std::vector<double> points;
    std::vector<std::size_t> order;  ///< (groups): the group that moves from point k to k + 1
    std::vector<double> steps;       ///< (groups): by how much it moves, with its sign
};

struct MorrisDesign {
    std::size_t groups = 0;
    std::vector<MorrisTrajectory> trajectories;

    std::size_t points() const { return trajectories.size() * (groups + 1); }
    /// The u of each group at a point; points count through one trajectory after the other.
    std::span<const double> point(std::size_t index) const;
};

/// Draws the points at which to evaluate for Morris' screening.
///
/// M. D. Morris (1991), Technometrics 33(2), 161-174: steps of levels / (2 (levels - 1)) of the
/// grid, up or down with equal chance. Each group starts from each of its levels equally often,
/// give or take one, so that a few trajectories cover the grid; each by itself is distributed as
/// Morris' are, and mean effects are without bias.
///
/// Candidates are chosen from one at a time, after the first always the one with the largest sum of
/// squared distances from those chosen: the distance of F. Campolongo, J. Cariboni & A. Saltelli
/// (2007), Environ. Model. Softw. 22(10), 1509-1518, the greedy way of M. V. Ruano, J. Ribes, A.
/// Seco & J. Ferrer (2012), Environ. Model. Softw. 37, 103-109. What is far apart lies at the rim
/// of the grid, so with interactions the effects are no longer those of the whole grid: for 16 of
/// 200 candidates and Ishigami's function, mu* of the first and third input is 11.8 and 2.5 instead
/// of 7.7 and 6.2, and intervals of 95 % hold it in a fifth of all cases (10 groups: two thirds).
/// Therefore off unless asked for.
///
/// Depends on nothing but the arguments. Choosing costs about 2 ns x trajectories x candidates
/// x groups^2.
///
/// @param groups  How many groups move; at least 1.
MorrisDesign morris_design(std::size_t groups, const MorrisSettings& settings = {});

/// Elementary effects of one group on one output: how much the output changes per unit of u.
struct MorrisEffects {
    Estimate mu;       ///< mean effect: the direction
    Estimate mu_star;  ///< mean absolute effect: the importance; its interval starts at 0 or above
    /// Standard deviation of the effects: curvature and interactions. NaN for one trajectory.
    double sigma = 0;
};

struct MorrisScreening {
    std::vector<MorrisEffects> groups;
    std::size_t trajectories = 0;  ///< that count
    std::size_t left_out = 0;      ///< because an output on their way is not finite
};

/// Effects from the output at each point of a design.
///
/// mu and sigma as Morris defines them, mu* as Campolongo, Cariboni & Saltelli do. A trajectory
/// gives one effect of each group; standard errors come from their spread, 95 % intervals from
/// Student's t. They do not hold for trajectories that were chosen from candidates.
///
/// @param outputs  (design.points()) in the order of design.point().
/// @returns        NaN and infinite intervals where no trajectory counts, infinite intervals for
/// one.
MorrisScreening morris_effects(const MorrisDesign& design, std::span<const double> outputs);

}  // namespace plancast
