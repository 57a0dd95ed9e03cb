#include "engine/program/narrow_draws.hpp"

#include <algorithm>
#include <cstring>

#include "engine/core/elementary.hpp"

namespace plancast {

namespace {

// Written out in vectors: from a loop over lanes with an end of its own gcc makes scalar code.
using Vector [[gnu::vector_size(4 * sizeof(double))]] = double;
using Mask [[gnu::vector_size(4 * sizeof(double))]] = long long;
constexpr std::size_t vector_lanes = 4;
constexpr std::size_t vectors = lane_count / vector_lanes;

constexpr int steps_at_once = 4;
constexpr int most_steps = 64;

struct Lanes {
    Vector v[vectors];
};

Lanes load(const double* values) {
    Lanes lanes;
    std::memcpy(&lanes, values, sizeof lanes);
    return lanes;
}

}  // namespace

void NarrowDraws::walk_vector(std::size_t begin) {
    Lanes pmf = load(&pmf_[begin]), cdf = pmf, k{};
    const Lanes a = load(&a_[begin]), b = load(&b_[begin]), last = load(&last_[begin]);
    const Lanes level = load(&level_[begin]);
    const Vector nothing{}, one = nothing + 1.0;
    bool goes_on = true;
    for (int first = 0; goes_on && first < most_steps; first += steps_at_once) {
        for (int step = first; step < first + steps_at_once; ++step) {
            const double at = step, inverse = 1.0 / (step + 1);
            for (std::size_t v = 0; v < vectors; ++v) {
                const Mask going = (cdf.v[v] < level.v[v]) & (at < last.v[v]);
                pmf.v[v] *= (a.v[v] - b.v[v] * at) * inverse;
                cdf.v[v] += going ? pmf.v[v] : nothing;
                k.v[v] += going ? one : nothing;
            }
        }
        const double next = first + steps_at_once;
        Mask going{};
        for (std::size_t v = 0; v < vectors; ++v)
            going |= (cdf.v[v] < level.v[v]) & (next <= last.v[v]);
        goes_on = (going[0] | going[1] | going[2] | going[3]) != 0;
    }
    // A lane that would still go on has not got there.
    for (std::size_t v = 0; v < vectors; ++v) {
        const Mask open = (cdf.v[v] < level.v[v]) & (k.v[v] < last.v[v]);
        k.v[v] = open ? nothing + open_count : k.v[v];
    }
    std::memcpy(&k_[begin], &k, sizeof k);
}

void NarrowDraws::find(double* counts) {
    const std::size_t whole = padded(size_);
    // What fills the last vector ends its walk at once.
    for (std::size_t i = size_; i < whole; ++i)
        zero_factor_[i] = zero_argument_[i] = a_[i] = b_[i] = last_[i] = level_[i] = 0;
    for (std::size_t i = 0; i < whole; ++i)
        pmf_[i] = kernel::exp(zero_factor_[i] * kernel::log1p(zero_argument_[i]));
    for (std::size_t begin = 0; begin < size_; begin += lane_count) walk_vector(begin);
    for (std::size_t i = 0; i < size_; ++i) {
        const double k = k_[i];
        counts[place_[i]] = k < 0 ? open_count : base_[i] + sign_[i] * k;
    }
}

}  // namespace plancast
