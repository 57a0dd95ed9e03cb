#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/designs/stream.hpp"
#include "engine/program/program.hpp"
#include "engine/sensitivity/correlated_streams.hpp"
#include "engine/sensitivity/pair_settings.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// Shapley effects of all groups on one output.
struct OutputEffects {
    Estimate mean, variance;
    std::uint64_t left_out = 0;                     ///< pairs with a value that is not finite
    std::optional<std::uint64_t> first_left_out{};  ///< the first of them
    bool constant = false;                          ///< no variance, and so no effects
    std::vector<Estimate> effects;                  ///< by group; they sum to 1
};

struct ShapleyResult {
    std::uint64_t pairs = 0, evaluations = 0;
    bool interrupted = false;
    std::vector<OutputEffects> outputs;
};

/// Shapley effects of groups of draws on every output of a program, in one pass: how much of the
/// variance goes when a group becomes known, on average over all orders in which they could.
///
/// A. B. Owen (2014), SIAM/ASA J. Uncertain. Quantif. 2, 245-251; correlated inputs: A. B. Owen &
/// C. Prieur (2017), the same 5, 986-1002; E. Song, B. L. Nelson & J. Staum (2016), the same 4,
/// 1060-1083. Estimated as by T. Goda (2021), Reliab. Eng. Syst. Saf. 213, 107702: from each of two
/// independent points y and x a walk z_0 = y, ..., z_d = x in which one group after the other
/// becomes that of x, in random order. Where z knows the groups K of x and is drawn anew beside
/// them, E (f(x) - f(z))^2 / 2 is the variance that is left when K is known; so a step from z to z'
/// gives its group
///
///     (f(x) - f(z))^2 / 2 - (f(x) - f(z'))^2 / 2 = (f(x) - (f(z) + f(z')) / 2) (f(z') - f(z)),
///
/// which sums to (f(x) - f(y))^2 / 2 over a walk. Where nothing is correlated the walk, read from
/// its other end, is one from x to y in the reverse order; the mean of both,
///
///     (f(x) - f(y)) (f(z') - f(z)) / 2,
///
/// has half the variance in the terms of other groups, and is taken instead. What is correlated is
/// drawn anew as ConditionalNormals says. d + 1 evaluations a pair for d groups.
///
/// Intervals: jackknife over the replicates of the design (pair k in k mod 16), each of which walks
/// in orders of its own, so that chance in the orders is counted too: an order, and its reverse,
/// for some eight pairs each. A pair at which an output is not finite at any of its points is left
/// out for that output. The same bits for any number of threads. Memory does not grow with the base
/// size.
///
/// @param streams  All that the program draws, the most influential first, and what else the groups
///                 are made of.
/// @param groups   Each stream is in one, or part of the normals of some.
ShapleyResult shapley(const Program& program, std::span<const Stream> streams,
                      const std::vector<DrawnGroup>& groups, const PairSettings& settings);

}  // namespace plancast
