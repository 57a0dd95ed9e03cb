#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/sensitivity/run_groups.hpp"
#include "engine/statistics/jackknife.hpp"

namespace plancast {

/// A sum by replicate.
using ReplicateLanes = std::array<double, replicate_count>;

inline void add(ReplicateLanes& into, const ReplicateLanes& later) {
    for (std::size_t r = 0; r < replicate_count; ++r) into[r] += later[r];
}

/// Over all replicates but one. @param left_out  A replicate, or none_left_out.
inline double sum(const ReplicateLanes& values, std::size_t left_out) {
    double total = 0;
    for (std::size_t r = 0; r < replicate_count; ++r) total += r == left_out ? 0 : values[r];
    return total;
}

inline bool is_finite(const ReplicateLanes& values) {
    return std::isfinite(sum(values, none_left_out));
}

/// How many pairs of points are left out of an output's sums, and the first of them.
struct LeftOut {
    std::uint64_t count = 0;
    std::optional<std::uint64_t> first;

    void note(std::uint64_t pair) {
        ++count;
        first = std::min(first.value_or(pair), pair);
    }
    void merge(const LeftOut& later) {
        count += later.count;
        if (!first) first = later.first;
    }
};

}  // namespace plancast
