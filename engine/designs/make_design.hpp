#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "engine/designs/design.hpp"
#include "engine/designs/stream.hpp"

namespace plancast {

/// The designs by which runs can be drawn.
inline constexpr std::array<std::string_view, 3> design_names{"random", "latin", "sobol"};

/// How many replicates the designs that are not random are drawn in.
inline constexpr std::size_t design_replicates = 16;

/// The design of that name.
///
/// @param name     One of design_names.
/// @param runs     How many will be drawn; what a Latin hypercube is made for.
/// @param streams  Every draw of a run, the most influential first: the dimensions of sobol.
/// @throws InvalidInput for another name, and for more runs than a design has points for.
std::unique_ptr<Design> make_design(std::string_view name, std::uint64_t seed, std::uint64_t runs,
                                    std::span<const Stream> streams);

}  // namespace plancast
