#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/simulation/simulation.hpp"
#include "engine/statistics/moments.hpp"

namespace plancast {

/// How often a check below fails although nothing is wrong. With fixed seeds a check fails always
/// or never; the rate is how likely a wrong alarm was when the seed was chosen.
inline constexpr double false_alarm_rate = 1e-6;

/// Whether a count may come from a binomial law: exact, both tails.
bool count_is_plausible(std::uint64_t hits, std::uint64_t trials, double probability);

/// Whether a mean may come from a law with this mean; the standard error is the sample's.
bool mean_is_plausible(const Moments& sample, double expected);

/// Pearson's chi-square: whether counts may come from these probabilities. Neighbouring cells are
/// put together until 5 are expected in each.
bool counts_are_plausible(std::span<const std::uint64_t> counts,
                          std::span<const double> probabilities);

/// Writes a program and its series down, and simulates it.
class Experiment {
public:
    Graph graph;

    /// A normal draw of its own name.
    NodeId normal(const char* name, double mean, double sd);
    /// The moments of a node's values are wanted.
    void observe(NodeId node);
    /// A target that is met where the node is true.
    void judge(NodeId node);

    SimulationTotals run(std::uint64_t runs, std::uint64_t seed, SegmentSink* sink = nullptr) const;
    SimulationTotals run(std::uint64_t runs, const Design& design) const;

private:
    std::vector<NodeId> outputs_;
    Columns columns_;
};

}  // namespace plancast
