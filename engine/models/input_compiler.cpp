#include "engine/models/input_compiler.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/dependence/correlation.hpp"
#include "engine/models/laws.hpp"

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

// A parameter that is known before any draw, beside others that are drawn.
void check_parameter(const std::string& name, double value) {
    for (const char* positive : {"alpha", "beta", "shape", "scale", "concentration"})
        if (name == positive && !(value > 0))
            throw InvalidInput(fmt::format("{} must be above 0, is {}", name, value));
    if (name.find("sd") != std::string::npos && !(value >= 0))
        throw InvalidInput(fmt::format("{} must not be negative, is {}", name, value));
    if (name == "chance" && !(value >= 0 && value <= 1))
        throw InvalidInput(fmt::format("chance must be from 0 to 1, is {}", value));
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
    for (const Adjustment& adjustment : input.adjustments) {
        if (adjustment.member && *adjustment.member != member) continue;
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

NodeId InputCompiler::drawn(std::size_t index, std::size_t member, std::int32_t year) {
    const Input& input = plan_.inputs[index];
    if (input.law == LawKind::dirichlet) return share(input, index, member, year);
    if (input.law == LawKind::discrete) {
        DistributionPtr law = make_discrete(input.discrete_values, input.discrete_weights);
        if (input.truncated) law = truncated(law, input.truncated->first, input.truncated->second);
        if (input.clipped) law = clipped(law, input.clipped->first, input.clipped->second);
        return graph_.quantile(uniform(index, member, year), law);
    }
    std::map<std::string, NodeId> nodes;
    std::map<std::string, double> numbers;
    for (const Parameter& parameter : input.parameters) {
        const NodeId node = evaluate_(*parameter.value.at(member).formula, input, member, year);
        nodes[parameter.name] = node;
        if (const auto number = graph_.value(node)) numbers[parameter.name] = *number;
    }
    try {
        for (const auto& [name, number] : numbers) check_parameter(name, number);
        NodeId value = 0;
        if (input.law == LawKind::constant) {
            if (input.truncated)
                throw InvalidInput("a constant cannot be truncated", "clipped = [low, high]");
            value = nodes.at("value");
        } else if (input.split_spread && !input.truncated) {
            value = split(input, index, member, year);
        } else if (numbers.size() == nodes.size()) {
            return with_fixed_parameters(input, index, member, year, numbers);
        } else {
            if (input.truncated)
                throw InvalidInput("a law that is truncated needs fixed parameters",
                                   "give numbers, or clip it: clipped = [low, high]");
            value = with_drawn_parameters(input, index, member, year, nodes);
        }
        if (!input.clipped) return value;
        value = graph_.apply(Operation::maximum, value, graph_.constant(input.clipped->first));
        return graph_.apply(Operation::minimum, value, graph_.constant(input.clipped->second));
    } catch (const InvalidInput& wrong) {
        if (wrong.problems().front().position.line > 0) throw;
        Problems problems;
        problems.error(input.place,
                       fmt::format("{} (input '{}{}')", wrong.what(), input.name,
                                   plan_.member_label(input.sets, member)),
                       wrong.problems().front().suggestion);
        problems.throw_if_any();
    }
    return graph_.constant(0);
}

// A lasting and a yearly spread of their own: the two normals enter side by side.
NodeId InputCompiler::split(const Input& input, std::size_t index, std::size_t member,
                            std::int32_t year) {
    std::map<std::string, NodeId> nodes;
    for (const Parameter& parameter : input.parameters)
        nodes[parameter.name] = evaluate_(*parameter.value.at(member).formula, input, member, year);
    const bool logarithmic = input.law == LawKind::lognormal;
    const std::string sd = logarithmic ? "log_sd" : "sd";
    const NodeId lasting =
        graph_.multiply(nodes.at(sd + "_run"), normal_part(index, member, no_year));
    const NodeId yearly = graph_.multiply(nodes.at(sd + "_year"), normal_part(index, member, year));
    const NodeId spread = graph_.add(lasting, yearly);
    if (!logarithmic) return graph_.add(nodes.at("mean"), spread);
    return graph_.multiply(nodes.at("median"), graph_.apply(Operation::exponential, spread));
}

NodeId InputCompiler::with_fixed_parameters(const Input& input, std::size_t index,
                                            std::size_t member, std::int32_t year,
                                            const std::map<std::string, double>& given) {
    std::map<std::string, double> numbers = given;
    double lasting_share = 0;
    for (const char* sd : {"sd", "log_sd"}) {
        const auto run = given.find(std::string(sd) + "_run"),
                   yearly = given.find(std::string(sd) + "_year");
        if (run == given.end()) continue;
        numbers[sd] = std::hypot(run->second, yearly->second);
        lasting_share = run->second * run->second / (numbers[sd] * numbers[sd]);
    }
    DistributionPtr law = make_law(input.law, numbers);
    if (input.truncated) law = truncated(law, input.truncated->first, input.truncated->second);
    if (input.clipped) law = clipped(law, input.clipped->first, input.clipped->second);
    const bool bounded = input.truncated || input.clipped;
    if (input.split_spread) {
        const NodeId z = graph_.add(graph_.multiply(graph_.constant(std::sqrt(lasting_share)),
                                                    normal_part(index, member, no_year)),
                                    graph_.multiply(graph_.constant(std::sqrt(1 - lasting_share)),
                                                    normal_part(index, member, year)));
        return graph_.quantile(graph_.apply(Operation::normal_cdf, z), law);
    }
    if (behind_normals(index, member) && !bounded) {
        const NodeId z = normal(index, member, year);
        if (input.law == LawKind::normal)
            return graph_.add(graph_.constant(numbers.at("mean")),
                              graph_.multiply(graph_.constant(numbers.at("sd")), z));
        if (input.law == LawKind::lognormal && numbers.count("median") > 0)
            return graph_.multiply(
                graph_.constant(numbers.at("median")),
                graph_.apply(Operation::exponential,
                             graph_.multiply(graph_.constant(numbers.at("log_sd")), z)));
    }
    if (input.law == LawKind::bernoulli)
        return graph_.apply(Operation::bernoulli, uniform(index, member, year),
                            graph_.constant(numbers.at("chance")));
    return graph_.quantile(uniform(index, member, year), law);
}

NodeId InputCompiler::with_drawn_parameters(const Input& input, std::size_t index,
                                            std::size_t member, std::int32_t year,
                                            const std::map<std::string, NodeId>& nodes) {
    const auto at = [&](const char* name) { return nodes.at(name); };
    const auto has = [&](const char* name) { return nodes.count(name) > 0; };
    const auto number = [&](double value) { return graph_.constant(value); };
    const auto z = [&] {
        return behind_normals(index, member)
                   ? normal(index, member, year)
                   : graph_.apply(Operation::normal_quantile, uniform(index, member, year));
    };
    const auto between = [&](NodeId low, NodeId high, NodeId share) {
        return graph_.add(low, graph_.multiply(graph_.subtract(high, low), share));
    };
    const auto log_of = [&](NodeId x) { return graph_.apply(Operation::logarithm, x); };
    const auto exp_of = [&](NodeId x) { return graph_.apply(Operation::exponential, x); };
    const auto root = [&](NodeId x) { return graph_.apply(Operation::square_root, x); };
    const auto square = [&](NodeId x) { return graph_.multiply(x, x); };
    switch (input.law) {
        case LawKind::uniform: return between(at("min"), at("max"), uniform(index, member, year));
        case LawKind::log_uniform:
            return exp_of(
                between(log_of(at("min")), log_of(at("max")), uniform(index, member, year)));
        case LawKind::normal: return graph_.add(at("mean"), graph_.multiply(at("sd"), z()));
        case LawKind::lognormal: {
            if (has("median"))
                return graph_.multiply(at("median"), exp_of(graph_.multiply(at("log_sd"), z())));
            // ln X has variance s^2 = ln(1 + (sd / mean)^2) and median mean / sqrt(1 + (sd /
            // mean)^2).
            const NodeId spread =
                graph_.add(number(1), square(graph_.divide(at("sd"), at("mean"))));
            return graph_.multiply(graph_.divide(at("mean"), root(spread)),
                                   exp_of(graph_.multiply(root(log_of(spread)), z())));
        }
        case LawKind::triangular: {
            const NodeId u = uniform(index, member, year),
                         width = graph_.subtract(at("max"), at("min"));
            const NodeId left = graph_.subtract(at("mode"), at("min")),
                         right = graph_.subtract(at("max"), at("mode"));
            const NodeId low =
                graph_.add(at("min"), root(graph_.multiply(graph_.multiply(width, left), u)));
            const NodeId high =
                graph_.subtract(at("max"), root(graph_.multiply(graph_.multiply(width, right),
                                                                graph_.subtract(number(1), u))));
            return graph_.apply(Operation::select,
                                graph_.apply(Operation::less, graph_.multiply(u, width), left), low,
                                high);
        }
        case LawKind::pert: {
            const NodeId width = graph_.subtract(at("max"), at("min"));
            const auto shape = [&](NodeId distance) {
                return graph_.add(number(1),
                                  graph_.divide(graph_.multiply(number(4), distance), width));
            };
            const NodeId x = graph_.apply(Operation::beta_quantile, uniform(index, member, year),
                                          shape(graph_.subtract(at("mode"), at("min"))),
                                          shape(graph_.subtract(at("max"), at("mode"))));
            return between(at("min"), at("max"), x);
        }
        case LawKind::beta: {
            const NodeId low = has("min") ? at("min") : number(0),
                         high = has("max") ? at("max") : number(1);
            NodeId alpha = 0, beta = 0;
            if (has("alpha")) {
                alpha = at("alpha"), beta = at("beta");
            } else {
                // On [0, 1]: alpha + beta = m (1 - m) / s^2 - 1.
                const NodeId width = graph_.subtract(high, low),
                             m = graph_.divide(graph_.subtract(at("mean"), low), width);
                const NodeId rest = graph_.subtract(number(1), m),
                             s = graph_.divide(at("sd"), width);
                const NodeId sum =
                    graph_.subtract(graph_.divide(graph_.multiply(m, rest), square(s)), number(1));
                alpha = graph_.multiply(m, sum), beta = graph_.multiply(rest, sum);
            }
            return between(
                low, high,
                graph_.apply(Operation::beta_quantile, uniform(index, member, year), alpha, beta));
        }
        case LawKind::gamma: {
            if (has("shape"))
                return graph_.multiply(at("scale"),
                                       graph_.apply(Operation::gamma_quantile,
                                                    uniform(index, member, year), at("shape")));
            const NodeId shape = square(graph_.divide(at("mean"), at("sd")));
            return graph_.multiply(
                graph_.divide(at("mean"), shape),
                graph_.apply(Operation::gamma_quantile, uniform(index, member, year), shape));
        }
        case LawKind::bernoulli:
            return graph_.apply(Operation::bernoulli, uniform(index, member, year), at("chance"));
        case LawKind::constant:
        case LawKind::discrete:
        case LawKind::dirichlet: break;
    }
    return number(0);
}

// Shares of a whole: gamma quantiles of the members over their sum (Devroye 1986, ch. XI.4).
NodeId InputCompiler::share(const Input& input, std::size_t index, std::size_t member,
                            std::int32_t year) {
    NodeId sum = 0, own = 0;
    const std::size_t count = plan_.member_count(input.sets);
    for (std::size_t m = 0; m < count; ++m) {
        const double alpha = input.parameters.front().value.at(m).formula->value;
        const NodeId gamma =
            graph_.quantile(graph_.draw(label(plan_.inputs[index], m), year), make_gamma(alpha, 1));
        sum = m == 0 ? gamma : graph_.add(sum, gamma);
        if (m == member) own = gamma;
    }
    return graph_.divide(graph_.divide(own, sum), graph_.constant(input.unit.scale));
}

}  // namespace plancast
