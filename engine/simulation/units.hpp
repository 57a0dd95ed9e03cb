#pragma once

#include <algorithm>
#include <cstdint>

namespace plancast {

/// A precision is checked at first_precision_check * 2^k runs.
inline constexpr std::uint64_t first_precision_check = 10'000;
/// Units of summation hold at most this many runs; a segment holds a whole number of them.
inline constexpr std::uint64_t unit_runs = 2048;

constexpr bool is_precision_check(std::uint64_t run_count) {
    std::uint64_t check = first_precision_check;
    while (check < run_count && check <= UINT64_MAX / 2) check *= 2;
    return check == run_count;
}

/// Where the unit ends that begins at @p first_run: at the next multiple of unit_runs or the next
/// check of a precision, whichever comes first. The same whether or not a precision was asked for,
/// so that stopping early gives the same bits as asking for that many runs.
constexpr std::uint64_t unit_end(std::uint64_t first_run) {
    const std::uint64_t whole = (first_run / unit_runs + 1) * unit_runs;
    std::uint64_t check = first_precision_check;
    while (check <= first_run && check <= UINT64_MAX / 2) check *= 2;
    return check > first_run ? std::min(whole, check) : whole;
}

}  // namespace plancast
