#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace plancast {

/// The state of a part or target in one run, as a program output and in the result file.
enum class Verdict : unsigned char { missed = 0, met = 1, not_judged = 2 };

/// The verdicts under one choice of readings: an output of the program for each part and target.
struct VerdictColumns {
    std::vector<std::size_t> parts;
    std::vector<std::size_t> targets;
};

/// What the outputs of a plan's program are; every number is an index into Program::outputs.
struct Columns {
    std::vector<std::size_t> inputs;    ///< each drawn value: input, then year, then member
    std::vector<std::size_t> series;    ///< series (and counts), then year, then member
    std::vector<std::size_t> measures;  ///< one a part, parts in the order of their targets
    /// How far the measure is from the bound where the part is missed, in the measure's unit, > 0;
    /// 0 where it is met or not judged.
    std::vector<std::size_t> shortfalls;
    /// The chance of a hit given the run, where the model knows it; a part each.
    std::vector<std::optional<std::size_t>> known_chances;
    std::vector<std::size_t> checks;  ///< 1 where the identity holds
    std::vector<std::size_t> events;  ///< truths whose runs are counted: 1 where it happens, else 0
    /// Verdicts under the plan's own readings first, then under each other choice to be judged.
    std::vector<VerdictColumns> verdicts;
};

}  // namespace plancast
