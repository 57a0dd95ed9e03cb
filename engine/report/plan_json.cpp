#include <utility>

#include "engine/analysis/bound_text.hpp"
#include "engine/analysis/evaluation_order.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/models/count_laws.hpp"
#include "engine/report/json_fields.hpp"
#include "engine/report/plan_text.hpp"
#include "engine/report/plan_words.hpp"

namespace plancast {

namespace {

Json set_names_json(const Plan& plan, const SetList& sets) {
    Json over{Json::Array{}};
    for (const std::size_t set : sets) over.append(plan.sets[set].name);
    return over;
}

Json declared_json(const Plan& plan, const Declared& declared, Language language) {
    Json json;
    json.set("id", declared.name);
    add_titles(json, declared.title, language, declared.name);
    json.set("unit", declared.unit.text);
    json.set("over", set_names_json(plan, declared.sets));
    return json;
}

Json texts_json(const std::vector<std::string>& texts) {
    Json json{Json::Array{}};
    for (const std::string& text : texts) json.append(text);
    return json;
}

Json levers_json(const Plan& plan, Language language) {
    Json levers{Json::Array{}};
    for (const Lever& lever : plan.levers) {
        Json json = declared_json(plan, lever, language);
        Json values{Json::Array{}};
        for (std::size_t member = 0; member < plan.member_count(lever.sets); ++member)
            values.append(lever.value.at(member));
        json.set("values", values);
        json.set("range",
                 lever.range ? Json(Json::Array{lever.range->first, lever.range->second}) : Json());
        json.set("cost", lever.cost ? Json(to_text(*lever.cost.written)) : Json());
        levers.append(std::move(json));
    }
    return levers;
}

Json inputs_json(const Plan& plan, Language language) {
    Json inputs{Json::Array{}};
    for (const Input& input : plan.inputs) {
        Json json = declared_json(plan, input, language);
        json.set("law", input.law_text);
        json.set("each", input.by_year ? "year" : "run");
        json.set("status", input.status);
        json.set("source", input.source);
        json.set("note", input.note);
        inputs.append(std::move(json));
    }
    return inputs;
}

Json correlations_json(const Plan& plan) {
    Json all{Json::Array{}};
    for (const Correlation& pair : plan.correlations) {
        Json json;
        json.set("first", quantity_id(plan, plan.inputs[pair.first_input], pair.first_member));
        json.set("second", quantity_id(plan, plan.inputs[pair.second_input], pair.second_member));
        json.set("kind", pair.rank ? "rank" : "normal");
        json.set("correlation", pair.stated);
        all.append(std::move(json));
    }
    return all;
}

Json tables_json(const Plan& plan, Language language) {
    Json all{Json::Array{}};
    for (const Table& table : plan.tables) {
        Json json = declared_json(plan, table, language);
        json.set("argument_unit", table.by_year ? Json() : Json(table.argument_unit.text));
        json.set("by_year", table.by_year);
        json.set("definition", definition_text(plan, table));
        all.append(std::move(json));
    }
    return all;
}

Json functions_json(const Plan& plan) {
    Json all{Json::Array{}};
    for (const UserFunction& function : plan.functions) {
        Json json;
        json.set("id", function.name);
        json.set("usage", function.usage);
        json.set("expression", to_text(*function.body));
        all.append(std::move(json));
    }
    return all;
}

Json series_json(const Plan& plan, const CompiledPlan& compiled, Language language) {
    Json all{Json::Array{}};
    for (const std::size_t index : evaluation_order(plan, compiled)) {
        const Series& series = plan.series[index];
        Json json = declared_json(plan, series, language);
        json.set("count",
                 series.count == CountLaw::none ? Json() : Json(count_syntax(series.count).key));
        json.set("definition", definition_text(plan, series));
        all.append(std::move(json));
    }
    return all;
}

Json targets_json(const Plan& plan, const CompiledPlan& compiled, Language language) {
    Json targets{Json::Array{}};
    std::size_t index = 0;
    for (const Target& target : plan.targets) {
        Json json;
        json.set("id", target.id);
        json.set("number", target.number == 0 ? Json() : Json(target.number));
        add_titles(json, target.title, language, target.id);
        Json parts{Json::Array{}};
        for (const Part& part : target.parts) {
            Json part_json;
            part_json.set("id", part.id);
            add_titles(part_json, part.title, language, part.id);
            part_json.set("measure", part.measure.written ? to_text(*part.measure.written) : "");
            const std::vector<Level>& levels = compiled.levels[index++];
            add_bound(part_json, part.direction, bound_text(part, levels), levels);
            part_json.set("unit", part.unit.text);
            part_json.set("each_year", part.each_year);
            part_json.set("by", optional_json(part.by));
            part_json.set("judged_if",
                          part.judged_if ? Json(to_text(*part.judged_if.written)) : Json());
            parts.append(std::move(part_json));
        }
        json.set("needs", optional_whole_json(target.needs));
        json.set("parts", parts);
        targets.append(std::move(json));
    }
    return targets;
}

Json warnings_json(const Plan& plan) {
    Json warnings{Json::Array{}};
    for (const Problem& problem : plan.warnings) {
        Json json;
        json.set("file", problem.position.file);
        json.set("line", std::uint64_t{problem.position.line});
        json.set("column", std::uint64_t{problem.position.column});
        json.set("message", problem.message);
        json.set("suggestion", problem.suggestion);
        warnings.append(std::move(json));
    }
    return warnings;
}

}  // namespace

Json plan_json(const Plan& plan, const CompiledPlan& compiled, const Program& program,
               Language language) {
    Json json;
    json.set("scenario", plan.name);
    add_titles(json, plan.title, language, plan.name);
    json.set("scenario_titles", titles_json(plan.scenario_title));
    Json files{Json::Array{}};
    for (const SourceFilePtr& source : plan.sources) files.append(source->path());
    json.set("files", files);
    json.set("base_year", plan.years.empty() ? Json() : Json(plan.base_year));
    Json years{Json::Array{}};
    for (const int year : plan.years) years.append(year);
    json.set("years", years);
    Json sets{Json::Object{}}, set_titles{Json::Object{}};
    for (std::size_t i = 0; i < plan.sets.size(); ++i) {
        const MemberSet& set = plan.sets[i];
        sets.set(set.name, texts_json(set.members));
        Json titles{Json::Object{}};
        for (std::size_t member = 0; member < set.members.size(); ++member)
            if (const Title title = plan.member_title(i, member); !title.empty())
                titles.set(set.members[member], titles_json(title));
        set_titles.set(set.name, titles);
    }
    json.set("sets", sets);
    json.set("member_titles", set_titles);
    Json maps{Json::Object{}};
    for (const MemberMap& map : plan.maps) {
        Json values{Json::Object{}};
        for (std::size_t i = 0; i < map.values.size(); ++i)
            values.set(plan.sets[map.from].members[i], plan.sets[map.to].members[map.values[i]]);
        maps.set(map.name, values);
    }
    json.set("maps", maps);
    Json readings{Json::Array{}};
    for (const Reading& reading : plan.readings) {
        Json reading_json;
        reading_json.set("id", reading.name);
        add_titles(reading_json, reading.title, language, reading.name);
        reading_json.set("value", reading.alternatives[reading.value]);
        reading_json.set("one_of", texts_json(reading.alternatives));
        Json titles{Json::Object{}};
        for (std::size_t i = 0; i < reading.alternatives.size(); ++i)
            if (!reading.titles.at(i).empty())
                titles.set(reading.alternatives[i], titles_json(reading.titles[i]));
        reading_json.set("alternative_titles", titles);
        readings.append(std::move(reading_json));
    }
    json.set("readings", readings);
    json.set("tables", tables_json(plan, language));
    json.set("functions", functions_json(plan));
    json.set("levers", levers_json(plan, language));
    json.set("inputs", inputs_json(plan, language));
    json.set("correlations", correlations_json(plan));
    json.set("series", series_json(plan, compiled, language));
    json.set("targets", targets_json(plan, compiled, language));
    Json checks{Json::Array{}};
    for (const Check& check : plan.checks) {
        Json check_json;
        check_json.set("id", check.name);
        add_titles(check_json, check.title, language, check.name);
        check_json.set("over", set_names_json(plan, check.sets));
        check_json.set("expression", to_text(*check.holds.written));
        checks.append(std::move(check_json));
    }
    json.set("checks", checks);
    Json size;
    size.set("instructions", std::uint64_t{program.instructions.size()});
    size.set("registers", std::uint64_t{program.register_count});
    size.set("draws", std::uint64_t{draw_count(program)});
    size.set("outputs", std::uint64_t{program.outputs.size()});
    json.set("program", size);
    json.set("warnings", warnings_json(plan));
    return json;
}

}  // namespace plancast
