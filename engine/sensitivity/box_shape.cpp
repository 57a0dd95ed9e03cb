#include "engine/sensitivity/box_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace plancast {

namespace {

/// The runs beyond one side of a box that all its other sides hold, nearest first.
std::vector<std::uint32_t> runs_beyond(const BoxData& data, std::span<const std::uint32_t> runs,
                                       std::span<const InputBounds> sides, std::size_t side) {
    const std::span<const double> column = data.inputs[sides[side].input];
    std::vector<std::uint32_t> beyond;
    for (const std::uint32_t run : runs) {
        if (!sides[side].holds(column[run]) && data.inside(run, sides.first(side)) &&
            data.inside(run, sides.subspan(side + 1))) {
            beyond.push_back(run);
        }
    }
    const bool downwards = sides[side].low.has_value();
    std::sort(beyond.begin(), beyond.end(), [&](std::uint32_t a, std::uint32_t b) {
        return downwards ? column[a] > column[b] : column[a] < column[b];
    });
    return beyond;
}

struct PasteSlice {
    BoxCount count;
    std::optional<double> end;  ///< the outermost value; absent if nothing lies beyond
};

PasteSlice slice_beyond(const BoxData& data, std::span<const std::uint32_t> beyond,
                        std::span<const double> column, double target) {
    PasteSlice slice;
    for (const std::uint32_t run : beyond) {
        if (static_cast<double>(slice.count.runs) >= target && column[run] != *slice.end) {
            return slice;
        }
        slice.end = column[run];
        ++slice.count.runs;
        slice.count.events += data.events[run];
    }
    slice.end.reset();
    return slice;
}

}  // namespace

std::vector<InputBounds> split_sides(std::span<const InputBounds> box) {
    std::vector<InputBounds> sides;
    for (const InputBounds& bounds : box) {
        if (bounds.low) sides.push_back({bounds.input, bounds.low, {}});
        if (bounds.high) sides.push_back({bounds.input, {}, bounds.high});
    }
    return sides;
}

std::vector<InputBounds> join_sides(std::span<const InputBounds> sides) {
    std::vector<InputBounds> box;
    for (const InputBounds& side : sides) {
        const auto same = std::find_if(box.begin(), box.end(), [&](const InputBounds& bounds) {
            return bounds.input == side.input;
        });
        if (same == box.end()) {
            box.push_back(side);
            continue;
        }
        if (side.low) same->low = same->low ? std::max(*same->low, *side.low) : *side.low;
        if (side.high) same->high = same->high ? std::min(*same->high, *side.high) : *side.high;
    }
    return box;
}

std::vector<InputBounds> drop_sides(const BoxData& data, std::span<const std::uint32_t> runs,
                                    std::vector<InputBounds> sides, double significance) {
    while (!sides.empty()) {
        const CountsWithoutEach counts = count_without_each(data, runs, sides);
        double largest = 0;
        std::size_t weakest = 0;
        for (std::size_t k = 0; k < sides.size(); ++k) {
            const double p = quasi_p_value(counts.inside.events, counts.inside.runs,
                                           counts.without[k].density());
            if (p <= largest) continue;
            largest = p;
            weakest = k;
        }
        if (largest <= significance) break;
        sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(weakest));
    }
    return sides;
}

std::vector<InputBounds> paste_slices(const BoxData& data, std::span<const std::uint32_t> runs,
                                      std::vector<InputBounds> sides, double share) {
    for (;;) {
        const BoxCount inside = count_without_each(data, runs, sides).inside;
        if (inside.runs == 0) return sides;
        const double target = std::max(1.0, std::ceil(share * static_cast<double>(inside.runs)));
        PasteSlice best;
        std::size_t best_side = sides.size();
        double best_density = inside.density();
        for (std::size_t side = 0; side < sides.size(); ++side) {
            const auto beyond = runs_beyond(data, runs, sides, side);
            const PasteSlice slice =
                slice_beyond(data, beyond, data.inputs[sides[side].input], target);
            // Of equally dense slices the first one; nothing beyond is no reason for a bound.
            const double density = slice.count.runs == 0 ? 1 : slice.count.density();
            if (best_side == sides.size() ? density < best_density : density <= best_density) {
                continue;
            }
            best = slice;
            best_side = side;
            best_density = density;
        }
        if (best_side == sides.size()) return sides;
        InputBounds& grown = sides[best_side];
        if (best.end) {
            (grown.low ? grown.low : grown.high) = best.end;
        } else {
            sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(best_side));
        }
    }
}

}  // namespace plancast
