#include "engine/sensitivity/point_mixer.hpp"

#include <algorithm>

#include "engine/sensitivity/normal_columns.hpp"

namespace plancast {

PointMixer::PointMixer(BasePoints& points, std::size_t stream_count,
                       std::span<const Mixture> mixtures)
    : points_(points), place_(stream_count, not_partial), along_(points_a_block) {
    for (const Mixture& mixture : mixtures) {
        for (const Directions& directions : mixture.directions) {
            for (const std::size_t stream : directions.streams) {
                if (place_[stream] != not_partial) continue;
                place_[stream] = partial_.size();
                partial_.push_back(stream);
            }
        }
    }
    a_.resize(partial_.size() * points_a_block);
    b_.resize(a_.size());
    mixed_.resize(a_.size());
    uniforms_.resize(a_.size());
}

void PointMixer::load() {
    for (std::size_t p = 0; p < partial_.size(); ++p) {
        normals_of({points_.a(partial_[p]), points_a_block}, of_stream(a_, p));
        normals_of({points_.b(partial_[p]), points_a_block}, of_stream(b_, p));
    }
}

void PointMixer::evaluate(const Mixture& mixture, bool at_a) {
    for (const std::size_t stream : mixture.streams) use(stream, !at_a);
    for (const Directions& directions : mixture.directions) move(directions, at_a);
    points_.evaluate();
    for (const std::size_t stream : mixture.streams) use(stream, at_a);
    for (const Directions& directions : mixture.directions)
        for (const std::size_t stream : directions.streams) use(stream, at_a);
}

void PointMixer::move(const Directions& directions, bool at_a) {
    // All but some directions from there is some directions from here.
    const bool from_a = at_a != directions.all_but;
    AlignedVector<double>&from = from_a ? a_ : b_, &to = from_a ? b_ : a_;
    const auto part = [&](AlignedVector<double>& columns, std::size_t s) {
        return of_stream(columns, place_[directions.streams[s]]);
    };
    const std::size_t count = directions.streams.size();
    for (std::size_t s = 0; s < count; ++s)
        std::copy_n(part(from, s).begin(), points_a_block, part(mixed_, s).begin());
    for (std::size_t v = 0; v < directions.count(); ++v) {
        const double* const vector = &directions.vectors[v * directions.stride()];
        std::fill(along_.begin(), along_.end(), 0.0);
        for (std::size_t s = 0; s < count; ++s)
            for (std::size_t i = 0; i < points_a_block; ++i)
                along_[i] += vector[s] * (part(to, s)[i] - part(from, s)[i]);
        for (std::size_t s = 0; s < count; ++s)
            for (std::size_t i = 0; i < points_a_block; ++i)
                part(mixed_, s)[i] += vector[s] * along_[i];
    }
    for (std::size_t s = 0; s < count; ++s) {
        uniforms_of(part(mixed_, s), part(uniforms_, s));
        points_.use(directions.streams[s], part(uniforms_, s).data());
    }
}

}  // namespace plancast
