#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/sensitivity/box.hpp"

namespace plancast {

/// A slice at one end of what a box holds: the runs that a new bound would take out of it.
struct PeelSlice {
    InputBounds bound;  ///< one side only: the first value that stays
    std::size_t runs = 0;
    std::size_t events = 0;
    double gain = 0;  ///< in density, per run that goes
};

/// Shrinks a box slice by slice, at the first step of PRIM (prim.hpp).
///
/// Keeps the runs in the order of each input: 4 bytes x runs x inputs. Making it sorts; a whole
/// way down to an empty box then costs about as much as four steps over all runs and inputs.
class Peeling {
public:
    /// @param data  Must outlive this.
    /// @param runs  The runs that the box holds before anything is peeled off.
    Peeling(const BoxData& data, std::span<const std::uint32_t> runs);

    /// The slice that gains most density per run. A slice takes whole values: as few of them as
    /// make @p share of the runs in the box, or fewer where more would leave less than @p least
    /// runs. Of equal gains the first input's, and of its own the low end, wins.
    /// @returns  Nothing if there is no such slice.
    std::optional<PeelSlice> best(double share, std::size_t least) const;

    void peel(const PeelSlice& slice);

    std::size_t runs() const { return runs_; }
    std::size_t events() const { return events_; }

private:
    std::optional<PeelSlice> slice_of(std::size_t input, bool low, std::size_t target,
                                      std::size_t most) const;
    void forget_peeled();

    BoxData data_;
    std::vector<std::uint8_t> inside_;  ///< by run
    /// By input, sorted by its values; runs that are no longer inside lie among them until there
    /// are as many as others.
    std::vector<std::vector<std::uint32_t>> order_;
    std::size_t runs_ = 0;
    std::size_t events_ = 0;
};

}  // namespace plancast
