#include <utility>

#include "engine/report/json_fields.hpp"
#include "engine/report/path_text.hpp"

namespace plancast {

namespace {

std::string verdict_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::missed: return "missed";
        case Verdict::met: return "met";
        case Verdict::not_judged: return "not_judged";
    }
    return {};
}

/// One entry a value, with its year where it has one.
Json rows_json(const std::vector<PathRow>& rows, const std::vector<int>& years) {
    Json all{Json::Array{}};
    for (const PathRow& row : rows) {
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            Json json;
            json.set("id", row.id);
            json.set("unit", row.unit);
            json.set("year", row.by_year ? Json(years.at(i)) : Json());
            json.set("value", row.truth ? Json(row.values[i] != 0) : Json(row.values[i]));
            all.append(std::move(json));
        }
    }
    return all;
}

Json target_json(const PathTarget& target, Language language) {
    Json json;
    json.set("id", target.id);
    json.set("number", target.number == 0 ? Json() : Json(target.number));
    add_titles(json, target.title, language, target.id);
    json.set("verdict", verdict_name(target.verdict));
    json.set("needs", optional_whole_json(target.needs));
    Json parts{Json::Array{}};
    for (const PathPart& part : target.parts) {
        Json part_json;
        part_json.set("id", part.id);
        add_titles(part_json, part.title, language, part.id);
        part_json.set("unit", part.unit);
        part_json.set("measure", part.measure);
        add_bound(part_json, part.direction, part.bound, part.levels);
        part_json.set("shortfall", part.shortfall);
        part_json.set("verdict", verdict_name(part.verdict));
        parts.append(std::move(part_json));
    }
    json.set("parts", parts);
    return json;
}

}  // namespace

Json path_json(const RunPath& path, const std::optional<Comparison>& comparison,
               Language language) {
    Json json;
    json.set("scenario", path.scenario);
    add_titles(json, path.title, language, path.scenario);
    json.set("run", optional_json(path.run));
    json.set("median_world", !path.run.has_value());
    json.set("seed", path.seed);
    json.set("design", path.design);
    Json levers{Json::Array{}};
    for (const PathSetting& lever : path.levers) {
        Json lever_json;
        lever_json.set("id", lever.id);
        lever_json.set("unit", lever.unit);
        lever_json.set("value", lever.value);
        levers.append(std::move(lever_json));
    }
    json.set("levers", levers);
    Json readings{Json::Object{}};
    for (const PathSetting& reading : path.readings) readings.set(reading.id, reading.choice);
    json.set("readings", readings);
    json.set("inputs", rows_json(path.inputs, path.years));
    json.set("series", rows_json(path.series, path.years));
    Json targets{Json::Array{}};
    for (const PathTarget& target : path.targets) targets.append(target_json(target, language));
    json.set("targets", targets);
    json.set("checks", std::uint64_t{path.checks});
    Json broken{Json::Array{}};
    for (const CheckBreak& check : path.broken_checks) {
        Json check_json;
        check_json.set("id", check.id);
        add_titles(check_json, check.title, language, check.id);
        add_break(check_json, check);
        broken.append(std::move(check_json));
    }
    json.set("broken_checks", broken);
    Json equal;
    if (comparison && comparison->values > 0) equal = Json(!comparison->first_difference);
    json.set("equal_to_file", equal);
    json.set("first_difference", comparison ? optional_json(comparison->first_difference) : Json());
    return json;
}

}  // namespace plancast
