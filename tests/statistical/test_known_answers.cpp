#include "tests/support/catch.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <vector>

#include "tests/statistical/checks.hpp"

using namespace plancast;

namespace {

/// The number of runs, of a million, in which S ~ N(2, 1) exceeds R ~ N(mean, 1).
std::uint64_t failures(double mean) {
    Experiment experiment;
    const NodeId resistance = experiment.normal("R", mean, 1);
    const NodeId load = experiment.normal("S", 2, 1);
    experiment.judge(experiment.graph.apply(Operation::less, resistance, load));
    return experiment.run(1'000'000, 0).verdicts[0].target_met[0];
}

}  // namespace

TEST_CASE("a strength of N(4, 1) falls below a load of N(2, 1) with its known probability",
          "[statistical]") {
    const double probability = std::erfc(1.0) / 2;  // Phi(-2 / sqrt 2) = 0.0786496
    CHECK(count_is_plausible(failures(4), 1'000'000, probability));
    // Three hundredths of a standard deviation off are found out.
    CHECK_FALSE(count_is_plausible(failures(4.03), 1'000'000, probability));
    CHECK_FALSE(count_is_plausible(failures(3.97), 1'000'000, probability));
}

TEST_CASE("the number of independent targets met is binomial", "[statistical]") {
    constexpr int targets = 10;
    const auto targets_met = [](double own_chance) {
        Experiment experiment;
        for (int i = 0; i < targets; ++i) {
            const std::string name = "target " + std::to_string(i);
            experiment.judge(experiment.graph.apply(
                Operation::less, experiment.graph.draw(stream_key(name), no_year),
                experiment.graph.constant(i == 3 ? own_chance : 0.3)));
        }
        return experiment.run(200'000, 4).verdicts[0].targets_met;
    };
    std::vector<double> probabilities;
    for (int k = 0; k <= targets; ++k) {
        probabilities.push_back(boost::math::pdf(boost::math::binomial(targets, 0.3), k));
    }
    CHECK(counts_are_plausible(targets_met(0.3), probabilities));
    // One of the ten with another chance is found out.
    CHECK_FALSE(counts_are_plausible(targets_met(0.33), probabilities));
}

TEST_CASE("a population of births and deaths has the moments of its branching process",
          "[statistical]") {
    // Each year every member has a child with chance b and goes with chance d. With m = 1 + b - d
    // and s = b (1 - b) + d (1 - d), from n members: mean n m^t, variance
    // n s m^(t-1) (m^t - 1) / (m - 1). T. E. Harris (1963), The Theory of Branching Processes, I.5.
    constexpr double start = 200, birth = 0.09, death = 0.04;
    constexpr int years = 6;
    Experiment experiment;
    Graph& graph = experiment.graph;
    NodeId members = graph.constant(start);
    for (int year = 0; year < years; ++year) {
        const auto count = [&](const char* name, double chance) {
            return graph.apply(Operation::binomial, graph.draw(stream_key(name), 2026 + year),
                               members, graph.constant(chance));
        };
        const NodeId born = count("births", birth), gone = count("deaths", death);
        members =
            graph.apply(Operation::subtract, graph.apply(Operation::add, members, born), gone);
    }
    const double m = 1 + birth - death;
    const double s = birth * (1 - birth) + death * (1 - death);
    const double grown = std::pow(m, years);
    const double mean = start * grown;
    const double variance = start * s * std::pow(m, years - 1) * (grown - 1) / (m - 1);
    const NodeId deviation = graph.apply(Operation::subtract, members, graph.constant(mean));
    experiment.observe(members);
    experiment.observe(graph.apply(Operation::multiply, deviation, deviation));
    const std::vector<Moments> moments = experiment.run(200'000, 12).series;
    CHECK(mean_is_plausible(moments[0], mean));
    CHECK(mean_is_plausible(moments[1], variance));
    // If the same draws served births and deaths, or every year, the variance would differ.
    CHECK_FALSE(mean_is_plausible(moments[1], 0.97 * variance));
    CHECK_FALSE(mean_is_plausible(moments[1], 1.03 * variance));
}
