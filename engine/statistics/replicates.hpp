#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "engine/statistics/estimate.hpp"
#include "engine/statistics/jackknife.hpp"

namespace plancast {

/// A count for each replicate; run k belongs to replicate k mod replicate_count.
using ReplicateCounts = std::array<std::uint64_t, replicate_count>;

/// The sums of a column by replicate, for designs whose runs are not independent of each other:
/// there the spread of the replicates says how well a mean is known.
class ReplicateSums {
public:
    /// Adds the values that are finite. @param first_run  Of which values[0] is the value.
    void add(std::span<const double> values, std::uint64_t first_run);
    /// The order of merging changes the last bits.
    void merge(const ReplicateSums& later);

    /// The mean of all values, with what the replicates say of it (jackknife).
    Estimate mean() const;

private:
    ReplicateCounts counts_{};
    std::array<double, replicate_count> sums_{};
};

/// The interval of a proportion whose trials fall into independent replicates, but are not
/// independent within one: Wilson's interval for as many independent trials as would have the
/// variance that the replicates show, with Student's t in place of the normal quantile.
///
/// A proportion is never known better than to one trial of all; where no trial is a hit, or each
/// is, the trials are taken for independent.
///
/// @param hits    Of each replicate, at most its trials.
/// @param trials  Of each replicate; the same number of them, at least 2. With 0 trials nothing is
///                known: [0, 1].
/// @returns       {low, high} in [0, 1]; contains the proportion.
std::array<double, 2> replicated_proportion_interval(std::span<const std::uint64_t> hits,
                                                     std::span<const std::uint64_t> trials,
                                                     double level = 0.95);

/// The difference gained - lost of two proportions that were observed on the same trials, which
/// fall into replicates: Tango's interval, as replicated_proportion_interval is Wilson's.
///
/// A difference is never known better than to one trial of all; where no trial changed, or each did
/// in the same way, the trials are taken for independent.
///
/// @param gained  Trials of each replicate that are hits only in the second, @p lost only in the
///                first; together at most its trials.
/// @param trials  Of each replicate; the same number of them, at least 2; at least one trial in
/// all.
/// @returns       Its interval lies in [-1, 1].
Estimate replicated_paired_difference(std::span<const std::uint64_t> gained,
                                      std::span<const std::uint64_t> lost,
                                      std::span<const std::uint64_t> trials, double level = 0.95);

/// How many of the first @p runs each replicate has.
ReplicateCounts runs_by_replicate(std::uint64_t runs);

}  // namespace plancast
