#pragma once

#include <algorithm>
#include <span>

#include "engine/core/contracts.hpp"
#include "engine/program/kernels.hpp"

namespace plancast {

/// The standard normals of which these are the uniforms; as many.
inline void normals_of(std::span<const double> uniforms, std::span<double> normals) {
    PLANCAST_EXPECTS(uniforms.size() == normals.size());
    kernel_of(Operation::normal_quantile)(uniforms.data(), nullptr, nullptr, normals.data(),
                                          uniforms.size());
}

/// The uniforms of standard normals, no farther out than draws go; as many, other than in place.
inline void uniforms_of(std::span<const double> normals, std::span<double> uniforms) {
    PLANCAST_EXPECTS(normals.size() == uniforms.size());
    kernel_of(Operation::normal_cdf)(normals.data(), nullptr, nullptr, uniforms.data(),
                                     normals.size());
    for (double& u : uniforms) u = std::clamp(u, 0x1p-53, 1 - 0x1p-53);
}

}  // namespace plancast
