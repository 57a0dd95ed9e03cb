#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/designs/design.hpp"
#include "engine/models/compile.hpp"

namespace plancast {

/// Where one run breaks a check first: the first year, in it the first member.
struct CheckBreak {
    std::string id;  ///< of the check
    Title title;
    std::string expression;  ///< "sum(land over use) == 9600 'ha'"
    std::optional<int> year;
    std::vector<std::string> members;                ///< one for each set that it ranges over
    std::optional<std::pair<double, double>> sides;  ///< of a comparison
    std::string unit;                                ///< of the sides
    bool truth = false;                              ///< the sides are truth values
    std::size_t more = 0;  ///< in how many more years and members the run breaks it
};

/// Does one run again to see where it breaks some checks; nothing of it was stored.
///
/// The run is evaluated by the kernels of a simulation: the same bits.
///
/// @param design  Of the simulation.
/// @param checks  Indices into Plan::checks; in any order.
/// @returns Those that the run breaks, in the same order.
std::vector<CheckBreak> broken_checks(const Plan& plan, const CompiledPlan& compiled,
                                      const Design& design, std::uint64_t run,
                                      const std::vector<std::size_t>& checks);

/// The same for all checks of the plan.
std::vector<CheckBreak> broken_checks(const Plan& plan, const CompiledPlan& compiled,
                                      const Design& design, std::uint64_t run);

}  // namespace plancast
