#include <omp.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <unordered_set>

#include <fmt/format.h>

#include "engine/analysis/event_estimates.hpp"
#include "engine/analysis/run_values.hpp"
#include "engine/analysis/sensitivity.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/core/error.hpp"
#include "engine/core/first_failure.hpp"
#include "engine/sensitivity/given_data.hpp"

namespace plancast {

namespace {

constexpr std::uint64_t most_runs = 65'536;
/// Two of each replicate.
constexpr std::uint64_t fewest_runs = 2 * replicate_count;
/// Of inputs and outputs in all runs together: 256 MB.
constexpr std::size_t most_values = std::size_t{1} << 25;

NodeId mean_of(Graph& graph, const std::vector<NodeId>& nodes) {
    NodeId sum = nodes.front();
    for (std::size_t i = 1; i < nodes.size(); ++i) sum = graph.apply(Operation::add, sum, nodes[i]);
    if (nodes.size() == 1) return sum;
    return graph.apply(Operation::divide, sum, graph.constant(static_cast<double>(nodes.size())));
}

/// By which columns a group of one input's values is told.
std::vector<std::size_t> telling_columns(const StudiedPlan& studied, const InputGroup& group) {
    const std::vector<QuantityColumn>& inputs = studied.compiled.inputs;
    std::vector<std::size_t> columns;
    for (const std::size_t c : group.columns) {
        const bool shares = studied.plan.inputs[inputs[c].quantity].law.is_shares();
        if (shares && inputs[c].member > 0) continue;
        columns.push_back(c);
    }
    return columns;
}

/// Whether all draws of a group are those of one input: then its values have one unit.
bool is_one_input(const StudiedPlan& studied, const InputGroup& group) {
    if (group.columns.empty()) return false;
    const Plan& plan = studied.plan;
    const Input& input = plan.inputs[studied.compiled.inputs[group.columns.front()].quantity];
    std::unordered_set<std::uint64_t> own;
    for (std::size_t m = 0; m < plan.member_count(input.sets); ++m)
        own.insert(stream_key(quantity_id(plan, input, m)).value);
    return std::all_of(group.streams.begin(), group.streams.end(),
                       [&](const Stream& stream) { return own.count(stream.key.value) > 0; });
}

/// The nodes of which the mean tells a group.
std::vector<NodeId> values_of(const StudiedPlan& studied, std::size_t group, Graph& graph) {
    const CompiledPlan& compiled = studied.compiled;
    std::vector<NodeId> nodes;
    const InputGroup& own = studied.groups[group];
    if (is_one_input(studied, own))
        for (const std::size_t c : telling_columns(studied, own))
            nodes.push_back(compiled.outputs[compiled.columns.inputs[c]]);
    if (nodes.empty())
        for (const std::size_t place : studied.streams_of_group[group]) {
            const Stream& stream = studied.streams[place];
            nodes.push_back(
                graph.apply(Operation::normal_quantile, graph.draw(stream.key, stream.year)));
        }
    return nodes;
}

/// Outputs, then a column for each group.
/// @param told_by_mean  Gets the names of groups with more than one value.
Program program_with_inputs(const StudiedPlan& studied, std::vector<std::string>& told_by_mean) {
    Graph graph = studied.graph;
    std::vector<NodeId> nodes;
    for (const StudiedOutput& output : studied.outputs) nodes.push_back(output.node);
    for (std::size_t g = 0; g < studied.groups.size(); ++g) {
        const std::vector<NodeId> values = values_of(studied, g, graph);
        if (values.size() > 1) told_by_mean.push_back(studied.groups[g].id);
        nodes.push_back(mean_of(graph, values));
    }
    return compile_program(graph, nodes);
}

std::uint64_t runs_to_use(const StudiedPlan& studied, const SensitivityOptions& options) {
    const std::uint64_t there = studied.plan.run.runs;
    if (options.runs && *options.runs > there)
        throw InvalidInput(fmt::format("there are {} runs, not {}", there, *options.runs),
                           "leave --runs out");
    const std::size_t columns = studied.outputs.size() + studied.groups.size();
    const std::uint64_t runs =
        std::min({options.runs.value_or(there), there, most_runs,
                  std::max<std::uint64_t>(1024, std::bit_floor(most_values / columns))});
    if (runs < fewest_runs)
        throw InvalidInput(fmt::format("indices need {} runs at least, not {}", fewest_runs, runs),
                           "a thousand runs say something, ten thousand something precise");
    return runs;
}

InputSensitivity input_of(const InputGroup& group, const InputIndices& indices, bool event) {
    const auto plain = [](double value) {
        Estimate estimate;
        estimate.value = value;
        return estimate;
    };
    InputSensitivity input = begin_input(group);
    input.indices = {
        {"first", indices.first},       {"rank_correlation", indices.rank_correlation},
        {"src", indices.src},           {"prcc", indices.prcc},
        {"delta", indices.delta},       {"pawn", indices.pawn},
        {"pawn_max", indices.pawn_max}, {"pawn_of_chance", plain(indices.pawn_of_chance)}};
    if (!event) return input;
    input.indices.push_back({"ks", indices.smirnov});
    input.indices.push_back({"shift", indices.shift});
    return input;
}

/// Sums of first indices; what was put together of several statuses cannot be told apart.
std::vector<StatusShare> shares_by_status(const std::vector<InputSensitivity>& inputs) {
    std::vector<StatusShare> shares;
    for (const std::string status : {"measured", "estimated", "assumed", "chance", "mixed"}) {
        StatusShare share{status, {}, {}};
        double sum = 0, squares = 0;
        bool any = false;
        for (const InputSensitivity& input : inputs) {
            const bool chance = input.kind == InputGroup::Kind::count;
            if ((chance ? "chance" : input.status) != status) continue;
            const Estimate& first = input.indices.front().estimate;
            if (std::isnan(first.value)) continue;
            any = true;
            sum += first.value;
            squares += first.standard_error * first.standard_error;
        }
        if (!any) continue;
        share.first.value = sum;
        share.first.standard_error = std::sqrt(squares);
        const double reach = replicate_width(replicate_count) * share.first.standard_error;
        if (std::isfinite(reach)) share.first.interval = {sum - reach, sum + reach};
        shares.push_back(std::move(share));
    }
    if (shares.size() < 2) shares.clear();
    return shares;
}

std::optional<std::uint64_t> first_not_finite(const std::vector<std::span<const double>>& inputs,
                                              std::span<const double> output) {
    for (std::size_t run = 0; run < output.size(); ++run) {
        const auto lost = [run](const auto& column) { return !std::isfinite(column[run]); };
        if (lost(output) || std::any_of(inputs.begin(), inputs.end(), lost)) return run;
    }
    return std::nullopt;
}

}  // namespace

Sensitivity given_data_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options) {
    const std::uint64_t runs = runs_to_use(studied, options);
    Sensitivity sensitivity = begin_sensitivity(studied, options, "given-data");
    sensitivity.design = studied.plan.run.design;
    sensitivity.seed = studied.plan.run.seed;
    sensitivity.runs = runs;
    sensitivity.runs_there = studied.plan.run.runs;
    sensitivity.indices = {"first",    "rank_correlation", "src", "prcc", "delta", "pawn",
                           "pawn_max", "pawn_of_chance",   "ks",  "shift"};
    sensitivity.correlated = correlated_groups(studied.plan, studied.groups);

    const auto design = design_of(studied.plan, studied.compiled);
    RunValuesSettings settings{runs, options.threads, {}, options.stop};
    if (options.progress)
        settings.progress = [&](std::uint64_t done) { options.progress(done, runs); };
    const RunValues values =
        run_values(program_with_inputs(studied, sensitivity.told_by_mean), *design, settings);
    sensitivity.interrupted = values.interrupted;
    if (values.interrupted) return sensitivity;

    const std::size_t outputs = studied.outputs.size();
    const std::vector<std::span<const double>> inputs(
        values.columns.begin() + static_cast<std::ptrdiff_t>(outputs), values.columns.end());
    const GivenData data(inputs);
    std::vector<GivenDataIndices> found(outputs);
    const int threads = options.threads > 0 ? options.threads : omp_get_max_threads();
    const auto count = static_cast<std::int64_t>(outputs);
    FirstFailure failures;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
    for (std::int64_t o = 0; o < count; ++o) {
        const auto output = static_cast<std::size_t>(o);
        if (!failures.any() && (options.stop == nullptr || !*options.stop))
            failures.guard([&] { found[output] = data.analyse(values.columns[output]); });
    }
    failures.rethrow();
    if (options.stop != nullptr && *options.stop) {
        sensitivity.interrupted = true;
        return sensitivity;
    }

    for (std::size_t o = 0; o < outputs; ++o) {
        OutputSensitivity output;
        output.output = studied.outputs[o];
        output.mean = found[o].mean;
        output.variance = found[o].variance;
        output.runs = found[o].runs;
        output.left_out = runs - found[o].runs;
        if (output.left_out > 0)
            output.first_left_out = first_not_finite(inputs, values.columns[o]);
        output.constant = found[o].constant || found[o].runs == 0;
        if (output.output.kind == StudiedOutput::Kind::hit)
            output.mean = chance_of_event(found[o].mean, found[o].runs);
        if (!output.constant) {
            output.facts = {{"r2", found[o].r2}, {"rank_r2", found[o].rank_r2}};
            for (std::size_t g = 0; g < studied.groups.size(); ++g)
                output.inputs.push_back(
                    input_of(studied.groups[g], found[o].inputs[g], found[o].event));
            output.shares = shares_by_status(output.inputs);
        }
        sensitivity.outputs.push_back(std::move(output));
    }
    sensitivity.measure_first = rank_what_to_measure(sensitivity, "first");
    return sensitivity;
}

}  // namespace plancast
