#include "engine/analysis/players.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/analysis/streams.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/models/latent_normals.hpp"

namespace plancast {

namespace {

class PlayerFinder {
public:
    PlayerFinder(const StudiedPlan& studied, GroupBy by, std::vector<InputGroup> groups)
        : studied_(studied),
          by_year_(by == GroupBy::year),
          groups_(std::move(groups)),
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
        DrawnNormal drawn;
    };

    /// What an input has is known by its stream, in all years or year by year.
    Stream known_as(Stream stream) const {
        if (!by_year_) stream.year = no_year;
        return stream;
    }

    void read_normals() {
        const Plan& plan = studied_.plan;
        std::vector<bool> is_factor(plan.inputs.size(), false);
        for (const Input& input : plan.inputs)
            for (const Loading& loading : input.loadings) is_factor[loading.factor] = true;
        for (const LatentNormal& latent :
             latent_normals(plan, by_year_ ? LatentDetail::parts : LatentDetail::values)) {
            const StreamKey key =
                stream_key(quantity_id(plan, plan.inputs[latent.input], latent.member));
            const auto owner = owner_.find(known_as({key, latent.year}));
            if (owner == owner_.end()) continue;
            Normal normal{owner->second, {{}, is_factor[latent.input]}};
            for (const auto& [stream, weight] : latent.weights)
                normal.drawn.weights.emplace_back(place_.at(stream), weight);
            for (const Loading& loading : plan.inputs[latent.input].loadings)
                add_factor(plan, loading, latent, normal.drawn);
            normals_.push_back(std::move(normal));
        }
    }

    void add_factor(const Plan& plan, const Loading& loading, const LatentNormal& latent,
                    DrawnNormal& normal) const {
        if (loading.correlation.at(latent.member) == 0) return;
        const StreamKey key = stream_key(quantity_id(plan, plan.inputs[loading.factor], 0));
        for (const std::int32_t year : {latent.year, no_year}) {
            const auto owner = owner_.find(known_as({key, year}));
            if (owner == owner_.end()) continue;
            normal.loads_on.push_back(owner->second);
            return;
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
                const StreamWeights& weights = normal.drawn.weights;
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
            if (!needed_[normal.drawn.weights.front().first]) continue;
            groups[normal.group].normals.push_back(normal.drawn);
            for (const auto& [stream, weight] : normal.drawn.weights) behind[stream] = true;
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
        std::vector<DrawnGroup> groups(groups_.size());
        for (const Normal& normal : normals_)
            if (shared[normal.drawn.weights.front().first])
                groups[normal.group].normals.push_back(normal.drawn);
        Players players;
        std::vector<std::size_t> place(groups_.size());
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            for (const std::size_t s : drawn.alone[g])
                if (needed_[s]) groups[g].streams.push_back(s);
            if (groups[g].streams.empty() && groups[g].normals.empty()) {
                players.idle.push_back(groups_[g].id);
                continue;
            }
            place[g] = players.groups.size();
            players.groups.push_back(std::move(groups_[g]));
            players.drawn.push_back(std::move(groups[g]));
        }
        for (DrawnGroup& group : players.drawn)
            for (DrawnNormal& normal : group.normals)
                for (std::size_t& factor : normal.loads_on) factor = place[factor];
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

}  // namespace

Players find_players(const StudiedPlan& studied, GroupBy by, std::vector<InputGroup> groups) {
    return PlayerFinder(studied, by, std::move(groups)).find();
}

std::vector<Stream> take_streams(const StudiedPlan& studied,
                                 const std::vector<std::vector<DrawnGroup>*>& drawn) {
    const std::vector<Stream> all = streams_of(studied.plan, studied.compiled);
    const auto each_stream = [&](auto&& act) {
        for (std::vector<DrawnGroup>* const groups : drawn) {
            for (DrawnGroup& group : *groups) {
                for (std::size_t& s : group.streams) act(s);
                for (DrawnNormal& normal : group.normals)
                    for (auto& [s, weight] : normal.weights) act(s);
            }
        }
    };
    std::vector<bool> wanted(all.size(), false);
    const std::unordered_set<Stream, StreamHash> drawn_streams(studied.streams.begin(),
                                                               studied.streams.end());
    for (std::size_t s = 0; s < all.size(); ++s) wanted[s] = drawn_streams.count(all[s]) > 0;
    each_stream([&](std::size_t& s) { wanted[s] = true; });
    std::vector<Stream> taken;
    std::vector<std::size_t> place(all.size());
    for (std::size_t s = 0; s < all.size(); ++s) {
        if (!wanted[s]) continue;
        place[s] = taken.size();
        taken.push_back(all[s]);
    }
    each_stream([&](std::size_t& s) { s = place[s]; });
    return taken;
}

}  // namespace plancast
