#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/random/generator.hpp"
#include "engine/sensitivity/morris.hpp"

namespace plancast {

namespace {

/// A trajectory in whole levels.
struct LevelPath {
    std::vector<int> start;          ///< (groups)
    std::vector<std::size_t> order;  ///< (groups)
    std::vector<int> moves;          ///< (groups): of the group that moves from point k to k + 1
};

/// One of 0, ..., count - 1. For the few values that are asked for here, of 2^64 words, it is
/// uniform.
std::size_t pick(PhiloxGenerator& generator, std::size_t count) { return generator() % count; }

template <typename T>
void shuffle(PhiloxGenerator& generator, std::vector<T>& values) {
    for (std::size_t k = values.size(); k > 1; --k) {
        std::swap(values[k - 1], values[pick(generator, k)]);
    }
}

std::vector<LevelPath> draw_paths(PhiloxGenerator& generator, std::size_t count, std::size_t groups,
                                  std::size_t levels) {
    LevelPath still{std::vector<int>(groups), std::vector<std::size_t>(groups),
                    std::vector<int>(groups)};
    std::iota(still.order.begin(), still.order.end(), std::size_t{0});
    std::vector<LevelPath> paths(count, still);
    std::vector<std::size_t> turns(count);
    for (std::size_t g = 0; g < groups; ++g) {
        // Where the count is no multiple of the levels, chance decides which come once more.
        const std::size_t first = pick(generator, levels);
        for (std::size_t t = 0; t < count; ++t) turns[t] = (first + t) % levels;
        shuffle(generator, turns);
        for (std::size_t t = 0; t < count; ++t) paths[t].start[g] = static_cast<int>(turns[t]);
    }
    const int half = static_cast<int>(levels / 2);
    for (LevelPath& path : paths) {
        shuffle(generator, path.order);
        for (std::size_t k = 0; k < groups; ++k) {
            path.moves[k] = path.start[path.order[k]] < half ? half : -half;
        }
    }
    return paths;
}

/// The sum of the distances between each point of one path and each of another.
double distance(const LevelPath& a, const LevelPath& b) {
    const std::size_t groups = a.start.size();
    std::vector<int> apart(groups);  // of the point of a from the point of b, group by group
    long long square = 0;
    for (std::size_t g = 0; g < groups; ++g) {
        apart[g] = a.start[g] - b.start[g];
        square += static_cast<long long>(apart[g]) * apart[g];
    }
    const auto move = [&](std::size_t group, int by) {
        const long long before = apart[group];
        apart[group] += by;
        square += static_cast<long long>(apart[group]) * apart[group] - before * before;
    };
    double sum = 0;
    for (std::size_t i = 0; i <= groups; ++i) {
        // Every other time b is walked back.
        const bool back = i % 2 == 1;
        sum += std::sqrt(static_cast<double>(square));
        for (std::size_t k = 0; k < groups; ++k) {
            const std::size_t j = back ? groups - 1 - k : k;
            move(b.order[j], back ? b.moves[j] : -b.moves[j]);
            sum += std::sqrt(static_cast<double>(square));
        }
        if (i < groups) move(a.order[i], a.moves[i]);
    }
    return sum;
}

std::vector<LevelPath> spread_most(std::vector<LevelPath> paths, std::size_t count) {
    std::vector<double> from_chosen(paths.size(), 0);
    for (std::size_t chosen = 1; chosen < count; ++chosen) {
        std::size_t farthest = chosen;
        for (std::size_t k = chosen; k < paths.size(); ++k) {
            const double d = distance(paths[chosen - 1], paths[k]);
            from_chosen[k] += d * d;
            if (from_chosen[k] > from_chosen[farthest]) farthest = k;
        }
        std::swap(paths[chosen], paths[farthest]);
        std::swap(from_chosen[chosen], from_chosen[farthest]);
    }
    paths.resize(count);
    return paths;
}

MorrisTrajectory in_units(const LevelPath& path, std::size_t levels,
                          const std::vector<double>& margins) {
    const std::size_t groups = path.start.size();
    const double top = static_cast<double>(levels - 1);
    const auto unit = [&](std::size_t group, int level) {
        const double margin = margins.empty() ? 0 : margins[group];
        return margin + (1 - 2 * margin) * (level / top);
    };
    MorrisTrajectory trajectory;
    trajectory.order = path.order;
    std::vector<int> point = path.start;
    for (std::size_t k = 0; k <= groups; ++k) {
        for (std::size_t g = 0; g < groups; ++g) trajectory.points.push_back(unit(g, point[g]));
        if (k == groups) break;
        const std::size_t moved = path.order[k];
        const int before = point[moved];
        point[moved] += path.moves[k];
        trajectory.steps.push_back(unit(moved, point[moved]) - unit(moved, before));
    }
    return trajectory;
}

}  // namespace

std::span<const double> MorrisDesign::point(std::size_t index) const {
    PLANCAST_EXPECTS(index < points());
    const std::span<const double> points = trajectories[index / (groups + 1)].points;
    return points.subspan(index % (groups + 1) * groups, groups);
}

MorrisDesign morris_design(std::size_t groups, const MorrisSettings& settings) {
    PLANCAST_EXPECTS(groups >= 1);
    PLANCAST_EXPECTS(settings.trajectories >= 1);
    PLANCAST_EXPECTS(settings.levels >= 2 && settings.levels % 2 == 0);
    PLANCAST_EXPECTS(settings.margins.empty() || settings.margins.size() == groups);
    PLANCAST_EXPECTS(std::all_of(settings.margins.begin(), settings.margins.end(),
                                 [](double margin) { return margin >= 0 && margin < 0.5; }));
    PhiloxGenerator generator(settings.seed, stream_key("Morris' trajectories"));
    std::vector<LevelPath> paths = draw_paths(
        generator, std::max(settings.trajectories, settings.candidates), groups, settings.levels);
    if (paths.size() > settings.trajectories) {
        paths = spread_most(std::move(paths), settings.trajectories);
    }
    MorrisDesign design{groups, {}};
    for (const LevelPath& path : paths) {
        design.trajectories.push_back(in_units(path, settings.levels, settings.margins));
    }
    return design;
}

}  // namespace plancast
