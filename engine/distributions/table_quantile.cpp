#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/core/elementary.hpp"
#include "engine/distributions/table_lanes.hpp"
#include "engine/distributions/tail_table.hpp"

namespace plancast {

TableQuantile::TableQuantile(std::shared_ptr<const TailTable> table, TableScale scale,
                             DistributionPtr law)
    : table_(std::move(table)), scale_(scale), middle_(0), mirrored_(false), law_(std::move(law)) {
    const double last = table_->cells[table_->cells.size() - 4];
    middle_ = kernel::multiply_add(scale_.upper_factor, last, scale_.upper_anchor);
    mirrored_ = table_->upper_offset == 0 && last == 0 &&
                scale_.lower_factor == -scale_.upper_factor &&
                scale_.lower_anchor == scale_.upper_anchor;
}

double TableQuantile::exact(double u) const {
    const bool upper = u >= 0.5;
    const double p = std::max(std::min(u, 1 - u), table_->outside);
    const std::uint64_t cell = (std::bit_cast<std::uint64_t>(p) >> (52 - table_->mantissa_bits)) -
                               table_->first_cell + (upper ? table_->upper_offset : 0);
    const double factor = upper ? scale_.upper_factor : scale_.lower_factor;
    const double anchor = upper ? scale_.upper_anchor : scale_.lower_anchor;
    const double outer = kernel::multiply_add(factor, table_->cells[4 * cell], anchor);
    const double inner = kernel::multiply_add(factor, table_->cells[4 * cell + 4], anchor);
    const double x = law_->quantile(u);
    return std::clamp(x, std::min(outer, inner), std::max(outer, inner));
}

void TableQuantile::evaluate(std::span<const double> u, std::span<double> x) const {
    PLANCAST_EXPECTS(u.size() == x.size());
    if (mirrored_) {
        read_all(TableReader<true>(*table_, scale_, 0), u, x);
    } else {
        read_all(TableReader<false>(*table_, scale_, middle_), u, x);
    }
}

template <typename Reader>
void TableQuantile::read_all(const Reader& reader, std::span<const double> u,
                             std::span<double> x) const {
    const auto read = [&](const double* from, double* to) {
        alignas(64) double kept[table_lanes];
        if (reader.read(from, to, kept)) return;
        for (std::size_t i = 0; i < table_lanes; ++i)
            if (std::isnan(to[i])) to[i] = exact(kept[i]);
    };
    std::size_t i = 0;
    for (; i + table_lanes <= u.size(); i += table_lanes) read(u.data() + i, x.data() + i);
    if (i == u.size()) return;
    alignas(64) double rest[table_lanes];
    std::fill(rest, rest + table_lanes, 0.5);
    std::copy(u.begin() + static_cast<std::ptrdiff_t>(i), u.end(), rest);
    read(rest, rest);
    std::copy(rest, rest + (u.size() - i), x.begin() + static_cast<std::ptrdiff_t>(i));
}

}  // namespace plancast
