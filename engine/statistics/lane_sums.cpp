#include "engine/statistics/lane_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

using Lanes = std::array<double, lane_count>;

bool is_finite(double value) { return std::abs(value) <= std::numeric_limits<double>::max(); }

double total(const Lanes& lanes) {
    Lanes sums = lanes;
    for (std::size_t width = lane_count / 2; width > 0; width /= 2) {
        for (std::size_t lane = 0; lane < width; ++lane) sums[lane] += sums[lane + width];
    }
    return sums[0];
}

// Leaving a value out and adding 0 give the same bits, so the two loops below may take turns.
void add_all(std::span<const double> values, double shift, Lanes& sums, Lanes& squares) {
    alignas(vector_alignment) Lanes s = sums;
    alignas(vector_alignment) Lanes q = squares;
    std::size_t i = 0;
    for (; i + lane_count <= values.size(); i += lane_count) {
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            const double deviation = values[i + lane] - shift;
            s[lane] += deviation;
            q[lane] += deviation * deviation;
        }
    }
    for (std::size_t lane = 0; i < values.size(); ++i, ++lane) {
        const double deviation = values[i] - shift;
        s[lane] += deviation;
        q[lane] += deviation * deviation;
    }
    sums = s;
    squares = q;
}

/// @param keep  Whether value i is wanted, given that it is finite.
/// @returns The number of values added.
template <typename Keep>
std::uint64_t add_some(std::span<const double> values, Keep keep, double shift, Lanes& sums,
                       Lanes& squares) {
    alignas(vector_alignment) Lanes s = sums;
    alignas(vector_alignment) Lanes q = squares;
    alignas(vector_alignment) Lanes kept{};
    const auto add_one = [&](std::size_t i, std::size_t lane) {
        const bool wanted = keep(i) & is_finite(values[i]);
        const double deviation = wanted ? values[i] - shift : 0.0;
        s[lane] += deviation;
        q[lane] += deviation * deviation;
        kept[lane] += wanted ? 1.0 : 0.0;
    };
    std::size_t i = 0;
    for (; i + lane_count <= values.size(); i += lane_count) {
        for (std::size_t lane = 0; lane < lane_count; ++lane) add_one(i + lane, lane);
    }
    for (std::size_t lane = 0; i < values.size(); ++i, ++lane) add_one(i, lane);
    sums = s;
    squares = q;
    return static_cast<std::uint64_t>(total(kept));
}

}  // namespace

NotFinite LaneSums::add(std::span<const double> values) {
    if (count_ == 0) {
        const auto first = std::find_if(values.begin(), values.end(), is_finite);
        if (first == values.end()) return {values.size(), 0};
        shift_ = *first;
    }
    const Lanes sums_before = sums_;
    const Lanes squares_before = squares_;
    add_all(values, shift_, sums_, squares_);
    // A value that is not finite leaves its mark on the lane it went to.
    if (is_finite(total(sums_))) {
        count_ += values.size();
        return {};
    }
    sums_ = sums_before;
    squares_ = squares_before;
    const std::uint64_t kept = add_some(
        values, [](std::size_t) { return true; }, shift_, sums_, squares_);
    count_ += kept;
    if (kept == values.size()) return {};
    const auto first = std::find_if_not(values.begin(), values.end(), is_finite);
    return {values.size() - static_cast<std::size_t>(kept),
            static_cast<std::size_t>(first - values.begin())};
}

void LaneSums::add_where_zero(std::span<const double> values, std::span<const double> flags) {
    PLANCAST_EXPECTS(values.size() == flags.size());
    if (count_ == 0) {
        std::size_t first = 0;
        while (first < values.size() && !(flags[first] == 0 && is_finite(values[first]))) ++first;
        if (first == values.size()) return;
        shift_ = values[first];
    }
    count_ += add_some(
        values, [flags](std::size_t i) { return flags[i] == 0; }, shift_, sums_, squares_);
}

Moments LaneSums::moments() const {
    if (count_ == 0) return {};
    const double n = static_cast<double>(count_);
    const double sum = total(sums_);
    return {count_, shift_ + sum / n, std::max(0.0, total(squares_) - sum * sum / n)};
}

}  // namespace plancast
