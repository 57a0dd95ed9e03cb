#include "engine/analysis/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "engine/analysis/streams.hpp"
#include "engine/core/error.hpp"
#include "engine/sensitivity/base_points.hpp"

namespace plancast {

StudiedPlan study(const Plan& plan, const CompiledPlan& compiled,
                  const SensitivityOptions& options) {
    Graph graph = compiled.graph;
    std::vector<StudiedOutput> outputs = options.of.empty()
                                             ? studied_outputs(plan, compiled, graph)
                                             : studied_outputs(plan, compiled, graph, options.of);
    if (outputs.empty())
        throw InvalidInput("the plan has no target and no series to study",
                           "give it one: models/README.md shows how");
    std::vector<NodeId> nodes;
    for (const StudiedOutput& output : outputs) nodes.push_back(output.node);
    StudiedPlan studied{
        plan, compiled, std::move(outputs), compile_program(graph, nodes), {}, {}, {}, {}, {}};
    studied.graph = std::move(graph);
    studied.streams = streams_needed(studied.program, streams_of(plan, compiled));
    std::unordered_map<Stream, std::size_t, StreamHash> places;
    for (std::size_t i = 0; i < studied.streams.size(); ++i) places.emplace(studied.streams[i], i);
    for (InputGroup& group : input_groups(plan, compiled, options.by, options.groups)) {
        std::vector<std::size_t> own;
        for (const Stream& stream : group.streams)
            if (const auto place = places.find(stream); place != places.end())
                own.push_back(place->second);
        if (own.empty()) {
            studied.idle.push_back(group.id);
            continue;
        }
        studied.groups.push_back(std::move(group));
        studied.streams_of_group.push_back(std::move(own));
    }
    return studied;
}

std::vector<std::string> bounded_factors(const Plan& plan) {
    std::vector<std::string> names;
    std::vector<bool> known(plan.inputs.size(), false);
    for (const Input& input : plan.inputs) {
        for (const Loading& loading : input.loadings) {
            const StatedLaw& law = plan.inputs[loading.factor].law;
            if (known[loading.factor] || (!law.truncated && !law.clipped)) continue;
            known[loading.factor] = true;
            names.push_back(plan.inputs[loading.factor].name);
        }
    }
    return names;
}

Sensitivity begin_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options,
                              const std::string& method) {
    Sensitivity sensitivity;
    sensitivity.scenario = studied.plan.name;
    sensitivity.title = studied.plan.title;
    sensitivity.scenario_title = studied.plan.scenario_title;
    sensitivity.method = method;
    sensitivity.design = options.design;
    sensitivity.seed = options.seed;
    sensitivity.idle = studied.idle;
    return sensitivity;
}

Sensitivity sensitivity_by(const std::string& method, const StudiedPlan& studied,
                           const SensitivityOptions& options) {
    // A tornado moves levers too.
    if (studied.groups.empty() && method != "tornado")
        throw InvalidInput("nothing that is drawn has anything to do with these outputs",
                           "an output that is the same in every run hinges on nothing");
    if (method == "given-data") return given_data_sensitivity(studied, options);
    if (method == "sobol") return sobol_sensitivity(studied, options);
    if (method == "morris") return morris_sensitivity(studied, options);
    if (method == "shapley") return shapley_sensitivity(studied, options);
    if (method == "tornado") return tornado_sensitivity(studied, options);
    throw InvalidInput("unknown method '" + method + "'",
                       "methods: given-data, sobol, morris, shapley, tornado");
}

PairSettings pair_settings(const SensitivityOptions& options) {
    PairSettings settings;
    settings.design = options.design;
    settings.seed = options.seed;
    settings.base_size = options.base_size;
    settings.threads = options.threads;
    settings.stop = options.stop;
    if (options.progress)
        settings.progress = [&options](std::uint64_t done) {
            options.progress(done, options.base_size);
        };
    return settings;
}

InputSensitivity begin_input(const InputGroup& group) {
    return {group.id, group.title, group.kind, group.status, {}};
}

std::vector<MeasureFirst> rank_what_to_measure(const Sensitivity& sensitivity,
                                               const std::string& name) {
    const auto is_event = [](const OutputSensitivity& output) {
        return output.output.kind == StudiedOutput::Kind::hit;
    };
    const bool events =
        std::any_of(sensitivity.outputs.begin(), sensitivity.outputs.end(), is_event);
    std::vector<MeasureFirst> ranked;
    std::map<std::string, std::size_t> places;
    double counted = 0;
    for (const OutputSensitivity& output : sensitivity.outputs) {
        if (output.constant || (events && !is_event(output))) continue;
        ++counted;
        for (const InputSensitivity& input : output.inputs) {
            if (input.status != "assumed" && input.status != "estimated") continue;
            for (const NamedEstimate& index : input.indices) {
                const double share = index.estimate.value;
                // What may be nothing is not counted.
                if (index.name != name || !(index.estimate.interval[0] > 0)) continue;
                const auto [place, is_new] = places.try_emplace(input.input, ranked.size());
                if (is_new)
                    ranked.push_back({input.input, input.title, input.status, 0, "", {}, 0});
                MeasureFirst& one = ranked[place->second];
                one.share += share;
                if (share <= one.largest) continue;
                one.largest = share;
                one.most_on = output.output.of;
                one.most_on_title = output.output.title;
            }
        }
    }
    for (MeasureFirst& one : ranked) one.share /= counted;
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.share > b.share; });
    return ranked;
}

}  // namespace plancast
