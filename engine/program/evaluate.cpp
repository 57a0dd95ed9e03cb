#include <algorithm>

#include "engine/core/contracts.hpp"
#include "engine/program/program.hpp"

namespace plancast {

Workspace::Workspace(const Program& program, std::size_t block_size)
    : block_size_(block_size),
      stride_(padded(block_size)),
      values_(program.register_count * stride_) {
    PLANCAST_EXPECTS(block_size > 0);
    for (std::size_t i = 0; i < program.constants.size(); ++i) {
        std::fill_n(values_.begin() + static_cast<std::ptrdiff_t>(i * stride_), stride_,
                    program.constants[i]);
    }
}

std::span<const double> Workspace::output(const Program& program, std::size_t index) const {
    PLANCAST_EXPECTS(index < program.outputs.size());
    return {values_.data() + program.outputs[index] * stride_, block_size_};
}

std::span<double> Workspace::register_values(std::uint32_t index) {
    PLANCAST_EXPECTS((index + 1) * stride_ <= values_.size());
    return {values_.data() + index * stride_, stride_};
}

void evaluate_block(const Program& program, const Design& design, std::uint64_t first_run,
                    std::size_t run_count, Workspace& workspace) {
    PLANCAST_EXPECTS(run_count <= workspace.block_size());
    if (program.register_count == 0) return;
    // Whole vectors only: the runs beyond run_count are computed and mean nothing.
    const std::size_t count = padded(run_count);
    const auto operand = [&](std::uint32_t index) {
        return workspace.register_values(index).data();
    };
    for (const Instruction& instruction : program.instructions) {
        const std::span<double> target = workspace.register_values(instruction.target).first(count);
        switch (instruction.operation) {
            case Operation::draw:
                design.fill(instruction.key, instruction.year, first_run, target);
                break;
            case Operation::quantile:
                program.tables[instruction.table]->evaluate(
                    workspace.register_values(instruction.a).first(count), target);
                break;
            case Operation::interpolate:
                program.curves[instruction.table]->evaluate(
                    workspace.register_values(instruction.a).first(count), target);
                break;
            default:
                instruction.kernel(operand(instruction.a), operand(instruction.b),
                                   operand(instruction.c), target.data(), count);
        }
    }
}

}  // namespace plancast
