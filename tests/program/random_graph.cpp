#include "tests/program/random_graph.hpp"

#include <array>
#include <utility>

namespace plancast::test {

namespace {

// Operations whose result is a number and ones whose result is a truth value: kept apart, so that
// a count or truth that comes out wrong is not hidden by the tolerance for numbers.
constexpr std::array number_unary = {
    Operation::negate,      Operation::absolute,      Operation::square_root,
    Operation::exponential, Operation::logarithm,     Operation::log_one_plus,
    Operation::sine,        Operation::cosine,        Operation::round_down,
    Operation::round_up,    Operation::round_nearest, Operation::normal_cdf};
constexpr std::array number_binary = {Operation::add,    Operation::subtract, Operation::multiply,
                                      Operation::divide, Operation::power,    Operation::minimum,
                                      Operation::maximum};
constexpr std::array comparisons = {Operation::less, Operation::less_equal, Operation::equal};

class Builder {
public:
    Builder(std::mt19937_64& engine, const RandomGraphOptions& options)
        : engine_(engine), options_(options) {}

    RandomGraph build() {
        for (std::uint64_t i = 0; i < 4; ++i) {
            uniforms_.push_back(graph_.draw({engine_() % 6}, static_cast<int>(engine_() % 3)));
            numbers_.push_back(law_of(uniforms_.back()));
        }
        for (const double value : {0.0, 1.0, -1.0, 2.0, 0.5, 3.0}) {
            numbers_.push_back(graph_.constant(value));
        }
        numbers_.push_back(graph_.constant(number_in(-5, 5)));
        truths_ = {graph_.constant(0), graph_.constant(1),
                   graph_.apply(Operation::less, uniforms_[0], numbers_.back())};
        for (std::size_t i = 0; i < options_.size; ++i) append();
        RandomGraph result{std::move(graph_), {}};
        for (const auto* pool : {&numbers_, &truths_}) {
            for (std::size_t i = 0; i < pool->size(); i += 3) {
                result.outputs.push_back((*pool)[pool->size() - 1 - i]);
            }
        }
        return result;
    }

private:
    NodeId law_of(NodeId uniform) {
        switch (engine_() % (options_.with_tables ? 5 : 2)) {
            case 0: return uniform;
            case 1: return graph_.quantile(uniform, make_uniform(-3, 4));
            case 2: return graph_.quantile(uniform, make_normal(0.5, 2));
            case 3: return graph_.quantile(uniform, make_pert(-1, 0.5, 3));
            default: return graph_.quantile(uniform, make_lognormal(1.5, 0.4));
        }
    }

    double number_in(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
    }

    NodeId pick(const std::vector<NodeId>& pool) { return pool[engine_() % pool.size()]; }

    template <std::size_t N>
    Operation pick(const std::array<Operation, N>& operations) {
        return operations[engine_() % N];
    }

    // Lines only: a step would tell two roundings of one number apart.
    InterpolationPtr curve() {
        std::vector<double> x, y;
        for (double at = number_in(-9, 0); x.size() < 2 + engine_() % 6; at += number_in(0.5, 3)) {
            x.push_back(at);
            y.push_back(number_in(-9, 9));
        }
        return std::make_shared<const Interpolation>(x, y, Interpolation::Between::linear);
    }

    void append_number(NodeId node) {
        // Within +-10, and numbers that never come twice, so that comparisons are not between
        // equals that the two evaluators round differently.
        const NodeId low = graph_.constant(-10 - number_in(0, 1));
        const NodeId high = graph_.constant(10 + number_in(0, 1));
        numbers_.push_back(
            graph_.apply(Operation::minimum, graph_.apply(Operation::maximum, node, low), high));
    }

    void append_count() {
        const NodeId uniform = pick(uniforms_), scale = graph_.constant(number_in(1, 40));
        const NodeId size = graph_.apply(Operation::multiply,
                                         graph_.apply(Operation::absolute, pick(numbers_)), scale);
        switch (engine_() % 6) {
            case 0:
                append_number(graph_.apply(Operation::bernoulli, uniform, pick(numbers_)));
                break;
            case 1: numbers_.push_back(graph_.apply(Operation::poisson, uniform, size)); break;
            case 2:
                numbers_.push_back(
                    graph_.apply(Operation::binomial, uniform, size, pick(uniforms_)));
                break;
            case 3:
                append_number(
                    graph_.apply(Operation::beta_quantile, uniform, size, pick(numbers_)));
                break;
            case 4:
                numbers_.push_back(graph_.apply(Operation::negative_binomial, uniform, size,
                                                graph_.apply(Operation::absolute, pick(numbers_))));
                break;
            default: append_number(graph_.apply(Operation::gamma_quantile, uniform, size));
        }
    }

    void append() {
        switch (engine_() % (options_.with_counts ? 13 : 12)) {
            case 0:
            case 1: {
                const Operation operation = pick(number_unary);
                NodeId operand = pick(numbers_);
                // log1p(1) is log(2) and normal_cdf(0) 0.5, but not to the last digit.
                if (operation == Operation::log_one_plus || operation == Operation::normal_cdf)
                    operand =
                        graph_.apply(Operation::add, operand, graph_.constant(number_in(0, 1)));
                const NodeId node = graph_.apply(operation, operand);
                // Bare, so that sums and differences of negations occur.
                if (operation == Operation::negate) {
                    numbers_.push_back(node);
                } else {
                    append_number(node);
                }
                break;
            }
            case 2:
            case 3:
            case 4:
                append_number(graph_.apply(pick(number_binary), pick(numbers_), pick(numbers_)));
                break;
            case 5:
                truths_.push_back(graph_.apply(pick(comparisons), pick(numbers_), pick(numbers_)));
                break;
            case 6: {
                const auto operation =
                    engine_() % 2 ? Operation::logical_and : Operation::logical_or;
                truths_.push_back(graph_.apply(operation, pick(truths_), pick(truths_)));
                break;
            }
            case 7:
                truths_.push_back(engine_() % 2
                                      ? graph_.apply(Operation::logical_not, pick(truths_))
                                      : graph_.apply(Operation::is_finite, pick(numbers_)));
                break;
            case 8:
                numbers_.push_back(
                    graph_.apply(Operation::select, pick(truths_), pick(numbers_), pick(numbers_)));
                break;
            case 9:
                if (!options_.with_tables) break;
                append_number(graph_.apply(Operation::normal_quantile, pick(uniforms_)));
                break;
            case 10: append_number(graph_.interpolate(pick(numbers_), curve())); break;
            case 11: append_joined(); break;
            default: append_count();
        }
    }

    // What compile_program makes one operation of.
    void append_joined() {
        const NodeId x = pick(numbers_), y = pick(numbers_), z = pick(numbers_);
        const NodeId product = graph_.apply(Operation::multiply, x, y);
        switch (engine_() % 4) {
            case 0: append_number(graph_.apply(Operation::add, z, product)); break;
            case 1: append_number(graph_.apply(Operation::subtract, product, z)); break;
            case 2: append_number(graph_.apply(Operation::subtract, z, product)); break;
            default:
                truths_.push_back(graph_.apply(Operation::logical_and,
                                               graph_.apply(Operation::is_finite, x),
                                               graph_.apply(pick(comparisons), z, x)));
        }
    }

    std::mt19937_64& engine_;
    const RandomGraphOptions& options_;
    Graph graph_;
    std::vector<NodeId> uniforms_, numbers_, truths_;
};

}  // namespace

RandomGraph make_random_graph(std::mt19937_64& engine, const RandomGraphOptions& options) {
    return Builder(engine, options).build();
}

}  // namespace plancast::test
