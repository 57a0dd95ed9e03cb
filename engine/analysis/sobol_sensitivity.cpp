#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "engine/analysis/event_estimates.hpp"
#include "engine/analysis/players.hpp"
#include "engine/analysis/sensitivity.hpp"
#include "engine/core/error.hpp"
#include "engine/sensitivity/mixture.hpp"

namespace plancast {

namespace {

/// Sums for pairs of inputs take 16 doubles each, once a thread and once for all.
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

/// What is drawn of all inputs of each status, where there is more than one.
struct ByStatus {
    std::vector<std::string> statuses;
    std::vector<DrawnGroup> drawn;
};

/// Of inputs, not of groups: those that a user puts together may differ in status.
ByStatus group_by_status(const StudiedPlan& studied) {
    const Players inputs = find_players(
        studied, GroupBy::input, input_groups(studied.plan, studied.compiled, GroupBy::input));
    const auto status_of = [&](std::size_t group) -> std::string {
        const bool chance = inputs.groups[group].kind == InputGroup::Kind::count;
        return chance ? "chance" : inputs.groups[group].status;
    };
    ByStatus grouped;
    for (const char* status : {"measured", "estimated", "assumed", "chance"})
        for (std::size_t g = 0; g < inputs.groups.size(); ++g)
            if (status_of(g) == status) {
                grouped.statuses.emplace_back(status);
                break;
            }
    if (grouped.statuses.size() < 2) return {};
    const auto place_of = [&](std::size_t group) {
        const auto found =
            std::find(grouped.statuses.begin(), grouped.statuses.end(), status_of(group));
        return static_cast<std::size_t>(found - grouped.statuses.begin());
    };
    grouped.drawn.resize(grouped.statuses.size());
    for (std::size_t g = 0; g < inputs.groups.size(); ++g) {
        DrawnGroup& together = grouped.drawn[place_of(g)];
        const DrawnGroup& own = inputs.drawn[g];
        together.streams.insert(together.streams.end(), own.streams.begin(), own.streams.end());
        for (DrawnNormal normal : own.normals) {
            for (std::size_t& factor : normal.loads_on) factor = place_of(factor);
            together.normals.push_back(std::move(normal));
        }
    }
    return grouped;
}

/// What is evaluated for groups, one after the other, and for which of them the first index is that
/// of another mixture than the total index.
struct Mixtures {
    std::vector<Mixture> all;
    std::vector<std::size_t> own, known;  ///< by group: indices into all

    /// The first groups are those of which second order may be asked.
    void add(std::vector<GroupMixtures>&& groups) {
        const std::size_t others = own.size();
        for (GroupMixtures& group : groups) {
            const std::size_t place = group.same ? place_of(group.own, others) : all.size();
            own.push_back(place);
            known.push_back(place);
            if (place == all.size()) all.push_back(std::move(group.own));
            if (!group.same) apart_.emplace_back(own.size() - 1, std::move(group.known));
        }
    }
    /// To be called last, so that what second order is asked of stands first.
    void add_what_is_apart() {
        for (auto& [group, mixture] : apart_) {
            known[group] = all.size();
            all.push_back(std::move(mixture));
        }
        apart_.clear();
    }
    GroupIndices indices(const OutputIndices& found, std::size_t group) const {
        return {found.groups[known[group]].first, found.groups[own[group]].total};
    }

private:
    /// A status with one input is that input.
    std::size_t place_of(const Mixture& mixture, std::size_t others) const {
        const auto found =
            std::find_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(others),
                         [&](const Mixture& other) {
                             return other.directions.empty() && other.streams == mixture.streams;
                         });
        return found == all.begin() + static_cast<std::ptrdiff_t>(others)
                   ? all.size()
                   : static_cast<std::size_t>(found - all.begin());
    }

    std::vector<std::pair<std::size_t, Mixture>> apart_;
};

/// Pairs of groups that have no stream in common, neither what is their own nor what is known with
/// them: second order is of these.
std::vector<std::pair<std::size_t, std::size_t>> unrelated_pairs(const Mixtures& mixtures,
                                                                 std::size_t groups) {
    std::vector<std::vector<std::size_t>> streams(groups);
    for (std::size_t g = 0; g < groups; ++g) {
        for (const std::size_t mixture : {mixtures.own[g], mixtures.known[g]}) {
            const Mixture& taken = mixtures.all[mixture];
            streams[g].insert(streams[g].end(), taken.streams.begin(), taken.streams.end());
            for (const Directions& directions : taken.directions)
                streams[g].insert(streams[g].end(), directions.streams.begin(),
                                  directions.streams.end());
        }
        std::sort(streams[g].begin(), streams[g].end());
    }
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < groups; ++i) {
        for (std::size_t j = i + 1; j < groups; ++j) {
            std::vector<std::size_t> common;
            std::set_intersection(streams[i].begin(), streams[i].end(), streams[j].begin(),
                                  streams[j].end(), std::back_inserter(common));
            if (common.empty()) pairs.emplace_back(i, j);
        }
    }
    return pairs;
}

void require_possible(const StudiedPlan& studied, std::size_t groups) {
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

/// Reads the answer for one output after the other.
class Reader {
public:
    Reader(const StudiedPlan& studied, const std::vector<InputGroup>& groups,
           const ByStatus& by_status, const Mixtures& mixtures, const PickFreezeResult& result,
           bool second_order)
        : studied_(studied),
          groups_(groups),
          by_status_(by_status),
          mixtures_(mixtures),
          result_(result) {
        if (!result.outputs.empty() && second_order)
            pairs_ = unrelated_pairs(mixtures, groups.size());
    }

    OutputSensitivity output(std::size_t index) const {
        const OutputIndices& found = result_.outputs[index];
        OutputSensitivity output;
        output.output = studied_.outputs[index];
        output.mean = found.mean;
        output.variance = found.variance;
        output.runs = result_.pairs - found.left_out;
        output.left_out = found.left_out;
        output.first_left_out = found.first_left_out;
        output.constant = found.constant;
        const bool event = output.output.kind == StudiedOutput::Kind::hit;
        if (event) output.mean = chance_of_event(found.mean, 2 * output.runs);
        if (found.constant) return output;
        const auto known = [&](const Estimate& index) {
            return event ? index_of_event(index, output.runs, found.variance.value) : index;
        };
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const GroupIndices indices = mixtures_.indices(found, g);
            InputSensitivity input = begin_input(groups_[g]);
            input.indices = {{"first", known(indices.first)}, {"total", known(indices.total)}};
            output.inputs.push_back(std::move(input));
        }
        for (std::size_t s = 0; s < by_status_.statuses.size(); ++s) {
            const GroupIndices indices = mixtures_.indices(found, groups_.size() + s);
            output.shares.push_back(
                {by_status_.statuses[s], known(indices.first), known(indices.total)});
        }
        for (const auto& [i, j] : pairs_)
            output.pairs.push_back(
                {groups_[i].id, groups_[j].id, known(found.second[i * groups_.size() + j])});
        return output;
    }

private:
    const StudiedPlan& studied_;
    const std::vector<InputGroup>& groups_;
    const ByStatus& by_status_;
    const Mixtures& mixtures_;
    const PickFreezeResult& result_;
    std::vector<std::pair<std::size_t, std::size_t>> pairs_;
};

}  // namespace

Sensitivity sobol_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options) {
    Players players =
        find_players(studied, options.by,
                     input_groups(studied.plan, studied.compiled, options.by, options.groups));
    ByStatus by_status = group_by_status(studied);
    if (options.second_order) require_possible(studied, players.groups.size());
    const std::vector<Stream> streams = take_streams(studied, {&players.drawn, &by_status.drawn});
    Mixtures mixtures;
    mixtures.add(mixtures_of(streams.size(), players.drawn));
    mixtures.add(mixtures_of(streams.size(), by_status.drawn));
    mixtures.add_what_is_apart();
    const PickFreezeSettings settings{pair_settings(options), options.estimator,
                                      options.second_order ? players.groups.size() : 0};
    const PickFreezeResult result = pick_freeze(studied.program, streams, mixtures.all, settings);

    Sensitivity sensitivity = begin_sensitivity(studied, options, "sobol");
    sensitivity.estimator = name_of(options.estimator);
    sensitivity.runs = result.pairs;
    sensitivity.evaluations = result.evaluations;
    sensitivity.interrupted = result.interrupted;
    sensitivity.indices = {"total", "first"};
    sensitivity.idle = players.idle;
    sensitivity.correlated = correlated_groups(studied.plan, players.groups);
    sensitivity.bounded_factors = bounded_factors(studied.plan);
    const Reader reader(studied, players.groups, by_status, mixtures, result, options.second_order);
    for (std::size_t o = 0; o < result.outputs.size(); ++o)
        sensitivity.outputs.push_back(reader.output(o));
    sensitivity.measure_first = rank_what_to_measure(sensitivity, "first");
    return sensitivity;
}

}  // namespace plancast
