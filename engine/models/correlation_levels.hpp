#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/models/plan.hpp"

namespace plancast {

/// How much the rows of an entry of [[correlations]] are correlated.
class CorrelationLevels {
public:
    explicit CorrelationLevels(std::vector<std::vector<std::optional<double>>> rows)
        : rows_(std::move(rows)) {}

    /// Nothing where the entry does not say.
    std::optional<double> at(std::size_t i, std::size_t j) const { return rows_[i][j]; }

private:
    std::vector<std::vector<std::optional<double>>> rows_;
};

/// Reads one number for all pairs or those in one block, or a matrix.
///
/// @param tree    Of `rank` or `normal`.
/// @param blocks  Null if there are none; else a list of lists of rows, or the name of a map or
/// set.
/// @param across  The number for two rows in different blocks; may be null.
/// @param rows  Names of the rows, as blocks name them.
/// @param sets  What the input ranges over whose members the rows are; empty if they are not such.
/// @returns Nothing after a mistake, which it reports.
std::optional<CorrelationLevels> read_correlation_levels(const Tree& tree, const Tree* blocks,
                                                         const Tree* across,
                                                         const std::vector<std::string>& rows,
                                                         const SetList& sets, const Plan& plan,
                                                         Problems& problems);

}  // namespace plancast
