#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/random/philox.hpp"

/// Runs for tests of boxes: columns of inputs, and which runs are of interest.
struct Sample {
    std::vector<std::vector<double>> columns;
    std::vector<std::uint8_t> events;
    std::vector<double> chances;  ///< uniforms, to draw events with

    std::vector<std::span<const double>> inputs() const { return {columns.begin(), columns.end()}; }

    /// Makes each run of interest with the chance that @p chance(run) gives.
    template <typename Chance>
    void draw_events(Chance chance) {
        events.clear();
        for (std::size_t run = 0; run < chances.size(); ++run) {
            events.push_back(chances[run] < chance(run) ? 1 : 0);
        }
    }
};

/// Independent uniforms as inputs.
inline Sample uniform_sample(std::uint64_t seed, std::size_t runs, std::size_t inputs) {
    Sample sample;
    sample.chances.resize(runs);
    plancast::fill_uniforms(seed, plancast::stream_key("chance"), plancast::no_year, 0,
                            sample.chances);
    for (std::size_t input = 0; input < inputs; ++input) {
        plancast::fill_uniforms(seed, {input}, plancast::no_year, 0,
                                sample.columns.emplace_back(runs));
    }
    return sample;
}
