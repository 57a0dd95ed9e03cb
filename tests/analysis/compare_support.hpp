#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/analysis/compare.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

namespace plancast {

/// A plan written in @p text.
inline Plan plan_of(const std::string& name, const std::string& text) {
    Plan plan = load_plan(name + "/model.toml", [&](const std::string& path) {
        return std::make_shared<SourceFile>(path, text);
    });
    plan.name = name;
    return plan;
}

inline Plan with_run(Plan plan, const RunSettings& run) {
    plan.run = run;
    return plan;
}

inline const OddsChange& target_of(const ComparedScenario& scenario, const std::string& id) {
    for (const TargetChange& target : scenario.targets)
        if (target.odds.id == id) return target.odds;
    FAIL("no target " << id);
    return scenario.all_targets;
}

inline const SeriesChange& series_of(const ComparedScenario& scenario, const std::string& id,
                                     std::optional<int> year) {
    for (const SeriesChange& change : scenario.series)
        if (change.id == id && change.year == year) return change;
    FAIL("no series " << id);
    return scenario.series.front();
}

}  // namespace plancast
