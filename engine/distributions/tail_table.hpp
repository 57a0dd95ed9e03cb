#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "engine/core/aligned.hpp"
#include "engine/distributions/distribution.hpp"

namespace plancast {

/// One half of a law as its table sees it: a coordinate v, and a tail probability p that grows with
/// v. For the lower half v is a value or a distance from the lower end, for the upper half the
/// negative of a value or the distance from the upper end: distances keep their digits near the
/// end.
class TailSide {
public:
    virtual ~TailSide() = default;
    virtual double probability(double v) const = 0;
    /// The derivative of probability.
    virtual double density(double v) const = 0;
    /// The inverse of probability.
    virtual double value(double p) const = 0;
};

/// Monotone cubic Hermite interpolation of v(p) for both halves, p from 2^-octaves to 1/2: each
/// octave is cut into 2^mantissa_bits cells, so that a cell's number is read off the bits of p.
struct TailTable {
    int mantissa_bits = 0;
    /// The bits of a half's first p >> (52 - mantissa_bits), less 1: its cell 0 is all p below.
    std::uint64_t first_cell = 0;
    /// How many cells before the upper half's cell 0; 0 where both halves are the same.
    std::uint64_t upper_offset = 0;
    /// The largest p of cell 0.
    double outside = 0;
    /// Four coefficients a cell, v = c0 + t (c1 + t (c2 + t c3)), t in [0, 1) within the cell.
    /// Where the cubic misses the bound c3 is NaN, and c0 still the v of the cell's beginning. A
    /// half ends with a cell of p = 1/2 alone.
    AlignedVector<double> cells;
};

/// How a half's v becomes a value: anchor + factor v.
struct TableScale {
    double lower_anchor = 0, lower_factor = 1;
    double upper_anchor = 0, upper_factor = -1;
};

/// Builds the table of two halves, with |error in p| <= 1e-9 p or one unit in the last place of v
/// in every cell that is not NaN.
///
/// Nodes are found by marching from the median outwards: extrapolation from the last two, then
/// Newton's method, which mostly needs the probability once. About a millisecond.
///
/// @param upper   Null where the upper half is the mirror image of the lower.
TailTable build_tail_table(const TailSide& lower, const TailSide* upper, int octaves = 16);

/// The table of that name, built unless somebody holds it already. Thread-safe.
std::shared_ptr<const TailTable> shared_table(const std::string& name,
                                              const std::function<TailTable()>& build);

/// A quantile function from a table; the law's own quantile where the table gives none.
///
/// Values never decrease from one draw to the next above it: a value that did not come from the
/// table is kept within its cell.
class TableQuantile final : public QuantileFunction {
public:
    TableQuantile(std::shared_ptr<const TailTable> table, TableScale scale, DistributionPtr law);
    void evaluate(std::span<const double> u, std::span<double> x) const override;

private:
    double exact(double u) const;
    template <typename Reader>
    void read_all(const Reader& reader, std::span<const double> u, std::span<double> x) const;

    std::shared_ptr<const TailTable> table_;
    TableScale scale_;
    double middle_;  ///< the value at u = 1/2, which parts the halves
    /// Whether the upper half is the lower one turned around the middle, where v is 0: fewer steps
    /// give the same bits.
    bool mirrored_;
    DistributionPtr law_;
};

}  // namespace plancast
