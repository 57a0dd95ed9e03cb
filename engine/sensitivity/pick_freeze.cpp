#include "engine/sensitivity/pick_freeze.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/core/contracts.hpp"
#include "engine/sensitivity/base_points.hpp"
#include "engine/sensitivity/pair_blocks.hpp"
#include "engine/sensitivity/pick_freeze_sums.hpp"
#include "engine/sensitivity/point_mixer.hpp"

namespace plancast {

namespace {

using Groups = std::vector<Mixture>;

/// One thread's work on a block of pairs.
class PickFreezeWorker final : public PairWorker {
public:
    PickFreezeWorker(const Program& program, const Design& design, std::span<const Stream> streams,
                     const Groups& groups, std::span<const double> shifts,
                     std::size_t second_order_of, PickFreezeSums& total)
        : groups_(groups),
          shifts_(shifts),
          second_order_of_(second_order_of),
          total_(total),
          points_(program, design, streams),
          mixer_(points_, streams.size(), groups),
          sums_(shifts.size(), groups.size(), second_order_of),
          a_(shifts.size() * points_a_block),
          b_(a_.size()),
          mixed_(points_a_block),
          counts_(a_.size()) {
        mixed_a_.resize(shifts.size() * second_order_of * points_a_block);
        mixed_b_.resize(mixed_a_.size());
    }

    void work(std::uint64_t first, std::size_t count) override {
        points_.load(first, count);
        mixer_.load();
        accumulate(false);
        for (std::size_t o = 0; o < shifts_.size(); ++o) {
            if (sums_.is_finite(o)) continue;
            find_what_counts(first);
            break;
        }
    }

    void deliver() override { total_.merge(sums_); }

private:
    double* at(AlignedVector<double>& values, std::size_t output) {
        return &values[output * points_a_block];
    }

    void shifted(std::size_t output, double* into) const {
        const std::span<const double> values = points_.output(output);
        for (std::size_t i = 0; i < values.size(); ++i) into[i] = values[i] - shifts_[output];
    }

    /// Where a pair does not count its values are put to 0, which adds nothing to sums of products.
    void clean(std::size_t output, double* values) const {
        for (std::size_t i = 0; i < points_.count(); ++i)
            if (counts_[output * points_a_block + i] == 0) values[i] = 0;
    }

    void accumulate(bool masked) {
        sums_.clear();
        points_.use_all_a();
        points_.evaluate();
        for (std::size_t o = 0; o < shifts_.size(); ++o) shifted(o, at(a_, o));
        points_.use_all_b();
        points_.evaluate();
        for (std::size_t o = 0; o < shifts_.size(); ++o) {
            shifted(o, at(b_, o));
            sums_.add_base(o, base(o, masked), points_.count());
        }
        points_.use_all_a();
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            mixer_.evaluate_a(groups_[g]);
            for (std::size_t o = 0; o < shifts_.size(); ++o) {
                shifted(o, mixed_.data());
                sums_.add_group(o, g, base(o, masked), mixed_.data(), points_.count());
                if (g < second_order_of_) keep(o, g, mixed_a_, masked);
            }
        }
        if (second_order_of_ == 0) return;
        points_.use_all_b();
        for (std::size_t g = 0; g < second_order_of_; ++g) {
            mixer_.evaluate_b(groups_[g]);
            for (std::size_t o = 0; o < shifts_.size(); ++o) {
                shifted(o, mixed_.data());
                keep(o, g, mixed_b_, masked);
            }
        }
        for (std::size_t o = 0; o < shifts_.size(); ++o) {
            const std::size_t place = o * second_order_of_ * points_a_block;
            sums_.add_pairs(o, base(o, masked), &mixed_a_[place], &mixed_b_[place],
                            points_.count());
        }
    }

    void keep(std::size_t output, std::size_t group, AlignedVector<double>& all, bool masked) {
        if (masked) clean(output, mixed_.data());
        std::copy(mixed_.begin(), mixed_.end(),
                  &all[(output * second_order_of_ + group) * points_a_block]);
    }

    BaseValues base(std::size_t output, bool masked) {
        return {at(a_, output), at(b_, output), masked ? at(counts_, output) : nullptr};
    }

    /// Evaluates the block again to see at which pairs an output is not finite, and once more to
    /// add up the others.
    void find_what_counts(std::uint64_t first) {
        std::fill(counts_.begin(), counts_.end(), 1.0);
        const auto look = [&] {
            points_.evaluate();
            look_at_outputs();
        };
        points_.use_all_b();
        look();
        for (std::size_t g = 0; g < second_order_of_; ++g) {
            mixer_.evaluate_b(groups_[g]);
            look_at_outputs();
        }
        points_.use_all_a();
        look();
        for (const Mixture& group : groups_) {
            mixer_.evaluate_a(group);
            look_at_outputs();
        }
        accumulate(true);
        for (std::size_t o = 0; o < shifts_.size(); ++o)
            for (std::size_t i = 0; i < points_.count(); ++i)
                if (counts_[o * points_a_block + i] == 0) sums_.leave_out(o, first + i);
    }

    void look_at_outputs() {
        for (std::size_t o = 0; o < shifts_.size(); ++o) {
            const std::span<const double> values = points_.output(o);
            for (std::size_t i = 0; i < values.size(); ++i)
                if (!std::isfinite(values[i])) counts_[o * points_a_block + i] = 0;
        }
    }

    const Groups& groups_;
    std::span<const double> shifts_;
    std::size_t second_order_of_;
    PickFreezeSums& total_;
    BasePoints points_;
    PointMixer mixer_;
    PickFreezeSums sums_;
    AlignedVector<double> a_, b_;              ///< (points_a_block x outputs)
    AlignedVector<double> mixed_;              ///< (points_a_block)
    AlignedVector<double> mixed_a_, mixed_b_;  ///< (points_a_block x second_order_of x outputs)
    AlignedVector<double> counts_;             ///< (points_a_block x outputs)
};

}  // namespace

PickFreezeResult pick_freeze(const Program& program, std::span<const Stream> streams,
                             const std::vector<Mixture>& groups,
                             const PickFreezeSettings& settings) {
    PLANCAST_EXPECTS(settings.base_size % replicate_count == 0 && settings.base_size > 0);
    PLANCAST_EXPECTS(settings.second_order_of <= groups.size());
    const auto design =
        make_pair_design(settings.design, settings.seed, settings.base_size, streams);
    const std::vector<double> shifts = first_values(program, *design, streams);
    const std::size_t outputs = shifts.size();
    PickFreezeSums total(outputs, groups.size(), settings.second_order_of);
    const bool done = work_on_pairs(
        {settings.base_size, settings.threads, settings.progress, settings.stop}, [&] {
            return std::make_unique<PickFreezeWorker>(program, *design, streams, groups, shifts,
                                                      settings.second_order_of, total);
        });

    PickFreezeResult result;
    result.pairs = settings.base_size;
    result.evaluations = settings.base_size * (2 + groups.size() + settings.second_order_of);
    result.interrupted = !done;
    if (!done) return result;
    for (std::size_t o = 0; o < outputs; ++o)
        result.outputs.push_back(total.indices(o, shifts[o], settings.estimator));
    return result;
}

}  // namespace plancast
