#pragma once

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "engine/designs/stream.hpp"
#include "engine/program/program.hpp"
#include "engine/sensitivity/mixture.hpp"

namespace plancast {

/// A function of independent inputs as a program.
class TestFunction {
public:
    Graph graph;
    std::vector<Stream> streams;
    std::vector<NodeId> outputs;

    NodeId number(double value) { return graph.constant(value); }
    NodeId uniform(double low, double high) {
        const std::string name = "x" + std::to_string(streams.size() + 1);
        streams.push_back({stream_key(name), no_year});
        const NodeId u = graph.draw(streams.back().key, no_year);
        return add(number(low), multiply(number(high - low), u));
    }
    NodeId normal() { return graph.apply(Operation::normal_quantile, uniform(0, 1)); }
    NodeId add(NodeId a, NodeId b) { return graph.apply(Operation::add, a, b); }
    NodeId multiply(NodeId a, NodeId b) { return graph.apply(Operation::multiply, a, b); }
    NodeId sine(NodeId a) { return graph.apply(Operation::sine, a); }

    Program program() const { return compile_program(graph, outputs); }
    /// Each stream a group of its own.
    std::vector<Mixture> each() const {
        std::vector<Mixture> groups;
        for (std::size_t i = 0; i < streams.size(); ++i) groups.push_back({{i}});
        return groups;
    }
};

/// T. Ishigami & T. Homma (1990), with a = 7, b = 0.1.
inline TestFunction ishigami() {
    TestFunction f;
    const double pi = std::numbers::pi;
    const NodeId x1 = f.uniform(-pi, pi), x2 = f.uniform(-pi, pi), x3 = f.uniform(-pi, pi);
    const NodeId s1 = f.sine(x1), s2 = f.sine(x2), square3 = f.multiply(x3, x3);
    const NodeId first = f.add(s1, f.multiply(f.number(7), f.multiply(s2, s2)));
    const NodeId fourth = f.multiply(square3, square3);
    f.outputs.push_back(f.add(first, f.multiply(f.number(0.1), f.multiply(fourth, s1))));
    return f;
}

/// A. Saltelli & I. M. Sobol' (1995): the product of (|4 x - 2| + a) / (1 + a).
inline TestFunction sobol_g(const std::vector<double>& a) {
    TestFunction f;
    NodeId product = f.number(1);
    for (const double ai : a) {
        const NodeId x = f.uniform(0, 1);
        const NodeId size =
            f.graph.apply(Operation::absolute, f.add(f.multiply(f.number(4), x), f.number(-2)));
        product =
            f.multiply(product, f.multiply(f.add(size, f.number(ai)), f.number(1 / (1 + ai))));
    }
    f.outputs.push_back(product);
    return f;
}

/// The indices of Sobol' G in closed form.
struct SobolGIndices {
    double variance = 1;
    std::vector<double> first, total;

    explicit SobolGIndices(const std::vector<double>& a) {
        std::vector<double> v;
        for (const double ai : a) v.push_back(1 / (3 * (1 + ai) * (1 + ai)));
        for (const double vi : v) variance *= 1 + vi;
        variance -= 1;
        for (const double vi : v) {
            first.push_back(vi / variance);
            total.push_back(vi * (variance + 1) / (1 + vi) / variance);
        }
    }
};

}  // namespace plancast
