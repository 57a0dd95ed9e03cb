#include "tests/performance/workload_w.hpp"

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace plancast {

namespace {

/// Writes formulas down as a graph.
class Sketch {
public:
    NodeId number(double value) { return graph_.constant(value); }
    NodeId draw(const std::string& name, DistributionPtr law) {
        return graph_.quantile(graph_.draw(stream_key(name), no_year), std::move(law));
    }
    NodeId normal(const std::string& name, int year) {
        return graph_.apply(Operation::normal_quantile, graph_.draw(stream_key(name), year));
    }
    NodeId add(NodeId a, NodeId b) { return graph_.apply(Operation::add, a, b); }
    NodeId subtract(NodeId a, NodeId b) { return graph_.apply(Operation::subtract, a, b); }
    NodeId multiply(NodeId a, NodeId b) { return graph_.apply(Operation::multiply, a, b); }
    NodeId divide(NodeId a, NodeId b) { return graph_.apply(Operation::divide, a, b); }
    NodeId exp(NodeId a) { return graph_.apply(Operation::exponential, a); }
    NodeId scaled(double factor, NodeId a) { return multiply(number(factor), a); }
    NodeId minimum(NodeId a, NodeId b) { return graph_.apply(Operation::minimum, a, b); }
    NodeId at_least(NodeId a, NodeId b) { return graph_.apply(Operation::less_equal, b, a); }
    NodeId above(NodeId a, NodeId b) { return graph_.apply(Operation::less, b, a); }
    NodeId both(NodeId a, NodeId b) { return graph_.apply(Operation::logical_and, a, b); }

    std::size_t output(NodeId node) {
        outputs_.push_back(node);
        return outputs_.size() - 1;
    }
    Program compile() const { return compile_program(graph_, outputs_); }

private:
    Graph graph_;
    std::vector<NodeId> outputs_;
};

}  // namespace

Workload make_workload_w() {
    constexpr int years = 5;
    Sketch s;
    const NodeId one = s.number(1);
    const NodeId agriculture_growth = s.draw("agriculture_growth", make_normal(0.06, 0.02));
    const NodeId industry_growth = s.draw("industry_growth", make_normal(0.16, 0.04));
    const NodeId services_growth = s.draw("services_growth", make_triangular(0.08, 0.14, 0.22));
    const NodeId elasticity = s.draw("elasticity", make_lognormal(1.1, 0.15));
    const NodeId payment_level = s.draw("payment_level", make_normal(4.2, 0.4));
    const NodeId payment_spread = s.draw("payment_spread", make_uniform(0.3, 0.9));
    const NodeId exit_rate = s.draw("exit_rate", make_beta(2, 5, 0.02, 0.12));
    const NodeId entries = s.draw("entries", make_lognormal(9000, 0.20));
    const NodeId conversions = s.draw("conversions", make_triangular(500, 1500, 4000));
    const NodeId population_growth = s.draw("population_growth", make_normal(0.011, 0.002));
    const NodeId revenue_bias = s.draw("revenue_bias", make_uniform(-0.02, 0.03));
    const NodeId pass_through = s.draw("pass_through", make_beta(2, 5, 0.6, 1.2));

    const NodeId staying = s.subtract(one, exit_rate);
    const NodeId population_factor = s.add(one, population_growth);
    const NodeId revenue_factor = s.add(one, revenue_bias);
    NodeId agriculture = s.number(30), industry = s.number(40), services = s.number(50);
    NodeId product = s.number(120), revenue = s.number(20), paid = s.number(0);
    NodeId companies = s.number(40'000), population = s.number(4e6), income = s.number(100);
    constexpr std::array<double, years> planned{10, 12, 14, 16, 18};

    std::array<NodeId, 8> shocks{};
    NodeId growth_sum = 0, lowest_growth = 0, lowest_rate = 0, revenue_third = 0, density = 0;
    Columns columns;
    for (int year = 0; year < years; ++year) {
        for (std::size_t k = 0; k < shocks.size(); ++k) {
            const NodeId fresh = s.normal("shock" + std::to_string(k), 2026 + year);
            shocks[k] = year == 0
                            ? fresh
                            : s.add(s.scaled(0.5, shocks[k]), s.scaled(std::sqrt(0.75), fresh));
        }
        const auto grown = [&](NodeId value, NodeId rate, double spread, NodeId shock) {
            return s.multiply(value, s.exp(s.add(rate, s.scaled(spread, shock))));
        };
        agriculture = grown(agriculture, agriculture_growth, 0.03, shocks[0]);
        industry = grown(industry, industry_growth, 0.05, shocks[1]);
        services = grown(services, services_growth, 0.04, shocks[2]);
        const NodeId before = product;
        product = s.add(s.add(agriculture, industry), services);
        const NodeId growth = s.subtract(s.divide(product, before), one);
        revenue = s.multiply(revenue, s.add(s.scaled(0.04, shocks[3]),
                                            s.add(s.multiply(elasticity, growth), revenue_factor)));
        const NodeId logit = s.add(s.multiply(payment_spread, shocks[4]), payment_level);
        const NodeId rate = s.divide(one, s.add(one, s.exp(s.subtract(s.number(0), logit))));
        paid = s.add(s.scaled(planned[static_cast<std::size_t>(year)], rate), paid);
        const NodeId newcomers =
            s.add(s.multiply(entries, s.exp(s.scaled(0.2, shocks[5]))), conversions);
        companies = s.add(s.multiply(companies, staying), newcomers);
        population = s.multiply(population, s.add(s.scaled(0.002, shocks[7]), population_factor));
        density = s.divide(s.scaled(1000, companies), population);
        income = s.multiply(
            income, s.add(s.scaled(0.02, shocks[6]), s.add(s.multiply(pass_through, growth), one)));

        growth_sum = year == 0 ? growth : s.add(growth_sum, growth);
        lowest_growth = year == 0 ? growth : s.minimum(lowest_growth, growth);
        lowest_rate = year == 0 ? rate : s.minimum(lowest_rate, rate);
        if (year == 2) revenue_third = revenue;
        for (const NodeId series : {agriculture, industry, services, product, growth, revenue, rate,
                                    paid, companies, population, density, income}) {
            columns.series.push_back(s.output(series));
        }
    }

    VerdictColumns verdicts;
    const auto target = [&](NodeId verdict) { verdicts.targets.push_back(s.output(verdict)); };
    target(s.at_least(growth_sum, s.number(0.7)));
    target(s.at_least(density, s.number(20)));
    target(s.above(lowest_rate, s.number(0.95)));
    target(s.at_least(revenue, s.number(40)));
    target(s.at_least(income, s.number(160)));
    target(s.at_least(paid, s.number(0.98 * 70)));
    target(s.at_least(industry, s.scaled(0.40, product)));
    target(s.at_least(revenue, s.scaled(0.17, product)));
    target(s.at_least(companies, s.number(75'000)));
    target(s.at_least(lowest_growth, s.number(0.08)));
    target(s.at_least(agriculture, s.number(42)));
    target(s.both(s.at_least(revenue_third, s.number(28)), s.at_least(revenue, s.number(38))));
    columns.verdicts.push_back(std::move(verdicts));
    return {s.compile(), std::move(columns)};
}

Workload make_wide_workload() {
    Sketch s;
    Columns columns;
    std::vector<NodeId> walks;
    for (int i = 0; i < 100; ++i) {
        NodeId walk = s.number(0);
        for (int year = 2026; year <= 2030; ++year) {
            walk = s.add(s.scaled(0.9, walk), s.normal("walk" + std::to_string(i), year));
            columns.series.push_back(s.output(walk));
        }
        walks.push_back(walk);
    }
    columns.verdicts.resize(6);
    for (std::size_t part = 0; part < 40; ++part) {
        const NodeId measure = walks[part];
        columns.measures.push_back(s.output(measure));
        columns.shortfalls.push_back(s.output(s.subtract(s.number(0.5), measure)));
        columns.known_chances.push_back(std::nullopt);
    }
    for (std::size_t choice = 0; choice < columns.verdicts.size(); ++choice) {
        for (std::size_t target = 0; target < 20; ++target) {
            const NodeId bound = s.number(0.5 - 0.1 * static_cast<double>(choice));
            const NodeId first = s.at_least(walks[2 * target], bound);
            const NodeId second = s.at_least(walks[2 * target + 1], bound);
            columns.verdicts[choice].parts.push_back(s.output(first));
            columns.verdicts[choice].parts.push_back(s.output(second));
            columns.verdicts[choice].targets.push_back(s.output(s.both(first, second)));
        }
    }
    return {s.compile(), std::move(columns)};
}

}  // namespace plancast
