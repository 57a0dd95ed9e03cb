#include "engine/report/json_fields.hpp"
#include "engine/report/sensitivity_text.hpp"

namespace plancast {

namespace {

const char* kind_name(StudiedOutput::Kind kind) {
    switch (kind) {
        case StudiedOutput::Kind::measure: return "measure";
        case StudiedOutput::Kind::hit: return "hit";
        case StudiedOutput::Kind::series: return "series";
    }
    return "";
}

const char* kind_name(InputGroup::Kind kind) {
    switch (kind) {
        case InputGroup::Kind::input: return "input";
        case InputGroup::Kind::count: return "count";
        case InputGroup::Kind::lever: return "lever";
        case InputGroup::Kind::chosen: return "group";
    }
    return "";
}

Json input_json(const InputSensitivity& input, Language language) {
    Json json;
    json.set("input", input.input);
    add_titles(json, input.title, language, input.input);
    json.set("kind", kind_name(input.kind));
    json.set("status", input.status.empty() ? Json() : Json(input.status));
    if (input.moved) {
        json.set("low_value", input.moved->first);
        json.set("high_value", input.moved->second);
        json.set("unit", input.unit);
        json.set("left_out", input.left_out);
    }
    for (const NamedEstimate& index : input.indices)
        json.set(index.name, estimate_json(index.estimate));
    return json;
}

Json shares_json(const OutputSensitivity& output) {
    Json all{Json::Array{}};
    for (const StatusShare& share : output.shares) {
        Json json;
        json.set("status", share.status);
        json.set("first", estimate_json(share.first));
        json.set("total", estimate_json(share.total));
        all.append(std::move(json));
    }
    return all;
}

Json output_json(const OutputSensitivity& output, Language language) {
    Json json;
    json.set("of", output.output.of);
    json.set("kind", kind_name(output.output.kind));
    add_titles(json, output.output.title, language, output.output.of);
    json.set("unit", output.output.unit);
    json.set("mean", output.mean.value);
    json.set("mean_interval", interval_json(output.mean.interval));
    json.set("variance", output.variance.value);
    json.set("variance_interval", interval_json(output.variance.interval));
    json.set("runs", output.runs);
    json.set("left_out", output.left_out);
    json.set("first_left_out", optional_json(output.first_left_out));
    json.set("constant", output.constant);
    for (const NamedEstimate& fact : output.facts)
        json.set(fact.name, estimate_json(fact.estimate));
    Json inputs{Json::Array{}}, pairs{Json::Array{}};
    for (const InputSensitivity& input : output.inputs) inputs.append(input_json(input, language));
    for (const PairSensitivity& pair : output.pairs) {
        Json one;
        one.set("first", pair.first);
        one.set("second", pair.second);
        one.set("index", estimate_json(pair.index));
        pairs.append(std::move(one));
    }
    json.set("indices", inputs);
    json.set("second_order", pairs);
    json.set("by_status", shares_json(output));
    return json;
}

}  // namespace

Json sensitivity_json(const Sensitivity& sensitivity, Language language) {
    Json json;
    json.set("scenario", sensitivity.scenario);
    add_titles(json, sensitivity.title, language, sensitivity.scenario);
    json.set("method", sensitivity.method);
    json.set("estimator", sensitivity.estimator.empty() ? Json() : Json(sensitivity.estimator));
    json.set("design", sensitivity.design.empty() ? Json() : Json(sensitivity.design));
    json.set("seed", sensitivity.seed);
    json.set("runs", sensitivity.runs);
    json.set("runs_there", sensitivity.runs_there > 0 ? Json(sensitivity.runs_there) : Json());
    json.set("evaluations", sensitivity.evaluations);
    Json outputs{Json::Array{}}, idle{Json::Array{}}, first{Json::Array{}}, warnings{Json::Array{}};
    for (const OutputSensitivity& output : sensitivity.outputs)
        outputs.append(output_json(output, language));
    for (const std::string& name : sensitivity.idle) idle.append(name);
    for (const MeasureFirst& one : sensitivity.measure_first) {
        Json entry;
        entry.set("input", one.input);
        entry.set("status", one.status);
        entry.set("share", one.share);
        entry.set("most_on", one.most_on);
        entry.set("largest", one.largest);
        first.append(std::move(entry));
    }
    Json unmoved{Json::Array{}}, correlated{Json::Array{}};
    for (const std::string& name : sensitivity.unmoved) unmoved.append(name);
    for (const std::string& name : sensitivity.shares_of_a_whole) unmoved.append(name);
    for (const auto& [one, other] : sensitivity.correlated) {
        Json pair{Json::Array{}};
        pair.append(one);
        pair.append(other);
        correlated.append(std::move(pair));
    }
    for (const std::string& warning : sensitivity_warnings(sensitivity)) warnings.append(warning);
    json.set("outputs", outputs);
    json.set("idle", idle);
    json.set("unmoved", unmoved);
    json.set("correlated", correlated);
    json.set("measure_first", first);
    json.set("warnings", warnings);
    return json;
}

}  // namespace plancast
