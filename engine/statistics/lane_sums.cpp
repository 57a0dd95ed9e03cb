#include "engine/statistics/lane_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
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

// Written out in vectors: from a plain loop over lanes gcc makes scalar code of this size.
using Vector [[gnu::vector_size(4 * sizeof(double))]] = double;
using Mask [[gnu::vector_size(4 * sizeof(double))]] = long long;
constexpr std::size_t vector_lanes = 4;
constexpr std::size_t vectors = lane_count / vector_lanes;

/// Sums and sums of squares of deviations, a lane each, on their way through a block.
class RunningSums {
public:
    RunningSums(const Lanes& sums, const Lanes& squares) {
        std::memcpy(sums_, sums.data(), sizeof sums_);
        std::memcpy(squares_, squares.data(), sizeof squares_);
    }

    // Leaving a value out and adding 0 give the same bits, so the two loops below may take turns.
    void add_all(const double* values, std::size_t count, double shift) {
        std::size_t i = 0;
        for (; i + lane_count <= count; i += lane_count) {
            for (std::size_t v = 0; v < vectors; ++v) {
                Vector deviation;
                std::memcpy(&deviation, values + i + v * vector_lanes, sizeof deviation);
                deviation -= shift;
                sums_[v] += deviation;
                squares_[v] += deviation * deviation;
            }
        }
        for (std::size_t lane = 0; i < count; ++i, ++lane) add_to_lane(lane, values[i] - shift);
    }

    /// Adds the finite values; if @p flags is given, only those whose flag is 0.
    /// @returns How many were added.
    std::uint64_t add_some(const double* values, const double* flags, std::size_t count,
                           double shift) {
        constexpr double largest = std::numeric_limits<double>::max();
        Mask kept[vectors] = {};
        std::size_t i = 0;
        for (; i + lane_count <= count; i += lane_count) {
            for (std::size_t v = 0; v < vectors; ++v) {
                Vector value, flag = {};
                std::memcpy(&value, values + i + v * vector_lanes, sizeof value);
                if (flags != nullptr) {
                    std::memcpy(&flag, flags + i + v * vector_lanes, sizeof flag);
                }
                // All bits of a lane are set where its value is wanted.
                const Mask wanted = (value <= largest) & (value >= -largest) & (flag == 0.0);
                Vector deviation = value - shift;
                Mask bits;
                std::memcpy(&bits, &deviation, sizeof bits);
                bits &= wanted;
                std::memcpy(&deviation, &bits, sizeof bits);
                sums_[v] += deviation;
                squares_[v] += deviation * deviation;
                kept[v] -= wanted;
            }
        }
        std::uint64_t added = 0;
        for (const Mask& counts : kept) {
            for (std::size_t lane = 0; lane < vector_lanes; ++lane) {
                added += static_cast<std::uint64_t>(counts[lane]);
            }
        }
        for (std::size_t lane = 0; i < count; ++i, ++lane) {
            if (!is_finite(values[i]) || (flags != nullptr && flags[i] != 0)) continue;
            add_to_lane(lane, values[i] - shift);
            ++added;
        }
        return added;
    }

    void store(Lanes& sums, Lanes& squares) const {
        std::memcpy(sums.data(), sums_, sizeof sums_);
        std::memcpy(squares.data(), squares_, sizeof squares_);
    }

private:
    void add_to_lane(std::size_t lane, double deviation) {
        const std::size_t v = lane / vector_lanes, at = lane % vector_lanes;
        sums_[v][at] += deviation;
        squares_[v][at] += deviation * deviation;
    }

    Vector sums_[vectors];
    Vector squares_[vectors];
};

}  // namespace

NotFinite LaneSums::add(std::span<const double> values) {
    if (count_ == 0) {
        const auto first = std::find_if(values.begin(), values.end(), is_finite);
        if (first == values.end()) return {values.size(), 0};
        shift_ = *first;
    }
    RunningSums all(sums_, squares_);
    all.add_all(values.data(), values.size(), shift_);
    Lanes sums, squares;
    all.store(sums, squares);
    // A value that is not finite leaves its mark on the lane it went to.
    if (is_finite(total(sums))) {
        sums_ = sums;
        squares_ = squares;
        count_ += values.size();
        return {};
    }
    RunningSums finite(sums_, squares_);
    const std::uint64_t kept = finite.add_some(values.data(), nullptr, values.size(), shift_);
    finite.store(sums_, squares_);
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
    RunningSums flagged(sums_, squares_);
    count_ += flagged.add_some(values.data(), flags.data(), values.size(), shift_);
    flagged.store(sums_, squares_);
}

Moments LaneSums::moments() const {
    if (count_ == 0) return {};
    const double n = static_cast<double>(count_);
    const double sum = total(sums_);
    return {count_, shift_ + sum / n, std::max(0.0, total(squares_) - sum * sum / n)};
}

}  // namespace plancast
