#include "engine/analysis/warnings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "engine/analysis/summarise.hpp"
#include "engine/program/program.hpp"

namespace plancast {

namespace {

constexpr std::uint64_t most_runs = 2048;
constexpr std::size_t block_size = 256;
constexpr std::size_t groups = 10;
/// With fewer runs, or more values to keep, nothing is said of assumptions.
constexpr std::uint64_t fewest_runs = 200;
constexpr std::size_t most_columns = 4096;

/// One assumed input, or one member of it, in every run: its mean over the years.
struct Assumption {
    std::string id;
    Title title;
    std::vector<std::size_t> columns;  ///< indices into CompiledPlan::inputs
    std::vector<std::size_t> group;    ///< of each run
};

std::vector<Assumption> assumptions_of(const Plan& plan, const CompiledPlan& compiled) {
    std::vector<Assumption> found;
    for (std::size_t i = 0; i < compiled.inputs.size(); ++i) {
        const QuantityColumn& column = compiled.inputs[i];
        const Input& input = plan.inputs[column.quantity];
        if (input.status != "assumed" || input.law.is_constant()) continue;
        std::string id = quantity_id(plan, input, column.member);
        const auto known = std::find_if(found.begin(), found.end(),
                                        [&](const Assumption& a) { return a.id == id; });
        if (known == found.end())
            found.push_back({std::move(id),
                             plan.member_title(input.title, input.name, input.sets, column.member),
                             {i},
                             {}});
        else
            known->columns.push_back(i);
    }
    return found;
}

/// The group of each run: tenths of the runs by rank, runs with equal values in the same one.
std::vector<std::size_t> grouped(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<std::size_t> group(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && !(values[order[first]] < values[order[last]])) ++last;
        const std::size_t place = (first + last - 1) / 2;
        for (std::size_t i = first; i < last; ++i) group[order[i]] = place * groups / order.size();
        first = last;
    }
    return group;
}

/// Hits by group of an input, over the runs that were judged.
struct Table {
    std::array<double, groups> hits{}, runs{};

    /// The share of the variance of a hit that lies between the groups; at most 1, may be below 0.
    double share() const {
        double all_runs = 0, all_hits = 0, between = 0, used = 0;
        for (std::size_t g = 0; g < groups; ++g) all_runs += runs[g], all_hits += hits[g];
        const double mean = all_hits / all_runs, variance = mean * (1 - mean);
        for (std::size_t g = 0; g < groups; ++g) {
            if (runs[g] == 0) continue;
            ++used;
            const double distance = hits[g] / runs[g] - mean;
            between += runs[g] * distance * distance / all_runs;
        }
        if (!(variance > 0) || all_runs <= used) return 0;
        const double within = 1 - between / variance;
        return 1 - within * (all_runs - 1) / (all_runs - used);
    }
    double lowest() const {
        for (std::size_t g = 0; g < groups; ++g)
            if (runs[g] > 0) return hits[g] / runs[g];
        return 0;
    }
    double highest() const {
        for (std::size_t g = groups; g-- > 0;)
            if (runs[g] > 0) return hits[g] / runs[g];
        return 0;
    }
};

/// The values of the wanted outputs in the first runs, a column each.
std::vector<std::vector<double>> first_runs(const CompiledPlan& compiled, const Design& design,
                                            const std::vector<std::size_t>& wanted,
                                            std::uint64_t runs) {
    std::vector<NodeId> nodes;
    for (const std::size_t output : wanted) nodes.push_back(compiled.outputs[output]);
    const Program program = compile_program(compiled.graph, nodes);
    Workspace workspace(program, block_size);
    std::vector<std::vector<double>> values(wanted.size());
    for (std::uint64_t first = 0; first < runs; first += block_size) {
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(block_size, runs - first));
        evaluate_block(program, design, first, count, workspace);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto column = workspace.output(program, i).first(count);
            values[i].insert(values[i].end(), column.begin(), column.end());
        }
    }
    return values;
}

std::vector<Warning> resting_on_assumptions(const Plan& plan, const CompiledPlan& compiled,
                                            const Design& design, std::uint64_t runs) {
    std::vector<Warning> warnings;
    std::vector<Assumption> assumptions = assumptions_of(plan, compiled);
    std::vector<std::size_t> wanted = compiled.columns.verdicts.front().targets;
    for (const Assumption& assumption : assumptions)
        for (const std::size_t column : assumption.columns)
            wanted.push_back(compiled.columns.inputs[column]);
    if (assumptions.empty() || wanted.size() > most_columns || runs < fewest_runs) return warnings;
    const auto values = first_runs(compiled, design, wanted, runs);
    std::size_t next = plan.targets.size();
    for (Assumption& assumption : assumptions) {
        std::vector<double> sums(runs, 0.0);
        for (std::size_t i = 0; i < assumption.columns.size(); ++i, ++next)
            for (std::size_t run = 0; run < runs; ++run) sums[run] += values[next][run];
        assumption.group = grouped(sums);
    }
    for (std::size_t target = 0; target < plan.targets.size(); ++target) {
        Warning most;
        for (const Assumption& assumption : assumptions) {
            Table table;
            for (std::size_t run = 0; run < runs; ++run) {
                const double verdict = values[target][run];
                if (verdict == static_cast<double>(Verdict::not_judged)) continue;
                table.hits[assumption.group[run]] += verdict;
                table.runs[assumption.group[run]] += 1;
            }
            const double share = table.share();
            if (share < deciding_share || share <= most.share) continue;
            most = {Warning::Kind::rests_on_assumption,
                    plan.targets[target].id,
                    plan.targets[target].title,
                    assumption.id,
                    assumption.title,
                    share,
                    table.lowest(),
                    table.highest()};
        }
        if (!most.target.empty()) warnings.push_back(std::move(most));
    }
    return warnings;
}

}  // namespace

std::vector<Warning> warnings_of_runs(const Plan& plan, const CompiledPlan& compiled,
                                      const Design& design, const Summary& summary, Detail detail) {
    std::vector<Warning> warnings;
    for (const TargetSummary& target : summary.targets) {
        const Probability& probability = target.probability;
        const std::uint64_t judged = summary.runs - probability.not_judged;
        if (judged > 0 && (probability.met == 0 || probability.met == judged))
            warnings.push_back(
                {probability.met == 0 ? Warning::Kind::never_met : Warning::Kind::always_met,
                 target.id,
                 target.title,
                 "",
                 {},
                 0,
                 0,
                 0});
    }
    if (detail == Detail::hits) return warnings;
    for (Warning& warning :
         resting_on_assumptions(plan, compiled, design, std::min(summary.runs, most_runs)))
        warnings.push_back(std::move(warning));
    return warnings;
}

}  // namespace plancast
