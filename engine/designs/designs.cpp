#include <algorithm>

#include "engine/designs/design.hpp"

namespace plancast {

void RandomDesign::fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
                        std::span<double> uniforms) const {
    fill_uniforms(seed_, key, year, first_run, uniforms);
}

void MedianDesign::fill(StreamKey, std::int32_t, std::uint64_t, std::span<double> uniforms) const {
    std::fill(uniforms.begin(), uniforms.end(), 0.5);
}

}  // namespace plancast
