#include "engine/designs/uniform_table.hpp"

#include <algorithm>

#include "engine/core/contracts.hpp"

namespace plancast {

UniformTable::UniformTable(std::span<const Stream> streams) : columns_(streams.size(), nullptr) {
    for (std::size_t i = 0; i < streams.size(); ++i) places_.emplace(streams[i], i);
}

void UniformTable::fill(StreamKey key, std::int32_t year, std::uint64_t,
                        std::span<double> uniforms) const {
    const auto place = places_.find({key, year});
    if (place == places_.end()) {
        std::fill(uniforms.begin(), uniforms.end(), 0.5);
        return;
    }
    const double* column = columns_[place->second];
    PLANCAST_EXPECTS(column != nullptr);
    std::copy_n(column, uniforms.size(), uniforms.begin());
}

}  // namespace plancast
