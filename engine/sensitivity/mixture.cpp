#include "engine/sensitivity/mixture.hpp"

#include <algorithm>

namespace plancast {

namespace {

/// The streams of a set, by their places in it, with which a row has to do, and its weights.
using Row = StreamWeights;

/// The space of rows: streams that follow from them, and a basis for what is left.
struct RowSpace {
    std::vector<bool> told;
    std::vector<std::size_t> rest;  ///< streams with which rows have to do, and that are not told
    OrthonormalBasis basis;         ///< in these

    /// A row with one stream that is not told yet tells it.
    RowSpace(const std::vector<Row>& rows, std::size_t streams) : told(streams, false) {
        const auto is_unknown = [&](const auto& term) { return !told[term.first]; };
        for (bool more = true; more;) {
            more = false;
            for (const Row& row : rows) {
                if (std::count_if(row.begin(), row.end(), is_unknown) != 1) continue;
                told[std::find_if(row.begin(), row.end(), is_unknown)->first] = true;
                more = true;
            }
        }
        std::vector<std::size_t> place(streams, streams);
        for (const Row& row : rows)
            for (const auto& [stream, weight] : row)
                if (!told[stream]) place[stream] = 0;
        for (std::size_t s = 0; s < streams; ++s) {
            if (place[s] == streams) continue;
            place[s] = rest.size();
            rest.push_back(s);
        }
        basis = OrthonormalBasis(rest.size());
        for (const Row& row : rows) {
            std::vector<double> part(rest.size(), 0.0);
            for (const auto& [stream, weight] : row)
                if (!told[stream]) part[place[stream]] = weight;
            basis.add(part);
        }
    }

    bool has_part_of(std::size_t stream) const {
        return std::binary_search(rest.begin(), rest.end(), stream);
    }
};

/// Mixtures of the groups of one set.
class SetMixer {
public:
    explicit SetMixer(const CorrelatedStreams& set) : set_(set), rows_(set.groups.size()) {
        for (std::size_t place = 0; place < rows_.size(); ++place) {
            const AlignedVector<double>& dense = set.rows[place];
            for (std::size_t r = 0; r < dense.size(); r += set.stride()) {
                Row& row = rows_[place].emplace_back();
                for (std::size_t s = 0; s < set.streams.size(); ++s)
                    if (dense[r + s] != 0) row.emplace_back(s, dense[r + s]);
            }
        }
    }

    void add(std::size_t place, GroupMixtures& mixtures) const {
        const Mixture known = spanned(RowSpace(rows_[place], set_.streams.size()));
        const Mixture own = beside(RowSpace(rows_of_others(place), set_.streams.size()));
        mixtures.same = mixtures.same && known.directions.empty() && own.directions.empty() &&
                        known.streams == own.streams;
        append(known, mixtures.known);
        append(own, mixtures.own);
    }

private:
    /// What loads on a factor of the group does not tell it.
    std::vector<Row> rows_of_others(std::size_t place) const {
        std::vector<Row> rows;
        for (std::size_t other = 0; other < rows_.size(); ++other) {
            if (other == place) continue;
            for (const Row& row : rows_[other]) {
                Row& kept = rows.emplace_back();
                for (const auto& term : row)
                    if (set_.factor_of[term.first] != set_.groups[place]) kept.push_back(term);
            }
        }
        return rows;
    }

    Mixture spanned(const RowSpace& space) const {
        Mixture mixture;
        const bool whole = space.basis.count() == space.rest.size();
        for (std::size_t s = 0; s < set_.streams.size(); ++s)
            if (space.told[s] || (whole && space.has_part_of(s)))
                mixture.streams.push_back(set_.streams[s]);
        if (!whole) mixture.directions.push_back(directions(space, space.basis, 0));
        return mixture;
    }

    Mixture beside(const RowSpace& space) const {
        Mixture mixture;
        for (std::size_t s = 0; s < set_.streams.size(); ++s)
            if (!space.told[s] && !space.has_part_of(s)) mixture.streams.push_back(set_.streams[s]);
        const std::size_t n = space.rest.size(), taken = space.basis.count();
        if (taken == n) return mixture;
        OrthonormalBasis all = space.basis;
        for (std::size_t s = 0; s < n && all.count() < n; ++s) {
            std::vector<double> axis(n, 0.0);
            axis[s] = 1;
            all.add(axis);
        }
        mixture.directions.push_back(directions(space, all, taken));
        return mixture;
    }

    /// @param first  The vector of the basis with which they begin.
    Directions directions(const RowSpace& space, const OrthonormalBasis& basis,
                          std::size_t first) const {
        Directions directions;
        for (const std::size_t s : space.rest) directions.streams.push_back(set_.streams[s]);
        directions.vectors.assign(
            basis.vectors().begin() + static_cast<std::ptrdiff_t>(first * basis.stride()),
            basis.vectors().end());
        return directions;
    }

    static void append(const Mixture& from, Mixture& into) {
        into.streams.insert(into.streams.end(), from.streams.begin(), from.streams.end());
        into.directions.insert(into.directions.end(), from.directions.begin(),
                               from.directions.end());
    }

    const CorrelatedStreams& set_;
    std::vector<std::vector<Row>> rows_;  ///< by group
};

}  // namespace

std::vector<GroupMixtures> mixtures_of(std::size_t stream_count,
                                       const std::vector<DrawnGroup>& groups) {
    const DrawnGroups drawn = find_correlated(stream_count, groups);
    std::vector<GroupMixtures> mixtures;
    for (const std::vector<std::size_t>& alone : drawn.alone)
        mixtures.push_back({{alone}, {alone}, true});
    for (const CorrelatedStreams& set : drawn.correlated) {
        const SetMixer mixer(set);
        for (std::size_t place = 0; place < set.groups.size(); ++place)
            mixer.add(place, mixtures[set.groups[place]]);
    }
    return mixtures;
}

}  // namespace plancast
