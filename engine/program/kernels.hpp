#pragma once

#include <cstddef>

#include "engine/program/graph.hpp"

namespace plancast {

/// An operand of a kernel: one value a run, or (is_constant) the same for every run. Either way
/// `values` points to a whole register; a constant's first element is enough for most kernels.
struct Operand {
    const double* values = nullptr;
    bool is_constant = false;
};

/// Whether run_kernel can compute @p operation: all but constants, draws, quantiles of laws and
/// curves, which need more than operands.
bool has_kernel(Operation operation);

/// target[i] = operation(a[i], b[i], c[i]), one vectorised loop.
///
/// The same bits for a value wherever it stands: kernels use no libm and no reductions. Unused
/// operands may be empty.
///
/// @param target  Aligned to vector_alignment, as the operands; must not overlap them.
/// @param count   A multiple of lane_count.
void run_kernel(Operation operation, Operand a, Operand b, Operand c, double* target,
                std::size_t count);

}  // namespace plancast
