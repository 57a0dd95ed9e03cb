#pragma once

#include <array>
#include <cstdint>

#include "engine/statistics/moments.hpp"

namespace plancast {

/// The Wilson score interval of a proportion: all p that a two-sided test at 1 - level, with the
/// standard error under p, does not reject.
///
/// E. B. Wilson (1927), J. Am. Stat. Assoc. 22(158), 209-212. Its coverage is near the level for
/// all p and small counts: Brown, Cai & DasGupta (2001), Statistical Science 16(2), 101-133.
///
/// @param hits    At most @p trials.
/// @param trials  With 0 trials nothing is known: [0, 1].
/// @param level   Confidence level, in (0, 1).
/// @returns       {low, high} in [0, 1]; contains hits / trials; low is 0 for no hit and high above
/// 0.
std::array<double, 2> wilson_interval(std::uint64_t hits, std::uint64_t trials,
                                      double level = 0.95);

/// How many standard deviations to either side hold @p level, in (0, 1), of a normal law.
double normal_width(double level);

/// Wilson's interval of a proportion @p p in (0, 1) that is known as well as from @p trials
/// independent trials (> 0, not necessarily whole), @p width standard errors to either side.
std::array<double, 2> proportion_interval(double p, double trials, double width);

/// The interval of the difference of two proportions that were observed on the same trials
/// (paired), from how many trials changed: Tango's score interval, all differences that the score
/// test of McNemar's kind does not reject. It has a width also where no trial changed.
///
/// T. Tango (1998), Statistics in Medicine 17(8), 891-908.
///
/// @param gained  Trials that are hits only in the second, @p lost only in the first; together at
///                most @p trials, which is at least 1.
/// @returns       {low, high} in [-1, 1]; contains (gained - lost) / trials.
std::array<double, 2> paired_difference_interval(std::uint64_t gained, std::uint64_t lost,
                                                 std::uint64_t trials, double level = 0.95);

/// Tango's interval of a difference that is known as well as from @p trials independent trials (>
/// 0, not necessarily whole), of which the shares @p gained and @p lost changed, @p width standard
/// errors to either side.
std::array<double, 2> changed_shares_interval(double gained, double lost, double trials,
                                              double width);

/// The interval of the difference second - first of two proportions that are independent of each
/// other, from the interval of each: R. G. Newcombe (1998), Statistics in Medicine 17(8), 873-890,
/// method 10.
std::array<double, 2> independent_difference_interval(double first,
                                                      const std::array<double, 2>& first_interval,
                                                      double second,
                                                      const std::array<double, 2>& second_interval);

/// {low, high} of a mean: mean -+ z standard errors, by the central limit theorem; for the
/// thousands of runs of a simulation. {-inf, inf} for fewer than two values.
std::array<double, 2> mean_interval(const Moments& moments, double level = 0.95);

}  // namespace plancast
