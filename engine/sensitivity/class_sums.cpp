#include "engine/sensitivity/class_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plancast {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

ClassSums::ClassSums(const Outcome& outcome, std::span<const std::uint16_t> classes, int shift,
                     std::size_t class_count)
    : outcome_(outcome), class_count_(class_count), cells_((replicate_count + 1) * class_count) {
    Cell* const all = &cells_[none_left_out * class_count];
    for (std::size_t g = 0; g < replicate_count; ++g) {
        Cell* const group = &cells_[g * class_count];
        for (std::size_t i = outcome.first[g]; i < outcome.first[g + 1]; ++i) {
            if (outcome.classes[i] == not_used) continue;
            Cell& cell = group[classes[i] >> shift];
            cell.runs += 1;
            cell.sum += outcome.values[i];
        }
        for (std::size_t c = 0; c < class_count; ++c) {
            all[c].runs += group[c].runs;
            all[c].sum += group[c].sum;
        }
    }
}

double ClassSums::runs_without(std::size_t left_out, std::size_t in_class) const {
    const double all = cells_[none_left_out * class_count_ + in_class].runs;
    return left_out == none_left_out ? all : all - cells_[left_out * class_count_ + in_class].runs;
}

double ClassSums::sum_without(std::size_t left_out, std::size_t in_class) const {
    const double all = cells_[none_left_out * class_count_ + in_class].sum;
    return left_out == none_left_out ? all : all - cells_[left_out * class_count_ + in_class].sum;
}

Estimate ClassSums::explained() const {
    return over_groups([&](std::size_t left_out) {
        const double n = outcome_.runs.without(left_out);
        const double sum = outcome_.value_sum.without(left_out);
        const double squares = outcome_.value_squares.without(left_out) - sum * sum / n;
        double between = -sum * sum / n, classes = 0;
        for (std::size_t c = 0; c < class_count_; ++c) {
            const double in_class = runs_without(left_out, c);
            if (in_class == 0) continue;
            const double class_sum = sum_without(left_out, c);
            between += class_sum * class_sum / in_class;
            classes += 1;
        }
        if (!(squares > 0) || n <= classes) return nan;
        return 1 - (1 - between / squares) * (n - 1) / (n - classes);
    });
}

Estimate ClassSums::smirnov() const {
    return over_groups([&](std::size_t left_out) {
        const double hits = outcome_.value_sum.without(left_out);
        const double misses = outcome_.runs.without(left_out) - hits;
        if (hits <= 0 || misses <= 0) return nan;
        double hits_below = 0, misses_below = 0, largest = 0;
        for (std::size_t c = 0; c < class_count_; ++c) {
            const double hits_in = sum_without(left_out, c);
            hits_below += hits_in;
            misses_below += runs_without(left_out, c) - hits_in;
            largest = std::max(largest, std::abs(hits_below / hits - misses_below / misses));
        }
        return largest;
    });
}

Estimate ClassSums::shift() const {
    return over_groups([&](std::size_t left_out) {
        const double hits = outcome_.value_sum.without(left_out);
        const double misses = outcome_.runs.without(left_out) - hits;
        if (hits <= 0 || misses <= 0) return nan;
        // sum over hits of (misses below - misses above).
        double misses_below = 0, balance = 0;
        for (std::size_t c = 0; c < class_count_; ++c) {
            const double hits_in = sum_without(left_out, c);
            const double misses_in = runs_without(left_out, c) - hits_in;
            balance += hits_in * (2 * misses_below + misses_in - misses);
            misses_below += misses_in;
        }
        return balance / (hits * misses);
    });
}

}  // namespace plancast
