#include "engine/report/discovery_text.hpp"
#include "engine/report/json_fields.hpp"
#include "engine/report/limit_text.hpp"

namespace plancast {

namespace {

Json count_json(const BoxCount& count) {
    Json json;
    json.set("runs", count.runs);
    json.set("events", count.events);
    json.set("all_runs", count.all_runs);
    json.set("all_events", count.all_events);
    json.set("coverage", count.coverage());
    json.set("density", count.density());
    json.set("mass", count.mass());
    return json;
}

Json count_with_intervals_json(const BoxCount& count) {
    Json json = count_json(count);
    json.set("coverage_interval", interval_json(count.coverage_interval()));
    json.set("density_interval", interval_json(count.density_interval()));
    return json;
}

Json input_json(const DiscoveredInput& input, Language language) {
    Json json, years{Json::Array{}};
    json.set("input", input.id);
    add_titles(json, input.title, language, input.id);
    json.set("unit", input.unit);
    json.set("status", input.status);
    json.set("truth", input.truth);
    for (const int year : input.years) years.append(year);
    json.set("years", years);
    json.set("lowest", input.lowest);
    json.set("highest", input.highest);
    return json;
}

/// "input", "low", "high"
Json bounds_json(const Discovery& discovery, const InputBounds& bounds) {
    Json json;
    json.set("input", discovery.inputs[bounds.input].id);
    json.set("low", optional_json(bounds.low));
    json.set("high", optional_json(bounds.high));
    return json;
}

Json box_json(const Discovery& discovery, const PrimBox& box, Language language) {
    Json json, limits{Json::Array{}};
    for (const BoxLimit& limit : box.limits) {
        Json one = bounds_json(discovery, limit.bounds);
        one.set("text", limit_text(discovery.inputs[limit.bounds.input], limit.bounds, language));
        one.set("without", count_json(limit.without));
        one.set("quasi_p_value", limit.quasi_p_value);
        limits.append(std::move(one));
    }
    json.set("limits", limits);
    json.set("fresh", count_with_intervals_json(box.fresh));
    json.set("searched", count_json(box.searched));
    json.set("step", std::uint64_t{box.step});
    return json;
}

Json step_json(const Discovery& discovery, const PrimStep& step) {
    Json json, limits{Json::Array{}};
    for (const InputBounds& bounds : step.box) limits.append(bounds_json(discovery, bounds));
    json.set("limits", limits);
    json.set("peeled", count_json(step.peeled));
    json.set("choosing", count_json(step.choosing));
    json.set("fresh", count_json(step.fresh));
    return json;
}

}  // namespace

Json discovery_json(const Discovery& discovery, Language language) {
    Json json;
    json.set("scenario", discovery.scenario);
    add_titles(json, discovery.title, language, discovery.scenario);
    json.set("scenario_titles", titles_json(discovery.scenario_title));
    Json target;
    target.set("id", discovery.event);
    add_titles(target, discovery.event_title, language, discovery.event);
    json.set("target", target);
    json.set("of_interest", discovery.hits ? "met" : "missed");
    json.set("design", discovery.design);
    json.set("seed", discovery.seed);
    json.set("plan_runs", discovery.plan_runs);
    json.set("runs", discovery.runs);
    json.set("not_judged", discovery.not_judged);
    json.set("left_out", discovery.left_out);
    Json not_finite{Json::Array{}}, inputs{Json::Array{}}, idle{Json::Array{}},
        boxes{Json::Array{}}, searches{Json::Array{}};
    for (const NotFinite& found : discovery.not_finite) {
        Json one;
        one.set("what", found.what);
        one.set("kind", found.measure ? "measure" : "input");
        one.set("runs", found.runs);
        one.set("first_run", found.first_run);
        not_finite.append(std::move(one));
    }
    json.set("not_finite", not_finite);
    json.set("counted", discovery.counted());
    json.set("events", discovery.events);
    json.set("wanted_density", discovery.wanted_density);
    for (const DiscoveredInput& input : discovery.inputs)
        inputs.append(input_json(input, language));
    json.set("inputs", inputs);
    for (const std::string& id : discovery.idle) idle.append(id);
    json.set("idle", idle);
    for (const PrimBox& box : discovery.found.boxes)
        boxes.append(box_json(discovery, box, language));
    json.set("boxes", boxes);
    json.set("together", count_with_intervals_json(discovery.found.together));
    for (const std::vector<PrimStep>& search : discovery.found.searches) {
        Json steps{Json::Array{}};
        for (const PrimStep& step : search) steps.append(step_json(discovery, step));
        searches.append(std::move(steps));
    }
    json.set("searches", searches);
    return json;
}

}  // namespace plancast
