#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/sensitivity/regression.hpp"
#include "engine/sensitivity/run_groups.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// What an outcome owes to one input. NaN where there is nothing to say: all of them if the input
/// is constant.
struct InputIndices {
    /// Spearman's, with mid-ranks for ties, in [-1, 1]. The standard error is that of the
    /// correlation of the ranks of classes.
    Estimate rank_correlation;
    /// Standardised regression coefficient, LinearModel::coefficient of the values.
    Estimate src;
    /// Partial rank correlation coefficient, LinearModel::partial_correlation of the ranks. Ranks
    /// stay as they are when a group is left out, which makes its standard error a fifth too small
    /// where it is close to 1.
    Estimate prcc;
    /// First-order index, ClassSums::explained. May be below 0.
    Estimate first;
    /// PAWN, ClassTable::pawn: median and largest over the classes of the input, in [0, 1], and the
    /// median that an irrelevant input would have.
    Estimate pawn;
    Estimate pawn_max;
    double pawn_of_chance = 0;
    /// Borgonovo's, ClassTable::delta. May be below 0.
    Estimate delta;
    /// Only of events: ClassSums::smirnov, which by chance alone is about
    /// 0.83 sqrt(1 / hits + 1 / misses), and ClassSums::shift, whose sign says whether hits have
    /// the larger values.
    Estimate smirnov;
    Estimate shift;
};

/// What is known of one outcome.
struct GivenDataIndices {
    std::size_t runs = 0;   ///< that were used
    bool constant = false;  ///< the outcome is the same in all of them: there are no indices
    bool event = false;     ///< the outcome is 0 or 1
    Estimate mean;
    Estimate variance;
    /// The share of variance explained by the linear models of the values and of the ranks,
    /// LinearModel::explained.
    Estimate r2;
    Estimate rank_r2;
    std::vector<InputIndices> inputs;  ///< empty if the outcome is constant
};

/// Sensitivity indices from runs that are there already, all of the same weight.
///
/// The inputs are prepared once; then any number of outcomes can be analysed, by any number of
/// threads at a time. Intervals are those of jackknife() over the groups of runs, so they hold for
/// designs that are drawn in replicates; classes stay as they are when a group is left out. The
/// same runs give the same bits.
///
/// Memory: 10 bytes a run and input, and 70 (d + 1)^2 doubles for d inputs. An analysis takes about
/// 4 ns a run and input.
class GivenData {
public:
    /// Runs in which an input is not finite are left out.
    /// @param inputs  A column of values in every run each; all of the same size, at most 2^24.
    explicit GivenData(std::span<const std::span<const double>> inputs);

    std::size_t inputs() const { return columns_.size(); }
    /// Runs in which all inputs are finite.
    std::size_t runs() const { return groups_.size(); }
    std::size_t runs_left_out() const { return all_runs_ - groups_.size(); }
    /// How many classes of equal counts an input is cut into for first, smirnov and shift: the
    /// power of 2 from sqrt(runs) up, at most 256; and where @p rarity, the share of runs of the
    /// rarer of hits and misses, asks for more: 16 for those runs alone, as long as a class holds
    /// 16 runs, at most 16,384. What a bound of the input explains comes out at most 2 % too small
    /// then.
    std::size_t classes(double rarity = 1) const;
    /// The same for delta, and two by two for pawn: twice the power of 2 up to runs^(1/3), in
    /// [4, 32].
    std::size_t coarse_classes() const { return coarse_count_; }

    /// Runs whose outcome is not finite, or that are not to be used, are left out. The inputs'
    /// ranks remain those among all runs, and their linear models are made anew.
    /// @param y    The outcome: one value a run, in the order of the inputs' values.
    /// @param use  One flag a run, or empty: all.
    GivenDataIndices analyse(std::span<const double> y, std::span<const char> use = {}) const;

private:
    struct Column {
        std::vector<std::uint16_t> classes;  ///< below finest_count_
        bool constant = false;
    };
    /// The inputs' values, standardised, or their scores.
    struct Scale {
        std::vector<std::vector<float>> columns;
        // Of all runs; there once constructed.
        std::optional<CrossProducts> products;
        std::optional<Regressors> regressors;
    };

    Regressors regressors_of(const Scale& scale, std::span<const char> used) const;

    std::size_t all_runs_ = 0;
    RunGroups groups_;
    // Powers of 2.
    std::size_t coarse_count_ = 1;
    std::size_t class_count_ = 1;
    std::size_t finest_count_ = 1;
    std::vector<Column> columns_;
    Scale values_;
    Scale scores_;
};

}  // namespace plancast
