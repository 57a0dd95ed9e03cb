#include "engine/sensitivity/mixture.hpp"

#include <algorithm>
#include <cmath>

namespace plancast {

namespace {

/// Weights of the normals of a set's streams, by their places in it.
using Row = StreamWeights;

/// Below it, relative to the whole, what is left of a row is taken for rounding.
constexpr double rounding = 1e-12;

/// The orthogonal complement of rows in @p streams dimensions. A stream that only one row has is
/// what that row makes of the others, and so on with the rows that are left; for what is left in
/// the end Gram & Schmidt.
class NullSpace {
public:
    NullSpace(const std::vector<Row>& rows, std::size_t streams)
        : rows_(rows), rows_with_(streams), is_pivot_(streams, false), basis_(streams) {
        for (const Row& row : rows)
            for (const auto& [stream, weight] : row) ++rows_with_[stream];
        peel();
        for (std::size_t s = 0; s < streams; ++s) {
            if (rows_with_[s] > 0 || is_pivot_[s]) continue;
            std::vector<double> axis(streams, 0.0);
            axis[s] = 1;
            add(std::move(axis));
        }
        add_core();
    }

    OrthonormalBasis take() { return std::move(basis_); }

private:
    void peel() {
        std::vector<bool> peeled(rows_.size(), false);
        const auto is_private = [&](const auto& term) { return rows_with_[term.first] == 1; };
        for (bool more = true; more;) {
            more = false;
            for (std::size_t r = 0; r < rows_.size(); ++r) {
                if (peeled[r]) continue;
                const auto pivot = std::find_if(rows_[r].begin(), rows_[r].end(), is_private);
                if (pivot == rows_[r].end()) continue;
                is_pivot_[pivot->first] = true;
                order_.emplace_back(r, pivot->first);
                for (const auto& [stream, weight] : rows_[r]) --rows_with_[stream];
                peeled[r] = more = true;
            }
        }
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (!peeled[r]) core_rows_.push_back(r);
    }

    void add_core() {
        std::vector<std::size_t> core, place(rows_with_.size());
        for (std::size_t s = 0; s < rows_with_.size(); ++s) {
            if (rows_with_[s] == 0) continue;
            place[s] = core.size();
            core.push_back(s);
        }
        OrthonormalBasis within(core.size());
        for (const std::size_t r : core_rows_) {
            std::vector<double> part(core.size(), 0.0);
            for (const auto& [stream, weight] : rows_[r]) part[place[stream]] = weight;
            within.add(part);
        }
        const std::size_t rank = within.count();
        for (std::size_t c = 0; c < core.size() && within.count() < core.size(); ++c) {
            std::vector<double> axis(core.size(), 0.0);
            axis[c] = 1;
            within.add(axis);
        }
        for (std::size_t v = rank; v < within.count(); ++v) {
            std::vector<double> vector(rows_with_.size(), 0.0);
            for (std::size_t c = 0; c < core.size(); ++c)
                vector[core[c]] = within.vectors()[v * within.stride() + c];
            add(std::move(vector));
        }
    }

    /// @param vector  All but its pivots.
    void add(std::vector<double> vector) {
        for (std::size_t k = order_.size(); k-- > 0;) {
            const auto& [r, pivot] = order_[k];
            double sum = 0, own = 0;
            for (const auto& [stream, weight] : rows_[r])
                stream == pivot ? void(own = weight) : void(sum += weight * vector[stream]);
            vector[pivot] = -sum / own;
        }
        basis_.add(vector);
    }

    const std::vector<Row>& rows_;
    std::vector<std::size_t> rows_with_;  ///< by stream: of the rows that are left
    std::vector<bool> is_pivot_;
    std::vector<std::pair<std::size_t, std::size_t>> order_;  ///< rows peeled, with their pivots
    std::vector<std::size_t> core_rows_;
    OrthonormalBasis basis_;
};

/// The space of rows: streams that follow from them, and what is known of the rest.
struct RowSpace {
    std::vector<bool> told;
    std::vector<std::size_t> rest;  ///< streams with which rows have to do, and that are not told
    OrthonormalBasis basis;         ///< of the rows in these, or of what is orthogonal to them
    bool all_but = false;           ///< the latter: whichever has fewer vectors

    RowSpace(const std::vector<const Row*>& rows, std::size_t streams) : told(streams, false) {
        const auto is_unknown = [&](const auto& term) { return !told[term.first]; };
        for (bool more = true; more;) {
            more = false;
            for (const Row* const row : rows) {
                if (std::count_if(row->begin(), row->end(), is_unknown) != 1) continue;
                told[std::find_if(row->begin(), row->end(), is_unknown)->first] = true;
                more = true;
            }
        }
        std::vector<std::size_t> place(streams, streams);
        std::vector<Row> parts;
        for (const Row* const row : rows) {
            Row part;
            std::copy_if(row->begin(), row->end(), std::back_inserter(part), is_unknown);
            for (const auto& [stream, weight] : part) place[stream] = 0;
            if (!part.empty()) parts.push_back(std::move(part));
        }
        for (std::size_t s = 0; s < streams; ++s) {
            if (place[s] == streams) continue;
            place[s] = rest.size();
            rest.push_back(s);
        }
        for (Row& part : parts)
            for (auto& [stream, weight] : part) stream = place[stream];
        all_but = 2 * parts.size() > rest.size();
        basis = all_but ? NullSpace(parts, rest.size()).take() : spanned_by(parts);
    }

    bool has_part_of(std::size_t stream) const {
        return std::binary_search(rest.begin(), rest.end(), stream);
    }
    std::size_t dimension() const { return all_but ? rest.size() - basis.count() : basis.count(); }

private:
    OrthonormalBasis spanned_by(const std::vector<Row>& parts) const {
        OrthonormalBasis spanned(rest.size());
        for (const Row& part : parts) {
            std::vector<double> dense(rest.size(), 0.0);
            for (const auto& [stream, weight] : part) dense[stream] = weight;
            spanned.add(dense);
        }
        return spanned;
    }
};

/// The rows of a group's factors, in the few streams that they have.
class FactorSpace {
public:
    explicit FactorSpace(const std::vector<DrawnNormal>& normals) {
        for (const DrawnNormal& normal : normals)
            for (const auto& [stream, weight] : normal.weights)
                if (normal.is_factor) streams_.push_back(stream);
        std::sort(streams_.begin(), streams_.end());
        streams_.erase(std::unique(streams_.begin(), streams_.end()), streams_.end());
        basis_ = OrthonormalBasis(streams_.size());
        for (const DrawnNormal& normal : normals)
            if (normal.is_factor) basis_.add(part_of(normal.weights));
    }

    /// What of a row is orthogonal to these.
    Row rest_of(const Row& row) const {
        std::vector<double> part = part_of(row);
        const double size = std::sqrt(dot(part, part.data()));
        for (std::size_t v = 0; v < basis_.count(); ++v) {
            const double* const vector = &basis_.vectors()[v * basis_.stride()];
            const double along = dot(part, vector);
            for (std::size_t s = 0; s < part.size(); ++s) part[s] -= along * vector[s];
        }
        Row rest;
        for (const auto& term : row)
            if (!std::binary_search(streams_.begin(), streams_.end(), term.first))
                rest.push_back(term);
        for (std::size_t s = 0; s < part.size(); ++s)
            if (std::fabs(part[s]) > rounding * size) rest.emplace_back(streams_[s], part[s]);
        return rest;
    }

private:
    std::vector<double> part_of(const Row& row) const {
        std::vector<double> part(streams_.size(), 0.0);
        for (const auto& [stream, weight] : row) {
            const auto place = std::lower_bound(streams_.begin(), streams_.end(), stream);
            if (place != streams_.end() && *place == stream)
                part[static_cast<std::size_t>(place - streams_.begin())] += weight;
        }
        return part;
    }
    static double dot(const std::vector<double>& a, const double* b) {
        double sum = 0;
        for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
        return sum;
    }

    std::vector<std::size_t> streams_;
    OrthonormalBasis basis_;
};

/// Mixtures of the groups of one set.
class SetMixer {
public:
    explicit SetMixer(const CorrelatedStreams& set) : set_(set) {}

    void add(std::size_t place, GroupMixtures& mixtures) const {
        std::vector<const Row*> rows;
        for (const DrawnNormal& normal : set_.normals[place]) rows.push_back(&normal.weights);
        const Mixture known = spanned(RowSpace(rows, set_.streams.size()));
        const Mixture own = beside(space_of_others(place));
        mixtures.same = mixtures.same && known.directions.empty() && own.directions.empty() &&
                        known.streams == own.streams;
        append(known, mixtures.known);
        append(own, mixtures.own);
    }

private:
    /// Of what loads on a factor of the group only what the factor leaves.
    RowSpace space_of_others(std::size_t place) const {
        const std::size_t group = set_.groups[place];
        const FactorSpace factors(set_.normals[place]);
        std::vector<Row> left;
        std::vector<const Row*> rows;
        const auto loads = [&](const DrawnNormal& normal) {
            return std::find(normal.loads_on.begin(), normal.loads_on.end(), group) !=
                   normal.loads_on.end();
        };
        for (std::size_t other = 0; other < set_.normals.size(); ++other) {
            if (other == place) continue;
            for (const DrawnNormal& normal : set_.normals[other])
                loads(normal) ? left.push_back(factors.rest_of(normal.weights))
                              : rows.push_back(&normal.weights);
        }
        for (const Row& row : left) rows.push_back(&row);
        return {rows, set_.streams.size()};
    }

    Mixture spanned(const RowSpace& space) const {
        Mixture mixture;
        const bool whole = space.dimension() == space.rest.size();
        for (std::size_t s = 0; s < set_.streams.size(); ++s)
            if (space.told[s] || (whole && space.has_part_of(s)))
                mixture.streams.push_back(set_.streams[s]);
        if (!whole) mixture.directions.push_back(directions(space, space.all_but));
        return mixture;
    }

    Mixture beside(const RowSpace& space) const {
        Mixture mixture;
        for (std::size_t s = 0; s < set_.streams.size(); ++s)
            if (!space.told[s] && !space.has_part_of(s)) mixture.streams.push_back(set_.streams[s]);
        if (space.dimension() < space.rest.size())
            mixture.directions.push_back(directions(space, !space.all_but));
        return mixture;
    }

    Directions directions(const RowSpace& space, bool all_but) const {
        Directions directions{{}, space.basis.vectors(), all_but};
        for (const std::size_t s : space.rest) directions.streams.push_back(set_.streams[s]);
        return directions;
    }

    static void append(const Mixture& from, Mixture& into) {
        into.streams.insert(into.streams.end(), from.streams.begin(), from.streams.end());
        into.directions.insert(into.directions.end(), from.directions.begin(),
                               from.directions.end());
    }

    const CorrelatedStreams& set_;
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
