#include "engine/sensitivity/correlated_streams.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

/// Below it, relative to the whole, what is left of a normal is taken for rounding.
constexpr double nothing_left = 1e-9;

/// Sets of streams that are joined step by step.
class JoinedSets {
public:
    explicit JoinedSets(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t find(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        a = find(a), b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> parent_;
};

// By lanes, so that the order of additions does not depend on the instruction set.
double dot(const double* a, const double* b, std::size_t count) {
    std::array<double, lane_count> lanes{};
    for (std::size_t i = 0; i < count; i += lane_count)
        for (std::size_t k = 0; k < lane_count; ++k) lanes[k] += a[i + k] * b[i + k];
    return std::accumulate(lanes.begin(), lanes.end(), 0.0);
}

}  // namespace

DrawnGroups find_correlated(std::size_t stream_count, const std::vector<DrawnGroup>& groups) {
    JoinedSets sets(stream_count);
    for (const DrawnGroup& group : groups)
        for (const DrawnNormal& normal : group.normals)
            for (const auto& [stream, weight] : normal.weights)
                sets.join(normal.weights.front().first, stream);
    // Which groups have a normal in each set.
    std::vector<std::vector<std::size_t>> groups_of(stream_count);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (const DrawnNormal& normal : groups[g].normals) {
            if (normal.weights.empty()) continue;
            std::vector<std::size_t>& of_set = groups_of[sets.find(normal.weights.front().first)];
            if (of_set.empty() || of_set.back() != g) of_set.push_back(g);
        }
    }
    DrawnGroups drawn;
    drawn.alone.resize(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) drawn.alone[g] = groups[g].streams;
    std::vector<std::size_t> set_of(stream_count), place(stream_count);
    for (std::size_t s = 0; s < stream_count; ++s) {
        const std::size_t root = sets.find(s);
        const std::vector<std::size_t>& of_set = groups_of[root];
        if (of_set.size() == 1) drawn.alone[of_set.front()].push_back(s);
        if (of_set.size() < 2) continue;
        // The root of a set is its first stream.
        if (root == s) {
            set_of[root] = drawn.correlated.size();
            drawn.correlated.push_back({{}, of_set});
        }
        CorrelatedStreams& set = drawn.correlated[set_of[root]];
        place[s] = set.streams.size();
        set.streams.push_back(s);
    }
    for (CorrelatedStreams& set : drawn.correlated) {
        const std::size_t root = set.streams.front();
        for (const std::size_t g : set.groups) {
            std::vector<DrawnNormal>& normals = set.normals.emplace_back();
            for (const DrawnNormal& normal : groups[g].normals) {
                if (normal.weights.empty() || sets.find(normal.weights.front().first) != root)
                    continue;
                normals.push_back(normal);
                for (auto& [stream, weight] : normals.back().weights) stream = place[stream];
            }
        }
    }
    return drawn;
}

void OrthonormalBasis::add(std::span<const double> vector) {
    PLANCAST_EXPECTS(vector.size() >= dimension_);
    if (count_ == dimension_) return;
    std::copy_n(vector.begin(), dimension_, rest_.begin());
    const double whole = dot(rest_.data(), rest_.data(), stride_);
    double left = whole;
    // Again where most of it went: what is left has the rounding errors of what was there.
    for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t j = 0; j < count_; ++j) {
            const double* other = &vectors_[j * stride_];
            const double along = dot(rest_.data(), other, stride_);
            for (std::size_t i = 0; i < stride_; ++i) rest_[i] -= along * other[i];
        }
        const double before = left;
        left = dot(rest_.data(), rest_.data(), stride_);
        if (left > 0.1 * before) break;
    }
    if (!(left > nothing_left * nothing_left * whole)) return;
    for (const double x : rest_) vectors_.push_back(x / std::sqrt(left));
    ++count_;
}

GrowingBasis growing_basis(const CorrelatedStreams& correlated,
                           const std::vector<std::size_t>& order) {
    PLANCAST_EXPECTS(order.size() == correlated.groups.size());
    OrthonormalBasis basis(correlated.streams.size());
    GrowingBasis growing;
    growing.first.push_back(0);
    std::vector<double> row(correlated.streams.size());
    for (std::size_t k = 0; k + 1 < order.size(); ++k) {
        for (const DrawnNormal& normal : correlated.normals[order[k]]) {
            std::fill(row.begin(), row.end(), 0.0);
            for (const auto& [stream, weight] : normal.weights) row[stream] += weight;
            basis.add(row);
        }
        growing.first.push_back(basis.count());
    }
    growing.first.push_back(basis.count());
    growing.vectors = basis.vectors();
    return growing;
}

}  // namespace plancast
