#include "engine/models/own_correlations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <Eigen/Cholesky>

#include "engine/dependence/correlation.hpp"

namespace plancast {

namespace {

/// Below it nothing of a normal is its own.
constexpr double nothing_left = 1e-9;

}  // namespace

std::optional<double> lasting_share(const Input& input, std::size_t member) {
    if (!input.by_year) return 1;
    if (!input.split_spread) return input.lasting;
    std::optional<double> run, year;
    for (const Parameter& parameter : input.law.parameters) {
        if (parameter.value.values.empty()) continue;
        const Term& term = parameter.value.at(member);
        if (!term || term.formula->kind != Formula::Kind::number) continue;
        if (parameter.name == "sd_run" || parameter.name == "log_sd_run") run = term.formula->value;
        if (parameter.name == "sd_year" || parameter.name == "log_sd_year")
            year = term.formula->value;
    }
    if (!run || !year || *run + *year <= 0) return std::nullopt;
    return *run * *run / (*run * *run + *year * *year);
}

bool has_part(const Input& input, NormalPart part) {
    if (part == NormalPart::yearly) return input.by_year && input.lasting < 1;
    return !input.by_year || input.lasting > 0 || input.split_spread;
}

bool in_part(const Plan& plan, const Correlation& pair, NormalPart part) {
    return has_part(plan.inputs[pair.first_input], part) &&
           has_part(plan.inputs[pair.second_input], part);
}

InputMember first_of(const Correlation& pair) { return {pair.first_input, pair.first_member}; }
InputMember second_of(const Correlation& pair) { return {pair.second_input, pair.second_member}; }

std::string OwnCorrelations::label(InputMember member) const {
    const Input& input = plan_.inputs[member.first];
    return input.name + plan_.member_label(input.sets, member.second);
}

OwnCorrelations::OwnCorrelations(const Plan& plan, NormalPart part)
    : plan_(plan), part_(part), is_factor_(plan.inputs.size(), false) {
    for (const Input& input : plan.inputs)
        for (const Loading& loading : input.loadings) is_factor_[loading.factor] = true;
}

int OwnCorrelations::pair_rank(InputMember first, InputMember second) const {
    return 2 - static_cast<int>(is_factor_[first.first]) -
           static_cast<int>(is_factor_[second.first]);
}

bool OwnCorrelations::loads(InputMember first, InputMember second) const {
    const auto on = [&](InputMember member, InputMember factor) {
        const auto& loadings = plan_.inputs[member.first].loadings;
        return std::any_of(loadings.begin(), loadings.end(),
                           [&](const Loading& loading) { return loading.factor == factor.first; });
    };
    return on(first, second) || on(second, first);
}

double OwnCorrelations::own(InputMember first, InputMember second) const {
    if (first == second) return 1;
    const auto found = own_.find(std::minmax(first, second));
    return found == own_.end() ? 0 : found->second;
}

void OwnCorrelations::set_own(InputMember first, InputMember second, double correlation) {
    own_[std::minmax(first, second)] = correlation;
}

// A loading is a correlation c_k with the factor; where factors are correlated by R among
// themselves, the weights that give it are w = R^-1 c, and c'w is the share that is theirs.
LoadedNormal OwnCorrelations::loaded(InputMember member) const {
    LoadedNormal result;
    const Input& input = plan_.inputs[member.first];
    for (const Loading& loading : input.loadings)
        if (plan_.inputs[loading.factor].by_year == (part_ == NormalPart::yearly))
            result.factors.emplace_back(loading.factor, loading.correlation.at(member.second));
    if (result.factors.empty()) return result;
    const auto n = static_cast<Eigen::Index>(result.factors.size());
    Eigen::MatrixXd among(n, n);
    Eigen::VectorXd with(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto& [factor, correlation] = result.factors[static_cast<std::size_t>(i)];
        with(i) = correlation;
        for (Eigen::Index j = 0; j < n; ++j)
            among(i, j) = own({factor, 0}, {result.factors[static_cast<std::size_t>(j)].first, 0});
    }
    // Independent factors keep their loadings to the bit.
    const bool independent = among.isIdentity(0);
    if (!independent && !positive_factor(among)) {
        result.theirs = std::numeric_limits<double>::infinity();
        result.own = 0;
        return result;
    }
    const Eigen::VectorXd weights = independent ? with : Eigen::VectorXd(among.llt().solve(with));
    for (Eigen::Index i = 0; i < n; ++i) {
        result.factors[static_cast<std::size_t>(i)].second = weights(i);
        result.theirs += weights(i) * with(i);
    }
    result.own = std::sqrt(std::max(0.0, 1 - result.theirs));
    return result;
}

std::vector<OwnCorrelations::Term> OwnCorrelations::terms(InputMember member) const {
    const LoadedNormal made_of = loaded(member);
    std::vector<Term> result = {{member, made_of.own}};
    for (const auto& [factor, weight] : made_of.factors)
        result.push_back({InputMember{factor, 0}, weight});
    return result;
}

double OwnCorrelations::whole(InputMember first, InputMember second) const {
    double sum = 0;
    for (const Term& a : terms(first))
        for (const Term& b : terms(second)) sum += a.weight * b.weight * own(a.normal, b.normal);
    return sum;
}

double OwnCorrelations::stated(InputMember first, InputMember second) const {
    return common_share(first, second) * whole(first, second);
}

// How much of a correlation of both parts reaches the values.
double OwnCorrelations::common_share(InputMember first, InputMember second) const {
    const auto a = lasting_share(plan_.inputs[first.first], first.second);
    const auto b = lasting_share(plan_.inputs[second.first], second.second);
    if (!a || !b || *a == *b) return 1;
    return std::sqrt(*a * *b) + std::sqrt((1 - *a) * (1 - *b));
}

std::vector<OwnCorrelations::Refusal> OwnCorrelations::state(std::vector<Stated> pairs) {
    std::vector<Refusal> refusals;
    std::stable_sort(pairs.begin(), pairs.end(), [&](const Stated& a, const Stated& b) {
        return pair_rank(a.first, a.second) < pair_rank(b.first, b.second);
    });
    auto pair = pairs.begin();
    for (; pair != pairs.end() && pair_rank(pair->first, pair->second) == 0; ++pair)
        if (auto refusal = add(*pair)) refusals.push_back(*std::move(refusal));
    for (std::size_t input = 0; input < plan_.inputs.size(); ++input)
        if (auto refusal = check_loadings(input)) refusals.push_back(*std::move(refusal));
    if (!refusals.empty()) return refusals;
    for (; pair != pairs.end(); ++pair)
        if (auto refusal = add(*pair)) refusals.push_back(*std::move(refusal));
    return refusals;
}

// A loading is a correlation with a factor: no more can be theirs than there is.
std::optional<OwnCorrelations::Refusal> OwnCorrelations::check_loadings(std::size_t index) const {
    constexpr double rounding = 1e-12;
    const Input& input = plan_.inputs[index];
    if (input.loadings.empty()) return std::nullopt;
    for (std::size_t m = 0; m < plan_.member_count(input.sets); ++m) {
        const double theirs = loaded({index, m}).theirs;
        if (theirs <= 1 + rounding || std::isinf(theirs)) continue;
        return Refusal{
            input.loadings.front().place,
            fmt::format("the loadings of '{}' are too large: its factors would make up {:.4g} "
                        "times its variance",
                        label({index, m}), theirs),
            fmt::format("a loading is a correlation with the factor; {:.4g} times each of these "
                        "would be possible",
                        std::floor(1e4 / std::sqrt(theirs)) / 1e4)};
    }
    return std::nullopt;
}

std::optional<OwnCorrelations::Refusal> OwnCorrelations::add(const Stated& stated) {
    const auto& [first, second, normal, place] = stated;
    const std::string pair = fmt::format("'{}' and '{}'", label(first), label(second));
    if (loads(first, second))
        return Refusal{place,
                       fmt::format("the correlation of {} is that of loads_on already", pair),
                       "leave one of the two out"};
    const double reach = common_share(first, second);
    if (reach < nothing_left)
        return Refusal{
            place,
            fmt::format("{} cannot be correlated: one is drawn once a run, nothing of the other "
                        "lasts longer than a year",
                        pair),
            "draw both equally often, or give the yearly one lasting: the share of its variance "
            "that lasts"};
    const LoadedNormal a = loaded(first), b = loaded(second);
    // Factors that contradict each other are refused as a group.
    if (std::isinf(a.theirs) || std::isinf(b.theirs)) return std::nullopt;
    const double room = a.own * b.own;
    set_own(first, second, 0);
    const double brought = whole(first, second);
    const double left = normal / reach - brought;
    if (room < nothing_left) {
        if (std::abs(left) < nothing_left) return std::nullopt;
        return Refusal{place, fmt::format("{} cannot be correlated by {:.4g}", pair, normal),
                       fmt::format("what they load on leaves them {:.4g}", reach * brought)};
    }
    if (!(std::abs(left) < room))
        return Refusal{
            place, fmt::format("{} cannot be correlated by {:.4g} (of the normals)", pair, normal),
            fmt::format("what they load on, and how much of each lasts, allows more than {:.4g} "
                        "and less than {:.4g}",
                        reach * std::max(brought - room, -1.0),
                        reach * std::min(brought + room, 1.0))};
    set_own(first, second, left / room);
    return std::nullopt;
}

}  // namespace plancast
