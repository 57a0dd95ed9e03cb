#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/simulation/simulation.hpp"

namespace plancast {

/// A design under which every draw tells the run's number, so that a program can compute anything
/// from it and the expected counts can be worked out by hand. Up to 2^31 runs.
class RunNumberDesign final : public Design {
public:
    static constexpr double scale = 4294967296.0;

    void fill(StreamKey, std::int32_t, std::uint64_t first_run,
              std::span<double> uniforms) const override {
        for (std::size_t i = 0; i < uniforms.size(); ++i) {
            uniforms[i] = (static_cast<double>(first_run + i) + 0.5) / scale;
        }
    }
};

/// A plan for tests: a graph, its outputs, and what they are.
class SmallPlan {
public:
    NodeId number(double value) { return graph_.constant(value); }
    /// The run's number, under RunNumberDesign.
    NodeId run() {
        const NodeId scaled = graph_.apply(Operation::multiply, graph_.draw(StreamKey{1}, no_year),
                                           number(RunNumberDesign::scale));
        return graph_.apply(Operation::subtract, scaled, number(0.5));
    }
    NodeId uniform(std::uint64_t key) { return graph_.draw(StreamKey{key}, no_year); }
    NodeId apply(Operation operation, NodeId a) { return graph_.apply(operation, a); }
    NodeId apply(Operation operation, NodeId a, NodeId b) { return graph_.apply(operation, a, b); }
    NodeId choose(NodeId condition, NodeId yes, NodeId no) {
        return graph_.apply(Operation::select, condition, yes, no);
    }
    /// The rest of a division by @p divisor, for whole numbers.
    NodeId rest(NodeId dividend, double divisor) {
        const NodeId whole =
            apply(Operation::round_down, apply(Operation::divide, dividend, number(divisor)));
        return apply(Operation::subtract, dividend,
                     apply(Operation::multiply, whole, number(divisor)));
    }

    std::size_t output(NodeId node) {
        outputs_.push_back(node);
        return outputs_.size() - 1;
    }
    void series(NodeId node) { columns.series.push_back(output(node)); }
    void check(NodeId node) { columns.checks.push_back(output(node)); }
    /// A target of one part, judged the same way under the only choice of readings.
    void target(NodeId measure, NodeId shortfall, NodeId verdict) {
        columns.measures.push_back(output(measure));
        columns.shortfalls.push_back(output(shortfall));
        columns.known_chances.push_back(std::nullopt);
        if (columns.verdicts.empty()) columns.verdicts.emplace_back();
        const std::size_t index = output(verdict);
        columns.verdicts.front().parts.push_back(index);
        columns.verdicts.front().targets.push_back(index);
    }

    Program program() const { return compile_program(graph_, outputs_); }
    std::vector<std::size_t> all_outputs() const {
        std::vector<std::size_t> all(outputs_.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
        return all;
    }

    Columns columns;

private:
    Graph graph_;
    std::vector<NodeId> outputs_;
};

/// Keeps everything it is given, and how it was given.
class CollectingSink : public SegmentSink {
public:
    explicit CollectingSink(std::uint64_t runs, std::size_t columns)
        : values(columns, std::vector<double>(static_cast<std::size_t>(runs), std::nan(""))),
          times_seen(static_cast<std::size_t>(runs)) {}

    void write(const Segment& segment) override {
        threads.insert(std::this_thread::get_id());
        buffers.insert(segment.values.data());
        run_counts.emplace_back(segment.first_run, segment.run_count);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::span<const double> column = segment.column(i);
            std::copy(column.begin(), column.end(),
                      values[i].begin() + static_cast<std::ptrdiff_t>(segment.first_run));
            for (std::size_t run = segment.run_count; run < segment_runs; ++run) {
                rest_is_zero &= segment.values[i * segment_runs + run] == 0;
            }
        }
        for (std::size_t run = 0; run < segment.run_count; ++run) {
            ++times_seen[static_cast<std::size_t>(segment.first_run) + run];
        }
    }

    std::vector<std::vector<double>> values;  ///< a column each, NaN where nothing came
    std::vector<int> times_seen;
    std::vector<std::pair<std::uint64_t, std::size_t>> run_counts;
    std::set<std::thread::id> threads;
    std::set<const double*> buffers;
    bool rest_is_zero = true;
};

inline bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

inline bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() &&
           (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

inline bool same_bits(const std::vector<std::vector<double>>& a,
                      const std::vector<std::vector<double>>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!same_bits(a[i], b[i])) return false;
    }
    return true;
}

inline bool same_bits(const std::vector<Moments>& a, const std::vector<Moments>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].count != b[i].count || !same_bits(a[i].mean, b[i].mean) ||
            !same_bits(a[i].squared_deviations, b[i].squared_deviations)) {
            return false;
        }
    }
    return true;
}

inline bool operator==(const Occurrences& a, const Occurrences& b) {
    return a.count == b.count && a.first_run == b.first_run;
}

inline bool operator==(const VerdictCounts& a, const VerdictCounts& b) {
    return a.part_met == b.part_met && a.part_not_judged == b.part_not_judged &&
           a.target_met == b.target_met && a.target_not_judged == b.target_not_judged &&
           a.all_met == b.all_met && a.targets_met == b.targets_met;
}

/// What differs between two totals, "" where nothing does, to the bit.
inline std::string difference(const SimulationTotals& a, const SimulationTotals& b) {
    if (a.runs != b.runs) return "runs";
    if (!same_bits(a.series, b.series)) return "series";
    if (!same_bits(a.measures, b.measures)) return "measures";
    if (!same_bits(a.shortfalls, b.shortfalls)) return "shortfalls";
    if (!same_bits(a.known_chances, b.known_chances)) return "known_chances";
    if (a.series_not_finite != b.series_not_finite) return "series_not_finite";
    if (a.measures_not_finite != b.measures_not_finite) return "measures_not_finite";
    if (a.checks_broken != b.checks_broken) return "checks_broken";
    if (a.verdicts != b.verdicts) return "verdicts";
    if (a.both_missed != b.both_missed) return "both_missed";
    if (!same_bits(a.series_sample, b.series_sample)) return "series_sample";
    if (!same_bits(a.measure_sample, b.measure_sample)) return "measure_sample";
    if (!same_bits(a.shortfall_sample, b.shortfall_sample)) return "shortfall_sample";
    return "";
}

}  // namespace plancast
