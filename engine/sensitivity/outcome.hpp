#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/sensitivity/run_groups.hpp"

namespace plancast {

/// An outcome has this many classes of ranks at most.
inline constexpr std::size_t most_outcome_classes = 32;
/// The class of runs that are not used.
inline constexpr std::uint16_t not_used = 65535;

/// One outcome, made ready to be held against many inputs; its runs are in the order of groups.
struct Outcome {
    std::vector<double> values;          ///< (y - centre) / scale; 0 where not used
    std::vector<double> scores;          ///< RankClasses::scores among the used; 0 where not used
    std::vector<std::uint16_t> classes;  ///< RankClasses::classes among the used, or not_used
    std::array<std::size_t, replicate_count + 1> first{};
    std::size_t used = 0;
    std::size_t class_count = 1;
    double centre = 0;  ///< mean of y, 0 if it is an event
    double scale = 1;   ///< standard deviation of y, 1 if it is an event
    bool constant = false;
    bool event = false;  ///< y is 0 or 1, and both occur
    GroupSums runs, value_sum, value_squares, score_sum, score_squares;
};

/// @param y     Of each run.
/// @param used  Of each position in @p groups; whether to use it. Their y are finite.
Outcome prepare_outcome(std::span<const double> y, const RunGroups& groups,
                        std::span<const char> used);

}  // namespace plancast
