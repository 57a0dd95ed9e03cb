#include "engine/models/impossible_correlations.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/dependence/correlation.hpp"

namespace plancast {

namespace {

/// A matrix in a message; what is larger nobody types.
constexpr std::size_t largest_matrix = 8;

using Rows = std::vector<std::vector<double>>;

using Pairs = std::vector<OwnCorrelations::Stated>;

double rounded(double x) { return std::round(x * 1e4) / 1e4; }

bool holds(const std::vector<InputMember>& members, const InputMember& one) {
    return std::find(members.begin(), members.end(), one) != members.end();
}

/// What is tried in place of the correlations of some members; the others stay as stated.
class Trial {
public:
    Trial(const Plan& plan, NormalPart part, const std::vector<InputMember>& members, bool later)
        : plan_(plan), part_(part), members_(members), later_(later) {
        for (const Correlation& c : plan.correlations) {
            if (!in_part(plan, c, part)) continue;
            const bool tried = holds(members, first_of(c));
            (tried ? stated_ : others_).push_back({first_of(c), second_of(c), c.normal, c.place});
        }
    }

    /// The correlations of the own normals, or nothing where one cannot be by itself.
    std::optional<OwnCorrelations> settled(Pairs pairs) const {
        OwnCorrelations result(plan_, part_);
        pairs.insert(pairs.end(), others_.begin(), others_.end());
        if (!result.state(std::move(pairs)).empty()) return std::nullopt;
        return result;
    }
    std::optional<OwnCorrelations> settled() const { return settled(stated_); }

    bool can_be(const Pairs& pairs) const {
        const auto own = settled(pairs);
        return own && !own_factor(plan_, *own, members_, later_).empty();
    }

    /// The largest share of what is stated that can be, in words.
    std::string largest_share() const {
        const auto possible = [&](double share) {
            Pairs pairs = stated_;
            for (OwnCorrelations::Stated& pair : pairs) pair.normal *= share;
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

private:
    const Plan& plan_;
    NormalPart part_;
    const std::vector<InputMember>& members_;
    bool later_;
    Pairs stated_, others_;
};

// Nearest in what is stated: the own normals weigh as much as factors leave to them. Eigenvalues
// stay above a margin, so that the matrix can be typed with four digits.
void move_to_nearest(OwnCorrelations& own, const std::vector<InputMember>& members, double margin) {
    const auto n = static_cast<Eigen::Index>(members.size());
    const auto member = [&](Eigen::Index i) { return members[static_cast<std::size_t>(i)]; };
    Eigen::VectorXd weights(n);
    Eigen::MatrixXd matrix(n, n);
    for (Eigen::Index i = 0; i < n; ++i) weights(i) = own.loaded(member(i)).own;
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < n; ++j)
            matrix(i, j) = weights(i) * weights(j) * own.own(member(i), member(j));
    const double smallest = weights.array().square().minCoeff();
    const Eigen::MatrixXd nearest = nearest_covariance(matrix, margin * smallest);
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < i; ++j)
            own.set_own(member(i), member(j), nearest(i, j) / (weights(i) * weights(j)));
}

struct Typed {
    std::string rows;
    Pairs pairs;
};

// Correlations as a planner types them: with four digits.
Typed typed(const OwnCorrelations& own, const std::vector<InputMember>& members, bool ranks) {
    Typed result;
    for (const InputMember& a : members) {
        std::string row;
        for (const InputMember& b : members) {
            double value = a == b ? 1 : own.stated(a, b);
            if (a != b && ranks) value = rank_correlation(std::clamp(value, -1.0, 1.0));
            value = rounded(value) + 0.0;  // no -0
            row += fmt::format("{}{}", row.empty() ? "" : ", ", value);
            if (b < a)
                result.pairs.push_back({a, b, ranks ? normal_correlation(value) : value, {}});
        }
        result.rows += fmt::format("{}[{}]", result.rows.empty() ? "" : ", ", row);
    }
    return result;
}

bool one_is_a_factor_of_another(const OwnCorrelations& own,
                                const std::vector<InputMember>& members) {
    for (const InputMember& a : members)
        for (const InputMember& b : members)
            if (own.loads(a, b)) return true;
    return false;
}

}  // namespace

Rows own_factor(const Plan& plan, const OwnCorrelations& correlations,
                const std::vector<InputMember>& members, bool later) {
    const auto n = static_cast<Eigen::Index>(members.size());
    Eigen::MatrixXd matrix(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < n; ++j) {
            const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>(j);
            matrix(i, j) = correlations.own(members[a], members[b]);
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

std::string possible_in_every_year(const Plan& plan, const std::vector<InputMember>& members) {
    return Trial(plan, NormalPart::yearly, members, true).largest_share();
}

std::string possible_correlations(const Plan& plan, NormalPart part,
                                  const std::vector<InputMember>& members) {
    const Trial trial(plan, part, members, false);
    const auto stated = trial.settled();
    if (!stated || members.size() > largest_matrix || one_is_a_factor_of_another(*stated, members))
        return trial.largest_share();
    const bool ranks =
        std::all_of(plan.correlations.begin(), plan.correlations.end(),
                    [&](const Correlation& c) { return c.rank || !holds(members, first_of(c)); });
    for (double margin = 1e-4 * static_cast<double>(members.size()); margin < 0.5; margin *= 4) {
        OwnCorrelations nearest = *stated;
        move_to_nearest(nearest, members, margin);
        const Typed matrix = typed(nearest, members, ranks);
        if (!trial.can_be(matrix.pairs)) continue;
        std::vector<std::string> names;
        for (const InputMember& member : members) names.push_back(nearest.label(member));
        return fmt::format("the nearest that are possible: {} = [{}]; its rows are {}",
                           ranks ? "rank" : "normal", matrix.rows, fmt::join(names, ", "));
    }
    return trial.largest_share();
}

}  // namespace plancast
