#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/models/correlated_normals.hpp"
#include "engine/models/graph_builder.hpp"
#include "engine/models/law_draw.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// Turns inputs into draws: uniforms, the normals behind correlated laws, quantiles, and what a
/// scenario does to the value after the draw.
///
/// The normal behind a value is sqrt(lasting) z_run + sqrt(1 - lasting) z_year; each of the two is
/// rho F + sqrt(1 - rho^2) e where it loads on a factor F; e is a row of a Cholesky factor times
/// the independent normals of those that it is correlated with, and in the yearly part a stationary
/// AR(1).
class InputCompiler {
public:
    /// Gives the node of a parameter's formula for a member in a year.
    using Evaluate =
        std::function<NodeId(const Formula&, const Input&, std::size_t member, std::int32_t year)>;

    /// @throws InvalidInput if correlations are not those of any normals.
    InputCompiler(const Plan& plan, GraphBuilder& graph, Evaluate evaluate);

    /// @param index  The input among those of the plan.
    /// @param year   The year at hand; no_year for an input that no year changes.
    NodeId value(std::size_t index, std::size_t member, std::int32_t year);
    /// The standard normal behind the value; of a spread that is split into parts that are no plain
    /// numbers its yearly part.
    NodeId normal(std::size_t index, std::size_t member, std::int32_t year);
    NodeId normal_part(std::size_t index, std::size_t member, NormalPart part, std::int32_t year);
    /// Whether a scenario says what the value is.
    bool is_fixed(std::size_t index, std::size_t member, std::int32_t year) const;

private:
    using Key = std::tuple<std::size_t, std::size_t, std::int32_t>;

    std::string label(const Input& input, std::size_t member) const;
    bool behind_normals(std::size_t index, std::size_t member) const;
    NodeId uniform(std::size_t index, std::size_t member, std::int32_t year);
    NodeId own_normal(std::size_t index, std::size_t member, std::int32_t year);
    NodeId innovation(std::size_t index, std::size_t member, std::int32_t year);
    NodeId drawn(std::size_t index, std::size_t member, std::int32_t year);
    NodeId share(std::size_t index, std::size_t member, std::int32_t year);
    LawDraw law(const Input& input, std::size_t member, std::int32_t year);
    NodeId adjusted(const Input& input, std::size_t member, std::int32_t year, NodeId value);

    const Plan& plan_;
    GraphBuilder& graph_;
    Evaluate evaluate_;
    CorrelatedNormals correlated_;
    std::map<Key, NodeId> own_;
    std::map<std::tuple<std::size_t, std::size_t, bool, std::int32_t>, NodeId> parts_;
};

}  // namespace plancast
