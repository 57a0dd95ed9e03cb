#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/distributions/run_number.hpp"
#include "engine/models/graph_builder.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// What a value is drawn from; each is made when it is asked for.
struct DrawSource {
    std::function<NodeId()> uniform;
    std::function<NodeId()> normal;  ///< the standard normal behind that uniform
    bool behind_normals = false;     ///< whether the uniform is made from the normal
    std::function<NodeId()> lasting = {}, yearly = {};  ///< the normals of a spread that is split
};

/// A stated law with the arguments that it has for a member in a year.
class LawDraw {
public:
    using Evaluate = std::function<NodeId(const Formula&)>;

    LawDraw(GraphBuilder& graph, const StatedLaw& law, std::size_t member,
            const Evaluate& evaluate);

    /// @throws InvalidInput if there is no law with the arguments that are known.
    void check() const;

    /// The node of the law's value: the quantile of one distribution where all arguments are known,
    /// else the law's formula.
    /// @throws InvalidInput if there is no law with these arguments, or no formula.
    NodeId value(const DrawSource& source) const;

private:
    std::optional<LawArguments> known_arguments() const;
    DistributionPtr bounded(DistributionPtr law) const;
    void check_known_numbers() const;
    NodeId by_formula(const DrawSource& source) const;
    RunNumber possible(const std::string& name, const RunNumber& argument) const;
    NodeId clipped(NodeId value) const;

    GraphBuilder& graph_;
    const StatedLaw& law_;
    std::map<std::string, NodeId> numbers_;
    std::map<std::string, std::vector<NodeId>> lists_;
    std::vector<std::pair<NodeId, LawDraw>> parts_;
    std::string split_;  ///< the parameter whose spread is split; "" if none is
};

}  // namespace plancast
