#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/contracts.hpp"
#include "engine/distributions/special_functions.hpp"
#include "engine/program/program.hpp"
#include "engine/program/reference_counts.hpp"

namespace plancast {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double truth(bool value) { return value ? 1.0 : 0.0; }

bool is_uniform(double u) { return u > 0.0 && u < 1.0; }

bool is_shape(double shape) { return shape > 0.0 && std::isfinite(shape); }

}  // namespace

double compute_reference(Operation operation, double a, double b, double c) {
    switch (operation) {
        case Operation::constant:
        case Operation::draw:
        case Operation::quantile:
        case Operation::interpolate: break;

        case Operation::negate: return -a;
        case Operation::absolute: return std::fabs(a);
        case Operation::square_root: return std::sqrt(a);
        case Operation::exponential: return std::exp(a);
        case Operation::logarithm: return std::log(a);
        case Operation::log_one_plus: return std::log1p(a);
        case Operation::sine: return std::sin(a);
        case Operation::cosine: return std::cos(a);
        case Operation::round_down: return std::floor(a);
        case Operation::round_up: return std::ceil(a);
        case Operation::round_nearest: return std::round(a);
        case Operation::logical_not: return truth(a == 0.0);
        case Operation::is_finite: return truth(std::isfinite(a));
        case Operation::normal_quantile: return is_uniform(a) ? normal_percentile(a) : not_a_number;
        case Operation::normal_cdf:
            return std::isnan(a) ? a : std::clamp(normal_probability(a), 0x1p-53, 1.0 - 0x1p-53);

        case Operation::add: return a + b;
        case Operation::subtract: return a - b;
        case Operation::multiply: return a * b;
        case Operation::divide: return a / b;
        case Operation::power: return std::pow(a, b);
        case Operation::minimum: return std::isnan(a) || a < b ? a : b;
        case Operation::maximum: return std::isnan(a) || a > b ? a : b;
        case Operation::less: return truth(a < b);
        case Operation::less_equal: return truth(a <= b);
        case Operation::equal: return truth(a == b);
        case Operation::logical_and: return truth(a != 0.0 && b != 0.0);
        case Operation::logical_or: return truth(a != 0.0 || b != 0.0);

        case Operation::select: return a != 0.0 ? b : c;
        case Operation::is_between: return truth(b <= a && a <= c);
        case Operation::multiply_add: return a * b + c;
        case Operation::multiply_subtract: return a * b - c;
        case Operation::subtract_product: return c - a * b;

        case Operation::bernoulli: return bernoulli_reference(a, b);
        case Operation::binomial: return binomial_reference(a, b, c);
        case Operation::poisson: return poisson_reference(a, b);
        case Operation::negative_binomial: return negative_binomial_reference(a, b, c);
        case Operation::beta_quantile:
            return is_uniform(a) && is_shape(b) && is_shape(c) ? inverse_incomplete_beta(b, c, a)
                                                               : not_a_number;
        case Operation::gamma_quantile:
            return is_uniform(a) && is_shape(b) ? inverse_incomplete_gamma(b, a) : not_a_number;
    }
    return not_a_number;
}

std::vector<double> evaluate_reference(const Graph& graph, std::span<const NodeId> outputs,
                                       const Design& design, std::uint64_t run) {
    const std::span<const Node> nodes = graph.nodes();
    std::vector<double> values(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = nodes[i];
        switch (node.operation) {
            case Operation::constant: values[i] = node.value; break;
            case Operation::draw:
                design.fill(node.key, node.year, run, std::span(&values[i], 1));
                break;
            case Operation::quantile: {
                const double u = values[node.a];
                values[i] = is_uniform(u) ? graph.laws()[node.law]->quantile(u) : not_a_number;
                break;
            }
            case Operation::interpolate:
                values[i] = (*graph.curves()[node.curve])(values[node.a]);
                break;
            default:
                values[i] = compute_reference(node.operation, values[node.a], values[node.b],
                                              values[node.c]);
        }
    }
    std::vector<double> results;
    results.reserve(outputs.size());
    for (const NodeId output : outputs) {
        PLANCAST_EXPECTS(output < nodes.size());
        results.push_back(values[output]);
    }
    return results;
}

}  // namespace plancast
