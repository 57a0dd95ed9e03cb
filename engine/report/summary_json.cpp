#include "engine/report/summary_json.hpp"

#include "engine/report/json_fields.hpp"

namespace plancast {

namespace {

Json probability_json(const Probability& probability) {
    Json json;
    add_probability(json, probability);
    return json;
}

Json quantiles_json(const std::vector<Quantile>& quantiles) {
    Json json{Json::Array{}};
    for (const Quantile& quantile : quantiles)
        json.append(Json::Array{quantile.level, quantile.value});
    return json;
}

Json part_json(const PartSummary& part, const std::string& name, Language language) {
    Json json;
    json.set("id", part.id);
    add_titles(json, part.title, language, name);
    json.set("unit", part.unit);
    add_bound(json, part.direction, part.bound, part.levels);
    json.set("each_year", part.each_year);
    json.set("by", optional_json(part.by));
    add_probability(json, part.probability);
    json.set("shortfall", optional_json(part.shortfall));
    json.set("shortfall_mean", optional_json(part.shortfall_mean));
    json.set("promise", optional_json(part.promise));
    Json chance;
    if (part.known_chance) {
        chance.set("probability", part.known_chance->value);
        chance.set("interval", interval_json(part.known_chance->interval));
    }
    json.set("known_chance", chance);
    json.set("mean", part.mean);
    json.set("standard_error", part.standard_error);
    json.set("sd", part.sd);
    json.set("measure_quantiles", quantiles_json(part.measure_quantiles));
    return json;
}

Json target_json(const TargetSummary& target, Language language) {
    Json json;
    json.set("id", target.id);
    json.set("number", target.number == 0 ? Json() : Json(target.number));
    add_titles(json, target.title, language, target.id);
    add_probability(json, target.probability);
    json.set("needs", optional_whole_json(target.needs));
    // That of the only part; where there are several, each has its own, in its own unit.
    json.set("shortfall",
             target.parts.size() == 1 ? optional_json(target.parts[0].shortfall) : Json());
    Json parts{Json::Array{}};
    for (const PartSummary& part : target.parts) parts.append(part_json(part, part.id, language));
    json.set("parts", parts);
    return json;
}

Json series_json(const SeriesSummary& series, Language language) {
    Json json;
    json.set("id", series.id);
    json.set("name", series.name);
    Json members{Json::Array{}};
    for (const std::string& member : series.members) members.append(member);
    json.set("members", members);
    add_titles(json, series.title, language, series.id);
    json.set("unit", series.unit);
    json.set("year", optional_json(series.year));
    json.set("mean", series.mean);
    json.set("standard_error", series.standard_error);
    json.set("sd", series.sd);
    json.set("quantiles", quantiles_json(series.quantiles));
    return json;
}

Json reading_json(const ReadingSummary& reading, const Summary& summary, Language language) {
    Json json;
    json.set("reading", reading.reading);
    json.set("alternative", reading.alternative);
    add_titles(json, reading.title, language, reading.reading);
    json.set("alternative_titles", titles_json(reading.alternative_title));
    json.set("all_targets", probability_json(reading.all_targets));
    Json targets{Json::Array{}};
    for (std::size_t i = 0; i < reading.targets.size(); ++i) {
        Json target;
        target.set("id", summary.targets[i].id);
        add_probability(target, reading.targets[i]);
        targets.append(target);
    }
    json.set("targets", targets);
    return json;
}

Json finding_json(const Finding& finding, Language language) {
    Json json;
    json.set("kind", finding_name(finding.kind));
    json.set("id", finding.id);
    add_titles(json, finding.title, language, finding.id);
    json.set("runs", finding.runs);
    json.set("first_run", finding.first_run);
    if (finding.kind == Finding::Kind::check_broken)
        add_break(json, finding.broken);
    else
        json.set("year", optional_json(finding.year));
    return json;
}

Json warning_json(const Warning& warning, Language language) {
    Json json;
    json.set("kind", warning_name(warning.kind));
    json.set("id", warning.target);
    add_titles(json, warning.title, language, warning.target);
    if (warning.kind == Warning::Kind::rests_on_assumption) {
        json.set("input", warning.input);
        json.set("input_titles", titles_json(warning.input_title));
        json.set("share", warning.share);
        json.set("probability_low", warning.probability_low);
        json.set("probability_high", warning.probability_high);
    }
    return json;
}

}  // namespace

Json summary_json(const Summary& summary, Language language) {
    Json json;
    json.set("scenario", summary.scenario);
    add_titles(json, summary.title, language, summary.scenario);
    json.set("scenario_titles", titles_json(summary.scenario_title));
    json.set("runs", summary.runs);
    json.set("seed", summary.seed);
    json.set("design", summary.design);
    json.set("interrupted", summary.interrupted);
    json.set("all_targets", probability_json(summary.all_targets));
    Json met{Json::Array{}};
    for (const double probability : summary.targets_met) met.append(probability);
    json.set("targets_met", met);
    Json at_least{Json::Array{}};
    for (const Probability& probability : summary.at_least)
        at_least.append(probability_json(probability));
    json.set("at_least", at_least);
    Json targets{Json::Array{}};
    for (const TargetSummary& target : summary.targets)
        targets.append(target_json(target, language));
    json.set("targets", targets);
    Json series{Json::Array{}};
    for (const SeriesSummary& row : summary.series) series.append(series_json(row, language));
    json.set("series", series);
    Json pairs{Json::Array{}};
    for (const PairOfMisses& pair : summary.pairs) {
        Json json_pair;
        json_pair.set("first", pair.first);
        json_pair.set("second", pair.second);
        json_pair.set("probability", pair.probability);
        json_pair.set("by_chance", pair.by_chance);
        pairs.append(json_pair);
    }
    json.set("pairs", pairs);
    Json readings{Json::Array{}};
    for (const ReadingSummary& reading : summary.readings)
        readings.append(reading_json(reading, summary, language));
    json.set("readings", readings);
    json.set("checks", std::uint64_t{summary.checks});
    Json findings{Json::Array{}};
    for (const Finding& finding : summary.findings)
        findings.append(finding_json(finding, language));
    json.set("findings", findings);
    Json warnings{Json::Array{}};
    for (const Warning& warning : summary.warnings)
        warnings.append(warning_json(warning, language));
    json.set("warnings", warnings);
    return json;
}

}  // namespace plancast
