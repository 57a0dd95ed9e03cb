#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "engine/sensitivity/class_table.hpp"

namespace plancast {

namespace {

constexpr std::size_t columns = most_outcome_classes;
/// So much of each neighbour's score is added; below 1/2, so that a cell between two as large of
/// the opposite sign keeps its own.
constexpr float of_neighbours = 0.45F;

using Vector [[gnu::vector_size(8 * sizeof(float))]] = float;
using Bits [[gnu::vector_size(8 * sizeof(float))]] = std::int32_t;
constexpr std::size_t lanes = 8;

/// The sum of the sizes, each multiplied by the sign of (base - less).
double signed_sum(std::span<const float> sizes, std::span<const float> base,
                  std::span<const float> less) {
    constexpr std::int32_t sign_bit = std::numeric_limits<std::int32_t>::min();
    double sum = 0;
    for (std::size_t begin = 0; begin < sizes.size(); begin += columns) {
        Vector row = {};
        for (std::size_t i = begin; i < begin + columns; i += lanes) {
            Vector size, from, minus;
            std::memcpy(&size, &sizes[i], sizeof size);
            std::memcpy(&from, &base[i], sizeof from);
            std::memcpy(&minus, &less[i], sizeof minus);
            const Vector score = from - minus;
            Bits bits, score_bits;
            std::memcpy(&bits, &size, sizeof bits);
            std::memcpy(&score_bits, &score, sizeof score_bits);
            bits ^= score_bits & sign_bit;
            std::memcpy(&size, &bits, sizeof size);
            row += size;
        }
        sum += static_cast<double>(((row[0] + row[4]) + (row[1] + row[5])) +
                                   ((row[2] + row[6]) + (row[3] + row[7])));
    }
    return sum;
}

/// Adds to each cell a part of the cells to its left and right, and above and below.
void add_neighbours(std::span<float> cells) {
    std::array<float, columns> above{}, here{};
    for (std::size_t row = 0; row < cells.size(); row += columns) {
        for (std::size_t j = 0; j < columns; ++j) here[j] = cells[row + j];
        for (std::size_t j = 0; j < columns; ++j) {
            const float left = j == 0 ? 0 : here[j - 1];
            const float right = j + 1 == columns ? 0 : here[j + 1];
            cells[row + j] += of_neighbours * (left + right);
        }
    }
    for (std::size_t row = 0; row < cells.size(); row += columns) {
        for (std::size_t j = 0; j < columns; ++j) {
            const float below = row + columns == cells.size() ? 0 : cells[row + columns + j];
            here[j] = cells[row + j];
            cells[row + j] += of_neighbours * (above[j] + below);
        }
        above = here;
    }
}

}  // namespace

Estimate ClassTable::delta() const {
    const std::size_t size = row_count_ * columns;
    // Of each group: by how many runs a cell differs from what it would hold if the input were
    // irrelevant, and the same as scores: in standard deviations, smoothed.
    std::vector<float> difference(replicate_count * size), score(difference.size()), all(size);
    std::vector<float> in_row(row_count_);
    for (std::size_t i = 0; i < row_count_; ++i) {
        std::int32_t sum = 0;
        for (std::size_t j = 0; j < columns; ++j) sum += row(none_left_out, i)[j];
        in_row[i] = static_cast<float>(sum);
    }
    for (std::size_t g = 0; g < replicate_count; ++g) {
        const auto runs = static_cast<float>(outcome_.runs.by_group[g]);
        if (runs < 2) return {};
        std::array<float, columns> share{};
        for (std::size_t i = 0; i < row_count_; ++i)
            for (std::size_t j = 0; j < columns; ++j) share[j] += static_cast<float>(row(g, i)[j]);
        for (float& part : share) part /= runs;
        for (std::size_t i = 0; i < row_count_; ++i) {
            const std::int32_t* const counts = row(g, i);
            std::int32_t group_row = 0;
            for (std::size_t j = 0; j < columns; ++j) group_row += counts[j];
            float* const differences = &difference[g * size + i * columns];
            float* const scores = &score[g * size + i * columns];
            const float scale = in_row[i] > 0 ? 1 / std::sqrt(in_row[i]) : 0;
            for (std::size_t j = 0; j < columns; ++j) {
                differences[j] =
                    static_cast<float>(counts[j]) - static_cast<float>(group_row) * share[j];
                scores[j] = differences[j] * scale;
            }
        }
        const std::span<float> scores(&score[g * size], size);
        add_neighbours(scores);
        for (std::size_t cell = 0; cell < size; ++cell) all[cell] += scores[cell];
    }
    std::vector<float> base(size);
    return over_groups([&](std::size_t left_out) {
        for (std::size_t cell = 0; cell < size; ++cell)
            base[cell] =
                left_out == none_left_out ? all[cell] : all[cell] - score[left_out * size + cell];
        double sum = 0;
        for (std::size_t g = 0; g < replicate_count; ++g) {
            if (g == left_out) continue;
            const double runs = outcome_.runs.by_group[g];
            // The margins come from the same runs, which takes 1 / runs from each difference's
            // mean.
            sum += runs / (runs - 1) *
                   signed_sum({&difference[g * size], size}, base, {&score[g * size], size});
        }
        return sum / 2 / outcome_.runs.without(left_out);
    });
}

}  // namespace plancast
