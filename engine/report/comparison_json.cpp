#include "engine/report/comparison_text.hpp"
#include "engine/report/json_fields.hpp"

namespace plancast {

namespace {

void add_change(Json& json, const OddsChange& change) {
    add_probability(json, change.probability);
    Json base;
    add_probability(base, change.base);
    json.set("base", base);
    json.set("difference", estimate_json(change.difference));
    json.set("gained", optional_json(change.gained));
    json.set("lost", optional_json(change.lost));
}

Json odds_json(const OddsChange& change, Language language) {
    Json json;
    json.set("id", change.id);
    add_titles(json, change.title, language, change.id);
    add_change(json, change);
    return json;
}

Json target_json(const TargetChange& target, Language language) {
    Json json;
    json.set("id", target.odds.id);
    json.set("number", target.number == 0 ? Json() : Json(target.number));
    add_titles(json, target.odds.title, language, target.odds.id);
    add_change(json, target.odds);
    Json parts{Json::Array{}};
    for (const OddsChange& part : target.parts) parts.append(odds_json(part, language));
    json.set("parts", parts);
    return json;
}

Json series_json(const SeriesChange& change, Language language) {
    Json json;
    json.set("id", change.id);
    add_titles(json, change.title, language, change.id);
    json.set("unit", change.unit);
    json.set("year", optional_json(change.year));
    json.set("base", change.base);
    json.set("base_sd", change.base_sd);
    json.set("difference", estimate_json(change.difference));
    json.set("not_finite", change.not_finite);
    return json;
}

Json names_json(const std::vector<std::string>& names) {
    Json json{Json::Array{}};
    for (const std::string& name : names) json.append(name);
    return json;
}

Json unshared_json(const ComparedScenario& scenario) {
    Json json;
    const auto add = [&](const char* kind, const Unshared& unshared) {
        Json both;
        both.set("only_in_base", names_json(unshared.only_in_base));
        both.set("only_here", names_json(unshared.only_here));
        json.set(kind, both);
    };
    add("targets", scenario.unshared_targets);
    add("series", scenario.unshared_series);
    add("draws", scenario.draws);
    return json;
}

Json scenario_json(const ComparedScenario& scenario, Language language) {
    Json json;
    json.set("id", scenario.id);
    add_titles(json, scenario.scenario_title, language, scenario.id);
    json.set("runs", scenario.runs);
    json.set("seed", scenario.seed);
    json.set("design", scenario.design);
    json.set("paired", scenario.paired);
    Json targets{Json::Array{}}, series{Json::Array{}}, all;
    add_change(all, scenario.all_targets);
    for (const TargetChange& target : scenario.targets)
        targets.append(target_json(target, language));
    for (const SeriesChange& change : scenario.series) series.append(series_json(change, language));
    json.set("all_targets", all);
    json.set("targets", targets);
    json.set("series", series);
    json.set("unshared", unshared_json(scenario));
    return json;
}

}  // namespace

Json comparison_json(const ComparedPlans& compared, Language language) {
    const Summary& summary = compared.base;
    Json base;
    base.set("id", summary.scenario);
    add_titles(base, summary.scenario_title, language, summary.scenario);
    base.set("runs", summary.runs);
    base.set("seed", summary.seed);
    base.set("design", summary.design);
    Json all, targets{Json::Array{}}, scenarios{Json::Array{}};
    add_probability(all, summary.all_targets);
    base.set("all_targets", all);
    for (const TargetSummary& target : summary.targets) {
        Json json;
        json.set("id", target.id);
        add_probability(json, target.probability);
        targets.append(std::move(json));
    }
    base.set("targets", targets);
    for (const ComparedScenario& scenario : compared.scenarios)
        scenarios.append(scenario_json(scenario, language));
    Json json;
    json.set("base", base);
    json.set("scenarios", scenarios);
    return json;
}

}  // namespace plancast
