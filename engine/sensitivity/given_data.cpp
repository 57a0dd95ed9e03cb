#include "engine/sensitivity/given_data.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "engine/core/contracts.hpp"
#include "engine/sensitivity/class_sums.hpp"
#include "engine/sensitivity/class_table.hpp"
#include "engine/sensitivity/outcome.hpp"
#include "engine/sensitivity/rank_classes.hpp"
#include "engine/statistics/moments.hpp"

namespace plancast {

namespace {

constexpr std::size_t most_classes = 256;
constexpr std::size_t most_coarse_classes = 32;
constexpr std::size_t most_fine_classes = 16384;
constexpr double classes_of_the_rarer = 16;
constexpr std::size_t runs_a_fine_class = 16;

/// By how much a class is shifted to become one of fewer; both are powers of 2.
int shift_between(std::size_t count, std::size_t fewer) {
    return std::countr_zero(count) - std::countr_zero(fewer);
}

std::vector<float> standardised(std::span<const double> values) {
    Moments moments;
    for (const double value : values) moments.add(value);
    const double deviation = moments.standard_deviation();
    const double scale = deviation > 0 && std::isfinite(deviation) ? 1 / deviation : 0;
    std::vector<float> columns(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        columns[i] = static_cast<float>((values[i] - moments.mean) * scale);
    return columns;
}

/// The sums of products of an outcome and a column, by group.
GroupSums products_of(std::span<const float> column, std::span<const double> outcome,
                      const RunGroups& groups) {
    GroupSums sums;
    for (std::size_t g = 0; g < replicate_count; ++g) {
        const std::size_t count = groups.first[g + 1] - groups.first[g];
        sums.set(g, sum_of_products(column.subspan(groups.first[g], count),
                                    outcome.subspan(groups.first[g], count)));
    }
    return sums;
}

}  // namespace

GivenData::GivenData(std::span<const std::span<const double>> inputs)
    : all_runs_(inputs.empty() ? 0 : inputs.front().size()) {
    std::vector<char> finite(all_runs_, 1);
    for (const std::span<const double> input : inputs) {
        PLANCAST_EXPECTS(input.size() == all_runs_);
        for (std::size_t run = 0; run < all_runs_; ++run)
            if (!std::isfinite(input[run])) finite[run] = 0;
    }
    groups_ = run_groups(all_runs_, [&](std::size_t run) { return finite[run] != 0; });
    const std::size_t n = groups_.size();
    PLANCAST_EXPECTS(n <= std::size_t{1} << 24);
    const auto root = [&](double power) {
        return static_cast<std::size_t>(std::ceil(std::pow(static_cast<double>(n), power)));
    };
    class_count_ = std::clamp<std::size_t>(std::bit_ceil(root(1.0 / 2)), 4, most_classes);
    coarse_count_ =
        std::clamp<std::size_t>(2 * std::bit_floor(root(1.0 / 3)), 4, most_coarse_classes);
    finest_count_ =
        std::clamp(std::bit_floor(n / runs_a_fine_class), class_count_, most_fine_classes);
    std::vector<double> values(n);
    for (const std::span<const double> input : inputs) {
        for (std::size_t i = 0; i < n; ++i) values[i] = input[groups_.runs[i]];
        RankClasses ranked = rank_classes(values, finest_count_);
        values_.columns.push_back(standardised(values));
        scores_.columns.emplace_back(ranked.scores.begin(), ranked.scores.end());
        columns_.push_back({std::move(ranked.classes), ranked.constant});
    }
    for (Scale* const scale : {&values_, &scores_}) {
        scale->products.emplace(scale->columns, groups_.first);
        scale->regressors.emplace(*scale->products);
    }
}

std::size_t GivenData::classes(double rarity) const {
    const double wanted = classes_of_the_rarer / rarity;
    return wanted >= static_cast<double>(finest_count_)
               ? finest_count_
               : std::max(class_count_, std::bit_ceil(static_cast<std::size_t>(wanted)));
}

/// Takes whichever are fewer, those used or those not used, from the products of all.
Regressors GivenData::regressors_of(const Scale& scale, std::span<const char> used) const {
    const auto count = static_cast<std::size_t>(std::count(used.begin(), used.end(), char{1}));
    const bool few_used = 2 * count < used.size();
    std::vector<std::size_t> wanted;
    std::array<std::size_t, replicate_count + 1> first{};
    for (std::size_t g = 0; g < replicate_count; ++g) {
        for (std::size_t i = groups_.first[g]; i < groups_.first[g + 1]; ++i)
            if ((used[i] != 0) == few_used) wanted.push_back(i);
        first[g + 1] = wanted.size();
    }
    std::vector<std::vector<float>> columns;
    for (const std::vector<float>& column : scale.columns) {
        std::vector<float>& part = columns.emplace_back();
        for (const std::size_t i : wanted) part.push_back(column[i]);
    }
    const CrossProducts part(columns, first);
    if (few_used) return Regressors(part);
    CrossProducts rest = *scale.products;
    rest -= part;
    return Regressors(rest);
}

GivenDataIndices GivenData::analyse(std::span<const double> y, std::span<const char> use) const {
    PLANCAST_EXPECTS(y.size() == all_runs_);
    PLANCAST_EXPECTS(use.empty() || use.size() == all_runs_);
    std::vector<char> used(groups_.size());
    for (std::size_t i = 0; i < used.size(); ++i) {
        const std::size_t run = groups_.runs[i];
        used[i] = std::isfinite(y[run]) && (use.empty() || use[run] != 0) ? 1 : 0;
    }
    const Outcome outcome = prepare_outcome(y, groups_, used);
    GivenDataIndices found;
    found.runs = outcome.used;
    found.constant = outcome.constant;
    found.event = outcome.event;
    if (found.runs == 0) return found;
    found.mean = over_groups([&](std::size_t left_out) {
        return outcome.centre +
               outcome.scale * outcome.value_sum.without(left_out) / outcome.runs.without(left_out);
    });
    found.variance = over_groups([&](std::size_t left_out) {
        const double n = outcome.runs.without(left_out);
        const double sum = outcome.value_sum.without(left_out);
        return outcome.scale * outcome.scale *
               (outcome.value_squares.without(left_out) - sum * sum / n) / (n - 1);
    });
    if (found.constant) return found;

    std::vector<GroupSums> value_products, score_products;
    for (std::size_t input = 0; input < inputs(); ++input) {
        value_products.push_back(products_of(values_.columns[input], outcome.values, groups_));
        score_products.push_back(products_of(scores_.columns[input], outcome.scores, groups_));
    }
    const bool all_used = outcome.used == groups_.size();
    std::vector<Regressors> anew;
    if (!all_used) {
        for (const Scale* const scale : {&values_, &scores_})
            anew.push_back(regressors_of(*scale, used));
    }
    const LinearModel linear(all_used ? *values_.regressors : anew[0], outcome.value_sum,
                             outcome.value_squares, value_products);
    const LinearModel ranked(all_used ? *scores_.regressors : anew[1], outcome.score_sum,
                             outcome.score_squares, score_products);
    found.r2 = linear.explained();
    found.rank_r2 = ranked.explained();
    const double hits = outcome.value_sum.by_group[none_left_out] / static_cast<double>(found.runs);
    const std::size_t class_count = classes(outcome.event ? std::min(hits, 1 - hits) : 1);
    found.inputs.resize(inputs());
    for (std::size_t input = 0; input < inputs(); ++input) {
        const Column& column = columns_[input];
        if (column.constant) continue;
        InputIndices& indices = found.inputs[input];
        indices.src = linear.coefficient(input);
        indices.prcc = ranked.partial_correlation(input);
        const ClassSums sums(outcome, column.classes, shift_between(finest_count_, class_count),
                             class_count);
        indices.first = sums.explained();
        if (outcome.event) {
            indices.smirnov = sums.smirnov();
            indices.shift = sums.shift();
        }
        const ClassTable table(outcome, column.classes, shift_between(finest_count_, coarse_count_),
                               coarse_count_);
        PawnIndices pawn = table.pawn();
        indices.pawn = pawn.median;
        indices.pawn_max = pawn.largest;
        indices.pawn_of_chance = pawn.of_chance;
        indices.delta = table.delta();
        // Ranks change when a group is left out; those of the classes are made anew.
        const double whole = ranked.correlation(input, none_left_out);
        const double rough = table.rank_correlation(none_left_out);
        indices.rank_correlation = over_groups([&](std::size_t left_out) {
            return left_out == none_left_out ? whole
                                             : whole + (table.rank_correlation(left_out) - rough);
        });
    }
    return found;
}

}  // namespace plancast
