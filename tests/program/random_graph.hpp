#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "engine/program/graph.hpp"

namespace plancast::test {

/// A graph of random operations with every kind of node, and some of its nodes as outputs.
struct RandomGraph {
    Graph graph;
    std::vector<NodeId> outputs;
};

struct RandomGraphOptions {
    std::size_t size = 60;    ///< operations, not counting constants and draws
    bool with_tables = true;  ///< laws that are drawn through a table, good to 1e-9 only
    bool with_counts = true;
};

/// Values stay within +-10, so that a rounding error of 1e-16 stays far below 1e-12. The same
/// engine state gives the same graph.
RandomGraph make_random_graph(std::mt19937_64& engine, const RandomGraphOptions& options);

}  // namespace plancast::test
