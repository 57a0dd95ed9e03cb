#include "engine/sensitivity/pick_freeze_sums.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/contracts.hpp"
#include "engine/sensitivity/base_points.hpp"

namespace plancast {

namespace {

constexpr std::size_t lanes = replicate_count;

template <bool masked>
double kept(double value, const double* counts, std::size_t i) {
    return !masked || counts[i] != 0 ? value : 0;
}

}  // namespace

PickFreezeSums::PickFreezeSums(std::size_t outputs, std::size_t groups, bool second_order)
    : groups_(groups),
      second_order_(second_order),
      base_(outputs),
      of_groups_(outputs * groups),
      products_(second_order ? outputs * groups * (groups - 1) / 2 : 0),
      left_out_(outputs) {}

void PickFreezeSums::clear() {
    std::fill(base_.begin(), base_.end(), Base{});
    std::fill(of_groups_.begin(), of_groups_.end(), Group{});
    std::fill(products_.begin(), products_.end(), ReplicateLanes{});
    std::fill(left_out_.begin(), left_out_.end(), LeftOut{});
}

void PickFreezeSums::merge(const PickFreezeSums& later) {
    for (std::size_t o = 0; o < base_.size(); ++o) {
        Base& into = base_[o];
        const Base& from = later.base_[o];
        add(into.count, from.count);
        add(into.a, from.a);
        add(into.aa, from.aa);
        add(into.b, from.b);
        add(into.bb, from.bb);
        add(into.ab, from.ab);
        left_out_[o].merge(later.left_out_[o]);
    }
    for (std::size_t i = 0; i < of_groups_.size(); ++i) {
        Group& into = of_groups_[i];
        const Group& from = later.of_groups_[i];
        add(into.x, from.x);
        add(into.xx, from.xx);
        add(into.ax, from.ax);
        add(into.bx, from.bx);
        add(into.y, from.y);
        add(into.yy, from.yy);
    }
    for (std::size_t i = 0; i < products_.size(); ++i) add(products_[i], later.products_[i]);
}

void PickFreezeSums::add_base(std::size_t output, const BaseValues& values, std::size_t count) {
    PLANCAST_EXPECTS(count % lanes == 0);
    Base& sums = base_[output];
    const auto run = [&]<bool masked>() {
        for (std::size_t i = 0; i < count; i += lanes) {
            for (std::size_t r = 0; r < lanes; ++r) {
                const double a = kept<masked>(values.a[i + r], values.counts, i + r);
                const double b = kept<masked>(values.b[i + r], values.counts, i + r);
                sums.count[r] += kept<masked>(1, values.counts, i + r);
                sums.a[r] += a;
                sums.aa[r] += a * a;
                sums.b[r] += b;
                sums.bb[r] += b * b;
                sums.ab[r] += a * b;
            }
        }
    };
    values.counts == nullptr ? run.template operator()<false>() : run.template operator()<true>();
}

void PickFreezeSums::add_group(std::size_t output, std::size_t group, const BaseValues& values,
                               const double* mixed, std::size_t count) {
    Group& sums = of_groups_[output * groups_ + group];
    const auto run = [&]<bool masked>() {
        for (std::size_t i = 0; i < count; i += lanes) {
            for (std::size_t r = 0; r < lanes; ++r) {
                const double a = kept<masked>(values.a[i + r], values.counts, i + r);
                const double b = kept<masked>(values.b[i + r], values.counts, i + r);
                const double x = kept<masked>(mixed[i + r], values.counts, i + r);
                sums.x[r] += x;
                sums.xx[r] += x * x;
                sums.ax[r] += a * x;
                sums.bx[r] += b * x;
            }
        }
    };
    values.counts == nullptr ? run.template operator()<false>() : run.template operator()<true>();
}

std::size_t PickFreezeSums::pair_place(std::size_t output, std::size_t i, std::size_t j) const {
    return output * groups_ * (groups_ - 1) / 2 + j * (j - 1) / 2 + i;
}

void PickFreezeSums::add_pairs(std::size_t output, const double* mixed_a, const double* mixed_b,
                               std::size_t count) {
    for (std::size_t g = 0; g < groups_; ++g) {
        Group& sums = of_groups_[output * groups_ + g];
        const double* y = mixed_b + g * points_a_block;
        for (std::size_t i = 0; i < count; i += lanes) {
            for (std::size_t r = 0; r < lanes; ++r) {
                sums.y[r] += y[i + r];
                sums.yy[r] += y[i + r] * y[i + r];
            }
        }
        for (std::size_t h = 0; h < g; ++h) {
            ReplicateLanes& product = products_[pair_place(output, h, g)];
            const double *xg = mixed_a + g * points_a_block, *xh = mixed_a + h * points_a_block,
                         *yh = mixed_b + h * points_a_block;
            for (std::size_t i = 0; i < count; i += lanes)
                for (std::size_t r = 0; r < lanes; ++r)
                    product[r] += xg[i + r] * yh[i + r] + xh[i + r] * y[i + r];
        }
    }
}

void PickFreezeSums::leave_out(std::size_t output, std::uint64_t pair) {
    left_out_[output].note(pair);
}

bool PickFreezeSums::is_finite(std::size_t output) const {
    if (!plancast::is_finite(base_[output].aa) || !plancast::is_finite(base_[output].bb))
        return false;
    for (std::size_t g = 0; g < groups_; ++g) {
        const Group& sums = group(output, g);
        if (!plancast::is_finite(sums.xx) || !plancast::is_finite(sums.yy)) return false;
    }
    return true;
}

/// Means of products over the pairs of all replicates but one.
struct PickFreezeSums::Means {
    double n, a, aa, b, bb, ab;

    Means(const Base& sums, std::size_t left_out)
        : n(sum(sums.count, left_out)),
          a(sum(sums.a, left_out) / n),
          aa(sum(sums.aa, left_out) / n),
          b(sum(sums.b, left_out) / n),
          bb(sum(sums.bb, left_out) / n),
          ab(sum(sums.ab, left_out) / n) {}

    double mean() const { return (a + b) / 2; }
    double variance() const { return (aa + bb) / 2 - mean() * mean(); }
    double correlation() const { return (ab - a * b) / std::sqrt((aa - a * a) * (bb - b * b)); }
};

namespace {

/// The share of the variance that two samples have in common, from the means of the values, their
/// squares and their product.
double common_share(IndexEstimator estimator, double u, double uu, double v, double vv, double uv,
                    double variance) {
    switch (estimator) {
        case IndexEstimator::jansen: return 1 - (uu - 2 * uv + vv) / (2 * variance);
        case IndexEstimator::janon: {
            const double mean = (u + v) / 2;
            return (uv - mean * mean) / ((uu + vv) / 2 - mean * mean);
        }
        case IndexEstimator::controlled:
        case IndexEstimator::martinez: return (uv - u * v) / std::sqrt((uu - u * u) * (vv - v * v));
    }
    return 0;
}

}  // namespace

double PickFreezeSums::second_order(std::size_t output, std::size_t i, std::size_t j,
                                    std::size_t left_out, IndexEstimator estimator) const {
    const Means means(base_[output], left_out);
    const Group &gi = group(output, i), &gj = group(output, j);
    const auto mean = [&](const ReplicateLanes& sums) { return sum(sums, left_out) / means.n; };
    const auto first = [&](const Group& g) {
        return common_share(estimator, means.b, means.bb, mean(g.x), mean(g.xx), mean(g.bx),
                            means.variance());
    };
    // Both products, i from A with j from B and the other way round, are of the same expectation.
    const double u = (mean(gi.x) + mean(gj.x)) / 2, uu = (mean(gi.xx) + mean(gj.xx)) / 2;
    const double v = (mean(gi.y) + mean(gj.y)) / 2, vv = (mean(gi.yy) + mean(gj.yy)) / 2;
    const double uv = mean(products_[pair_place(output, i, j)]) / 2;
    const double closed = common_share(estimator, u, uu, v, vv, uv, means.variance());
    return closed - first(gi) - first(gj);
}

OutputIndices PickFreezeSums::indices(std::size_t output, double shift,
                                      IndexEstimator estimator) const {
    const Base& base = base_[output];
    OutputIndices indices;
    indices.left_out = left_out_[output].count;
    indices.first_left_out = left_out_[output].first;
    indices.mean =
        over_groups([&](std::size_t left_out) { return shift + Means(base, left_out).mean(); });
    indices.variance =
        over_groups([&](std::size_t left_out) { return Means(base, left_out).variance(); });
    // Values less one of them: where all are the same, every sum is exactly 0.
    indices.constant = sum(base.aa, none_left_out) + sum(base.bb, none_left_out) == 0;
    if (indices.constant) return indices;
    for (std::size_t g = 0; g < groups_; ++g) {
        const Group& sums = group(output, g);
        const auto shared = [&](const ReplicateLanes& product, bool with_a, std::size_t left_out) {
            const Means means(base, left_out);
            const auto mean = [&](const ReplicateLanes& s) { return sum(s, left_out) / means.n; };
            return common_share(estimator, with_a ? means.a : means.b, with_a ? means.aa : means.bb,
                                mean(sums.x), mean(sums.xx), mean(product), means.variance());
        };
        GroupIndices& of_group = indices.groups.emplace_back();
        of_group.first = over_groups([&](std::size_t left_out) {
            const double plain = shared(sums.bx, false, left_out);
            if (estimator != IndexEstimator::controlled) return plain;
            return plain - shared(sums.ax, true, left_out) * Means(base, left_out).correlation();
        });
        of_group.total =
            over_groups([&](std::size_t left_out) { return 1 - shared(sums.ax, true, left_out); });
    }
    if (!second_order_) return indices;
    indices.second.resize(groups_ * groups_);
    for (std::size_t j = 0; j < groups_; ++j)
        for (std::size_t i = 0; i < j; ++i)
            indices.second[i * groups_ + j] = over_groups([&](std::size_t left_out) {
                return second_order(output, i, j, left_out, estimator);
            });
    return indices;
}

}  // namespace plancast
