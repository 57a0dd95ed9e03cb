#include <cmath>

#include "engine/analysis/bound_text.hpp"
#include "engine/core/error.hpp"
#include "engine/report/json_fields.hpp"
#include "engine/report/summary_json.hpp"

namespace plancast {

namespace {

Title read_title(const Json& titles) { return {titles.at("vi").text(), titles.at("en").text()}; }

std::optional<double> read_optional(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional(json.number());
}

std::optional<int> read_optional_int(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional(static_cast<int>(json.number()));
}

std::array<double, 2> read_interval(const Json& json) {
    const auto& ends = json.items();
    if (ends.size() != 2) throw MachineFailure("the stored summary has an interval without ends");
    return {ends[0].number(), ends[1].number()};
}

Probability read_probability(const Json& json) {
    return {json.at("probability").number(), read_interval(json.at("interval")),
            json.at("met").whole(), json.at("not_judged").whole()};
}

std::vector<Quantile> read_quantiles(const Json& json) {
    std::vector<Quantile> quantiles;
    for (const Json& pair : json.items()) {
        if (pair.items().size() != 2)
            throw MachineFailure("the stored summary has a quantile without level or value");
        quantiles.push_back({pair.items()[0].number(), pair.items()[1].number()});
    }
    return quantiles;
}

Direction read_direction(const std::string& name) {
    if (const auto direction = direction_named(name)) return *direction;
    throw MachineFailure("the stored summary has an unknown kind of bound '" + name + "'");
}

Finding::Kind read_finding_kind(const std::string& name) {
    for (const auto kind : {Finding::Kind::check_broken, Finding::Kind::series_not_finite,
                            Finding::Kind::measure_not_finite}) {
        if (finding_name(kind) == name) return kind;
    }
    throw MachineFailure("the stored summary has an unknown kind of finding '" + name + "'");
}

Warning read_warning(const Json& json) {
    Warning warning;
    warning.target = json.at("id").text();
    warning.title = read_title(json.at("titles"));
    const std::string name = json.at("kind").text();
    for (const auto kind : {Warning::Kind::never_met, Warning::Kind::always_met}) {
        warning.kind = kind;
        if (warning_name(kind) == name) return warning;
    }
    warning.kind = Warning::Kind::rests_on_assumption;
    if (warning_name(warning.kind) != name)
        throw MachineFailure("the stored summary has an unknown kind of warning '" + name + "'");
    warning.input = json.at("input").text();
    warning.input_title = read_title(json.at("input_titles"));
    warning.share = json.at("share").number();
    warning.probability_low = json.at("probability_low").number();
    warning.probability_high = json.at("probability_high").number();
    return warning;
}

std::vector<Level> read_levels(const Json& json) {
    if (const auto one = read_optional(json.at("bound_value")))
        return {{std::nullopt, *one, read_optional(json.at("bound_upper"))}};
    std::vector<Level> levels;
    for (const Json& level : json.at("bound_path").items())
        levels.push_back({read_optional_int(level.at("year")), level.at("bound").number(),
                          read_optional(level.at("upper"))});
    return levels;
}

PartSummary read_part(const Json& json) {
    PartSummary part;
    part.id = json.at("id").text();
    part.title = read_title(json.at("titles"));
    part.unit = json.at("unit").text();
    part.direction = read_direction(json.at("direction").text());
    part.bound = json.at("bound").text();
    part.levels = read_levels(json);
    part.each_year = json.at("each_year").truth();
    part.by = read_optional_int(json.at("by"));
    part.probability = read_probability(json);
    part.shortfall = read_optional(json.at("shortfall"));
    part.shortfall_mean = read_optional(json.at("shortfall_mean"));
    part.promise = read_optional(json.at("promise"));
    const Json& chance = json.at("known_chance");
    if (!chance.is_null()) {
        part.known_chance = Probability{chance.at("probability").number(),
                                        read_interval(chance.at("interval")), 0, 0};
    }
    part.mean = json.at("mean").number();
    part.standard_error = json.at("standard_error").number();
    part.sd = json.at("sd").number();
    part.measure_quantiles = read_quantiles(json.at("measure_quantiles"));
    return part;
}

TargetSummary read_target(const Json& json) {
    TargetSummary target;
    target.id = json.at("id").text();
    target.number = read_optional_int(json.at("number")).value_or(0);
    target.title = read_title(json.at("titles"));
    target.probability = read_probability(json);
    if (!json.at("needs").is_null()) target.needs = json.at("needs").whole();
    for (const Json& part : json.at("parts").items()) target.parts.push_back(read_part(part));
    return target;
}

SeriesSummary read_series(const Json& json) {
    SeriesSummary series;
    series.id = json.at("id").text();
    series.name = json.at("name").text();
    for (const Json& member : json.at("members").items()) series.members.push_back(member.text());
    series.title = read_title(json.at("titles"));
    series.unit = json.at("unit").text();
    series.year = read_optional_int(json.at("year"));
    series.mean = json.at("mean").number();
    series.standard_error = json.at("standard_error").number();
    series.sd = json.at("sd").number();
    series.quantiles = read_quantiles(json.at("quantiles"));
    return series;
}

ReadingSummary read_reading(const Json& json) {
    ReadingSummary reading;
    reading.reading = json.at("reading").text();
    reading.alternative = json.at("alternative").text();
    reading.title = read_title(json.at("titles"));
    reading.alternative_title = read_title(json.at("alternative_titles"));
    reading.all_targets = read_probability(json.at("all_targets"));
    for (const Json& target : json.at("targets").items())
        reading.targets.push_back(read_probability(target));
    return reading;
}

CheckBreak read_break(const Json& json) {
    CheckBreak broken;
    broken.id = json.at("id").text();
    broken.title = read_title(json.at("titles"));
    broken.expression = json.at("expression").text();
    broken.year = read_optional_int(json.at("year"));
    for (const Json& member : json.at("members").items()) broken.members.push_back(member.text());
    broken.truth = json.at("unit").is_null();
    broken.unit = json.at("unit").text();
    const auto side = [&](const Json& value) {
        return broken.truth ? static_cast<double>(value.truth()) : value.number();
    };
    if (!json.at("left").is_null()) broken.sides = {side(json.at("left")), side(json.at("right"))};
    broken.more = json.at("more").whole();
    return broken;
}

Finding read_finding(const Json& json) {
    Finding finding;
    finding.kind = read_finding_kind(json.at("kind").text());
    finding.id = json.at("id").text();
    finding.title = read_title(json.at("titles"));
    finding.year = read_optional_int(json.at("year"));
    finding.runs = json.at("runs").whole();
    finding.first_run = json.at("first_run").whole();
    if (finding.kind == Finding::Kind::check_broken) finding.broken = read_break(json);
    return finding;
}

}  // namespace

Summary summary_from_json(const std::string& document) {
    const Json json = Json::parse(document);
    if (json.at("runs").is_null() || json.at("targets").is_null())
        throw MachineFailure("the stored summary is not one of plancast");
    Summary summary;
    summary.scenario = json.at("scenario").text();
    summary.title = read_title(json.at("titles"));
    summary.scenario_title = read_title(json.at("scenario_titles"));
    summary.runs = json.at("runs").whole();
    summary.seed = json.at("seed").whole();
    summary.design = json.at("design").text();
    summary.interrupted = json.at("interrupted").truth();
    summary.all_targets = read_probability(json.at("all_targets"));
    for (const Json& probability : json.at("targets_met").items())
        summary.targets_met.push_back(probability.number());
    for (const Json& probability : json.at("at_least").items())
        summary.at_least.push_back(read_probability(probability));
    for (const Json& target : json.at("targets").items())
        summary.targets.push_back(read_target(target));
    for (const Json& series : json.at("series").items())
        summary.series.push_back(read_series(series));
    for (const Json& pair : json.at("pairs").items()) {
        summary.pairs.push_back({pair.at("first").text(), pair.at("second").text(),
                                 pair.at("probability").number(), pair.at("by_chance").number()});
    }
    for (const Json& reading : json.at("readings").items()) {
        summary.readings.push_back(read_reading(reading));
        if (summary.readings.back().targets.size() != summary.targets.size())
            throw MachineFailure("the stored summary lacks targets under a reading");
    }
    summary.checks = json.at("checks").whole();
    for (const Json& finding : json.at("findings").items())
        summary.findings.push_back(read_finding(finding));
    for (const Json& warning : json.at("warnings").items())
        summary.warnings.push_back(read_warning(warning));
    return summary;
}

}  // namespace plancast
