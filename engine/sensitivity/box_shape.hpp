#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/sensitivity/box.hpp"

namespace plancast {

/// A box as one-sided bounds: each low and each high of its own.
std::vector<InputBounds> split_sides(std::span<const InputBounds> box);

/// The same box with one entry an input, in the order in which inputs occur; of two bounds on the
/// same side the narrower one.
std::vector<InputBounds> join_sides(std::span<const InputBounds> sides);

/// Takes out sides as long as one has a quasi-p-value above @p significance, the largest first.
/// @param sides  One-sided bounds.
/// @param runs   The runs to judge by.
std::vector<InputBounds> drop_sides(const BoxData& data, std::span<const std::uint32_t> runs,
                                    std::vector<InputBounds> sides, double significance);

/// Grows a box as long as a slice at one of its sides is at least as dense as the box is: the
/// densest slice first, each of whole values that make @p share of the runs in the box, or all that
/// there are, and then the side has no bound any more. The pasting of PRIM (prim.hpp).
/// @param sides  One-sided bounds.
/// @param runs   The runs to judge by.
std::vector<InputBounds> paste_slices(const BoxData& data, std::span<const std::uint32_t> runs,
                                      std::vector<InputBounds> sides, double share);

}  // namespace plancast
