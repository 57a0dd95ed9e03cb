#pragma once

#include <cstddef>

#include "engine/program/graph.hpp"

namespace plancast {

/// One vectorised loop: target[i] = operation(a[i], b[i], c[i]). An operand that the operation does
/// not have may be null; of one that is a constant the first element is read, or all of them.
///
/// The same bits for a value wherever it stands: kernels use no libm and no reductions.
///
/// @param target  Aligned to vector_alignment, as the operands; must not overlap them.
/// @param count   A multiple of lane_count.
using Kernel = void (*)(const double* a, const double* b, const double* c, double* target,
                        std::size_t count);

/// Which operands have the same value in every run. Either way their registers are filled, so that
/// a kernel may read them like the others; most keep a constant in a machine register instead.
struct ConstantOperands {
    bool a = false, b = false, c = false;
};

/// Whether there is a kernel: for all but constants, draws, quantiles of laws and curves, which
/// need more than operands.
bool has_kernel(Operation operation);

/// @param operation  One with has_kernel().
Kernel kernel_of(Operation operation, ConstantOperands constants = {});

}  // namespace plancast
