#include "engine/statistics/order_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace plancast {

namespace {

using Iterator = std::vector<double>::iterator;
using Ranks = std::span<const std::size_t>;

/// Puts the values of the given ranks (counted from @p origin) in their sorted places. The middle
/// rank first, so that every further one is sought in a smaller part.
void select(Iterator origin, Iterator begin, Iterator end, Ranks ranks) {
    if (ranks.empty() || begin == end) return;
    const std::size_t middle = ranks.size() / 2;
    const Iterator nth = origin + static_cast<std::ptrdiff_t>(ranks[middle]);
    std::nth_element(begin, nth, end);
    select(origin, begin, nth, ranks.first(middle));
    select(origin, nth + 1, end, ranks.subspan(middle + 1));
}

void append_selected(std::vector<double>& values, Ranks ranks, std::vector<double>& found) {
    select(values.begin(), values.begin(), values.end(), ranks);
    for (const std::size_t rank : ranks) found.push_back(values[rank]);
}

/// Cells of equal width over the range of a sample; a larger value is never in an earlier cell.
class Grid {
public:
    static constexpr std::size_t cells = 1024;

    explicit Grid(std::span<const double> values) : low_(values.front()) {
        double high = low_;
        for (const double value : values) {
            low_ = std::min(low_, value);
            high = std::max(high, value);
        }
        scale_ = static_cast<double>(cells) / (high - low_);
    }
    /// False where the range is too wide or too narrow to be divided.
    bool is_usable() const { return std::isfinite(scale_) && scale_ > 0; }
    std::size_t cell(double value) const {
        return std::min(cells - 1, static_cast<std::size_t>((value - low_) * scale_));
    }

private:
    double low_, scale_ = 0;
};

/// The values of one cell that holds a rank.
struct Cell {
    std::vector<double> values;
    std::vector<std::size_t> ranks;  ///< among these values
};

}  // namespace

std::vector<double> order_statistics(std::vector<double>& values, Ranks ranks) {
    std::vector<double> found;
    found.reserve(ranks.size());
    constexpr std::size_t large = 4 * Grid::cells;
    if (values.size() < large) {
        append_selected(values, ranks, found);
        return found;
    }
    const Grid grid(values);
    if (!grid.is_usable()) {
        append_selected(values, ranks, found);
        return found;
    }

    // Counted into cells, a large sample has few values left to choose from; selection alone takes
    // five times as long, for branches that a processor cannot foresee.
    std::vector<std::size_t> counts(Grid::cells);
    for (const double value : values) ++counts[grid.cell(value)];

    constexpr std::size_t none = SIZE_MAX;
    std::vector<std::size_t> chosen(Grid::cells, none);  // index of each cell in the next vector
    std::vector<Cell> cells;
    std::size_t cell = 0, before = 0;
    for (const std::size_t rank : ranks) {
        for (; before + counts[cell] <= rank; ++cell) before += counts[cell];
        if (chosen[cell] == none) {
            chosen[cell] = cells.size();
            cells.emplace_back().values.reserve(counts[cell]);
        }
        cells.back().ranks.push_back(rank - before);
    }
    for (const double value : values) {
        const std::size_t index = chosen[grid.cell(value)];
        if (index != none) cells[index].values.push_back(value);
    }
    for (Cell& part : cells) append_selected(part.values, part.ranks, found);
    return found;
}

}  // namespace plancast
