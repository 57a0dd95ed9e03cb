#include "tests/statistical/checks.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace plancast {

namespace bm = boost::math;

bool count_is_plausible(std::uint64_t hits, std::uint64_t trials, double probability) {
    const bm::binomial law(static_cast<double>(trials), probability);
    const double k = static_cast<double>(hits);
    const double at_most = bm::cdf(law, k);
    const double at_least = hits == 0 ? 1 : bm::cdf(bm::complement(law, k - 1));
    return std::min(at_most, at_least) > false_alarm_rate / 2;
}

bool mean_is_plausible(const Moments& sample, double expected) {
    const double reach = bm::quantile(bm::complement(bm::normal(), false_alarm_rate / 2));
    return std::abs(sample.mean - expected) <= reach * sample.standard_error();
}

bool counts_are_plausible(std::span<const std::uint64_t> counts,
                          std::span<const double> probabilities) {
    double total = 0;
    for (const std::uint64_t count : counts) total += static_cast<double>(count);
    double chi_square = 0;
    int cells = 0;
    double observed = 0, expected = 0, expected_left = total;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        observed += static_cast<double>(counts[i]);
        expected += total * probabilities[i];
        expected_left -= total * probabilities[i];
        // What is left must be enough for a cell, or go to this one.
        if (i + 1 < counts.size() && (expected < 5 || expected_left < 5)) continue;
        chi_square += (observed - expected) * (observed - expected) / expected;
        ++cells;
        observed = expected = 0;
    }
    const bm::chi_squared law(cells - 1);
    return bm::cdf(bm::complement(law, chi_square)) > false_alarm_rate;
}

NodeId Experiment::normal(const char* name, double mean, double sd) {
    return graph.quantile(graph.draw(stream_key(name), no_year), make_normal(mean, sd));
}

void Experiment::observe(NodeId node) {
    columns_.series.push_back(outputs_.size());
    outputs_.push_back(node);
}

void Experiment::judge(NodeId node) {
    if (columns_.verdicts.empty()) columns_.verdicts.emplace_back();
    columns_.verdicts.front().targets.push_back(outputs_.size());
    outputs_.push_back(node);
}

SimulationTotals Experiment::run(std::uint64_t runs, std::uint64_t seed, SegmentSink* sink) const {
    SimulationOptions options;
    options.runs = runs;
    options.threads = 2;
    options.sink = sink;
    for (std::size_t i = 0; i < outputs_.size(); ++i) options.stored.push_back(i);
    return simulate(compile_program(graph, outputs_), columns_, RandomDesign(seed), options);
}

SimulationTotals Experiment::run(std::uint64_t runs, const Design& design) const {
    SimulationOptions options;
    options.runs = runs;
    options.threads = 1;
    return simulate(compile_program(graph, outputs_), columns_, design, options);
}

}  // namespace plancast
