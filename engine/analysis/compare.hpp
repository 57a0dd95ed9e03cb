#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/summary.hpp"
#include "engine/models/plan.hpp"
#include "engine/simulation/simulation.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// How the odds of a target, a part or the whole plan differ from those under the base.
struct OddsChange {
    std::string id;
    Title title;
    Probability base, probability;
    Estimate difference;  ///< probability - base
    /// Runs that only the scenario meets, and only the base; absent where they are not paired.
    std::optional<std::uint64_t> gained, lost;
};

struct TargetChange {
    int number = 0;
    OddsChange odds;
    std::vector<OddsChange> parts;
};

/// How the mean of a series differs in a year.
struct SeriesChange {
    std::string id;  ///< with its member
    Title title;
    std::string unit;
    std::optional<int> year;
    double base = 0;      ///< mean under the base; NaN where no run has a number
    double base_sd = 0;   ///< standard deviation under the base
    Estimate difference;  ///< of the means, scenario - base; NaN where no run has both
    /// |difference| in standard deviations: of the base, or (if larger) of the difference; of the
    /// scenario where they are not paired.
    double moved = 0;
    std::uint64_t not_finite = 0;  ///< runs left out; of both where they are not paired
};

/// Names that only one of two plans has.
struct Unshared {
    std::vector<std::string> only_in_base, only_here;
};

struct ComparedScenario {
    std::string id;
    Title title, scenario_title;
    std::uint64_t runs = 0, seed = 0;
    std::string design;
    bool paired = true;  ///< run by run on the same draws as the base
    OddsChange all_targets;
    std::vector<TargetChange> targets;  ///< what changed most first
    std::vector<SeriesChange> series;   ///< the same, by SeriesChange::moved
    Unshared draws;                     ///< inputs and counts
    bool shares_draws = true;           ///< any of them
    Unshared unshared_targets, unshared_series;
};

struct ComparedPlans {
    Summary base;  ///< without quantiles, shortfalls and measures
    std::vector<ComparedScenario> scenarios;
};

/// Compares plans with a base, run by run on the same draws (common random numbers): inputs and
/// counts of the same name are drawn alike in all of them.
///
/// All plans that have the base's seed, design and number of runs are simulated as one program, in
/// which what they compute alike is computed once. Their differences are paired: the interval is
/// Tango's for odds, the central limit theorem's for means, or comes from the spread of the
/// replicates under a design that has them. A plan with another seed, design or number of runs is
/// simulated by itself and its differences are unpaired: Newcombe's interval for odds.
///
/// Under sobol, dimensions are dealt as the base deals them, then to what only others draw.
///
/// @param plans    The base first; at least two. Their run settings say with which seed, design and
///                 how many runs each is simulated.
/// @param options  Threads, block size, stop, and progress, which counts up to runs_to_compare;
///                 the rest is not read.
/// @throws InvalidInput for what compile_plan refuses, and where two plans share neither a target
///         nor a series.
ComparedPlans compare_plans(const std::vector<Plan>& plans, const SimulationOptions& options);

/// How many runs compare_plans works through: those of the base and all that are paired with it
/// once, and those of each other plan.
std::uint64_t runs_to_compare(const std::vector<Plan>& plans);

}  // namespace plancast
