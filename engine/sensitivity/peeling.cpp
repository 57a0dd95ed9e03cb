#include "engine/sensitivity/peeling.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/contracts.hpp"

namespace plancast {

Peeling::Peeling(const BoxData& data, std::span<const std::uint32_t> runs)
    : data_(data), inside_(data.events.size(), 0), runs_(runs.size()) {
    for (const std::uint32_t run : runs) {
        inside_[run] = 1;
        events_ += data.events[run];
    }
    std::vector<std::pair<double, std::uint32_t>> values(runs.size());
    for (const std::span<const double> column : data.inputs) {
        for (std::size_t k = 0; k < runs.size(); ++k) {
            PLANCAST_EXPECTS(std::isfinite(column[runs[k]]));
            values[k] = {column[runs[k]], runs[k]};
        }
        std::sort(values.begin(), values.end());
        std::vector<std::uint32_t>& order = order_.emplace_back(runs.size());
        for (std::size_t k = 0; k < runs.size(); ++k) order[k] = values[k].second;
    }
}

std::optional<PeelSlice> Peeling::best(double share, std::size_t least) const {
    if (runs_ <= least) return std::nullopt;
    const auto target =
        static_cast<std::size_t>(std::max(1.0, std::ceil(share * static_cast<double>(runs_))));
    std::optional<PeelSlice> best;
    for (std::size_t input = 0; input < order_.size(); ++input) {
        for (const bool low : {true, false}) {
            const auto slice = slice_of(input, low, target, runs_ - least);
            if (slice && (!best || slice->gain > best->gain)) best = slice;
        }
    }
    return best;
}

std::optional<PeelSlice> Peeling::slice_of(std::size_t input, bool low, std::size_t target,
                                           std::size_t most) const {
    const std::span<const double> column = data_.inputs[input];
    const std::vector<std::uint32_t>& order = order_[input];
    PeelSlice slice;
    slice.bound.input = input;
    std::size_t runs = 0, events = 0;
    double value = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::uint32_t run = order[low ? k : order.size() - 1 - k];
        if (inside_[run] == 0) continue;
        if (runs > 0 && column[run] != value) {
            // All runs of a value are in: the slice may end here.
            slice.runs = runs;
            slice.events = events;
            (low ? slice.bound.low : slice.bound.high) = column[run];
            if (runs >= target) break;
        }
        if (runs == most) break;
        value = column[run];
        ++runs;
        events += data_.events[run];
    }
    if (slice.runs == 0) return std::nullopt;
    const auto left = static_cast<double>(runs_ - slice.runs);
    const double density = static_cast<double>(events_) / static_cast<double>(runs_);
    slice.gain = (static_cast<double>(events_ - slice.events) / left - density) /
                 static_cast<double>(slice.runs);
    return slice;
}

void Peeling::peel(const PeelSlice& slice) {
    const std::size_t input = slice.bound.input;
    for (const std::uint32_t run : order_[input]) {
        if (!slice.bound.holds(data_.inputs[input][run])) inside_[run] = 0;
    }
    runs_ -= slice.runs;
    events_ -= slice.events;
    if (2 * runs_ < order_.front().size()) forget_peeled();
}

void Peeling::forget_peeled() {
    for (std::vector<std::uint32_t>& order : order_) {
        std::erase_if(order, [this](std::uint32_t run) { return inside_[run] == 0; });
    }
}

}  // namespace plancast
