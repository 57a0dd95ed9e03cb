#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/broken_checks.hpp"
#include "engine/models/compile.hpp"
#include "engine/program/program.hpp"
#include "engine/results/schema.hpp"
#include "engine/simulation/columns.hpp"

namespace plancast {

/// One input or series in one run: a row of values, one a year (or a single one).
struct PathRow {
    std::string id;  ///< "growth[industry]"
    Title title;
    std::string unit;
    bool truth = false;  ///< true or false instead of a number
    bool by_year = false;
    std::vector<double> values;  ///< one a year of the plan, or one
};

struct PathPart {
    std::string id;
    Title title;
    std::string unit;
    Direction direction = Direction::at_least;
    std::string bound;
    std::vector<Level> levels;  ///< as in PartSummary
    double measure = 0;
    double shortfall = 0;  ///< 0 where it is not missed
    Verdict verdict = Verdict::missed;
};

struct PathTarget {
    std::string id;
    int number = 0;
    Title title;
    Verdict verdict = Verdict::missed;
    std::vector<PathPart> parts;
    std::optional<std::size_t> needs;  ///< as in TargetSummary
};

/// A setting that is the same in every run.
struct PathSetting {
    std::string id;
    std::string unit;
    double value = 0;
    std::string choice;  ///< of a reading
    Title title{};
    Title choice_title{};
};

/// Everything that happens in one run.
struct RunPath {
    std::string scenario;
    Title title;
    std::optional<std::uint64_t> run;  ///< empty: the median world, all uniforms at one half
    std::uint64_t seed = 0;
    std::string design = "random";
    std::vector<int> years;
    std::vector<PathRow> inputs, series;
    std::vector<PathSetting> levers, readings;
    std::vector<PathTarget> targets;
    std::size_t checks = 0;  ///< how many the plan has
    std::vector<CheckBreak> broken_checks;
};

/// Describes one run.
/// @param values  The program's outputs in that run, as evaluate_outputs gives them.
/// @param broken  The checks that it breaks, as broken_checks gives them.
RunPath run_path(const Plan& plan, const CompiledPlan& compiled, std::span<const double> values,
                 std::vector<CheckBreak> broken);

/// Evaluates a single run by the same kernels as a simulation: the same bits.
/// @returns The value of every output of the compiled plan.
std::vector<double> evaluate_outputs(const CompiledPlan& compiled, const Design& design,
                                     std::uint64_t run);

/// Compares a run's values with what a file holds, bit for bit.
/// @param stored  As ResultReader::run gives them.
/// @param values  The same columns, computed anew.
/// @returns What differs first, in words; nothing if all are equal.
std::optional<std::string> first_difference(const ResultSchema& schema,
                                            std::span<const double> stored,
                                            std::span<const double> values);

}  // namespace plancast
