#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/plan.hpp"
#include "engine/program/graph.hpp"
#include "engine/simulation/columns.hpp"

namespace plancast {

/// One value of a quantity: which year and which member.
struct QuantityColumn {
    std::size_t quantity = 0;  ///< index into Plan::inputs or Plan::series
    std::optional<int> year;
    std::size_t member = 0;  ///< row-major over the quantity's sets
};

/// A check for one member in one year. These nodes are no outputs of their own: they cost nothing
/// until somebody asks where a check is broken.
struct CheckPoint {
    std::size_t check = 0;   ///< index into Plan::checks
    std::size_t member = 0;  ///< row-major over the check's sets
    std::optional<int> year;
    NodeId holds = 0;
    std::optional<std::pair<NodeId, NodeId>> sides;  ///< of a comparison
};

/// What is asked of a measure, in the part's unit.
struct Level {
    std::optional<int> year;  ///< of a path; else the same whenever it is judged
    double bound = 0;         ///< of between the lower end
    std::optional<double> upper;
};

/// A choice of readings that is judged beside the plan's own.
struct ReadingChoice {
    std::string reading;              ///< "" for a choice of all of them
    std::string alternative;          ///< or "kindest", "reported"
    std::vector<std::size_t> values;  ///< one a reading of the plan
};

/// A plan as a calculation: the graph, which nodes are wanted, and what each of them is.
struct CompiledPlan {
    Graph graph;
    std::vector<NodeId> outputs;
    Columns columns;                     ///< indices into outputs
    std::vector<QuantityColumn> inputs;  ///< one for each of columns.inputs
    std::vector<QuantityColumn> series;  ///< one for each of columns.series
    /// A part each: what is asked under the plan's own readings, where that is known before any
    /// draw. One level, or one for each year judged where they differ; empty where it is drawn, and
    /// for is_true.
    std::vector<std::vector<Level>> levels;
    std::vector<CheckPoint> check_points;  ///< by check, year, member
    std::vector<ReadingChoice>
        choices;  ///< one for each of columns.verdicts; the first is the plan's own
    /// Of each target those whose verdicts decide over its own, under some choice of readings.
    std::vector<std::set<std::size_t>> rests_on;
};

/// @param judge_all_readings  Judge every alternative reading alone, all at their kindest and all
/// as
///                            reported, beside the plan's own.
/// @throws InvalidInput where only evaluation shows the mistake: a cycle (named whole), a base
/// value
///         that is missing, law parameters that cannot be.
CompiledPlan compile_plan(const Plan& plan, bool judge_all_readings);

}  // namespace plancast
