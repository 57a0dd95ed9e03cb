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

PickFreezeSums::PickFreezeSums(std::size_t outputs, std::size_t groups, std::size_t second_order_of)
    : groups_(groups),
      second_order_of_(second_order_of),
      base_(outputs),
      of_groups_(outputs * groups),
      products_(outputs * (second_order_of * (second_order_of - 1) / 2)),
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
        add(into.ay, from.ay);
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
    return output * second_order_of_ * (second_order_of_ - 1) / 2 + j * (j - 1) / 2 + i;
}

void PickFreezeSums::add_pairs(std::size_t output, const BaseValues& values, const double* mixed_a,
                               const double* mixed_b, std::size_t count) {
    const auto counts = [&](std::size_t i) {
        return values.counts == nullptr || values.counts[i] != 0;
    };
    for (std::size_t g = 0; g < second_order_of_; ++g) {
        Group& sums = of_groups_[output * groups_ + g];
        const double* y = mixed_b + g * points_a_block;
        for (std::size_t i = 0; i < count; i += lanes) {
            for (std::size_t r = 0; r < lanes; ++r) {
                sums.y[r] += y[i + r];
                sums.yy[r] += y[i + r] * y[i + r];
                sums.ay[r] += (counts(i + r) ? values.a[i + r] : 0) * y[i + r];
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

/// Shares of an output's variance that samples have in common, over the pairs of all replicates but
/// one.
struct PickFreezeSums::Shares {
    const IndexEstimator estimator;
    const std::size_t left_out;
    const Means means;
    /// What A and B have in common by chance, where that is to be taken out.
    const double by_chance;

    Shares(const Base& base, IndexEstimator by, std::size_t without)
        : estimator(by),
          left_out(without),
          means(base, without),
          by_chance(by == IndexEstimator::controlled ? means.correlation() : 0) {}

    double mean(const ReplicateLanes& sums) const { return sum(sums, left_out) / means.n; }

    double of(double u, double uu, double v, double vv, double uv) const {
        return common_share(estimator, u, uu, v, vv, uv, means.variance());
    }
    /// A, and A with the group from B, have all else in common.
    double all_but(const Group& g) const {
        return of(means.a, means.aa, mean(g.x), mean(g.xx), mean(g.ax));
    }
    /// B, and A with the group from B.
    double first(const Group& g) const {
        return of(means.b, means.bb, mean(g.x), mean(g.xx), mean(g.bx)) - all_but(g) * by_chance;
    }
    /// A, and B with the group from A.
    double first_in_reverse(const Group& g) const {
        return of(means.a, means.aa, mean(g.y), mean(g.yy), mean(g.ay)) - all_but(g) * by_chance;
    }
};

/// First indices are taken from both sides here, and chance out of what both explain, so that
/// nothing but rounding is left for a group that does not matter.
double PickFreezeSums::second_order(const Shares& shares, std::size_t output, std::size_t i,
                                    std::size_t j) const {
    const Group &gi = group(output, i), &gj = group(output, j);
    const auto first = [&](const Group& g) {
        return (shares.first(g) + shares.first_in_reverse(g)) / 2;
    };
    // Both products, i from A with j from B and the other way round, are of the same expectation.
    const auto half = [&](const ReplicateLanes& a, const ReplicateLanes& b) {
        return (shares.mean(a) + shares.mean(b)) / 2;
    };
    const double closed =
        shares.of(half(gi.x, gj.x), half(gi.xx, gj.xx), half(gi.y, gj.y), half(gi.yy, gj.yy),
                  shares.mean(products_[pair_place(output, i, j)]) / 2);
    return closed - shares.all_but(gi) * shares.all_but(gj) * shares.by_chance - first(gi) -
           first(gj);
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
    const auto estimate = [&](auto index) {
        return over_groups(
            [&](std::size_t left_out) { return index(Shares(base, estimator, left_out)); });
    };
    for (std::size_t g = 0; g < groups_; ++g) {
        const Group& sums = group(output, g);
        indices.groups.push_back(
            {estimate([&](const Shares& shares) { return shares.first(sums); }),
             estimate([&](const Shares& shares) { return 1 - shares.all_but(sums); })});
    }
    indices.second.resize(second_order_of_ * second_order_of_);
    for (std::size_t j = 0; j < second_order_of_; ++j)
        for (std::size_t i = 0; i < j; ++i)
            indices.second[i * second_order_of_ + j] =
                estimate([&](const Shares& shares) { return second_order(shares, output, i, j); });
    return indices;
}

}  // namespace plancast
