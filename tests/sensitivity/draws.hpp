#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/random/philox.hpp"
#include "engine/sensitivity/given_data.hpp"

namespace plancast {

using Column = std::vector<double>;

constexpr double pi = 3.14159265358979323846;

inline Column uniforms(std::uint64_t seed, const std::string& name, std::size_t n) {
    Column drawn(n);
    fill_uniforms(seed, stream_key(name), no_year, 0, drawn);
    return drawn;
}

/// Standard normals, by Box & Muller.
inline Column normals(std::uint64_t seed, const std::string& name, std::size_t n) {
    Column drawn = uniforms(seed, name + " radius", n);
    const Column angle = uniforms(seed, name + " angle", n);
    for (std::size_t k = 0; k < n; ++k)
        drawn[k] = std::sqrt(-2 * std::log(drawn[k])) * std::cos(2 * pi * angle[k]);
    return drawn;
}

inline GivenData given(const std::vector<Column>& inputs) {
    const std::vector<std::span<const double>> columns(inputs.begin(), inputs.end());
    return GivenData(columns);
}

/// How many standard errors an estimate lies from the truth. Beyond 6 by Student's t with 15
/// degrees of freedom: 2.4e-5 of all checks of right code.
inline double errors_from(const Estimate& estimate, double truth) {
    return std::abs(estimate.value - truth) / estimate.standard_error;
}

}  // namespace plancast
