#include "engine/models/builder.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

constexpr std::size_t most_members = 10'000;
constexpr int most_years = 200;
constexpr double most_runs = 1e12;

const std::vector<std::string> sections = {"model",  "units",   "sets",   "readings",
                                           "levers", "inputs",  "series", "correlations",
                                           "counts", "targets", "checks", "run"};

std::string directory_and_stem(const std::string& path) {
    const auto slash = path.find_last_of('/');
    std::string stem = slash == std::string::npos ? path : path.substr(slash + 1);
    if (const auto dot = stem.find_last_of('.'); dot != std::string::npos && dot > 0)
        stem.resize(dot);
    if (slash == std::string::npos || slash == 0) return stem;
    const auto before = path.find_last_of('/', slash - 1);
    const std::string folder = path.substr(before == std::string::npos ? 0 : before + 1,
                                           slash - (before == std::string::npos ? 0 : before + 1));
    return folder == "." || folder == ".." || folder.empty() ? stem : folder + "-" + stem;
}

}  // namespace

Plan build_plan(const Tree& document, const std::vector<SourceFilePtr>& sources) {
    return PlanBuilder(document, sources).build();
}

PlanBuilder::PlanBuilder(const Tree& document, const std::vector<SourceFilePtr>& sources)
    : document_(document), checker_(plan_, names_, problems_) {
    plan_.sources = sources;
    if (!sources.empty()) plan_.name = directory_and_stem(sources.front()->path());
}

Plan PlanBuilder::build() {
    TableReader root(document_, "the model", problems_);
    for (const std::string& section : sections) {
        const Tree* table = root.take(section);
        if (table != nullptr && !table->is_table() && section != "correlations")
            root.wrong_kind(*table, section, fmt::format("a table: [{}]", section));
    }
    root.refuse_others({"scenario"});
    const auto table = [&](const char* section) -> const Tree* {
        const Tree* found = document_.find(section);
        return found != nullptr && found->is_table() ? found : nullptr;
    };
    const auto each = [&](const char* section, auto&& declare) {
        if (const Tree* found = table(section))
            for (const Tree::Member& member : found->members) declare(member);
    };
    const auto each_table = [&](const char* section, auto&& read) {
        each(section, [&](const Tree::Member& member) {
            if (member.value.is_table()) return read(member);
            problems_.error(
                member.value.place,
                fmt::format("'{}' in [{}] is a {}", member.key, section, kind_name(member.value)),
                fmt::format("expected a table: [{}.{}]", section, member.key));
        });
    };

    if (const Tree* model = table("model"))
        read_model(*model);
    else
        problems_.error(document_.place, "there is no [model]",
                        "a model begins with [model] and a title");
    if (const Tree* units = table("units")) read_units(*units);
    if (const Tree* sets = table("sets")) read_sets(*sets);
    if (const Tree* run = table("run")) read_run(*run);

    each_table("readings", [&](const auto& m) { read_reading(m); });
    each_table("levers", [&](const auto& m) { declare_lever(m); });
    each_table("inputs", [&](const auto& m) { declare_input(m); });
    // Series and counts are declared in the order of the file, whichever table they stand in.
    std::vector<std::pair<const Tree::Member*, bool>> quantities;
    each_table("series", [&](const auto& m) { quantities.emplace_back(&m, false); });
    each_table("counts", [&](const auto& m) { quantities.emplace_back(&m, true); });
    std::stable_sort(quantities.begin(), quantities.end(), [](const auto& a, const auto& b) {
        return a.first->key_place.line < b.first->key_place.line;
    });
    for (const auto& [member, is_count] : quantities) declare_series(*member, is_count);
    infer_truth();

    for (std::size_t i = 0; i < plan_.levers.size(); ++i) read_lever(i);
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i) read_input(i);
    if (const Tree* list = document_.find("correlations")) read_correlations(*list);
    for (std::size_t i = 0; i < plan_.series.size(); ++i) read_series(i);
    each_table("targets", [&](const auto& m) { read_target(m); });
    each_table("checks", [&](const auto& m) { read_check(m); });
    problems_.throw_if_any();
    plan_.warnings = problems_.list();
    return std::move(plan_);
}

void PlanBuilder::read_model(const Tree& table) {
    TableReader reader(table, "[model]", problems_);
    plan_.title = reader.title();
    const auto base_year = reader.year("base_year");
    if (const Tree* years = reader.take("years")) {
        const bool two = years->kind == Tree::Kind::array && years->items.size() == 2 &&
                         years->items[0].kind == Tree::Kind::integer &&
                         years->items[1].kind == Tree::Kind::integer;
        if (!two) {
            reader.wrong_kind(*years, "years", "[first, last], such as [2026, 2030]");
        } else {
            const double first = years->items[0].number, last = years->items[1].number;
            if (first < 1 || last > 9999 || first > last || last - first >= most_years) {
                problems_.error(years->place, fmt::format("years from {} to {}", first, last),
                                fmt::format("the first comes first; at most {} years", most_years));
            } else {
                for (int year = static_cast<int>(first); year <= static_cast<int>(last); ++year)
                    plan_.years.push_back(year);
            }
        }
    }
    if (!plan_.years.empty()) {
        plan_.base_year = base_year.value_or(plan_.years.front() - 1);
        if (plan_.base_year != plan_.years.front() - 1)
            problems_.error(
                table.find("base_year")->place,
                fmt::format("base_year is {}, the plan begins in {}", plan_.base_year,
                            plan_.years.front()),
                fmt::format("the base year is the one before: {}", plan_.years.front() - 1));
    }
    reader.refuse_others();
}

void PlanBuilder::read_units(const Tree& table) {
    for (const Tree::Member& member : table.members) {
        TableReader reader(table, "[units]", problems_);
        std::vector<std::string> also;
        for (const Tree* word : reader.texts(member.key)) also.push_back(word->text);
        if (!plan_.units.declare(member.key, also))
            problems_.error(member.key_place,
                            fmt::format("a word of unit '{}' is taken", member.key),
                            "choose another word");
    }
}

void PlanBuilder::read_sets(const Tree& table) {
    for (const Tree::Member& entry : table.members) {
        MemberSet set;
        set.name = entry.key;
        set.place = entry.key_place;
        const Tree* list = &entry.value;
        if (!is_name(set.name))
            problems_.error(entry.key_place, fmt::format("'{}' is not a name", set.name));
        if (list->is_table()) {
            TableReader reader(*list, fmt::format("set '{}'", set.name), problems_);
            set.title = reader.title();
            list = reader.require("members", "the list of its members");
            reader.refuse_others();
        }
        if (list == nullptr) continue;
        if (list->kind != Tree::Kind::array || list->items.empty()) {
            problems_.error(list->place,
                            fmt::format("set '{}' is a {}", set.name, kind_name(*list)),
                            "expected a list of names: [\"a\", \"b\"]");
            continue;
        }
        if (list->items.size() > most_members) {
            problems_.error(list->place,
                            fmt::format("set '{}' has {} members", set.name, list->items.size()),
                            fmt::format("at most {}", most_members));
            continue;
        }
        for (const Tree& item : list->items) {
            if (!item.is_string() || !is_name(item.text)) {
                problems_.error(item.place,
                                fmt::format("a member of set '{}' is not a name", set.name),
                                "letters, digits and '_', not beginning with a digit");
            } else if (std::find(set.members.begin(), set.members.end(), item.text) !=
                       set.members.end()) {
                problems_.error(item.place,
                                fmt::format("set '{}' has member '{}' twice", set.name, item.text));
            } else {
                set.members.push_back(item.text);
            }
        }
        if (!set.members.empty()) plan_.sets.push_back(std::move(set));
    }
}

void PlanBuilder::read_reading(const Tree::Member& member) {
    Reading reading;
    reading.name = member.key;
    reading.place = member.key_place;
    TableReader reader(member.value, fmt::format("reading '{}'", member.key), problems_);
    reading.title = reader.title();
    for (const Tree* item : reader.texts("one_of")) reading.alternatives.push_back(item->text);
    if (reading.alternatives.empty()) {
        problems_.error(member.key_place,
                        fmt::format("reading '{}' has no alternatives", member.key),
                        "one_of = [\"strict\", \"rounded\"]");
        return;
    }
    const auto choose = [&](const char* key, std::size_t otherwise) {
        const Tree* tree = reader.take(key);
        if (tree == nullptr) return otherwise;
        const auto found =
            std::find(reading.alternatives.begin(), reading.alternatives.end(), tree->text);
        if (tree->is_string() && found != reading.alternatives.end())
            return static_cast<std::size_t>(found - reading.alternatives.begin());
        const std::string nearest = nearest_name(tree->text, reading.alternatives);
        problems_.error(
            tree->place,
            fmt::format("reading '{}' has no alternative '{}'", reading.name, tree->text),
            nearest.empty() ? fmt::format("it has: {}", fmt::join(reading.alternatives, ", "))
                            : fmt::format("did you mean '{}'?", nearest));
        return otherwise;
    };
    reading.value = choose("value", 0);
    reading.kindest = choose("kindest", reading.value);
    reading.reported = choose("reported", reading.value);
    reader.refuse_others();
    if (names_.declare(reading.name, {Symbol::Kind::reading, plan_.readings.size(), reading.place},
                       problems_))
        plan_.readings.push_back(std::move(reading));
}

void PlanBuilder::read_run(const Tree& table) {
    TableReader reader(table, "[run]", problems_);
    const auto whole = [&](const char* key, double least,
                           double most) -> std::optional<std::uint64_t> {
        const auto value = reader.number(key);
        if (!value) return std::nullopt;
        if (*value == std::floor(*value) && *value >= least && *value <= most)
            return static_cast<std::uint64_t>(*value);
        problems_.error(table.find(key)->place, fmt::format("'{}' is {}", key, *value),
                        fmt::format("expected a whole number from {} to {}", least, most));
        return std::nullopt;
    };
    plan_.run.runs = whole("runs", 1, most_runs).value_or(plan_.run.runs);
    plan_.run.seed = whole("seed", 0, 9007199254740992.0).value_or(plan_.run.seed);
    plan_.run.design = reader.text("design").value_or(plan_.run.design);
    if (plan_.run.design != "random")
        problems_.error(table.find("design")->place,
                        fmt::format("unknown design '{}'", plan_.run.design), "designs: random");
    reader.refuse_others();
}

SetList PlanBuilder::read_over(TableReader& reader) {
    SetList sets;
    std::vector<std::string> names;
    for (const MemberSet& set : plan_.sets) names.push_back(set.name);
    double members = 1;
    for (const Tree* text : reader.texts("over")) {
        const auto found = std::find(names.begin(), names.end(), text->text);
        if (found == names.end()) {
            const std::string nearest = nearest_name(text->text, names);
            problems_.error(text->place, fmt::format("unknown set '{}'", text->text),
                            nearest.empty() ? std::string("declare it in [sets]")
                                            : fmt::format("did you mean '{}'?", nearest));
            continue;
        }
        const auto index = static_cast<std::size_t>(found - names.begin());
        if (std::find(sets.begin(), sets.end(), index) != sets.end()) {
            problems_.error(text->place,
                            fmt::format("{} ranges over '{}' twice", reader.what(), text->text));
            continue;
        }
        sets.push_back(index);
        members *= static_cast<double>(plan_.sets[index].members.size());
        if (members > most_members) {
            problems_.error(text->place, fmt::format("{} has {} members", reader.what(), members),
                            fmt::format("at most {}", most_members));
            return {};
        }
    }
    return sets;
}

Unit PlanBuilder::read_unit(TableReader& reader, const Unit& otherwise) {
    const auto text = reader.text("unit");
    if (!text) return otherwise;
    std::string wrong;
    const auto unit = plan_.units.parse(*text, wrong);
    if (unit) return *unit;
    problems_.error(reader.table().find("unit")->place, wrong,
                    "a thing that is counted is declared in [units]");
    return otherwise;
}

void PlanBuilder::declare_lever(const Tree::Member& member) {
    Lever lever;
    lever.name = member.key;
    lever.place = member.key_place;
    TableReader reader(member.value, fmt::format("lever '{}'", member.key), problems_);
    lever.title = reader.title();
    lever.unit = read_unit(reader, Unit{});
    lever.sets = read_over(reader);
    if (!names_.declare(lever.name, {Symbol::Kind::lever, plan_.levers.size(), lever.place},
                        problems_))
        return;
    plan_.levers.push_back(std::move(lever));
    lever_trees_.push_back(&member.value);
}

void PlanBuilder::read_lever(std::size_t index) {
    Lever& lever = plan_.levers[index];
    TableReader reader(*lever_trees_[index], fmt::format("lever '{}'", lever.name), problems_);
    reader.take("title"), reader.take("unit"), reader.take("over");
    const Tree* value = reader.require("value", "the default setting");
    if (value != nullptr) lever.value = numbers_by_member(*value, lever.sets, reader.what());
    if (lever.value.values.empty()) lever.value.values = {0};
    lever.range = reader.interval("range");
    if (lever.range && value != nullptr) {
        for (double setting : lever.value.values) {
            if (setting >= lever.range->first && setting <= lever.range->second) continue;
            problems_.error(
                value->place, fmt::format("{} is {}, outside its range", reader.what(), setting),
                fmt::format("choose from {} to {}", lever.range->first, lever.range->second));
        }
    }
    if (const Tree* cost = reader.take("cost")) {
        const Unit money{{{"VND", 1}}, 1e9, "bn VND"};
        const auto written = expression(*cost, money, "cost of " + reader.what());
        Scope scope{"cost of " + reader.what(), lever.sets, false, false, false, false};
        if (written)
            if (const auto checked = checker_.check(*written, scope))
                lever.cost = {written, checked->formula};
    }
    reader.refuse_others();
}

void PlanBuilder::read_check(const Tree::Member& member) {
    Check check;
    check.name = member.key;
    check.place = member.key_place;
    TableReader reader(member.value, fmt::format("check '{}'", member.key), problems_);
    check.title = reader.title();
    Scope scope{reader.what(), {}, !plan_.years.empty(), true, true, true};
    const Tree* equal = reader.take("equal");
    const Tree* holds = reader.take("holds");
    if ((equal == nullptr) == (holds == nullptr)) {
        problems_.error(member.key_place,
                        fmt::format("{} needs one of 'equal' and 'holds'", reader.what()),
                        "equal = [\"a\", \"b\"] or holds = \"a > 0\"");
    } else if (holds != nullptr) {
        if (holds->is_string())
            check.left = checker_.truth(expression(*holds, Unit{}, reader.what()), scope);
        else
            reader.wrong_kind(*holds, "holds", "an expression");
    } else if (equal->kind != Tree::Kind::array || equal->items.size() != 2) {
        reader.wrong_kind(*equal, "equal", "two expressions: [\"a\", \"b\"]");
    } else {
        const auto left = expression(equal->items[0], Unit{}, reader.what());
        const auto right = expression(equal->items[1], Unit{}, reader.what());
        if (left && right) {
            if (const auto checked = checker_.check(*left, scope)) {
                check.left = {left, checked->formula};
                check.right = checked->type.truth
                                  ? checker_.truth(right, scope)
                                  : checker_.number(right, checked->type.unit, scope);
            }
        }
    }
    reader.refuse_others();
    plan_.checks.push_back(std::move(check));
}

ExpressionPtr PlanBuilder::expression(const Tree& tree, const Unit& unit, const std::string& what) {
    auto literal = std::make_shared<Expression>();
    literal->place = tree.place;
    literal->unit_place = tree.place;
    if (tree.kind == Tree::Kind::boolean) {
        literal->kind = Expression::Kind::truth;
        literal->number = tree.truth ? 1 : 0;
        return literal;
    }
    if (tree.is_number()) {
        literal->number = tree.number;
        if (tree.number != 0) literal->unit_text = unit.text;
        return literal;
    }
    if (!tree.is_string()) {
        problems_.error(tree.place, fmt::format("{} is a {}", what, kind_name(tree)),
                        "expected a number or an expression in quotes");
        return nullptr;
    }
    if (const auto quantity = parse_quantity(tree.text, plan_.units)) {
        literal->number = quantity->number;
        if (quantity->unit)
            literal->unit_text = quantity->unit->text;
        else if (quantity->number != 0)
            literal->unit_text = unit.text;
        return literal;
    }
    return parse_expression(tree, problems_);
}

bool PlanBuilder::is_by_member(const Tree& tree, const SetList& sets) const {
    if (!tree.is_table() || sets.empty() || tree.members.empty()) return false;
    const auto& members = plan_.sets[sets.front()].members;
    for (const Tree::Member& member : tree.members)
        if (std::find(members.begin(), members.end(), member.key) != members.end()) return true;
    return false;
}

std::vector<const Tree*> PlanBuilder::trees_by_member(const Tree& tree, const SetList& sets,
                                                      const std::string& what) {
    if (sets.empty() || !tree.is_table()) return {&tree};
    const MemberSet& set = plan_.sets[sets.front()];
    const SetList inner(sets.begin() + 1, sets.end());
    std::vector<const Tree*> result;
    bool complete = true;
    for (const std::string& name : set.members) {
        const Tree* value = tree.find(name);
        if (value == nullptr) {
            problems_.error(tree.place, fmt::format("{} has no value for member '{}' of set '{}'",
                                                    what, name, set.name));
            complete = false;
            continue;
        }
        auto values = trees_by_member(*value, inner, what);
        if (values.size() == 1 && plan_.member_count(inner) != 1)
            values.assign(plan_.member_count(inner), values.front());
        result.insert(result.end(), values.begin(), values.end());
        complete = complete && !values.empty();
    }
    for (const Tree::Member& member : tree.members) {
        if (std::find(set.members.begin(), set.members.end(), member.key) != set.members.end())
            continue;
        const std::string nearest = nearest_name(member.key, set.members);
        problems_.error(
            member.key_place,
            fmt::format("set '{}' has no member '{}' ({})", set.name, member.key, what),
            nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
        complete = false;
    }
    return complete ? result : std::vector<const Tree*>{};
}

ByMember<Term> PlanBuilder::by_member(const Tree& tree, const SetList& sets, const Unit& unit,
                                      const std::string& what,
                                      const std::function<Term(const ExpressionPtr&)>& read) {
    ByMember<Term> result;
    if (tree.is_table() && sets.empty()) {
        problems_.error(tree.place, fmt::format("{} is a table", what),
                        "expected a number or an expression in quotes");
        return result;
    }
    const auto trees = trees_by_member(tree, sets, what);
    for (const Tree* one : trees) {
        const auto written = expression(*one, unit, what);
        Term term = written ? read(written) : Term{};
        if (!term) return {};
        result.values.push_back(std::move(term));
    }
    return result;
}

ByMember<double> PlanBuilder::numbers_by_member(const Tree& tree, const SetList& sets,
                                                const std::string& what) {
    ByMember<double> result;
    for (const Tree* one : trees_by_member(tree, sets, what)) {
        if (one->is_number())
            result.values.push_back(one->number);
        else if (one->kind == Tree::Kind::boolean)
            result.values.push_back(one->truth ? 1 : 0);
        else
            problems_.error(one->place, fmt::format("{} is a {}", what, kind_name(*one)),
                            "expected a number");
    }
    return result;
}

std::vector<std::string> PlanBuilder::names_of(Symbol::Kind kind) const {
    std::vector<std::string> names;
    if (kind == Symbol::Kind::input)
        for (const Input& input : plan_.inputs) names.push_back(input.name);
    if (kind == Symbol::Kind::lever)
        for (const Lever& lever : plan_.levers) names.push_back(lever.name);
    if (kind == Symbol::Kind::series)
        for (const Series& series : plan_.series) names.push_back(series.name);
    if (kind == Symbol::Kind::reading)
        for (const Reading& reading : plan_.readings) names.push_back(reading.name);
    return names;
}

}  // namespace plancast
