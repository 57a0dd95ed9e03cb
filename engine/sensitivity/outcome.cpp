#include "engine/sensitivity/outcome.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/sensitivity/rank_classes.hpp"
#include "engine/statistics/moments.hpp"

namespace plancast {

Outcome prepare_outcome(std::span<const double> y, const RunGroups& groups,
                        std::span<const char> used) {
    Outcome outcome;
    outcome.first = groups.first;
    outcome.values.assign(groups.size(), 0.0);
    outcome.scores.assign(groups.size(), 0.0);
    outcome.classes.assign(groups.size(), not_used);
    std::vector<double> kept;
    Moments moments;
    bool binary = true;
    for (std::size_t position = 0; position < groups.size(); ++position) {
        if (used[position] == 0) continue;
        const double value = y[groups.runs[position]];
        kept.push_back(value);
        moments.add(value);
        binary = binary && (value == 0 || value == 1);
    }
    outcome.used = kept.size();
    if (kept.empty()) return outcome.constant = true, outcome;
    // Leaves a few runs in each cell of a ClassTable.
    outcome.class_count =
        std::clamp<std::size_t>(std::bit_floor(kept.size() / 64), 2, most_outcome_classes);
    const RankClasses ranked = rank_classes(kept, outcome.class_count);
    outcome.constant = ranked.constant;
    outcome.event = binary && !ranked.constant;
    if (!outcome.event) {
        const double deviation = moments.standard_deviation();
        outcome.centre = moments.mean;
        if (deviation > 0 && std::isfinite(deviation)) outcome.scale = deviation;
    }
    std::size_t next = 0;
    for (std::size_t g = 0; g < replicate_count; ++g) {
        double runs = 0, sum = 0, squares = 0, scores = 0, score_squares = 0;
        for (std::size_t position = groups.first[g]; position < groups.first[g + 1]; ++position) {
            if (used[position] == 0) continue;
            const double value = (kept[next] - outcome.centre) / outcome.scale;
            const double score = ranked.scores[next];
            outcome.values[position] = value;
            outcome.scores[position] = score;
            outcome.classes[position] = ranked.classes[next++];
            runs += 1;
            sum += value;
            squares += value * value;
            scores += score;
            score_squares += score * score;
        }
        outcome.runs.set(g, runs);
        outcome.value_sum.set(g, sum);
        outcome.value_squares.set(g, squares);
        outcome.score_sum.set(g, scores);
        outcome.score_squares.set(g, score_squares);
    }
    return outcome;
}

}  // namespace plancast
