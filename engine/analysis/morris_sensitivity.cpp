#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/analysis/run_values.hpp"
#include "engine/analysis/sensitivity.hpp"
#include "engine/core/error.hpp"
#include "engine/sensitivity/morris.hpp"
#include "engine/statistics/moments.hpp"

namespace plancast {

namespace {

constexpr std::size_t levels = 4;
/// The middles of equal parts: for laws that have no end.
constexpr double margin = 0.5 / levels;
/// Of groups and outputs at all points together: 1 GB.
constexpr double most_values = 1.25e8;
/// What choosing trajectories costs, and how long that may take.
constexpr double seconds_a_choice = 2e-9, longest_choice_seconds = 600;
/// Quantile functions are asked for nothing nearer to the ends.
constexpr double lowest = 0x1p-53, highest = 1 - 0x1p-53;

void require_possible(const StudiedPlan& studied, const SensitivityOptions& options) {
    const double groups = static_cast<double>(studied.groups.size());
    const double trajectories = static_cast<double>(options.trajectories);
    const double columns = groups + static_cast<double>(studied.outputs.size());
    if (trajectories * (groups + 1) * columns > most_values) {
        const double most = most_values / ((groups + 1) * columns);
        throw InvalidInput(
            fmt::format("{} trajectories of {} inputs and {} outputs are more than can be held",
                        options.trajectories, studied.groups.size(), studied.outputs.size()),
            most < 2 ? "put inputs together: --by input, or --groups"
                     : fmt::format("a few dozen screen as well; {} can be held",
                                   static_cast<std::size_t>(most)));
    }
    if (options.candidates == 0) return;
    if (options.candidates <= options.trajectories)
        throw InvalidInput(
            fmt::format("{} trajectories cannot be chosen from {} candidates", options.trajectories,
                        options.candidates),
            fmt::format("more than {}, or leave --candidates out", options.trajectories));
    const double seconds =
        seconds_a_choice * trajectories * static_cast<double>(options.candidates) * groups * groups;
    if (seconds > longest_choice_seconds)
        throw InvalidInput(
            fmt::format("choosing {} trajectories of {} inputs from {} candidates would take about "
                        "{:.0f} minutes",
                        options.trajectories, studied.groups.size(), options.candidates,
                        seconds / 60),
            "fewer candidates, or none: trajectories cover the grid evenly without");
}

/// Whether every draw of each group goes into quantiles of laws with two ends, and nowhere else.
std::vector<bool> have_ends(const StudiedPlan& studied) {
    const std::span<const Node> nodes = studied.graph.nodes();
    std::unordered_map<Stream, std::size_t, StreamHash> group_of;
    for (std::size_t g = 0; g < studied.groups.size(); ++g)
        for (const std::size_t place : studied.streams_of_group[g])
            group_of.emplace(studied.streams[place], g);
    std::vector<bool> ends(studied.groups.size(), true);
    for (const Node& node : nodes) {
        const int count = operand_count(node.operation);
        const NodeId operands[] = {node.a, node.b, node.c};
        for (int i = 0; i < count; ++i) {
            const Node& operand = nodes[operands[i]];
            if (operand.operation != Operation::draw) continue;
            const auto found = group_of.find({operand.key, operand.year});
            if (found == group_of.end()) continue;
            bool ended = false;
            if (node.operation == Operation::quantile) {
                const auto [low, high] = studied.graph.laws()[node.law]->support();
                ended = std::isfinite(low) && std::isfinite(high);
            }
            if (!ended) ends[found->second] = false;
        }
    }
    return ends;
}

/// The points of Morris' design as runs: every draw of a group is its group's u.
class PointDesign final : public Design {
public:
    PointDesign(const MorrisDesign& design, const StudiedPlan& studied) : design_(design) {
        for (std::size_t g = 0; g < studied.groups.size(); ++g)
            for (const std::size_t place : studied.streams_of_group[g])
                group_of_.emplace(studied.streams[place], g);
    }

    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override {
        std::fill(uniforms.begin(), uniforms.end(), 0.5);
        const auto group = group_of_.find({key, year});
        if (group == group_of_.end()) return;
        // Blocks are filled up to whole vectors, beyond the last point.
        for (std::size_t i = 0; i < uniforms.size() && first_run + i < design_.points(); ++i)
            uniforms[i] = std::clamp(design_.point(first_run + i)[group->second], lowest, highest);
    }

private:
    const MorrisDesign& design_;
    std::unordered_map<Stream, std::size_t, StreamHash> group_of_;
};

bool is_constant(std::span<const double> values) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    return !(low < high);
}

/// Of the points, not of the law of the inputs: without intervals.
void set_moments(OutputSensitivity& output, std::span<const double> values) {
    Moments moments;
    for (const double value : values)
        if (std::isfinite(value)) moments.add(value);
    if (moments.count == 0) return;
    output.mean.value = moments.mean;
    output.variance.value = moments.variance();
}

/// The first trajectory with a value that is not finite.
std::optional<std::uint64_t> first_left_out(std::span<const double> values, std::size_t points) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i])) return i / points;
    return std::nullopt;
}

}  // namespace

Sensitivity morris_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options) {
    require_possible(studied, options);
    MorrisSettings settings;
    settings.trajectories = options.trajectories;
    settings.candidates = options.candidates;
    settings.levels = levels;
    settings.seed = options.seed;
    for (const bool ends : have_ends(studied)) settings.margins.push_back(ends ? 0 : margin);
    const MorrisDesign design = morris_design(studied.groups.size(), settings);

    RunValuesSettings asked{design.points(), options.threads, {}, options.stop};
    if (options.progress)
        asked.progress = [&](std::uint64_t done) { options.progress(done, design.points()); };
    const RunValues values = run_values(studied.program, PointDesign(design, studied), asked);

    Sensitivity sensitivity = begin_sensitivity(studied, options, "morris");
    sensitivity.design.clear();
    sensitivity.chosen_from = options.candidates;
    sensitivity.runs = options.trajectories;
    sensitivity.evaluations = design.points();
    sensitivity.interrupted = values.interrupted;
    sensitivity.indices = {"mu_star", "mu", "sigma"};
    sensitivity.are_shares = false;
    sensitivity.correlated = correlated_groups(studied.plan, studied.groups);
    if (values.interrupted) return sensitivity;
    for (std::size_t o = 0; o < studied.outputs.size(); ++o) {
        OutputSensitivity output;
        output.output = studied.outputs[o];
        const MorrisScreening screening = morris_effects(design, values.columns[o]);
        set_moments(output, values.columns[o]);
        output.runs = screening.trajectories;
        output.left_out = screening.left_out;
        output.first_left_out = first_left_out(values.columns[o], design.groups + 1);
        output.constant = is_constant(values.columns[o]);
        for (std::size_t g = 0; g < studied.groups.size() && !output.constant; ++g) {
            const MorrisEffects& effects = screening.groups[g];
            InputSensitivity input = begin_input(studied.groups[g]);
            Estimate sigma;
            sigma.value = effects.sigma;
            input.indices = {{"mu_star", effects.mu_star}, {"mu", effects.mu}, {"sigma", sigma}};
            output.inputs.push_back(std::move(input));
        }
        sensitivity.outputs.push_back(std::move(output));
    }
    return sensitivity;
}

}  // namespace plancast
