#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/random/philox.hpp"

namespace plancast {

/// How draws are spread: gives the uniform of every (stream, year, run).
/// Implementations are immutable; any number of threads may call fill at once.
class Design {
public:
    virtual ~Design() = default;

    /// Fills @p uniforms with the draws of runs first_run, first_run + 1, ...; all in (0, 1).
    /// The value of a run does not depend on where a block begins or ends.
    virtual void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
                      std::span<double> uniforms) const = 0;

    /// How many independent replicates the runs fall into: run k belongs to replicate
    /// k mod replicates(). 0: every run is independent of every other.
    virtual std::size_t replicates() const { return 0; }
};

/// Independent draws: fill_uniforms under one seed.
class RandomDesign final : public Design {
public:
    explicit RandomDesign(std::uint64_t seed) : seed_(seed) {}
    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override;

private:
    std::uint64_t seed_;
};

/// The median world: every uniform is one half.
class MedianDesign final : public Design {
public:
    void fill(StreamKey key, std::int32_t year, std::uint64_t first_run,
              std::span<double> uniforms) const override;
};

}  // namespace plancast
