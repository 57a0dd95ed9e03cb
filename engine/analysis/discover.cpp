#include "engine/analysis/discover.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "engine/analysis/judged_event.hpp"
#include "engine/analysis/run_values.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

namespace {

/// An input with at most so many values is told by "at most" instead of "below".
constexpr std::size_t few_values = 32;
constexpr double default_density = 0.8;

using Streams = std::unordered_set<Stream, StreamHash>;

/// Which nodes an event depends on, and which of them are drawn in earnest: a program leaves out
/// what a reading or a fixed value makes void.
class Dependence {
public:
    Dependence(const Graph& graph, NodeId event) : graph_(graph), needed_(graph.nodes().size()) {
        visit(event, [&](NodeId node) { needed_[node] = 1; });
        const Program program = compile_program(graph, std::vector<NodeId>{event});
        for (const Instruction& instruction : program.instructions)
            if (instruction.operation == Operation::draw)
                drawn_.insert({instruction.key, instruction.year});
    }

    bool on(NodeId value) const {
        if (!needed_[value]) return false;
        bool any = false;
        visit(value, [&](NodeId id) {
            const Node& node = graph_.nodes()[id];
            any = any ||
                  (node.operation == Operation::draw && drawn_.count({node.key, node.year}) > 0);
        });
        return any;
    }

private:
    /// Calls back for a node and all that it is made from, each once.
    template <typename Seen>
    void visit(NodeId from, Seen seen) const {
        std::unordered_set<NodeId> known{from};
        std::vector<NodeId> open{from};
        while (!open.empty()) {
            const NodeId id = open.back();
            open.pop_back();
            seen(id);
            const Node& node = graph_.nodes()[id];
            const NodeId operands[] = {node.a, node.b, node.c};
            for (int i = 0; i < operand_count(node.operation); ++i)
                if (known.insert(operands[i]).second) open.push_back(operands[i]);
        }
    }

    const Graph& graph_;
    std::vector<char> needed_;
    Streams drawn_;
};

/// The inputs that matter, each with the node of its value.
struct Chosen {
    std::vector<DiscoveredInput> inputs;
    std::vector<NodeId> nodes;
    std::vector<std::string> idle;
};

class InputChooser {
public:
    InputChooser(const Plan& plan, const CompiledPlan& compiled, Graph& graph, GroupBy by)
        : plan_(plan), compiled_(compiled), graph_(graph), by_(by) {}

    Chosen choose(NodeId event) {
        const Dependence depends(graph_, event);
        for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
            if (plan_.inputs[i].law.is_constant()) continue;
            std::vector<std::vector<std::size_t>> columns(plan_.member_count(plan_.inputs[i].sets));
            for (std::size_t c = 0; c < compiled_.inputs.size(); ++c)
                if (compiled_.inputs[c].quantity == i && depends.on(node(c)))
                    columns[compiled_.inputs[c].member].push_back(c);
            for (std::size_t m = 0; m < columns.size(); ++m) add(i, m, columns[m]);
        }
        return std::move(chosen_);
    }

private:
    NodeId node(std::size_t column) const {
        return compiled_.outputs[compiled_.columns.inputs[column]];
    }

    void add(std::size_t index, std::size_t member, const std::vector<std::size_t>& columns) {
        const Input& input = plan_.inputs[index];
        DiscoveredInput found;
        found.id = quantity_id(plan_, input, member);
        found.title = plan_.member_title(input.title, input.name, input.sets, member);
        found.unit = input.unit.text;
        found.status = input.status;
        found.truth = input.truth;
        if (columns.empty()) {
            chosen_.idle.push_back(found.id);
        } else if (!compiled_.inputs[columns.front()].year) {
            put(std::move(found), node(columns.front()));
        } else if (by_ == GroupBy::year) {
            for (const std::size_t column : columns) {
                DiscoveredInput one = found;
                one.years = {compiled_.inputs[column].year.value_or(0)};
                one.id += fmt::format("@{}", one.years.front());
                put(std::move(one), node(column));
            }
        } else {
            NodeId sum = node(columns.front());
            for (std::size_t i = 0; i < columns.size(); ++i) {
                found.years.push_back(compiled_.inputs[columns[i]].year.value_or(0));
                if (i > 0) sum = graph_.apply(Operation::add, sum, node(columns[i]));
            }
            const NodeId count = graph_.constant(static_cast<double>(columns.size()));
            put(std::move(found), graph_.apply(Operation::divide, sum, count));
        }
    }

    void put(DiscoveredInput input, NodeId value) {
        chosen_.inputs.push_back(std::move(input));
        chosen_.nodes.push_back(value);
    }

    const Plan& plan_;
    const CompiledPlan& compiled_;
    Graph& graph_;
    GroupBy by_;
    Chosen chosen_;
};

/// 1 where a part is missed because its measure is not finite.
NodeId missed_by_no_number(const CompiledPlan& compiled, Graph& graph, std::size_t part) {
    const NodeId measure = compiled.outputs[compiled.columns.measures[part]];
    const NodeId verdict = compiled.outputs[compiled.columns.verdicts.front().parts[part]];
    const NodeId missed = graph.apply(Operation::equal, verdict,
                                      graph.constant(static_cast<double>(Verdict::missed)));
    return graph.apply(
        Operation::logical_and, missed,
        graph.apply(Operation::logical_not, graph.apply(Operation::is_finite, measure)));
}

/// Counts the runs that @p is_wrong is true of, and takes them out.
template <typename Wrong>
void leave_out(Discovery& discovery, std::vector<std::uint8_t>& events, const std::string& what,
               bool measure, Wrong is_wrong) {
    NotFinite found{what, measure, 0, 0};
    for (std::size_t run = 0; run < events.size(); ++run) {
        if (!is_wrong(run)) continue;
        if (found.runs++ == 0) found.first_run = run;
        events[run] = unknown_event;
    }
    if (found.runs > 0) discovery.not_finite.push_back(std::move(found));
}

/// Ends, spread and, where they are few, the values themselves.
void describe(DiscoveredInput& input, const std::vector<double>& column,
              const std::vector<std::uint8_t>& events) {
    std::vector<double> sorted;
    for (std::size_t run = 0; run < column.size(); ++run)
        if (events[run] != unknown_event) sorted.push_back(column[run]);
    if (sorted.empty()) return;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t last = sorted.size() - 1;
    // The middle 80 % of a normal law are 2.563 standard deviations wide.
    input.spread = (sorted[last - last / 10] - sorted[last / 10]) / 2.563;
    input.lowest = sorted.front();
    input.highest = sorted.back();
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    if (sorted.size() <= few_values) input.values = std::move(sorted);
}

}  // namespace

Discovery discover(const Plan& plan, const CompiledPlan& compiled, const std::string& target,
                   const DiscoverOptions& options) {
    Graph graph = compiled.graph;
    const JudgedEvent event = judged_event(plan, compiled, graph, target);
    Chosen chosen = InputChooser(plan, compiled, graph, options.by).choose(event.verdict);

    // What of each run is kept: the verdict, a flag for each part, the inputs.
    std::vector<NodeId> nodes{event.verdict};
    for (const std::size_t part : event.parts)
        nodes.push_back(missed_by_no_number(compiled, graph, part));
    const std::size_t first_input = nodes.size();
    nodes.insert(nodes.end(), chosen.nodes.begin(), chosen.nodes.end());

    Discovery discovery;
    discovery.scenario = plan.name;
    discovery.title = plan.title;
    discovery.scenario_title = plan.scenario_title;
    discovery.event = event.id;
    discovery.event_title = event.title;
    discovery.hits = options.hits;
    discovery.design = plan.run.design;
    discovery.seed = plan.run.seed;
    discovery.plan_runs = plan.run.runs;
    discovery.inputs = std::move(chosen.inputs);
    discovery.idle = std::move(chosen.idle);

    RunValuesSettings asked;
    asked.runs = std::min(plan.run.runs, most_discovery_runs);
    asked.threads = options.threads;
    asked.progress = options.progress;
    asked.stop = options.stop;
    RunValues values = run_values(compile_program(graph, nodes), *design_of(plan, compiled), asked);
    std::vector<std::vector<double>>& kept = values.columns;
    discovery.runs = asked.runs;
    discovery.interrupted = values.interrupted;
    if (values.interrupted) return discovery;

    std::vector<std::uint8_t> events(discovery.runs, 0);
    for (std::size_t run = 0; run < events.size(); ++run) {
        const auto verdict = static_cast<Verdict>(static_cast<int>(kept[0][run]));
        events[run] = verdict == Verdict::not_judged ? unknown_event
                                                     : (verdict == Verdict::met) == options.hits;
    }
    discovery.not_judged =
        static_cast<std::uint64_t>(std::count(events.begin(), events.end(), unknown_event));
    std::vector<std::string> part_ids;
    for (const Target& one : plan.targets)
        for (const Part& part : one.parts)
            part_ids.push_back(one.parts.size() == 1 ? one.id : one.id + "/" + part.id);
    for (std::size_t p = 0; p < event.parts.size(); ++p)
        leave_out(discovery, events, part_ids[event.parts[p]], true,
                  [&](std::size_t run) { return kept[1 + p][run] != 0; });
    std::vector<std::span<const double>> inputs;
    for (std::size_t i = 0; i < discovery.inputs.size(); ++i)
        leave_out(discovery, events, discovery.inputs[i].id, false,
                  [&](std::size_t run) { return !std::isfinite(kept[first_input + i][run]); });
    for (std::size_t i = 0; i < discovery.inputs.size(); ++i) {
        std::vector<double>& column = kept[first_input + i];
        // Their runs do not count, whatever the value.
        std::replace_if(
            column.begin(), column.end(), [](double x) { return !std::isfinite(x); }, 0.0);
        describe(discovery.inputs[i], column, events);
        inputs.emplace_back(column);
    }
    const auto unknown = std::count(events.begin(), events.end(), unknown_event);
    discovery.left_out = static_cast<std::uint64_t>(unknown) - discovery.not_judged;
    discovery.events = static_cast<std::uint64_t>(std::count(events.begin(), events.end(), 1));
    PrimSettings settings;
    const double everywhere =
        discovery.counted() == 0
            ? 0
            : static_cast<double>(discovery.events) / static_cast<double>(discovery.counted());
    // Where most runs are of interest anyway, a box of 80 % would say nothing.
    settings.wanted_density = options.wanted_density.value_or(
        std::max(default_density, everywhere + (1 - everywhere) / 2));
    discovery.wanted_density = settings.wanted_density;
    settings.boxes = options.boxes;
    discovery.found = find_boxes(inputs, events, settings);
    return discovery;
}

}  // namespace plancast
