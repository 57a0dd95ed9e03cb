#include "engine/analysis/event_estimates.hpp"
#include "engine/analysis/players.hpp"
#include "engine/analysis/sensitivity.hpp"
#include "engine/sensitivity/shapley.hpp"

namespace plancast {

namespace {

OutputSensitivity output_of(const StudiedOutput& studied, const std::vector<InputGroup>& groups,
                            const OutputEffects& effects, std::uint64_t pairs) {
    OutputSensitivity output;
    output.output = studied;
    output.mean = effects.mean;
    output.variance = effects.variance;
    output.runs = pairs - effects.left_out;
    output.left_out = effects.left_out;
    output.first_left_out = effects.first_left_out;
    output.constant = effects.constant;
    const bool event = studied.kind == StudiedOutput::Kind::hit;
    if (event) output.mean = chance_of_event(effects.mean, 2 * output.runs);
    for (std::size_t g = 0; g < effects.effects.size(); ++g) {
        InputSensitivity input = begin_input(groups[g]);
        const Estimate& effect = effects.effects[g];
        input.indices = {
            {"shapley",
             event ? index_of_event(effect, output.runs, effects.variance.value) : effect}};
        output.inputs.push_back(std::move(input));
    }
    return output;
}

}  // namespace

Sensitivity shapley_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options) {
    Players players =
        find_players(studied, options.by,
                     input_groups(studied.plan, studied.compiled, options.by, options.groups));
    const std::vector<Stream> streams = take_streams(studied, {&players.drawn});
    const ShapleyResult result =
        shapley(studied.program, streams, players.drawn, pair_settings(options));

    Sensitivity sensitivity = begin_sensitivity(studied, options, "shapley");
    sensitivity.runs = result.pairs;
    sensitivity.evaluations = result.evaluations;
    sensitivity.interrupted = result.interrupted;
    sensitivity.indices = {"shapley"};
    sensitivity.idle = players.idle;
    sensitivity.bounded_factors = bounded_factors(studied.plan);
    for (std::size_t o = 0; o < result.outputs.size(); ++o)
        sensitivity.outputs.push_back(
            output_of(studied.outputs[o], players.groups, result.outputs[o], result.pairs));
    sensitivity.measure_first = rank_what_to_measure(sensitivity, "shapley");
    return sensitivity;
}

}  // namespace plancast
