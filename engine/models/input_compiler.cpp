#include "engine/models/input_compiler.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace plancast {

namespace {

bool is_meant(const Adjustment& adjustment, const std::vector<std::size_t>& members,
              std::int32_t year) {
    if (adjustment.year && *adjustment.year != year) return false;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (adjustment.members[i].value_or(members[i]) != members[i]) return false;
    return true;
}

}  // namespace

InputCompiler::InputCompiler(const Plan& plan, GraphBuilder& graph, Evaluate evaluate)
    : plan_(plan), graph_(graph), evaluate_(std::move(evaluate)), correlated_(plan) {}

std::string InputCompiler::label(const Input& input, std::size_t member) const {
    return input.name + plan_.member_label(input.sets, member);
}

bool InputCompiler::behind_normals(std::size_t index, std::size_t member) const {
    const Input& input = plan_.inputs[index];
    return !input.loadings.empty() || input.lasting > 0 || input.autocorrelation != 0 ||
           input.split_spread || correlated_.contains({index, member});
}

NodeId InputCompiler::innovation(std::size_t index, std::size_t member, std::int32_t year) {
    return graph_.apply(Operation::normal_quantile,
                        graph_.draw(label(plan_.inputs[index], member), year));
}

NodeId InputCompiler::own_normal(std::size_t index, std::size_t member, std::int32_t year) {
    const auto known = own_.find({index, member, year});
    if (known != own_.end()) return known->second;
    const NormalPart part = year == no_year ? NormalPart::lasting : NormalPart::yearly;
    const bool later = year != no_year && year > plan_.years.front();
    const auto weights = correlated_.own({index, member}, part, later);
    NodeId node = 0;
    if (weights.empty()) node = innovation(index, member, year);
    for (std::size_t j = 0; j < weights.size(); ++j) {
        const auto [input, other] = weights[j].normal;
        const NodeId term =
            graph_.multiply(graph_.constant(weights[j].weight), innovation(input, other, year));
        node = j == 0 ? term : graph_.add(node, term);
    }
    const double phi = plan_.inputs[index].autocorrelation;
    if (phi != 0 && later)
        node = graph_.autoregress(phi, own_normal(index, member, year - 1), node);
    own_.emplace(Key{index, member, year}, node);
    return node;
}

NodeId InputCompiler::normal_part(std::size_t index, std::size_t member, NormalPart part,
                                  std::int32_t year) {
    const bool yearly = part == NormalPart::yearly;
    const auto key = std::tuple{index, member, yearly, year};
    const auto known = parts_.find(key);
    if (known != parts_.end()) return known->second;
    const LoadedNormal made_of = correlated_.loaded({index, member}, part);
    NodeId node = own_normal(index, member, yearly ? year : no_year);
    if (!made_of.factors.empty()) node = graph_.multiply(graph_.constant(made_of.own), node);
    // A factor that is drawn once a run may be shifted in this year alone.
    for (const auto& [factor, weight] : made_of.factors)
        node = graph_.add(node, graph_.multiply(graph_.constant(weight), value(factor, 0, year)));
    parts_.emplace(key, node);
    return node;
}

NodeId InputCompiler::normal(std::size_t index, std::size_t member, std::int32_t year) {
    const Input& input = plan_.inputs[index];
    if (!has_part(input, NormalPart::yearly))
        return normal_part(index, member, NormalPart::lasting, year);
    if (!has_part(input, NormalPart::lasting))
        return normal_part(index, member, NormalPart::yearly, year);
    const double lasts = lasting_share(input, member).value_or(0);
    const NodeId lasting = graph_.multiply(graph_.constant(std::sqrt(lasts)),
                                           normal_part(index, member, NormalPart::lasting, year));
    return graph_.add(lasting,
                      graph_.multiply(graph_.constant(std::sqrt(1 - lasts)),
                                      normal_part(index, member, NormalPart::yearly, year)));
}

NodeId InputCompiler::uniform(std::size_t index, std::size_t member, std::int32_t year) {
    if (behind_normals(index, member))
        return graph_.apply(Operation::normal_cdf, normal(index, member, year));
    return graph_.draw(label(plan_.inputs[index], member),
                       plan_.inputs[index].by_year ? year : no_year);
}

NodeId InputCompiler::value(std::size_t index, std::size_t member, std::int32_t year) {
    return adjusted(plan_.inputs[index], member, year, drawn(index, member, year));
}

bool InputCompiler::is_fixed(std::size_t index, std::size_t member, std::int32_t year) const {
    const Input& input = plan_.inputs[index];
    const std::vector<std::size_t> members = plan_.members_at(input.sets, member);
    return std::any_of(
        input.adjustments.begin(), input.adjustments.end(), [&](const Adjustment& adjustment) {
            return adjustment.kind == Adjustment::Kind::fix && is_meant(adjustment, members, year);
        });
}

NodeId InputCompiler::adjusted(const Input& input, std::size_t member, std::int32_t year,
                               NodeId value) {
    if (input.adjustments.empty()) return value;
    const std::vector<std::size_t> members = plan_.members_at(input.sets, member);
    for (const Adjustment& adjustment : input.adjustments) {
        if (!is_meant(adjustment, members, year)) continue;
        const NodeId amount = graph_.constant(adjustment.amount);
        switch (adjustment.kind) {
            case Adjustment::Kind::fix: value = amount; break;
            case Adjustment::Kind::scale: value = graph_.multiply(value, amount); break;
            case Adjustment::Kind::shift: value = graph_.add(value, amount); break;
        }
    }
    return value;
}

LawDraw InputCompiler::law(const Input& input, std::size_t member, std::int32_t year) {
    return {graph_, input.law, member,
            [&](const Formula& formula) { return evaluate_(formula, input, member, year); }};
}

NodeId InputCompiler::drawn(std::size_t index, std::size_t member, std::int32_t year) {
    const Input& input = plan_.inputs[index];
    DrawSource source;
    source.behind_normals = behind_normals(index, member);
    source.uniform = [&] { return uniform(index, member, year); };
    source.normal = [&] {
        return source.behind_normals
                   ? normal(index, member, year)
                   : graph_.apply(Operation::normal_quantile, uniform(index, member, year));
    };
    source.lasting = [&] { return normal_part(index, member, NormalPart::lasting, year); };
    source.yearly = [&] { return normal_part(index, member, NormalPart::yearly, year); };
    try {
        return input.law.is_shares() ? share(index, member, year)
                                     : law(input, member, year).value(source);
    } catch (const InvalidInput& wrong) {
        if (wrong.problems().front().position.line > 0) throw;
        Problems problems;
        problems.error(input.place,
                       fmt::format("{} (input '{}')", wrong.what(), label(input, member)),
                       wrong.problems().front().suggestion);
        problems.throw_if_any();
    }
    return graph_.constant(0);
}

// Shares of a whole: what each member draws, over the sum of all.
NodeId InputCompiler::share(std::size_t index, std::size_t member, std::int32_t year) {
    const Input& input = plan_.inputs[index];
    NodeId sum = 0, own = 0;
    for (std::size_t m = 0; m < plan_.member_count(input.sets); ++m) {
        DrawSource source;
        source.uniform = [&] {
            return graph_.draw(label(input, m), input.by_year ? year : no_year);
        };
        const NodeId drawn = law(input, m, year).value(source);
        sum = m == 0 ? drawn : graph_.add(sum, drawn);
        if (m == member) own = drawn;
    }
    return graph_.divide(graph_.divide(own, sum), graph_.constant(input.unit.scale));
}

}  // namespace plancast
