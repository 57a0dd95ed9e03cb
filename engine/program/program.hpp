#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/designs/design.hpp"
#include "engine/program/graph.hpp"
#include "engine/program/kernels.hpp"

namespace plancast {

/// One vectorised loop over a block: target[i] = operation(a[i], b[i], c[i]). Operands are
/// registers; constants have registers of their own, filled once a workspace.
struct Instruction {
    Operation operation = Operation::constant;
    Kernel kernel = nullptr;  ///< where the operation has one
    std::uint32_t target = 0, a = 0, b = 0, c = 0;
    StreamKey key{};
    std::int32_t year = no_year;
    std::uint32_t table = 0;  ///< of a quantile: index into Program::tables; of a curve, ::curves
};

/// How much of a calculation is left at each stage of its compilation.
struct Reduction {
    std::size_t written = 0;   ///< nodes of the graph, constants not counted (nor below)
    std::size_t needed = 0;    ///< those that an output needs
    std::size_t distinct = 0;  ///< after folding what is constant and sharing what is equal
};

/// A flat list of array instructions: constants folded, equal ones shared, unused ones dropped,
/// registers reused, so that a block stays in cache. Immutable once compiled; shared by all
/// threads.
struct Program {
    std::vector<Instruction> instructions;
    std::vector<double> constants;       ///< registers [0, constants.size()) hold these
    std::uint32_t register_count = 0;    ///< constants included
    std::vector<std::uint32_t> outputs;  ///< register of each output, never reused
    std::vector<QuantileFunctionPtr> tables;
    std::vector<InterpolationPtr> curves;
    Reduction reduction;
};

/// @param outputs  The nodes whose values are wanted; output i of the program is outputs[i].
Program compile_program(const Graph& graph, std::span<const NodeId> outputs);

/// One thread's registers: (register_count x block_size) doubles, reused for every block.
class Workspace {
public:
    /// @param block_size  Runs a block at most; 256 keeps a program of a few hundred registers in
    /// L2.
    Workspace(const Program& program, std::size_t block_size);

    std::size_t block_size() const { return block_size_; }
    /// The values of output @p index of the runs evaluated last; block_size() long, of which the
    /// first run_count are meaningful.
    std::span<const double> output(const Program& program, std::size_t index) const;
    std::span<double> register_values(std::uint32_t index);

private:
    std::size_t block_size_;
    std::size_t stride_;
    AlignedVector<double> values_;
};

/// Evaluates runs first_run .. first_run + run_count - 1, run_count <= workspace.block_size().
/// Same bits for a run wherever it stands in whatever block. Allocates nothing; thread-safe with a
/// workspace a thread.
void evaluate_block(const Program& program, const Design& design, std::uint64_t first_run,
                    std::size_t run_count, Workspace& workspace);

/// One operation with operands only, as the oracle computes it; operands that it does not have are
/// ignored.
double compute_reference(Operation operation, double a, double b, double c);

/// The oracle: evaluates one run of the graph as it stands, one node after the other, with the
/// standard library's functions and the laws' own quantiles.
/// @returns The value of every node in @p outputs.
std::vector<double> evaluate_reference(const Graph& graph, std::span<const NodeId> outputs,
                                       const Design& design, std::uint64_t run);

}  // namespace plancast
