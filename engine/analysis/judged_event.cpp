#include "engine/analysis/judged_event.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "engine/analysis/studied_outputs.hpp"
#include "engine/analysis/whole_plan.hpp"
#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

Title joined(const Title& target, const std::string& target_id, const Title& part,
             const std::string& part_id) {
    const Title above = target.or_name(target_id), own = part.or_name(part_id);
    const auto both = [](const std::string& first, const std::string& second) {
        return second.starts_with(first + ": ") ? second : first + ": " + second;
    };
    return {both(above.vi, own.vi), both(above.en, own.en)};
}

[[noreturn]] void refuse(const Plan& plan, const std::string& name) {
    if (plan.targets.empty())
        throw InvalidInput("the plan has no target: nothing is met or missed",
                           "give it one: models/README.md shows how");
    std::vector<std::string> targets, known;
    for (const Target& target : plan.targets) {
        targets.push_back(target.id);
        known.push_back(target.id);
        for (const Part& part : target.parts) known.push_back(target.id + "/" + part.id);
    }
    known.emplace_back(all_targets_id);
    const std::string list =
        fmt::format("the targets are {}, {}", fmt::join(targets, ", "), all_targets_id);
    if (name.empty())
        throw InvalidInput("no target is named: --target says whose misses to look for", list);
    const std::string bare = name.substr(0, name.find_first_of("@["));
    if (std::any_of(plan.series.begin(), plan.series.end(),
                    [&](const Series& series) { return series.name == bare; }))
        throw InvalidInput(fmt::format("'{}' is a series, which is neither met nor missed", name),
                           list + "; plancast sensitivity --of says what a series hinges on");
    // A part is often named by itself, or behind a point as in messages of the model.
    for (const Target& target : plan.targets)
        for (const Part& part : target.parts)
            if (target.parts.size() > 1 && (part.id == name || target.id + "." + part.id == name))
                throw InvalidInput(fmt::format("there is no target '{}'", name),
                                   fmt::format("did you mean '{}/{}'?", target.id, part.id));
    const std::string nearest = nearest_name(name, known);
    throw InvalidInput(fmt::format("there is no target '{}'", name),
                       nearest.empty() ? list + "; a part is written target/part"
                                       : fmt::format("did you mean '{}'?", nearest));
}

/// No target missed and one at least met is met; nothing judged is not judged.
NodeId verdict_of_all(const CompiledPlan& compiled, Graph& graph) {
    std::vector<NodeId> verdicts;
    for (const std::size_t target : compiled.columns.verdicts.front().targets)
        verdicts.push_back(compiled.outputs[target]);
    const WholePlan plan = whole_plan(graph, verdicts);
    const auto constant = [&](Verdict verdict) {
        return graph.constant(static_cast<double>(verdict));
    };
    return graph.apply(Operation::select, plan.any_missed, constant(Verdict::missed),
                       graph.apply(Operation::select, plan.any_met, constant(Verdict::met),
                                   constant(Verdict::not_judged)));
}

}  // namespace

JudgedEvent judged_event(const Plan& plan, const CompiledPlan& compiled, Graph& graph,
                         const std::string& name) {
    const VerdictColumns& verdicts = compiled.columns.verdicts.front();
    std::size_t first = 0;
    for (std::size_t t = 0; t < plan.targets.size(); ++t) {
        const Target& target = plan.targets[t];
        std::vector<std::size_t> parts(target.parts.size());
        std::iota(parts.begin(), parts.end(), first);
        if (target.id == name)
            return {target.id, target.title.or_name(target.id),
                    compiled.outputs[verdicts.targets[t]], std::move(parts)};
        for (std::size_t p = 0; p < parts.size(); ++p) {
            const Part& part = target.parts[p];
            if (target.id + "/" + part.id == name)
                return {name,
                        joined(target.title, target.id, part.title, part.id),
                        compiled.outputs[verdicts.parts[parts[p]]],
                        {parts[p]}};
        }
        first += parts.size();
    }
    if (name != all_targets_id || plan.targets.empty()) refuse(plan, name);
    std::vector<std::size_t> parts(first);
    std::iota(parts.begin(), parts.end(), std::size_t{0});
    return {name, all_targets_title(), verdict_of_all(compiled, graph), std::move(parts)};
}

}  // namespace plancast
