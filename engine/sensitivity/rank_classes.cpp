#include "engine/sensitivity/rank_classes.hpp"

#include <algorithm>

#include "engine/core/contracts.hpp"

namespace plancast {

RankClasses rank_classes(std::span<const double> values, std::size_t class_count) {
    PLANCAST_EXPECTS(class_count >= 1 && class_count <= 65536);
    struct Placed {
        double value;
        std::size_t place;
    };
    const std::size_t n = values.size();
    std::vector<Placed> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = {values[i], i};
    std::sort(order.begin(), order.end(),
              [](const Placed& a, const Placed& b) { return a.value < b.value; });
    RankClasses ranked{std::vector<double>(n), std::vector<std::uint16_t>(n), true};
    for (std::size_t first = 0; first < n;) {
        std::size_t last = first + 1;
        while (last < n && !(order[first].value < order[last].value)) ++last;
        // Twice the mid-rank, counted from 0, is a whole number.
        const std::size_t twice = first + last - 1;
        const double score =
            (static_cast<double>(twice) - static_cast<double>(n - 1)) / static_cast<double>(2 * n);
        const auto in_class = static_cast<std::uint16_t>(twice / 2 * class_count / n);
        for (std::size_t i = first; i < last; ++i) {
            ranked.scores[order[i].place] = score;
            ranked.classes[order[i].place] = in_class;
        }
        ranked.constant = last - first == n;
        first = last;
    }
    return ranked;
}

}  // namespace plancast
