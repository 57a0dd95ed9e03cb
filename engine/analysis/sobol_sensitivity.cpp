#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/analysis/sensitivity.hpp"
#include "engine/core/error.hpp"

namespace plancast {

namespace {

/// Sums for pairs of inputs take 16 doubles each, twice a thread and once for all.
constexpr std::size_t most_pairs = 400'000;

const char* name_of(IndexEstimator estimator) {
    switch (estimator) {
        case IndexEstimator::controlled: return "controlled";
        case IndexEstimator::jansen: return "jansen";
        case IndexEstimator::janon: return "janon";
        case IndexEstimator::martinez: return "martinez";
    }
    return "";
}

/// All streams of the inputs of each status, where there is more than one.
struct ByStatus {
    std::vector<std::string> statuses;
    std::vector<std::vector<std::size_t>> streams;
};

/// Of inputs, not of groups: those that a user puts together may differ in status.
ByStatus group_by_status(const StudiedPlan& studied) {
    std::unordered_map<Stream, std::size_t, StreamHash> places;
    for (std::size_t i = 0; i < studied.streams.size(); ++i) places.emplace(studied.streams[i], i);
    const std::vector<InputGroup> groups =
        input_groups(studied.plan, studied.compiled, GroupBy::input);
    ByStatus grouped;
    for (const std::string status : {"measured", "estimated", "assumed", "chance"}) {
        std::vector<std::size_t> streams;
        for (const InputGroup& group : groups) {
            const bool chance = group.kind == InputGroup::Kind::count;
            if ((chance ? "chance" : group.status) != status) continue;
            for (const Stream& stream : group.streams)
                if (const auto place = places.find(stream); place != places.end())
                    streams.push_back(place->second);
        }
        if (streams.empty()) continue;
        grouped.statuses.push_back(status);
        grouped.streams.push_back(std::move(streams));
    }
    if (grouped.statuses.size() < 2) return {};
    return grouped;
}

void require_possible(const StudiedPlan& studied, const SensitivityOptions& options) {
    const std::size_t groups = studied.groups.size();
    if (!options.second_order) return;
    if (groups < 2)
        throw InvalidInput("second order needs two inputs, and only one matters here",
                           "leave --second-order out");
    const std::size_t pairs = studied.outputs.size() * groups * (groups - 1) / 2;
    if (pairs > most_pairs)
        throw InvalidInput(
            fmt::format("second order of {} inputs on {} outputs are {} indices, more than {}",
                        groups, studied.outputs.size(), pairs, most_pairs),
            "name outputs with --of, or put inputs together with --groups");
}

OutputSensitivity output_of(const StudiedPlan& studied, std::size_t index,
                            const OutputIndices& indices, const ByStatus& by_status,
                            std::uint64_t pairs, bool second_order) {
    OutputSensitivity output;
    output.output = studied.outputs[index];
    output.mean = indices.mean;
    output.variance = indices.variance;
    output.runs = pairs - indices.left_out;
    output.left_out = indices.left_out;
    output.first_left_out = indices.first_left_out;
    output.constant = indices.constant;
    if (indices.constant) return output;
    const std::size_t groups = studied.groups.size();
    for (std::size_t g = 0; g < groups; ++g) {
        InputSensitivity input = begin_input(studied.groups[g]);
        input.indices = {{"first", indices.groups[g].first}, {"total", indices.groups[g].total}};
        output.inputs.push_back(std::move(input));
    }
    for (std::size_t s = 0; s < by_status.statuses.size(); ++s)
        output.shares.push_back({by_status.statuses[s], indices.groups[groups + s].first,
                                 indices.groups[groups + s].total});
    const std::size_t all = groups + by_status.statuses.size();
    for (std::size_t i = 0; second_order && i < groups; ++i)
        for (std::size_t j = i + 1; j < groups; ++j)
            output.pairs.push_back(
                {studied.groups[i].id, studied.groups[j].id, indices.second[i * all + j]});
    return output;
}

}  // namespace

Sensitivity sobol_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options) {
    require_possible(studied, options);
    // Pairs of everything with a status would be asked for too: it costs little, and is dropped.
    const ByStatus by_status = options.second_order ? ByStatus{} : group_by_status(studied);
    std::vector<std::vector<std::size_t>> groups = studied.streams_of_group;
    groups.insert(groups.end(), by_status.streams.begin(), by_status.streams.end());
    const PickFreezeSettings settings{pair_settings(options), options.estimator,
                                      options.second_order};
    const PickFreezeResult result = pick_freeze(studied.program, studied.streams, groups, settings);

    Sensitivity sensitivity = begin_sensitivity(studied, options, "sobol");
    sensitivity.estimator = name_of(options.estimator);
    sensitivity.runs = result.pairs;
    sensitivity.evaluations = result.evaluations;
    sensitivity.interrupted = result.interrupted;
    sensitivity.indices = {"total", "first"};
    sensitivity.correlated = correlated_groups(studied.plan, studied.groups);
    for (std::size_t o = 0; o < result.outputs.size(); ++o)
        sensitivity.outputs.push_back(output_of(studied, o, result.outputs[o], by_status,
                                                result.pairs, options.second_order));
    sensitivity.measure_first = rank_what_to_measure(sensitivity, "first");
    return sensitivity;
}

}  // namespace plancast
