#include "engine/sensitivity/class_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace plancast {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t columns = most_outcome_classes;
constexpr double kolmogorov_median = 0.82757355518990772;

/// Centred mid-ranks of classes that hold so many runs, in places from 0 to their sum.
void centred_ranks(std::span<const double> counts, double runs, std::span<double> ranks) {
    double below = 0;
    for (std::size_t c = 0; c < counts.size(); ++c) {
        ranks[c] = below + (counts[c] - runs) / 2;
        below += counts[c];
    }
}

double median_of(std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

ClassTable::ClassTable(const Outcome& outcome, std::span<const std::uint16_t> classes, int shift,
                       std::size_t row_count)
    : outcome_(outcome),
      row_count_(row_count),
      counts_((replicate_count + 1) * row_count * columns) {
    const std::size_t size = row_count * columns;
    std::int32_t* const all = row(none_left_out, 0);
    for (std::size_t g = 0; g < replicate_count; ++g) {
        std::int32_t* const group = row(g, 0);
        for (std::size_t i = outcome.first[g]; i < outcome.first[g + 1]; ++i) {
            const std::size_t column = outcome.classes[i];
            if (column == not_used) continue;
            ++group[static_cast<std::size_t>(classes[i] >> shift) * columns + column];
        }
        for (std::size_t cell = 0; cell < size; ++cell) all[cell] += group[cell];
    }
}

std::vector<double> ClassTable::without(std::size_t left_out) const {
    const std::size_t size = row_count_ * columns;
    std::vector<double> table(size);
    const std::int32_t* const all = row(none_left_out, 0);
    if (left_out == none_left_out) {
        for (std::size_t cell = 0; cell < size; ++cell) table[cell] = all[cell];
    } else {
        const std::int32_t* const group = row(left_out, 0);
        for (std::size_t cell = 0; cell < size; ++cell) table[cell] = all[cell] - group[cell];
    }
    return table;
}

double ClassTable::rank_correlation(std::size_t left_out) const {
    const std::vector<double> table = without(left_out);
    const double runs = outcome_.runs.without(left_out);
    std::vector<double> in_row(row_count_, 0.0), row_rank(row_count_);
    std::array<double, columns> in_column{}, column_rank{};
    for (std::size_t i = 0; i < row_count_; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            in_row[i] += table[i * columns + j];
            in_column[j] += table[i * columns + j];
        }
    }
    centred_ranks(in_row, runs, row_rank);
    centred_ranks(in_column, runs, column_rank);
    double product = 0, row_squares = 0, column_squares = 0;
    for (std::size_t i = 0; i < row_count_; ++i) {
        double ranks = 0;
        for (std::size_t j = 0; j < columns; ++j) ranks += table[i * columns + j] * column_rank[j];
        product += ranks * row_rank[i];
        row_squares += in_row[i] * row_rank[i] * row_rank[i];
    }
    for (std::size_t j = 0; j < columns; ++j)
        column_squares += in_column[j] * column_rank[j] * column_rank[j];
    return product / std::sqrt(row_squares * column_squares);
}

PawnIndices ClassTable::pawn() const {
    std::array<double, replicate_count + 1> medians{}, maxima{};
    PawnIndices indices;
    std::vector<double> distances, by_chance;
    for (std::size_t left_out = 0; left_out <= replicate_count; ++left_out) {
        const std::vector<double> table = without(left_out);
        const double runs = outcome_.runs.without(left_out);
        std::array<double, columns> below{};
        for (std::size_t i = 0; i < row_count_; ++i)
            for (std::size_t j = 0; j < columns; ++j) below[j] += table[i * columns + j];
        for (std::size_t j = 0; j < columns; ++j)
            below[j] = below[j] / runs + (j == 0 ? 0 : below[j - 1]);
        distances.clear();
        by_chance.clear();
        for (std::size_t i = 0; i < row_count_; i += 2) {
            std::array<double, columns> rows{};
            double in_rows = 0, so_far = 0, largest = 0;
            for (std::size_t j = 0; j < columns; ++j) {
                rows[j] = table[i * columns + j] + table[(i + 1) * columns + j];
                in_rows += rows[j];
            }
            if (in_rows == 0) continue;
            const double share = 1 / in_rows;
            for (std::size_t j = 0; j < columns; ++j) {
                so_far += rows[j] * share;
                largest = std::max(largest, std::abs(so_far - below[j]));
            }
            distances.push_back(largest);
            by_chance.push_back(kolmogorov_median * std::sqrt(std::max(0.0, share - 1 / runs)));
        }
        medians[left_out] = distances.empty() ? nan : median_of(distances);
        maxima[left_out] = distances.empty() ? nan : distances.back();
        if (left_out == none_left_out && !by_chance.empty())
            indices.of_chance = median_of(by_chance);
    }
    indices.median = over_groups([&](std::size_t left_out) { return medians[left_out]; });
    indices.largest = over_groups([&](std::size_t left_out) { return maxima[left_out]; });
    return indices;
}

}  // namespace plancast
