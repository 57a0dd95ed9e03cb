#include "engine/models/input_compiler.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/dependence/correlation.hpp"

namespace plancast {

namespace {

std::vector<std::vector<double>> lower_triangle(const Eigen::MatrixXd& factor) {
    std::vector<std::vector<double>> rows;
    for (Eigen::Index i = 0; i < factor.rows(); ++i) {
        rows.emplace_back();
        for (Eigen::Index j = 0; j <= i; ++j) rows.back().push_back(factor(i, j));
    }
    return rows;
}

// What is new in a year has to be correlated so that z, a stationary AR(1) each, keeps the stated
// correlation in every year: cov(e_i, e_j) = rho_ij (1 - phi_i phi_j), scaled to unit variances.
Eigen::MatrixXd innovations(Eigen::MatrixXd matrix, const std::vector<double>& phi) {
    for (std::size_t i = 0; i < phi.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const auto row = static_cast<Eigen::Index>(i), column = static_cast<Eigen::Index>(j);
            matrix(row, column) *=
                (1 - phi[i] * phi[j]) / std::sqrt((1 - phi[i] * phi[i]) * (1 - phi[j] * phi[j]));
            matrix(column, row) = matrix(row, column);
        }
    }
    return matrix;
}

}  // namespace

InputCompiler::InputCompiler(const Plan& plan, GraphBuilder& graph, Evaluate evaluate)
    : plan_(plan), graph_(graph), evaluate_(std::move(evaluate)) {
    group_correlations();
}

// Connected inputs make one group, in the order of the file, so that what stands first keeps its
// draws.
void InputCompiler::group_correlations() {
    using End = std::pair<std::size_t, std::size_t>;
    std::map<End, std::set<End>> neighbours;
    for (const Correlation& c : plan_.correlations) {
        neighbours[{c.first_input, c.first_member}].insert({c.second_input, c.second_member});
        neighbours[{c.second_input, c.second_member}].insert({c.first_input, c.first_member});
    }
    for (const auto& [start, unused] : neighbours) {
        if (group_of_.count(start) > 0) continue;
        std::set<End> connected = {start};
        std::vector<End> open = {start};
        while (!open.empty()) {
            const End at = open.back();
            open.pop_back();
            for (const End& next : neighbours[at])
                if (connected.insert(next).second) open.push_back(next);
        }
        Group group;
        group.members.assign(connected.begin(), connected.end());
        const auto size = static_cast<Eigen::Index>(group.members.size());
        Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(size, size);
        for (std::size_t row = 0; row < group.members.size(); ++row)
            group_of_[group.members[row]] = {groups_.size(), row};
        const Correlation* last = nullptr;
        for (const Correlation& c : plan_.correlations) {
            if (connected.count({c.first_input, c.first_member}) == 0) continue;
            const auto i =
                static_cast<Eigen::Index>(group_of_[{c.first_input, c.first_member}].second);
            const auto j =
                static_cast<Eigen::Index>(group_of_[{c.second_input, c.second_member}].second);
            matrix(i, j) = matrix(j, i) = c.normal;
            last = &c;
        }
        try {
            group.factor = lower_triangle(correlation_factor(matrix));
            std::vector<double> phi;
            for (const auto& [input, member] : group.members)
                phi.push_back(plan_.inputs[input].autocorrelation);
            group.later = lower_triangle(correlation_factor(innovations(matrix, phi)));
        } catch (const InvalidInput& wrong) {
            std::vector<std::string> names;
            for (const auto& [input, member] : group.members)
                names.push_back(label(plan_.inputs[input], member));
            Problems problems;
            problems.error(last->place, wrong.what(),
                           fmt::format("{}; its rows are {}", wrong.problems().front().suggestion,
                                       fmt::join(names, ", ")));
            problems.throw_if_any();
        }
        groups_.push_back(std::move(group));
    }
}

std::string InputCompiler::label(const Input& input, std::size_t member) const {
    return input.name + plan_.member_label(input.sets, member);
}

bool InputCompiler::behind_normals(std::size_t index, std::size_t member) const {
    const Input& input = plan_.inputs[index];
    return !input.loadings.empty() || input.lasting > 0 || input.autocorrelation != 0 ||
           input.split_spread || group_of_.count({index, member}) > 0;
}

NodeId InputCompiler::innovation(std::size_t index, std::size_t member, std::int32_t year) {
    return graph_.apply(Operation::normal_quantile,
                        graph_.draw(label(plan_.inputs[index], member), year));
}

NodeId InputCompiler::own_normal(std::size_t index, std::size_t member, std::int32_t year) {
    const auto known = own_.find({index, member, year});
    if (known != own_.end()) return known->second;
    const Input& input = plan_.inputs[index];
    const auto grouped = group_of_.find({index, member});
    NodeId node = 0;
    if (grouped == group_of_.end()) {
        node = innovation(index, member, year);
    } else {
        const Group& group = groups_[grouped->second.first];
        const bool first = year == no_year || year == plan_.years.front();
        const auto& row = (first ? group.factor : group.later)[grouped->second.second];
        for (std::size_t j = 0; j < row.size(); ++j) {
            const NodeId term =
                graph_.multiply(graph_.constant(row[j]),
                                innovation(group.members[j].first, group.members[j].second, year));
            node = j == 0 ? term : graph_.add(node, term);
        }
    }
    const double phi = input.autocorrelation;
    if (phi != 0 && year != no_year && year > plan_.years.front())
        node = graph_.autoregress(phi, own_normal(index, member, year - 1), node);
    own_.emplace(Key{index, member, year}, node);
    return node;
}

NodeId InputCompiler::normal_part(std::size_t index, std::size_t member, std::int32_t year) {
    const auto known = parts_.find({index, member, year});
    if (known != parts_.end()) return known->second;
    const Input& input = plan_.inputs[index];
    NodeId node = own_normal(index, member, year);
    double squares = 0;
    for (const Loading& loading : input.loadings)
        if (plan_.inputs[loading.factor].by_year == (year != no_year))
            squares += loading.correlation.at(member) * loading.correlation.at(member);
    if (squares > 0) {
        node = graph_.multiply(graph_.constant(std::sqrt(std::max(0.0, 1 - squares))), node);
        for (const Loading& loading : input.loadings) {
            if (plan_.inputs[loading.factor].by_year != (year != no_year)) continue;
            node = graph_.add(node, graph_.multiply(graph_.constant(loading.correlation.at(member)),
                                                    value(loading.factor, 0, year)));
        }
    }
    parts_.emplace(Key{index, member, year}, node);
    return node;
}

NodeId InputCompiler::normal(std::size_t index, std::size_t member, std::int32_t year) {
    const Input& input = plan_.inputs[index];
    if (!input.by_year) return normal_part(index, member, no_year);
    if (input.lasting == 0) return normal_part(index, member, year);
    if (input.lasting == 1) return normal_part(index, member, no_year);
    const NodeId lasting = graph_.multiply(graph_.constant(std::sqrt(input.lasting)),
                                           normal_part(index, member, no_year));
    return graph_.add(lasting, graph_.multiply(graph_.constant(std::sqrt(1 - input.lasting)),
                                               normal_part(index, member, year)));
}

NodeId InputCompiler::uniform(std::size_t index, std::size_t member, std::int32_t year) {
    if (behind_normals(index, member))
        return graph_.apply(Operation::normal_cdf, normal(index, member, year));
    return graph_.draw(label(plan_.inputs[index], member),
                       plan_.inputs[index].by_year ? year : no_year);
}

NodeId InputCompiler::value(std::size_t index, std::size_t member, std::int32_t year) {
    const Input& input = plan_.inputs[index];
    return adjusted(input, member, year, drawn(index, member, input.by_year ? year : no_year));
}

NodeId InputCompiler::adjusted(const Input& input, std::size_t member, std::int32_t year,
                               NodeId value) {
    if (input.adjustments.empty()) return value;
    const std::vector<std::size_t> members = plan_.members_at(input.sets, member);
    for (const Adjustment& adjustment : input.adjustments) {
        bool meant = true;
        for (std::size_t i = 0; i < members.size(); ++i)
            meant = meant && adjustment.members[i].value_or(members[i]) == members[i];
        if (!meant) continue;
        if (adjustment.year && *adjustment.year != year) continue;
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
    source.lasting = [&] { return normal_part(index, member, no_year); };
    source.yearly = [&] { return normal_part(index, member, year); };
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
        source.uniform = [&] { return graph_.draw(label(input, m), year); };
        const NodeId drawn = law(input, m, year).value(source);
        sum = m == 0 ? drawn : graph_.add(sum, drawn);
        if (m == member) own = drawn;
    }
    return graph_.divide(graph_.divide(own, sum), graph_.constant(input.unit.scale));
}

}  // namespace plancast
