#include <algorithm>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/count_laws.hpp"
#include "engine/models/keys.hpp"
#include "engine/models/law_draw.hpp"
#include "engine/models/laws.hpp"

namespace plancast {

namespace {

using Form = LawParameter::Form;

std::string text_of(const std::vector<LawParameter>& list) {
    std::vector<std::string> names;
    for (const LawParameter& parameter : list) names.push_back(parameter.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

// The way to state the law of which most is there.
const std::vector<LawParameter>& chosen_way(const NamedLaw& type, const Tree& tree) {
    const std::vector<LawParameter>* chosen = nullptr;
    std::ptrdiff_t most = -1;
    for (const auto& list : type.parameters) {
        const auto present = std::count_if(
            list.begin(), list.end(), [&](const LawParameter& p) { return tree.find(p.name); });
        if (present > most) chosen = &list, most = present;
    }
    return *chosen;
}

// "mean = ..., sd"
std::string named_in(const std::vector<LawParameter>& way) {
    std::vector<std::string> names;
    for (const LawParameter& parameter : way) names.push_back(parameter.name);
    return fmt::format("{}", fmt::join(names, " = ..., "));
}

std::string first_of(const std::vector<LawParameter>& way, const Tree& tree) {
    for (const LawParameter& parameter : way)
        if (tree.find(parameter.name) != nullptr) return parameter.name;
    return way.front().name;
}

// The keys of a law's table: its parameters and, where it takes them, percentiles; the usual ones
// are there to be meant by 'P10'.
std::vector<std::string> keys_of_law(const NamedLaw& type, const Tree& tree) {
    std::vector<std::string> keys = parameter_names(type);
    if (!type.percentiles) return keys;
    keys.insert(keys.begin(), {"p10", "p50", "p90"});
    for (const Tree::Member& member : tree.members)
        if (percentile_of(member.key)) keys.push_back(member.key);
    return keys;
}

// A parameter that nobody wrote.
ByMember<Term> known_term(double value, const Place& place) {
    auto written = std::make_shared<Expression>();
    written->number = value;
    written->place = place;
    return {{{written, number_formula(value, place)}}};
}

}  // namespace

// A law that is stated in one way, and with a parameter of another.
bool PlanBuilder::mixes_ways(const NamedLaw& type, const std::vector<LawParameter>& way,
                             const Tree& tree, const TableReader& owner) {
    const auto is_in = [](const std::vector<LawParameter>& list, const std::string& name) {
        return std::any_of(list.begin(), list.end(),
                           [&](const LawParameter& p) { return p.name == name; });
    };
    for (const auto& other : type.parameters)
        for (const LawParameter& parameter : other) {
            const Tree::Member* mixed = tree.find_member(parameter.name);
            if (mixed == nullptr || is_in(way, parameter.name)) continue;
            std::vector<std::string> ways;
            for (const auto& list : type.parameters)
                ways.push_back(fmt::format("{{ {} }}", text_of(list)));
            problems_.error(mixed->key_place,
                            fmt::format("'{}' of {} does not go with '{}'", parameter.name,
                                        owner.what(), first_of(way, tree)),
                            fmt::format("{} takes either {}", type.key, fmt::join(ways, " or ")));
            return true;
        }
    return false;
}

// distribution = "normal", mean = 5, sd = 1
bool PlanBuilder::refuse_law_by_name(TableReader& reader) {
    for (const char* key : {"distribution", "dist", "law", "type"}) {
        const Tree::Member* named = reader.table().find_member(key);
        if (named == nullptr || !named->value.is_string()) continue;
        reader.leave(key);
        const std::string nearest = nearest_name(named->value.text, law_keys());
        const NamedLaw& law = *find_law(nearest.empty() ? "normal" : nearest);
        std::string written;
        for (const std::string& name : parameter_names(law))
            if (const Tree* given = reader.table().find(name)) {
                reader.leave(name);
                written +=
                    fmt::format("{}{} = {}", written.empty() ? "" : ", ", name, as_written(*given));
            }
        problems_.error(named->key_place,
                        fmt::format("the law of {} is named by '{}'", reader.what(), key),
                        fmt::format("a law is a key of its own: write {} = {{ {} }}", law.key,
                                    written.empty() ? "..." : written));
        return true;
    }
    return false;
}

const Tree::Member* PlanBuilder::choose_law(TableReader& reader, const Place& place) {
    const Tree::Member* chosen = nullptr;
    for (const std::string& key : law_keys()) {
        if (reader.take(key) == nullptr) continue;
        const Tree::Member* member = reader.table().find_member(key);
        if (chosen != nullptr)
            problems_.error(
                member->value.place,
                fmt::format("{} has two laws: '{}' and '{}'", reader.what(), chosen->key, key),
                "keep one");
        else
            chosen = member;
    }
    if (chosen != nullptr) return chosen;
    for (const std::string& key : count_law_keys()) {
        const Tree::Member* count = reader.table().find_member(key);
        if (count == nullptr) continue;
        reader.leave(key);
        problems_.error(count->key_place,
                        fmt::format("'{}' is a law of counts, not of {}", key, reader.what()),
                        "a random whole number is declared as [counts.NAME]");
        return nullptr;
    }
    if (reader.is_misspelt(law_keys()) || refuse_law_by_name(reader)) return nullptr;
    problems_.error(
        place, fmt::format("{} has no law", reader.what()),
        "such as normal = { mean = 5, sd = 1 }, triangular = { min = 2, mode = 4, max = 9 }"
        " or value = 5; plancast explain laws lists them");
    return nullptr;
}

void PlanBuilder::read_law(Input& input, TableReader& reader) {
    input.law.type = &named_laws().front();
    const Tree::Member* chosen = choose_law(reader, input.place);
    if (chosen == nullptr) return;
    input.law.type = find_law(chosen->key);
    input.law_text = law_as_written(*input.law.type, chosen->value);
    if (input.broken || !read_stated_law(input.law, input, chosen->value, reader)) return;
    if (input.law.is_shares()) check_shares(input, chosen->value);
    check_law(input, chosen->value);
}

bool PlanBuilder::read_stated_law(StatedLaw& law, Input& input, const Tree& tree,
                                  TableReader& owner) {
    const NamedLaw& type = *law.type;
    if (law.is_constant()) return read_number(law, input, type.parameters[0][0], tree, "value");
    if (type.mixes) return read_parts(law, input, tree, owner);
    const std::vector<LawParameter>& way = chosen_way(type, tree);
    if (mixes_ways(type, way, tree, owner)) return false;
    if (!tree.is_table()) {
        owner.wrong_kind(tree, type.key,
                         type.written.empty()
                             ? fmt::format("a table of parameters: {{ {} = ... }}", named_in(way))
                             : fmt::format("a table of parameters: {}", type.written.front()));
        return false;
    }
    const auto quantile =
        std::find_if(tree.members.begin(), tree.members.end(),
                     [](const Tree::Member& member) { return percentile_of(member.key); });
    if (!type.percentiles && quantile != tree.members.end()) {
        problems_.error(quantile->key_place,
                        fmt::format("{} of {} is stated by quantiles", type.key, owner.what()),
                        fmt::format("{} takes {}; metalog = {{ p10 = ..., p50 = ..., p90 = ... }} "
                                    "is the law of stated quantiles",
                                    type.key, text_of(way)));
        return false;
    }
    TableReader reader(tree, fmt::format("{} of {}", type.key, owner.what()), problems_,
                       keys_of_law(type, tree));
    bool complete = true;
    for (const LawParameter& parameter : way) {
        const Tree* argument =
            reader.require(parameter.name, fmt::format("{} takes {}", type.key, text_of(way)));
        complete = argument != nullptr && read_argument(law, input, parameter, *argument, reader) &&
                   complete;
    }
    for (const LawParameter& parameter : type.optional) {
        if (const Tree* argument = reader.take(parameter.name))
            complete = read_argument(law, input, parameter, *argument, reader) && complete;
        else if (parameter.of_shares && is_share(input.unit) && input.unit.scale != 1)
            law.parameters.push_back(
                {parameter.name, known_term(*parameter.of_shares / input.unit.scale, tree.place)});
    }
    if (type.percentiles)
        for (const Tree::Member& member : tree.members)
            if (percentile_of(member.key)) {
                reader.take(member.key);
                complete = read_argument(law, input, quantity(member.key), member.value, reader) &&
                           complete;
            }
    if (complete && !way.empty() && way.front().form == Form::file)
        complete = read_column(law, input, type.parameters.front().front(), tree);
    reader.refuse_others();
    return complete;
}

bool PlanBuilder::read_argument(StatedLaw& law, Input& input, const LawParameter& parameter,
                                const Tree& tree, const TableReader& reader) {
    if (parameter.form == Form::list) return read_list(law, input, parameter, tree);
    const bool of_file = parameter.form == Form::file || parameter.form == Form::column ||
                         parameter.form == Form::rows;
    if (of_file) return true;  // read together
    const bool split = is_split_spread(tree);
    if (split && parameter.splits && &law == &input.law)
        return read_split_spread(law, input, parameter, tree, reader);
    if (split && (parameter.name == "sd" || parameter.name == "log_sd")) {
        problems_.error(tree.place, fmt::format("{} takes one {}", reader.what(), parameter.name),
                        "only normal (sd) and lognormal (log_sd) split it; other laws say "
                        "lasting = 0.4, the share of the variance that lasts");
        return false;
    }
    return read_number(law, input, parameter, tree, parameter.name);
}

bool PlanBuilder::read_split_spread(StatedLaw& law, Input& input, const LawParameter& parameter,
                                    const Tree& tree, const TableReader& reader) {
    input.split_spread = true;
    bool complete = true;
    for (const char* part : {"run", "year"}) {
        const Tree* spread = tree.find(part);
        if (spread == nullptr)
            problems_.error(
                tree.place,
                fmt::format("{} of {} has no '{}'", parameter.name, reader.what(), part),
                fmt::format("{} = {{ run = ..., year = ... }}", parameter.name));
        complete = spread != nullptr &&
                   read_number(law, input, parameter, *spread, parameter.name + "_" + part) &&
                   complete;
    }
    return complete;
}

// Inputs are drawn before any series, and what is drawn depends on no reading.
Scope PlanBuilder::law_scope(const Input& input, const std::string& what) const {
    return {what, input.sets, input.by_year, false, true, false};
}

bool PlanBuilder::read_number(StatedLaw& law, const Input& input, const LawParameter& parameter,
                              const Tree& tree, const std::string& stored_as) {
    const std::string what = fmt::format("{} of input '{}'", parameter.name, input.name);
    const bool truth = parameter.form == Form::truth || (law.is_constant() && input.truth);
    const Unit unit = parameter.has_unit && !truth ? input.unit : Unit{};
    const Scope scope = law_scope(input, what);
    auto values = by_member(tree, input.sets, unit, what, [&](const ExpressionPtr& e) {
        return truth ? checker_.truth(e, scope) : checker_.number(e, unit, scope);
    });
    const bool complete = !values.values.empty();
    law.parameters.push_back({stored_as, std::move(values)});
    return complete;
}

void PlanBuilder::check_law(const Input& input, const Tree& law) {
    const std::size_t members = plan_.member_count(input.sets);
    for (std::size_t member = 0; member < members; ++member) {
        try {
            // What is no number yet (an expression of levers, say) is checked by compile_plan.
            GraphBuilder numbers;
            LawDraw draw(numbers, input.law, member, [&](const Formula& formula) {
                return formula.kind == Formula::Kind::number ? numbers.constant(formula.value)
                                                             : numbers.draw("unknown", no_year);
            });
            draw.check();
        } catch (const InvalidInput& wrong) {
            problems_.error(law.place,
                            fmt::format("{} (input '{}{}')", wrong.what(), input.name,
                                        plan_.member_label(input.sets, member)),
                            wrong.problems().front().suggestion);
            return;
        }
    }
}

}  // namespace plancast
