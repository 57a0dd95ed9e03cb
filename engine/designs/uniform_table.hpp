#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/designs/design.hpp"
#include "engine/designs/stream.hpp"

namespace plancast {

/// The uniforms of one block as a table, for points that no design draws: every stream reads the
/// column that it is told to. Not for several threads at a time.
class UniformTable final : public Design {
public:
    explicit UniformTable(std::span<const Stream> streams);

    /// @param column  At least as long as any block that is evaluated, padded; outlives its use.
    void set(std::size_t stream, const double* column) { columns_[stream] = column; }

    /// Copies the column of the stream, whatever the run; one half where the table has no such
    /// stream.
    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override;

private:
    std::unordered_map<Stream, std::size_t, StreamHash> places_;
    std::vector<const double*> columns_;
};

}  // namespace plancast
