#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/designs/stream.hpp"
#include "engine/program/program.hpp"
#include "engine/sensitivity/mixture.hpp"
#include "engine/sensitivity/pair_settings.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// How first and total indices are estimated from the values at A, B and A with one group from B.
enum class IndexEstimator {
    /// Martinez's; the first index less (1 - total) corr(A, B), which is 0 but for chance and takes
    /// with it what chance the first index shares with it: all of it for an input that does not
    /// matter (the control variate of Saltelli et al. 2010, table 2 b).
    controlled,
    jansen,  ///< M. J. W. Jansen (1999), Comput. Phys. Commun. 117, 35-43
    janon,   ///< A. Janon, T. Klein, A. Lagnoux, M. Nodet & C. Prieur (2014), ESAIM P&S 18, 342-364
    martinez,  ///< J.-M. Martinez (2011): correlations; M. Baudin et al. (2016), Rel. Eng. Syst.
               ///< Saf.
};

struct PickFreezeSettings : PairSettings {
    IndexEstimator estimator = IndexEstimator::controlled;
    /// Second order is wanted of the first so many groups.
    std::size_t second_order_of = 0;
};

/// Indices of one group on one output.
struct GroupIndices {
    Estimate first;  ///< the share of the variance that the group explains by itself
    Estimate total;  ///< the share that is left when all the others are known
};

/// Indices of all groups on one output.
struct OutputIndices {
    Estimate mean, variance;
    std::uint64_t left_out = 0;                     ///< pairs with a value that is not finite
    std::optional<std::uint64_t> first_left_out{};  ///< the first of them
    bool constant = false;                          ///< no variance, and so no indices
    std::vector<GroupIndices> groups;
    /// (second_order_of x second_order_of), the part above the diagonal: what two explain beyond
    /// the sum of both. Only of groups that have no stream in common.
    std::vector<Estimate> second;
};

struct PickFreezeResult {
    std::uint64_t pairs = 0, evaluations = 0;
    bool interrupted = false;
    std::vector<OutputIndices> outputs;
};

/// Sobol' indices of groups of draws on every output of a program, in one pass.
///
/// I. M. Sobol' (1993), Math. Model. Comput. Exp. 1, 407-414; pairs of points A and B and A with
/// one group taken from B: A. Saltelli et al. (2010), Comput. Phys. Commun. 181, 259-270; second
/// order also with B and one group from A: A. Saltelli (2002), the same 145, 280-297. Groups + 2
/// evaluations a pair, and one more for each group of which second order is wanted.
///
/// Intervals: jackknife over the replicates of the design (run k in k mod 16), all in one pass.
/// A pair at which an output is not finite in any of its evaluations is left out for that output.
/// The same bits for any number of threads. Memory does not grow with the base size: a few blocks
/// of values and, a thread, sums of outputs x groups.
///
/// @param streams  All that the program draws, the most influential first, and what else the groups
///                 are made of.
/// @param groups   What A takes from B; by the indices of streams. They may overlap.
PickFreezeResult pick_freeze(const Program& program, std::span<const Stream> streams,
                             const std::vector<Mixture>& groups,
                             const PickFreezeSettings& settings);

}  // namespace plancast
