#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/statistics/jackknife.hpp"

namespace plancast {

/// Runs put in the order of their groups, those of a group in the order they were in. The place of
/// a run in this order is its position.
struct RunGroups {
    std::vector<std::size_t> runs;  ///< of each position
    /// Positions first[g] ... first[g + 1] - 1 are group g.
    std::array<std::size_t, replicate_count + 1> first{};

    std::size_t size() const { return runs.size(); }
};

/// The groups of runs 0 ... n - 1: run k is of group k mod replicate_count.
/// @param kept  (run) -> bool; runs for which it is false belong to no group.
template <class Kept>
RunGroups run_groups(std::size_t n, Kept kept) {
    RunGroups groups;
    for (std::size_t g = 0; g < replicate_count; ++g) {
        for (std::size_t run = g; run < n; run += replicate_count)
            if (kept(run)) groups.runs.push_back(run);
        groups.first[g + 1] = groups.runs.size();
    }
    return groups;
}

/// In place of the number of a group: all groups are there.
inline constexpr std::size_t none_left_out = replicate_count;

/// The estimate and its jackknife.
/// @param statistic  (left_out) -> double, where left_out is a group or none_left_out.
template <class Statistic>
Estimate over_groups(Statistic statistic) {
    std::array<double, replicate_count> without{};
    const double whole = statistic(none_left_out);
    if (std::isnan(whole)) return {};
    for (std::size_t g = 0; g < replicate_count; ++g) without[g] = statistic(g);
    return jackknife(whole, without);
}

/// A sum by group, and over all groups.
struct GroupSums {
    std::array<double, replicate_count + 1> by_group{};  ///< the last one: over all

    void set(std::size_t group, double sum) {
        by_group[group] = sum;
        by_group[none_left_out] += sum;
    }
    double without(std::size_t left_out) const {
        const double all = by_group[none_left_out];
        return left_out == none_left_out ? all : all - by_group[left_out];
    }
};

}  // namespace plancast
