#include <algorithm>
#include <unordered_map>

#include "engine/analysis/sensitivity.hpp"
#include "engine/analysis/streams.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/models/latent_normals.hpp"
#include "engine/sensitivity/shapley.hpp"

namespace plancast {

namespace {

/// Who shares the variance: every group that an output depends on, or that is correlated with such
/// a one. Who has a share does not depend on which outputs are studied, nor on the order in which a
/// plan names its inputs.
struct Players {
    std::vector<InputGroup> groups;
    std::vector<Stream> streams;
    std::vector<DrawnGroup> drawn;  ///< by group; indices into streams
    std::vector<std::string> idle;  ///< groups that are none
};

class PlayerFinder {
public:
    PlayerFinder(const StudiedPlan& studied, const SensitivityOptions& options)
        : studied_(studied),
          by_year_(options.by == GroupBy::year),
          groups_(input_groups(studied.plan, studied.compiled, options.by, options.groups)),
          streams_(streams_of(studied.plan, studied.compiled)) {
        for (std::size_t s = 0; s < streams_.size(); ++s) place_.emplace(streams_[s], s);
        for (std::size_t g = 0; g < groups_.size(); ++g)
            for (const Stream& stream : groups_[g].streams) owner_.emplace(known_as(stream), g);
    }

    Players find() {
        read_normals();
        mark_needed();
        const DrawnGroups drawn = find_correlated(streams_.size(), groups_of_needed());
        keep_shared(drawn);
        return players(drawn);
    }

private:
    struct Normal {
        std::size_t group = 0;
        StreamWeights weights;
    };

    /// What an input has is known by its stream, in all years or year by year.
    Stream known_as(Stream stream) const {
        if (!by_year_) stream.year = no_year;
        return stream;
    }

    void read_normals() {
        const Plan& plan = studied_.plan;
        for (const LatentNormal& latent :
             latent_normals(plan, by_year_ ? LatentDetail::parts : LatentDetail::values)) {
            const StreamKey key =
                stream_key(quantity_id(plan, plan.inputs[latent.input], latent.member));
            const auto owner = owner_.find(known_as({key, latent.year}));
            if (owner == owner_.end()) continue;
            Normal normal{owner->second, {}};
            for (const auto& [stream, weight] : latent.weights)
                normal.weights.emplace_back(place_.at(stream), weight);
            normals_.push_back(std::move(normal));
        }
    }

    /// What the program draws, and what shares a normal with it, and so on.
    void mark_needed() {
        needed_.assign(streams_.size(), false);
        for (const Stream& stream : studied_.streams) needed_[place_.at(stream)] = true;
        bool more = true;
        while (more) {
            more = false;
            for (const Normal& normal : normals_) {
                const auto is_needed = [&](const auto& term) { return needed_[term.first]; };
                const auto& weights = normal.weights;
                if (std::none_of(weights.begin(), weights.end(), is_needed) ||
                    std::all_of(weights.begin(), weights.end(), is_needed))
                    continue;
                for (const auto& [stream, weight] : weights) needed_[stream] = true;
                more = true;
            }
        }
    }

    std::vector<DrawnGroup> groups_of_needed() const {
        std::vector<DrawnGroup> groups(groups_.size());
        std::vector<bool> behind(streams_.size(), false);
        for (const Normal& normal : normals_) {
            if (!needed_[normal.weights.front().first]) continue;
            groups[normal.group].normals.push_back(normal.weights);
            for (const auto& [stream, weight] : normal.weights) behind[stream] = true;
        }
        for (std::size_t g = 0; g < groups_.size(); ++g)
            for (const Stream& stream : groups_[g].streams)
                if (const std::size_t s = place_.at(stream); needed_[s] && !behind[s])
                    groups[g].streams.push_back(s);
        return groups;
    }

    /// Of streams that one group has for itself only those that the program draws are needed.
    void keep_shared(const DrawnGroups& drawn) {
        needed_.assign(streams_.size(), false);
        for (const Stream& stream : studied_.streams) needed_[place_.at(stream)] = true;
        for (const CorrelatedStreams& correlated : drawn.correlated)
            for (const std::size_t s : correlated.streams) needed_[s] = true;
    }

    Players players(const DrawnGroups& drawn) {
        std::vector<bool> shared(streams_.size(), false);
        for (const CorrelatedStreams& correlated : drawn.correlated)
            for (const std::size_t s : correlated.streams) shared[s] = true;
        Players players;
        std::vector<std::size_t> kept(streams_.size());
        for (std::size_t s = 0; s < streams_.size(); ++s) {
            if (!needed_[s]) continue;
            kept[s] = players.streams.size();
            players.streams.push_back(streams_[s]);
        }
        std::vector<DrawnGroup> groups(groups_.size());
        for (const Normal& normal : normals_) {
            if (!shared[normal.weights.front().first]) continue;
            StreamWeights& weights = groups[normal.group].normals.emplace_back();
            for (const auto& [s, weight] : normal.weights) weights.emplace_back(kept[s], weight);
        }
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            for (const std::size_t s : drawn.alone[g])
                if (needed_[s]) groups[g].streams.push_back(kept[s]);
            if (groups[g].streams.empty() && groups[g].normals.empty()) {
                players.idle.push_back(groups_[g].id);
                continue;
            }
            players.groups.push_back(std::move(groups_[g]));
            players.drawn.push_back(std::move(groups[g]));
        }
        return players;
    }

    const StudiedPlan& studied_;
    bool by_year_;
    std::vector<InputGroup> groups_;
    std::vector<Stream> streams_;  ///< of the whole plan
    std::unordered_map<Stream, std::size_t, StreamHash> place_, owner_;
    std::vector<Normal> normals_;
    std::vector<bool> needed_;  ///< by stream
};

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
    for (std::size_t g = 0; g < effects.effects.size(); ++g) {
        InputSensitivity input = begin_input(groups[g]);
        input.indices = {{"shapley", effects.effects[g]}};
        output.inputs.push_back(std::move(input));
    }
    return output;
}

}  // namespace

Sensitivity shapley_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options) {
    const Players players = PlayerFinder(studied, options).find();
    const ShapleyResult result =
        shapley(studied.program, players.streams, players.drawn, pair_settings(options));

    Sensitivity sensitivity = begin_sensitivity(studied, options, "shapley");
    sensitivity.runs = result.pairs;
    sensitivity.evaluations = result.evaluations;
    sensitivity.interrupted = result.interrupted;
    sensitivity.indices = {"shapley"};
    sensitivity.idle = players.idle;
    for (std::size_t o = 0; o < result.outputs.size(); ++o)
        sensitivity.outputs.push_back(
            output_of(studied.outputs[o], players.groups, result.outputs[o], result.pairs));
    sensitivity.measure_first = rank_what_to_measure(sensitivity, "shapley");
    return sensitivity;
}

}  // namespace plancast
