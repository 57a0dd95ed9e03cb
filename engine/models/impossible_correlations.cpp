#include "engine/models/impossible_correlations.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "engine/dependence/correlation.hpp"

namespace plancast {

namespace {

/// A matrix in a message; what is larger nobody types.
constexpr std::size_t largest_matrix = 8;

using Rows = std::vector<std::vector<double>>;

struct Pair {
    InputMember first, second;
    double normal = 0;
};

double rounded(double x) { return std::round(x * 1e4) / 1e4; }

// The correlations of the own normals, or nothing where one cannot be by itself.
std::optional<OwnCorrelations> settled(const Plan& plan, NormalPart part, std::vector<Pair> pairs) {
    OwnCorrelations result(plan, part);
    std::stable_sort(pairs.begin(), pairs.end(), [&](const Pair& a, const Pair& b) {
        return result.pair_rank(a.first, a.second) < result.pair_rank(b.first, b.second);
    });
    for (const Pair& pair : pairs)
        if (result.add(pair.first, pair.second, pair.normal)) return std::nullopt;
    return result;
}

// The largest share of what is stated that can be, in words.
std::string largest_share(const std::vector<const Correlation*>& stated,
                          const std::function<bool(const std::vector<Pair>&)>& can_be) {
    const auto possible = [&](double share) {
        std::vector<Pair> pairs;
        for (const Correlation* c : stated)
            pairs.push_back({{c->first_input, c->first_member},
                             {c->second_input, c->second_member},
                             share * c->normal});
        return can_be(pairs);
    };
    constexpr double step = 1e-4;
    int low = 0, high = 10'000;
    if (!possible(0)) return "change them, or what the inputs load on";
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (possible(step * middle) ? low : high) = middle;
    }
    return fmt::format("{:.4g} times each of these correlations would be possible", step * low);
}

}  // namespace

Rows own_matrix(const OwnCorrelations& correlations, const std::vector<InputMember>& members) {
    Rows rows;
    for (const InputMember& a : members) {
        rows.emplace_back();
        for (const InputMember& b : members) rows.back().push_back(correlations.own(a, b));
    }
    return rows;
}

Rows own_factor(const Plan& plan, const OwnCorrelations& correlations,
                const std::vector<InputMember>& members, bool later) {
    const auto n = static_cast<Eigen::Index>(members.size());
    const Rows own = own_matrix(correlations, members);
    Eigen::MatrixXd matrix(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < n; ++j) {
            const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>(j);
            matrix(i, j) = own[a][b];
            if (!later || i == j) continue;
            const double phi = plan.inputs[members[a].first].autocorrelation;
            const double psi = plan.inputs[members[b].first].autocorrelation;
            matrix(i, j) *= (1 - phi * psi) / std::sqrt((1 - phi * phi) * (1 - psi * psi));
            if (!(std::abs(matrix(i, j)) <= 1)) return {};
        }
    }
    const auto factor = positive_factor(matrix);
    if (!factor) return {};
    Rows rows;
    for (Eigen::Index i = 0; i < n; ++i) {
        rows.emplace_back();
        for (Eigen::Index j = 0; j <= i; ++j) rows.back().push_back((*factor)(i, j));
    }
    return rows;
}

std::string possible_in_every_year(const Plan& plan, const std::vector<InputMember>& members,
                                   const std::vector<const Correlation*>& stated) {
    return largest_share(stated, [&](const std::vector<Pair>& pairs) {
        const auto own = settled(plan, NormalPart::yearly, pairs);
        return own && !own_factor(plan, *own, members, true).empty();
    });
}

std::string possible_correlations(const Plan& plan, NormalPart part,
                                  const std::vector<InputMember>& members,
                                  const std::vector<const Correlation*>& stated) {
    const auto can_be = [&](const std::vector<Pair>& pairs) {
        const auto own = settled(plan, part, pairs);
        return own && !own_factor(plan, *own, members, false).empty();
    };
    std::vector<Pair> pairs;
    for (const Correlation* c : stated)
        pairs.push_back(
            {{c->first_input, c->first_member}, {c->second_input, c->second_member}, c->normal});
    const auto own = settled(plan, part, pairs);
    bool loaded = false;
    for (const InputMember& a : members)
        for (const InputMember& b : members)
            loaded = loaded || OwnCorrelations(plan, part).loads(a, b);
    if (!own || loaded || members.size() > largest_matrix) return largest_share(stated, can_be);
    const bool ranks =
        std::all_of(stated.begin(), stated.end(), [](const Correlation* c) { return c->rank; });
    const auto n = static_cast<Eigen::Index>(members.size());
    // Nearest in what is stated: the own normals weigh as much as factors leave to them.
    Eigen::VectorXd weights(n);
    Eigen::MatrixXd matrix(n, n);
    for (Eigen::Index i = 0; i < n; ++i)
        weights(i) = own->loaded(members[static_cast<std::size_t>(i)]).own;
    const Rows rows = own_matrix(*own, members);
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < n; ++j)
            matrix(i, j) = weights(i) * weights(j) *
                           rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
    // Eigenvalues far enough above 0 that the matrix can be typed with four digits.
    const double smallest_weight = weights.array().square().minCoeff();
    for (double margin = 1e-4 * static_cast<double>(n); margin < 0.5 * smallest_weight;
         margin *= 4) {
        const Eigen::MatrixXd nearest = nearest_covariance(matrix, margin);
        OwnCorrelations trial(plan, part);
        for (Eigen::Index i = 0; i < n; ++i)
            for (Eigen::Index j = 0; j < i; ++j)
                trial.set_own(members[static_cast<std::size_t>(i)],
                              members[static_cast<std::size_t>(j)],
                              nearest(i, j) / (weights(i) * weights(j)));
        std::vector<Pair> typed;
        std::string text;
        for (const InputMember& a : members) {
            std::string row;
            for (const InputMember& b : members) {
                double value = a == b ? 1 : trial.stated(a, b);
                if (a != b && ranks) value = rank_correlation(std::clamp(value, -1.0, 1.0));
                value = rounded(value) + 0.0;  // no -0
                row += fmt::format("{}{}", row.empty() ? "" : ", ", value);
                if (b < a) typed.push_back({a, b, ranks ? normal_correlation(value) : value});
            }
            text += fmt::format("{}[{}]", text.empty() ? "" : ", ", row);
        }
        if (!can_be(typed)) continue;
        std::vector<std::string> names;
        for (const auto& [input, member] : members)
            names.push_back(plan.inputs[input].name +
                            plan.member_label(plan.inputs[input].sets, member));
        return fmt::format("the nearest that are possible: {} = [{}]; its rows are {}",
                           ranks ? "rank" : "normal", text, fmt::join(names, ", "));
    }
    return largest_share(stated, can_be);
}

}  // namespace plancast
