#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/aligned.hpp"
#include "engine/designs/design.hpp"
#include "engine/designs/stream.hpp"
#include "engine/designs/uniform_table.hpp"
#include "engine/program/program.hpp"

namespace plancast {

/// Points are evaluated by blocks of this many: whole sets of replicates.
inline constexpr std::size_t points_a_block = 256;

/// The design of pairs of independent points A and B: 2 d dimensions for d streams, dealt A, B, A,
/// B, ..., so that the most influential streams have the first dimensions in both.
std::unique_ptr<Design> make_pair_design(std::string_view name, std::uint64_t seed,
                                         std::uint64_t pairs, std::span<const Stream> streams);

/// A thread's pairs of points, a block at a time, and the program evaluated at any mixture of them.
class BasePoints {
public:
    /// @param program  Outlives this; needs no stream but these.
    BasePoints(const Program& program, const Design& design, std::span<const Stream> streams);

    /// Draws pairs first, first + 1, ..., @p count <= points_a_block of them; all streams read A.
    void load(std::uint64_t first, std::size_t count);

    std::size_t count() const { return count_; }
    void use_a(std::size_t stream) { table_.set(stream, column(2 * stream)); }
    void use_b(std::size_t stream) { table_.set(stream, column(2 * stream + 1)); }
    void use_all_a();
    void use_all_b();
    /// The uniforms of a stream at points A, at points B.
    const double* a(std::size_t stream) const { return &uniforms_[2 * stream * points_a_block]; }
    const double* b(std::size_t stream) const {
        return &uniforms_[(2 * stream + 1) * points_a_block];
    }
    void use(std::size_t stream, const double* column) { table_.set(stream, column); }

    /// Evaluates the program with the columns that the streams were told to read.
    void evaluate();
    /// The values of an output at the points evaluated last: count() of them.
    std::span<const double> output(std::size_t index) const {
        return workspace_.output(program_, index).first(count_);
    }

private:
    const double* column(std::size_t index) const { return &uniforms_[index * points_a_block]; }

    const Program& program_;
    const Design& design_;
    std::vector<Stream> streams_;
    UniformTable table_;
    Workspace workspace_;
    AlignedVector<double> uniforms_;  ///< (points_a_block x 2 streams): A and B of each in turn
    std::size_t count_ = 0;
};

/// For each output its first value at points A that is finite, else 0: a number near its values, to
/// take from them before they are squared.
std::vector<double> first_values(const Program& program, const Design& design,
                                 std::span<const Stream> streams);

/// The streams that a program draws, of those given and in their order.
std::vector<Stream> streams_needed(const Program& program, std::span<const Stream> streams);

}  // namespace plancast
