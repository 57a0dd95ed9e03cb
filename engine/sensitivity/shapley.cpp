#include "engine/sensitivity/shapley.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>

#include "engine/core/contracts.hpp"
#include "engine/random/generator.hpp"
#include "engine/sensitivity/base_points.hpp"
#include "engine/sensitivity/normal_columns.hpp"
#include "engine/sensitivity/pair_blocks.hpp"
#include "engine/sensitivity/shapley_sums.hpp"

namespace plancast {

namespace {

/// Of the pairs of a replicate in a block one half walks in one order, the other half in its
/// reverse.
constexpr std::size_t walks_a_block = 2 * replicate_count;
constexpr std::size_t most_in_walk = points_a_block / walks_a_block;
static_assert(most_in_walk == lane_count);

/// Bases of orders that may come again are kept up to so many numbers.
constexpr std::size_t most_kept = std::size_t{1} << 22;

/// The pairs at places [first, last) of a block, which walk in one order.
struct Walk {
    std::size_t first = 0, last = 0;
    std::size_t replicate = 0;
    std::vector<std::size_t> order;  ///< of groups
};

/// The uniforms of a block, (points_a_block x streams).
using UniformColumns = AlignedVector<double>;

/// Where the walks of a block are in streams that are correlated, as their normals, and where each
/// ends: (lane_count x streams x walks).
class CorrelatedWalks {
public:
    explicit CorrelatedWalks(const CorrelatedStreams& correlated)
        : correlated_(correlated),
          here_(correlated.streams.size() * lane_count * walks_a_block),
          end_(here_.size()),
          uniforms_(correlated.streams.size() * lane_count, 0.5),
          bases_(walks_a_block),
          steps_(walks_a_block) {}

    void begin(std::size_t index, const Walk& walk, const UniformColumns& from,
               const UniformColumns& to) {
        std::vector<std::size_t> order;
        for (const std::size_t group : walk.order)
            if (const auto place = place_of(group)) order.push_back(*place);
        bases_[index] = basis(order);
        steps_[index] = 0;
        load_normals(walk, from, at(here_, index));
        load_normals(walk, to, at(end_, index));
    }

    /// Lets a group become known in a walk: its normals become those of the walk's end, and the
    /// others what they are, given those, where the walk began.
    /// @param now  Of it the uniforms are set that change.
    void step(std::size_t index, const Walk& walk, std::size_t group, const UniformColumns& to,
              UniformColumns& now) {
        if (!place_of(group)) return;
        const std::size_t k = steps_[index]++;
        if (k + 1 == correlated_.groups.size()) {
            for (const std::size_t stream : correlated_.streams)
                std::copy_n(&to[stream * points_a_block + walk.first], walk.last - walk.first,
                            &now[stream * points_a_block + walk.first]);
            return;
        }
        const GrowingBasis& basis = *bases_[index];
        for (std::size_t j = basis.first[k]; j < basis.first[k + 1]; ++j)
            move_along(&basis.vectors[j * correlated_.stride()], at(here_, index), at(end_, index));
        if (basis.first[k] < basis.first[k + 1]) store_uniforms(walk, at(here_, index), now);
    }

private:
    double* at(AlignedVector<double>& normals, std::size_t walk) const {
        return &normals[walk * correlated_.streams.size() * lane_count];
    }

    std::optional<std::size_t> place_of(std::size_t group) const {
        const auto& groups = correlated_.groups;
        const auto found = std::lower_bound(groups.begin(), groups.end(), group);
        if (found == groups.end() || *found != group) return std::nullopt;
        return static_cast<std::size_t>(found - groups.begin());
    }

    std::shared_ptr<const GrowingBasis> basis(const std::vector<std::size_t>& order) {
        if (const auto known = known_.find(order); known != known_.end()) return known->second;
        auto made = std::make_shared<const GrowingBasis>(growing_basis(correlated_, order));
        if (kept_ + made->vectors.size() > most_kept) {
            known_.clear();
            kept_ = 0;
        }
        kept_ += made->vectors.size();
        known_.emplace(order, made);
        return made;
    }

    void load_normals(const Walk& walk, const UniformColumns& columns, double* normals) {
        for (std::size_t s = 0; s < correlated_.streams.size(); ++s)
            std::copy_n(&columns[correlated_.streams[s] * points_a_block + walk.first],
                        walk.last - walk.first, &uniforms_[s * lane_count]);
        normals_of(uniforms_, {normals, uniforms_.size()});
    }

    // Along a new vector of the basis the walk is at its end; beside it nothing changes.
    void move_along(const double* vector, double* here, const double* end) const {
        std::array<double, lane_count> along{};
        for (std::size_t s = 0; s < correlated_.streams.size(); ++s)
            for (std::size_t i = 0; i < lane_count; ++i)
                along[i] += vector[s] * (end[s * lane_count + i] - here[s * lane_count + i]);
        for (std::size_t s = 0; s < correlated_.streams.size(); ++s)
            for (std::size_t i = 0; i < lane_count; ++i)
                here[s * lane_count + i] += vector[s] * along[i];
    }

    void store_uniforms(const Walk& walk, const double* normals, UniformColumns& now) {
        uniforms_of({normals, uniforms_.size()}, uniforms_);
        for (std::size_t s = 0; s < correlated_.streams.size(); ++s)
            std::copy_n(&uniforms_[s * lane_count], walk.last - walk.first,
                        &now[correlated_.streams[s] * points_a_block + walk.first]);
    }

    const CorrelatedStreams& correlated_;
    AlignedVector<double> here_, end_;
    AlignedVector<double> uniforms_;                          ///< of one walk
    std::vector<std::shared_ptr<const GrowingBasis>> bases_;  ///< by walk
    std::vector<std::size_t> steps_;                          ///< by walk: groups that are known
    std::map<std::vector<std::size_t>, std::shared_ptr<const GrowingBasis>> known_;  ///< by order
    std::size_t kept_ = 0;
};

/// One thread's work on a block of pairs.
class ShapleyWorker final : public PairWorker {
public:
    ShapleyWorker(const Program& program, const Design& design, std::span<const Stream> streams,
                  const DrawnGroups& groups, std::span<const double> shifts, std::uint64_t seed,
                  ShapleySums& total)
        : groups_(groups),
          shifts_(shifts),
          seed_(seed),
          total_(total),
          points_(program, design, streams),
          sums_(shifts.size(), groups.alone.size()),
          streams_(streams.size()),
          from_(streams.size() * points_a_block, 0.5),
          to_(from_),
          now_(from_),
          at_end_(shifts.size() * points_a_block),
          at_start_(at_end_.size()),
          before_(at_end_.size()),
          counts_(at_end_.size(), 1.0) {
        for (const CorrelatedStreams& correlated : groups.correlated)
            correlated_.emplace_back(correlated);
    }

    void work(std::uint64_t first, std::size_t count) override {
        load(first, count);
        accumulate();
        for (std::size_t o = 0; o < shifts_.size(); ++o) {
            if (sums_.is_finite(o)) continue;
            leave_out_what_is_not_finite(first);
            break;
        }
    }

    void deliver() override { total_.merge(sums_); }

private:
    /// Which of the visited points the values are of.
    enum class Point { end, start, between };

    std::size_t group_count() const { return groups_.alone.size(); }

    /// Pairs of a replicate are put side by side.
    void load(std::uint64_t first, std::size_t count) {
        points_.load(first, count);
        fellows_ = count / replicate_count;
        for (std::size_t s = 0; s < streams_; ++s) {
            for (std::size_t i = 0; i < count; ++i) {
                to_[s * points_a_block + place_of(i)] = points_.a(s)[i];
                from_[s * points_a_block + place_of(i)] = points_.b(s)[i];
            }
        }
        deal_orders(first / points_a_block);
    }

    std::size_t place_of(std::size_t pair) const {
        return pair % replicate_count * fellows_ + pair / replicate_count;
    }

    void deal_orders(std::uint64_t block) {
        static const StreamKey key = stream_key("orders of Shapley effects");
        const std::size_t half = (fellows_ + 1) / 2;
        walks_.clear();
        for (std::size_t r = 0; r < replicate_count; ++r) {
            PhiloxGenerator generator(seed_, key);
            generator.discard((block * replicate_count + r) * group_count());
            std::vector<std::size_t> order(group_count());
            std::iota(order.begin(), order.end(), std::size_t{0});
            for (std::size_t i = order.size(); i > 1; --i)
                std::swap(order[i - 1], order[generator() % i]);
            const std::vector<std::size_t> reverse(order.rbegin(), order.rend());
            walks_.push_back({r * fellows_, r * fellows_ + half, r, std::move(order)});
            if (half < fellows_)
                walks_.push_back({r * fellows_ + half, (r + 1) * fellows_, r, reverse});
        }
    }

    void begin_walks() {
        now_ = from_;
        for (CorrelatedWalks& correlated : correlated_)
            for (std::size_t w = 0; w < walks_.size(); ++w)
                correlated.begin(w, walks_[w], from_, to_);
    }

    void step(std::size_t k) {
        for (std::size_t w = 0; w < walks_.size(); ++w) {
            const Walk& walk = walks_[w];
            const std::size_t group = walk.order[k];
            for (const std::size_t stream : groups_.alone[group])
                std::copy_n(&to_[stream * points_a_block + walk.first], walk.last - walk.first,
                            &now_[stream * points_a_block + walk.first]);
            for (CorrelatedWalks& correlated : correlated_)
                correlated.step(w, walk, group, to_, now_);
        }
    }

    /// Evaluates at the ends of the walks, at their beginnings, and after each step but the last,
    /// which leads to the end; calls visit(point, step) each time.
    template <class Visit>
    void for_each_point(Visit visit) {
        const auto evaluate = [&](const UniformColumns& columns) {
            for (std::size_t s = 0; s < streams_; ++s) points_.use(s, &columns[s * points_a_block]);
            points_.evaluate();
        };
        evaluate(to_);
        visit(Point::end, std::size_t{0});
        evaluate(from_);
        visit(Point::start, std::size_t{0});
        begin_walks();
        for (std::size_t k = 0; k + 1 < group_count(); ++k) {
            step(k);
            evaluate(now_);
            visit(Point::between, k);
        }
    }

    void accumulate() {
        sums_.clear();
        for_each_point([&](Point point, std::size_t k) {
            for (std::size_t o = 0; o < shifts_.size(); ++o) {
                const double* values = points_.output(o).data();
                switch (point) {
                    case Point::end: std::copy_n(values, points_.count(), at(at_end_, o)); break;
                    case Point::start:
                        std::copy_n(values, points_.count(), at(at_start_, o));
                        std::copy_n(values, points_.count(), at(before_, o));
                        add_pairs(o);
                        break;
                    case Point::between:
                        add_steps(o, k, values);
                        std::copy_n(values, points_.count(), at(before_, o));
                }
            }
        });
        for (std::size_t o = 0; o < shifts_.size(); ++o)
            add_steps(o, group_count() - 1, at(at_end_, o));
    }

    double* at(AlignedVector<double>& values, std::size_t output) {
        return &values[output * points_a_block];
    }

    void add_pairs(std::size_t o) {
        for (const Walk& walk : walks_)
            for (std::size_t i = walk.first; i < walk.last; ++i)
                if (at(counts_, o)[i] != 0)
                    sums_.add_pair(o, walk.replicate, at(at_end_, o)[i] - shifts_[o],
                                   at(at_start_, o)[i] - shifts_[o]);
    }

    void add_steps(std::size_t o, std::size_t k, const double* now) {
        const double *end = at(at_end_, o), *start = at(at_start_, o), *before = at(before_, o);
        const double* counts = at(counts_, o);
        const bool both_ends = correlated_.empty();
        for (const Walk& walk : walks_) {
            double part = 0;
            for (std::size_t i = walk.first; i < walk.last; ++i) {
                const double seen =
                    both_ends ? (end[i] - start[i]) / 2 : end[i] - (before[i] + now[i]) / 2;
                part += counts[i] != 0 ? seen * (now[i] - before[i]) : 0;
            }
            sums_.add_step(o, walk.order[k], walk.replicate, part);
        }
    }

    /// Evaluates the block again to see which values are not finite, and once more to add up the
    /// others.
    void leave_out_what_is_not_finite(std::uint64_t first) {
        for_each_point([&](Point, std::size_t) {
            for (std::size_t o = 0; o < shifts_.size(); ++o) {
                const std::span<const double> values = points_.output(o);
                for (std::size_t i = 0; i < values.size(); ++i)
                    if (!std::isfinite(values[i])) at(counts_, o)[i] = 0;
            }
        });
        accumulate();
        for (std::size_t o = 0; o < shifts_.size(); ++o)
            for (std::size_t i = 0; i < points_.count(); ++i)
                if (at(counts_, o)[place_of(i)] == 0) sums_.leave_out(o, first + i);
        std::fill(counts_.begin(), counts_.end(), 1.0);
    }

    const DrawnGroups& groups_;
    std::span<const double> shifts_;
    std::uint64_t seed_;
    ShapleySums& total_;
    BasePoints points_;
    ShapleySums sums_;
    std::size_t streams_;
    UniformColumns from_, to_, now_;
    AlignedVector<double> at_end_, at_start_, before_;  ///< (points_a_block x outputs)
    AlignedVector<double> counts_;                      ///< the same: 0 where a pair does not count
    std::vector<CorrelatedWalks> correlated_;
    std::size_t fellows_ = 0;  ///< pairs a replicate in this block
    std::vector<Walk> walks_;
};

}  // namespace

ShapleyResult shapley(const Program& program, std::span<const Stream> streams,
                      const std::vector<DrawnGroup>& groups, const PairSettings& settings) {
    PLANCAST_EXPECTS(settings.base_size % replicate_count == 0 && settings.base_size > 0);
    PLANCAST_EXPECTS(!groups.empty());
    const auto design =
        make_pair_design(settings.design, settings.seed, settings.base_size, streams);
    const std::vector<double> shifts = first_values(program, *design, streams);
    const DrawnGroups drawn = find_correlated(streams.size(), groups);
    ShapleySums total(shifts.size(), groups.size());
    const bool done = work_on_pairs(
        {settings.base_size, settings.threads, settings.progress, settings.stop}, [&] {
            return std::make_unique<ShapleyWorker>(program, *design, streams, drawn, shifts,
                                                   settings.seed, total);
        });

    ShapleyResult result;
    result.pairs = settings.base_size;
    result.evaluations = settings.base_size * (groups.size() + 1);
    result.interrupted = !done;
    if (!done) return result;
    for (std::size_t o = 0; o < shifts.size(); ++o)
        result.outputs.push_back(total.effects(o, shifts[o]));
    return result;
}

}  // namespace plancast
