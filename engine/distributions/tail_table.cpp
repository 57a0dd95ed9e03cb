#include "engine/distributions/tail_table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace plancast {

namespace {

constexpr double promised = 1e-9;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

struct Node {
    double p, v, slope;  ///< slope = dv/dp
};

/// v at p of the cubic through two nodes, inside or outside them.
double hermite(const Node& a, const Node& b, double p) {
    const double h = b.p - a.p, t = (p - a.p) / h, rise = b.v - a.v;
    const double c2 = 3 * rise - h * (2 * a.slope + b.slope);
    const double c3 = h * (a.slope + b.slope) - 2 * rise;
    return a.v + t * (h * a.slope + t * (c2 + t * c3));
}

Node node_at(const TailSide& side, double p, double v) { return {p, v, 1 / side.density(v)}; }

/// The node at p, by Newton's method from a guess; it must lie below `above`.
Node solve(const TailSide& side, double p, double guess, const Node& above) {
    double v = guess;
    for (int iteration = 0; iteration < 6 && v < above.v; ++iteration) {
        const double miss = side.probability(v) - p, density = side.density(v);
        if (!(density > 0) || !std::isfinite(density)) break;
        v -= miss / density;
        // Newton's method squares the error, so this one step was enough.
        if (std::fabs(miss) < 1e-7 * p && v < above.v) return node_at(side, p, v);
    }
    return node_at(side, p, side.value(p));
}

/// Nodes from p = 2^-octaves (the first) to 1/2 (the last).
std::vector<Node> march(const TailSide& side, int octaves, int mantissa_bits) {
    const int cells_per_octave = 1 << mantissa_bits;
    const int count = (octaves - 1) * cells_per_octave;
    std::vector<Node> nodes(static_cast<std::size_t>(count) + 1);
    nodes.back() = node_at(side, 0.5, side.value(0.5));
    for (int i = count - 1; i >= 0; --i) {
        const double p = std::ldexp(1 + double(i % cells_per_octave) / cells_per_octave,
                                    i / cells_per_octave - octaves);
        const Node& last = nodes[static_cast<std::size_t>(i) + 1];
        const double guess = i == count - 1
                                 ? last.v + (p - last.p) * last.slope
                                 : hermite(last, nodes[static_cast<std::size_t>(i) + 2], p);
        nodes[static_cast<std::size_t>(i)] = solve(side, p, guess, last);
    }
    return nodes;
}

/// Whether |v - exact| is an error in p within `share` of p, or in v's last place times `places`.
bool within(const Node& exact, double v, double share, double places) {
    const double error = std::fabs(v - exact.v);
    return error <= share * exact.p * exact.slope ||
           error <= places * std::numeric_limits<double>::epsilon() * std::fabs(exact.v);
}

/// Whether the cubic between two neighbouring nodes holds the promise.
///
/// @param pair_first, pair_middle, pair_last  The three nodes of the double cell that it is part
///        of: halving a cell divides the error at its middle by 16 where the law is smooth.
bool cell_holds(const TailSide& side, const Node& a, const Node& b, const Node& pair_first,
                const Node& pair_middle, const Node& pair_last) {
    const double rise = b.v - a.v, h = b.p - a.p;
    if (!(rise > 0) || !std::isfinite(a.slope) || !std::isfinite(b.slope)) return false;
    // Monotone: F. N. Fritsch, R. E. Carlson (1980), SIAM J. Numer. Anal. 17(2), 238-246.
    if (h * a.slope > 3 * rise || h * b.slope > 3 * rise) return false;
    const double estimate = hermite(pair_first, pair_last, pair_middle.p);
    // Four times better at least, even with a kink in the density.
    if (within(pair_middle, estimate, 4 * promised, 1)) return true;
    if (!within(pair_middle, estimate, 16 * promised, 4)) return false;
    const double middle = 0.5 * (a.p + b.p), v = hermite(a, b, middle);
    return std::fabs(side.probability(v) - middle) <= 0.9 * promised * middle;
}

struct Half {
    std::vector<double> cells;
    double missing = 0;  ///< probability of the cells that do not hold the promise
};

Half make_half(const TailSide& side, int octaves, int mantissa_bits) {
    const std::vector<Node> nodes = march(side, octaves, mantissa_bits);
    Half half;
    half.cells = {-std::numeric_limits<double>::infinity(), 0, 0, not_a_number};
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        const Node &a = nodes[i], &b = nodes[i + 1];
        const std::size_t pair = i / 2 * 2;
        const double h = b.p - a.p, rise = b.v - a.v;
        const bool holds = cell_holds(side, a, b, nodes[pair], nodes[pair + 1], nodes[pair + 2]);
        if (!holds) half.missing += h;
        const double c3 = h * (a.slope + b.slope) - 2 * rise;
        half.cells.insert(
            half.cells.end(),
            {a.v, h * a.slope, 3 * rise - h * (2 * a.slope + b.slope), holds ? c3 : not_a_number});
    }
    half.cells.insert(half.cells.end(), {nodes.back().v, 0, 0, 0});
    return half;
}

TailTable assemble(const Half& lower, const Half* upper, int octaves, int mantissa_bits) {
    TailTable table;
    table.mantissa_bits = mantissa_bits;
    const double first = std::ldexp(1.0, -octaves);
    table.first_cell = (std::bit_cast<std::uint64_t>(first) >> (52 - mantissa_bits)) - 1;
    table.outside = std::nextafter(first, 0.0);
    table.upper_offset = upper ? lower.cells.size() / 4 : 0;
    table.cells.assign(lower.cells.begin(), lower.cells.end());
    if (upper) table.cells.insert(table.cells.end(), upper->cells.begin(), upper->cells.end());
    return table;
}

}  // namespace

TailTable build_tail_table(const TailSide& lower, const TailSide* upper, int octaves) {
    // Each draw outside the table costs about as much as a thousand inside it.
    constexpr double tolerable = 1e-4;
    constexpr int few_bits = 6, many_bits = 7;
    const auto make = [&](const TailSide& side, int bits) {
        return make_half(side, octaves, bits);
    };
    int bits = few_bits;
    Half low = make(lower, bits), high;
    if (upper) high = make(*upper, bits);
    if (low.missing + high.missing > tolerable) {
        Half finer_low = make(lower, many_bits), finer_high;
        if (upper) finer_high = make(*upper, many_bits);
        if (finer_low.missing + finer_high.missing < 0.5 * (low.missing + high.missing)) {
            bits = many_bits;
            low = std::move(finer_low);
            high = std::move(finer_high);
        }
    }
    return assemble(low, upper ? &high : nullptr, octaves, bits);
}

std::shared_ptr<const TailTable> shared_table(const std::string& name,
                                              const std::function<TailTable()>& build) {
    static std::mutex mutex;
    static std::unordered_map<std::string, std::weak_ptr<const TailTable>> tables;
    {
        const std::lock_guard lock(mutex);
        const auto found = tables.find(name);
        if (found != tables.end())
            if (auto table = found->second.lock()) return table;
    }
    // Built outside the lock: other tables need not wait, and two threads that build the same get
    // the same numbers.
    auto table = std::make_shared<const TailTable>(build());
    const std::lock_guard lock(mutex);
    std::erase_if(tables, [](const auto& entry) { return entry.second.expired(); });
    auto& entry = tables[name];
    if (auto earlier = entry.lock()) return earlier;
    entry = table;
    return table;
}

}  // namespace plancast
