#include "tests/support/catch.hpp"

#include <string>
#include <vector>

#include "tests/statistical/checks.hpp"

using namespace plancast;

namespace {

/// The moments of draws from @p drawn and of their squared distances from the mean of @p stated.
std::vector<Moments> moments_of_draws(const DistributionPtr& drawn, const DistributionPtr& stated) {
    Experiment experiment;
    const NodeId x =
        experiment.graph.quantile(experiment.graph.draw(stream_key("x"), no_year), drawn);
    const NodeId deviation =
        experiment.graph.apply(Operation::subtract, x, experiment.graph.constant(stated->mean()));
    experiment.observe(x);
    experiment.observe(experiment.graph.apply(Operation::multiply, deviation, deviation));
    return experiment.run(400'000, 20'260).series;
}

bool fits(const DistributionPtr& drawn, const DistributionPtr& stated) {
    const std::vector<Moments> moments = moments_of_draws(drawn, stated);
    return mean_is_plausible(moments[0], stated->mean()) &&
           mean_is_plausible(moments[1], stated->variance());
}

}  // namespace

TEST_CASE("simulated draws of every law have its mean and variance", "[statistical]") {
    const std::vector<DistributionPtr> laws{
        make_uniform(-1, 3),
        make_log_uniform(0.1, 10),
        make_normal(14, 2.5),
        make_lognormal(9000, 0.2),
        make_lognormal_by_mean(5, 2),
        make_triangular(500, 1500, 4000),
        make_pert(0, 1, 5),
        make_beta(2, 5, 0.02, 0.12),
        make_beta_by_mean(0.3, 0.1),
        make_gamma(2.5, 4),
        make_gamma(0.5, 1),
        make_discrete({0, 1, 10}, {0.7, 0.2, 0.1}),
        truncated(make_normal(0, 1), -0.5, 2),
        clipped(make_normal(0, 1), -0.5, 2),
    };
    for (const DistributionPtr& law : laws) {
        INFO(law->describe());
        CHECK(fits(law, law));
    }
}

TEST_CASE("simulated draws of a slightly different law are found out", "[statistical]") {
    CHECK_FALSE(fits(make_normal(0.01, 1), make_normal(0, 1)));
    CHECK_FALSE(fits(make_normal(0, 1.01), make_normal(0, 1)));
    CHECK_FALSE(fits(make_beta(2, 5.06), make_beta(2, 5)));
    CHECK_FALSE(fits(clipped(make_normal(0, 1), -3, 3), truncated(make_normal(0, 1), -2.5, 2.5)));
}

TEST_CASE("simulated counts have the mean and variance of their law", "[statistical]") {
    struct Case {
        std::string name;
        Operation operation;
        double b, c;
        double mean, variance;
    };
    const Case law = GENERATE(Case{"bernoulli", Operation::bernoulli, 0.2, 0, 0.2, 0.16},
                              Case{"few", Operation::binomial, 12, 0.3, 3.6, 2.52},
                              Case{"many", Operation::binomial, 9000, 0.05, 450, 427.5},
                              Case{"seldom", Operation::poisson, 0.7, 0, 0.7, 0.7},
                              Case{"often", Operation::poisson, 250, 0, 250, 250});
    INFO(law.name);
    Experiment experiment;
    Graph& graph = experiment.graph;
    const NodeId uniform = graph.draw(stream_key(law.name), 2026);
    const NodeId count =
        law.operation == Operation::binomial
            ? graph.apply(law.operation, uniform, graph.constant(law.b), graph.constant(law.c))
            : graph.apply(law.operation, uniform, graph.constant(law.b));
    const NodeId deviation = graph.apply(Operation::subtract, count, graph.constant(law.mean));
    experiment.observe(count);
    experiment.observe(graph.apply(Operation::multiply, deviation, deviation));
    const std::vector<Moments> moments = experiment.run(200'000, 7).series;
    CHECK(mean_is_plausible(moments[0], law.mean));
    CHECK(mean_is_plausible(moments[1], law.variance));
    // One part in a hundred would have been seen.
    CHECK_FALSE(mean_is_plausible(moments[0], 1.01 * law.mean + (law.mean < 5 ? 0.02 : 0)));
}
