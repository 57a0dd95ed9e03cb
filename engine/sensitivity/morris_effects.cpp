#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/contracts.hpp"
#include "engine/sensitivity/morris.hpp"
#include "engine/statistics/jackknife.hpp"

namespace plancast {

namespace {

struct Spread {
    double mean = 0;
    double deviation = std::numeric_limits<double>::quiet_NaN();
};

Spread spread_of(std::span<const double> effects) {
    const auto count = static_cast<double>(effects.size());
    Spread spread;
    for (const double effect : effects) spread.mean += effect / count;
    if (effects.size() < 2) return spread;
    double squares = 0;
    for (const double effect : effects) {
        squares += (effect - spread.mean) * (effect - spread.mean);
    }
    spread.deviation = std::sqrt(squares / (count - 1));
    return spread;
}

Estimate mean_estimate(const Spread& spread, std::size_t count) {
    Estimate estimate;
    estimate.value = spread.mean;
    if (count < 2) return estimate;
    estimate.standard_error = spread.deviation / std::sqrt(static_cast<double>(count));
    const double reach = replicate_width(count) * estimate.standard_error;
    estimate.interval = {spread.mean - reach, spread.mean + reach};
    return estimate;
}

MorrisEffects effects_of(std::span<const double> effects) {
    std::vector<double> sizes(effects.begin(), effects.end());
    for (double& size : sizes) size = std::abs(size);
    const Spread spread = spread_of(effects);
    MorrisEffects result{mean_estimate(spread, effects.size()),
                         mean_estimate(spread_of(sizes), effects.size()), spread.deviation};
    result.mu_star.interval[0] = std::max(0.0, result.mu_star.interval[0]);
    return result;
}

}  // namespace

MorrisScreening morris_effects(const MorrisDesign& design, std::span<const double> outputs) {
    PLANCAST_EXPECTS(outputs.size() == design.points());
    MorrisScreening screening;
    std::vector<std::vector<double>> effects(design.groups);
    for (std::size_t t = 0; t < design.trajectories.size(); ++t) {
        const MorrisTrajectory& trajectory = design.trajectories[t];
        const auto along = outputs.subspan(t * (design.groups + 1), design.groups + 1);
        if (!std::all_of(along.begin(), along.end(), [](double y) { return std::isfinite(y); })) {
            ++screening.left_out;
            continue;
        }
        for (std::size_t k = 0; k < design.groups; ++k) {
            effects[trajectory.order[k]].push_back((along[k + 1] - along[k]) / trajectory.steps[k]);
        }
    }
    screening.trajectories = design.trajectories.size() - screening.left_out;
    screening.groups.resize(design.groups);
    for (std::size_t group = 0; group < design.groups; ++group) {
        MorrisEffects& result = screening.groups[group];
        if (screening.trajectories == 0) {
            result.sigma = std::numeric_limits<double>::quiet_NaN();
        } else {
            result = effects_of(effects[group]);
        }
    }
    return screening;
}

}  // namespace plancast
