#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/event_estimates.hpp"
#include "engine/analysis/input_quantiles.hpp"
#include "engine/analysis/paired_difference.hpp"
#include "engine/analysis/sensitivity.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/core/error.hpp"
#include "engine/simulation/simulation.hpp"
#include "engine/statistics/quantiles.hpp"

namespace plancast {

namespace {

/// What stands at another value than in the plan: a value of an input, or a member of a lever.
struct Setting {
    bool lever = false;
    std::size_t quantity = 0, member = 0;  ///< index into Plan::inputs or Plan::levers
    std::optional<int> year = {};
    double low = 0, high = 0;
};

/// What is moved at once.
struct Moved {
    InputSensitivity head;
    std::vector<Setting> settings;
};

Plan plan_at(const Plan& plan, const Moved& moved, bool high) {
    Plan changed = plan;
    for (const Setting& setting : moved.settings) {
        const double value = high ? setting.high : setting.low;
        if (setting.lever) {
            Lever& lever = changed.levers[setting.quantity];
            lever.value.values.resize(plan.member_count(lever.sets), lever.value.values.front());
            lever.value.values[setting.member] = value;
            continue;
        }
        // Behind the scenario's own adjustments: the value is that which the plan would have.
        Input& input = changed.inputs[setting.quantity];
        Adjustment fix{Adjustment::Kind::fix, {}, {}, value};
        for (const std::size_t member : plan.members_at(input.sets, setting.member))
            fix.members.emplace_back(member);
        fix.year = setting.year;
        input.adjustments.push_back(std::move(fix));
    }
    return changed;
}

/// Sets the values that are shown, where all are of one quantity, and whether anything moves.
bool set_ends(Moved& moved, const std::string& unit) {
    double low = 0, high = 0;
    bool moves = false, one = true;
    const Setting& first = moved.settings.front();
    for (const Setting& setting : moved.settings) {
        low += setting.low;
        high += setting.high;
        moves = moves || setting.low != setting.high;
        one = one && setting.quantity == first.quantity;
    }
    const double count = static_cast<double>(moved.settings.size());
    if (one) {
        moved.head.moved = {low / count, high / count};
        moved.head.unit = unit;
    }
    return moves;
}

SimulationTotals simulate_outputs(const Graph& graph, const std::vector<NodeId>& nodes,
                                  const Columns& columns, const Design& design,
                                  const SensitivityOptions& options, std::uint64_t runs,
                                  bool sample) {
    SimulationOptions asked;
    asked.runs = runs;
    asked.threads = options.threads;
    asked.stop = options.stop;
    asked.sample = sample;
    return simulate(compile_program(graph, nodes), columns, design, asked);
}

class Tornado {
public:
    Tornado(const StudiedPlan& studied, const SensitivityOptions& options)
        : studied_(studied), options_(options) {
        Plan drawn = studied.plan;
        drawn.run.runs = std::max<std::uint64_t>(options.base_size, series_sample_runs);
        design_ = design_of(drawn, studied.compiled);
    }

    Sensitivity sensitivity() {
        Sensitivity result = begin_sensitivity(studied_, options_, "tornado");
        result.design = studied_.plan.run.design;
        result.seed = studied_.plan.run.seed;
        result.runs = options_.base_size;
        result.indices = {"swing", "low", "high"};
        result.are_shares = false;
        result.correlated = correlated_groups(studied_.plan, studied_.groups);
        result.interrupted = true;
        const std::vector<Moved> all = what_is_moved(result);
        if (interrupted_) return result;
        if (all.empty())
            throw InvalidInput("nothing that can be moved has anything to do with these outputs",
                               "inputs on which an output depends, and levers with a range");
        result.outputs = outputs_of_plan();
        if (interrupted_) return result;
        result.evaluations = options_.base_size;
        const std::uint64_t steps = all.size() + 1;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (options_.progress)
                options_.progress((i + 1) * options_.base_size, steps * options_.base_size);
            move(all[i], result);
            if (interrupted_) return result;
            result.evaluations += 2 * options_.base_size;
        }
        result.interrupted = false;
        for (OutputSensitivity& output : result.outputs) note_if_constant(output);
        return result;
    }

private:
    std::vector<Moved> what_is_moved(Sensitivity& result) {
        std::vector<Moved> all;
        const auto add = [&](Moved moved, const std::string& unit) {
            if (set_ends(moved, unit))
                all.push_back(std::move(moved));
            else
                result.unmoved.push_back(moved.head.input);
        };
        const std::vector<std::pair<double, double>> ends = ends_of_inputs();
        if (interrupted_) return all;
        for (const InputGroup& group : studied_.groups) {
            Moved moved{begin_input(group), {}};
            bool shares = false;
            for (const std::size_t c : group.columns) {
                const QuantityColumn& column = studied_.compiled.inputs[c];
                shares = shares || studied_.plan.inputs[column.quantity].law.is_shares();
                moved.settings.push_back({false, column.quantity, column.member, column.year,
                                          ends[c].first, ends[c].second});
            }
            if (shares) result.shares_of_a_whole.push_back(group.id);
            if (shares || moved.settings.empty()) continue;
            const std::string& unit =
                studied_.plan.inputs[moved.settings.front().quantity].unit.text;
            add(std::move(moved), unit);
        }
        for (std::size_t l = 0; l < studied_.plan.levers.size(); ++l)
            for (Moved& moved : moved_of_lever(l))
                add(std::move(moved), studied_.plan.levers[l].unit.text);
        return all;
    }

    /// Each member by itself, unless inputs are taken whole.
    std::vector<Moved> moved_of_lever(std::size_t index) const {
        const Plan& plan = studied_.plan;
        const Lever& lever = plan.levers[index];
        std::vector<Moved> all;
        if (!lever.range) return all;
        const bool whole = options_.by == GroupBy::input;
        for (std::size_t m = 0; m < plan.member_count(lever.sets); ++m) {
            if (all.empty() || !whole) {
                Moved moved;
                moved.head.input = whole ? lever.name : quantity_id(plan, lever, m);
                moved.head.title =
                    whole ? lever.title : plan.member_title(lever.title, lever.name, lever.sets, m);
                moved.head.kind = InputGroup::Kind::lever;
                all.push_back(std::move(moved));
            }
            all.back().settings.push_back(
                {true, index, m, {}, lever.range->first, lever.range->second});
        }
        return all;
    }

    /// P10 and P90 of every value of the inputs that are moved, by column: of its law, or where
    /// other draws have a part in it, of the first runs.
    std::vector<std::pair<double, double>> ends_of_inputs() {
        std::vector<std::pair<double, double>> ends(studied_.compiled.inputs.size());
        const auto exact = input_quantiles(studied_.plan, studied_.compiled, 0.1);
        std::set<std::size_t> wanted;
        for (const InputGroup& group : studied_.groups)
            for (const std::size_t c : group.columns)
                exact[c] ? void(ends[c] = *exact[c]) : void(wanted.insert(c));
        if (wanted.empty()) return ends;
        Columns columns;
        columns.verdicts.emplace_back();
        std::vector<NodeId> nodes;
        for (const std::size_t c : wanted) {
            columns.series.push_back(nodes.size());
            nodes.push_back(studied_.compiled.outputs[studied_.compiled.columns.inputs[c]]);
        }
        const SimulationTotals totals = simulate_outputs(studied_.graph, nodes, columns, *design_,
                                                         options_, series_sample_runs, true);
        interrupted_ = totals.interrupted;
        if (interrupted_) return ends;
        std::size_t next = 0;
        for (const std::size_t c : wanted) {
            const double levels[] = {0.1, 0.9};
            const std::vector<double> found = quantiles(totals.series_sample[next++], levels);
            ends[c] = {found[0], found[1]};
        }
        return ends;
    }

    std::vector<OutputSensitivity> outputs_of_plan() {
        Columns columns;
        columns.verdicts.emplace_back();
        std::vector<NodeId> nodes;
        for (const StudiedOutput& output : studied_.outputs) {
            columns.series.push_back(nodes.size());
            nodes.push_back(output.node);
        }
        const SimulationTotals totals = simulate_outputs(studied_.graph, nodes, columns, *design_,
                                                         options_, options_.base_size, false);
        interrupted_ = totals.interrupted;
        std::vector<OutputSensitivity> outputs;
        if (interrupted_) return outputs;
        for (std::size_t o = 0; o < studied_.outputs.size(); ++o) {
            OutputSensitivity output;
            output.output = studied_.outputs[o];
            const Moments& moments = totals.series[o];
            output.runs = moments.count;
            count_left_out(output, totals, o);
            if (moments.count > 0) {
                output.mean = series_mean(totals, o);
                if (is_event(o)) output.mean = chance_of_event(output.mean, output.runs);
                output.variance.value = moments.variance();
            }
            outputs.push_back(std::move(output));
        }
        return outputs;
    }

    /// The plan, and the plan with something at its low and at its high end, as one calculation.
    void move(const Moved& moved, Sensitivity& result) {
        std::vector<OutputSensitivity>& outputs = result.outputs;
        Graph graph = studied_.graph;
        std::vector<NodeId> at_end[2];
        for (const bool high : {false, true}) {
            try {
                at_end[high ? 1 : 0] = add_outputs(plan_at(studied_.plan, moved, high), graph);
            } catch (const InvalidInput& wrong) {
                // A law that has no such parameter, for one.
                result.impossible.push_back(fmt::format("'{}' at its {}: {}", moved.head.input,
                                                        high ? "high end" : "low end",
                                                        wrong.problems().front().message));
                return;
            }
        }
        Columns columns;
        columns.verdicts.emplace_back();
        std::vector<NodeId> nodes;
        const auto add = [&](std::vector<std::size_t>& kind, NodeId node) {
            kind.push_back(nodes.size());
            nodes.push_back(node);
        };
        for (std::size_t o = 0; o < outputs.size(); ++o) {
            const NodeId base = studied_.outputs[o].node, low = at_end[0][o], high = at_end[1][o];
            const std::pair<NodeId, NodeId> pairs[] = {{low, high}, {base, low}, {base, high}};
            for (const auto& [from, to] : pairs) {
                if (is_event(o)) {
                    add(columns.events, graph.apply(Operation::less, from, to));
                    add(columns.events, graph.apply(Operation::less, to, from));
                } else {
                    add(columns.series, graph.apply(Operation::subtract, to, from));
                }
            }
        }
        const SimulationTotals totals =
            simulate_outputs(graph, nodes, columns, *design_, options_, options_.base_size, false);
        interrupted_ = totals.interrupted;
        if (interrupted_) return;
        std::size_t series = 0, event = 0;
        for (std::size_t o = 0; o < outputs.size(); ++o) {
            InputSensitivity input = moved.head;
            for (const char* name : {"swing", "low", "high"}) {
                Estimate estimate;
                if (is_event(o)) {
                    estimate = paired_difference(totals, event, event + 1);
                    event += 2;
                } else {
                    if (totals.series[series].count > 0) estimate = series_mean(totals, series);
                    input.left_out =
                        std::max(input.left_out, totals.series_not_finite[series++].count);
                }
                input.indices.push_back({name, estimate});
            }
            make_size(input.indices.front().estimate);
            outputs[o].inputs.push_back(std::move(input));
        }
    }

    /// The outputs of a plan, as nodes of @p graph.
    std::vector<NodeId> add_outputs(const Plan& plan, Graph& graph) const {
        const CompiledPlan compiled = compile_plan(plan, false);
        Graph own = compiled.graph;
        const std::vector<StudiedOutput> outputs =
            options_.of.empty() ? studied_outputs(plan, compiled, own)
                                : studied_outputs(plan, compiled, own, options_.of);
        const NodeId first = graph.append(own);
        std::vector<NodeId> nodes;
        for (const StudiedOutput& output : outputs) nodes.push_back(first + output.node);
        return nodes;
    }

    bool is_event(std::size_t output) const {
        return studied_.outputs[output].kind == StudiedOutput::Kind::hit;
    }

    /// Whether nothing changes the output, neither draws nor what is moved.
    static void note_if_constant(OutputSensitivity& output) {
        bool changes = output.variance.value > 0;
        for (const InputSensitivity& input : output.inputs)
            for (const NamedEstimate& index : input.indices)
                changes = changes || index.estimate.value != 0;
        output.constant = !changes;
        if (output.constant) output.inputs.clear();
    }

    static void make_size(Estimate& estimate) {
        if (estimate.value < 0) {
            estimate.value = -estimate.value;
            estimate.interval = {-estimate.interval[1], -estimate.interval[0]};
        }
        estimate.interval[0] = std::max(0.0, estimate.interval[0]);
    }

    static void count_left_out(OutputSensitivity& output, const SimulationTotals& totals,
                               std::size_t column) {
        const Occurrences& lost = totals.series_not_finite[column];
        if (lost.count == 0) return;
        output.left_out = lost.count;
        output.runs = totals.runs - lost.count;
        output.first_left_out = lost.first_run;
    }

    const StudiedPlan& studied_;
    const SensitivityOptions& options_;
    std::unique_ptr<Design> design_;
    bool interrupted_ = false;  ///< the last simulation
};

}  // namespace

Sensitivity tornado_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options) {
    return Tornado(studied, options).sensitivity();
}

}  // namespace plancast
