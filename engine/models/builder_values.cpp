#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/member_problems.hpp"
#include "engine/models/mistaken_number.hpp"

namespace plancast {

namespace {

std::string one_value_advice(bool by_year) {
    return by_year
               ? "what is known by year has a table of its own, [tables.x] with values = { 2026 "
                 "= ... }; x is then its value in the year at hand"
               : "expected a number or an expression in quotes";
}

}  // namespace

SetList PlanBuilder::read_over(TableReader& reader, bool& broken) {
    SetList sets;
    double members = 1;
    for (const Tree* text : reader.texts("over")) {
        const auto set = find_set(*text);
        broken = broken || !set;
        if (!set) continue;
        const std::size_t outermost = plan_.outermost(*set);
        if (std::any_of(sets.begin(), sets.end(), [&](std::size_t earlier) {
                return plan_.outermost(earlier) == outermost;
            })) {
            broken = true;
            problems_.error(text->place,
                            fmt::format("{} ranges over members of '{}' twice", reader.what(),
                                        plan_.sets[outermost].name),
                            "a second set of members needs a name of its own in [sets]");
            continue;
        }
        sets.push_back(*set);
        members *= static_cast<double>(plan_.sets[*set].members.size());
        if (members > most_members) {
            problems_.error(text->place, fmt::format("{} has {} members", reader.what(), members),
                            fmt::format("at most {}", most_members));
            broken = true;
            return {};
        }
    }
    return sets;
}

Unit PlanBuilder::read_unit(TableReader& reader, Declared& declared) {
    const auto text = reader.text("unit");
    if (!text) return {};
    std::string wrong;
    const auto unit = plan_.units.parse(*text, wrong);
    if (unit) return *unit;
    problems_.error(reader.table().find("unit")->place, wrong, unit_advice(wrong));
    declared.broken = true;
    return {};
}

// Where the message itself names the word that is meant, nothing is to be declared.
std::string unit_advice(const std::string& wrong) {
    return wrong.find("did you mean") == std::string::npos
               ? "a thing that is counted is declared in [units]"
               : std::string{};
}

bool PlanBuilder::only_parsed(const Declared& declared, const Tree& tree) {
    if (!declared.broken) return false;
    for (const Tree::Member& member : tree.members) only_parsed(declared, member.value);
    if (tree.is_string()) expression(tree, Unit{}, declared.name);
    return true;
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
                        one_value_advice(is_by_year(tree)));
        return nullptr;
    }
    if (const auto mistake = mistaken_number(tree.text)) {
        problems_.error(tree.place, mistake->message, mistake->suggestion);
        return nullptr;
    }
    // "12 / months" divides by what is called months; a unit does not begin with an operator.
    const auto quantity = parse_quantity(tree.text, plan_.units);
    const char first = quantity && quantity->unit ? quantity->unit->text.front() : '1';
    if (quantity && first != '/' && first != '*') {
        literal->number = quantity->number;
        if (quantity->unit)
            literal->unit_text = quantity->unit->text;
        else if (quantity->number != 0)
            literal->unit_text = unit.text;
        return literal;
    }
    return parse_expression(tree, problems_);
}

// A table by year is one value: no member's name begins with a digit.
bool PlanBuilder::is_by_year(const Tree& tree) {
    return tree.is_table() && !tree.members.empty() &&
           std::all_of(tree.members.begin(), tree.members.end(), [](const Tree::Member& member) {
               return !member.key.empty() &&
                      member.key.find_first_not_of("0123456789") == std::string::npos;
           });
}

// A key names a member, or a set that shares members with this one: a part of it, as a rule.
bool PlanBuilder::is_key_of(const std::string& key, std::size_t set) const {
    const auto& members = plan_.sets[set].members;
    if (std::find(members.begin(), members.end(), key) != members.end()) return true;
    const auto range = plan_.find_range(key);
    return range && range->map == MemberChoice::no_map && plan_.share_members(range->set, set);
}

std::vector<const Tree::Member*> PlanBuilder::entries_by_member(const Tree& tree, std::size_t set,
                                                                const std::string& what) {
    const MemberSet& whole = plan_.sets[set];
    std::vector<const Tree::Member*> own(whole.members.size()), by_part = own;
    struct Doubly {
        const Tree::Member *first, *second;
        std::size_t member;
    };
    std::vector<Doubly> doubly;
    for (const Tree::Member& entry : tree.members) {
        const auto named = std::find(whole.members.begin(), whole.members.end(), entry.key);
        if (named != whole.members.end()) {
            own[static_cast<std::size_t>(named - whole.members.begin())] = &entry;
            continue;
        }
        if (!is_key_of(entry.key, set)) continue;
        for (const std::size_t shared : plan_.sets[plan_.find_range(entry.key)->set].in_outermost) {
            const std::size_t member = whole.from_outermost[shared];
            if (member == MemberSet::outside) continue;
            if (by_part[member] != nullptr) doubly.push_back({by_part[member], &entry, member});
            by_part[member] = &entry;
        }
    }
    MemberProblems repeated;
    for (const auto& [first, second, member] : doubly)
        if (own[member] == nullptr)
            repeated.error(
                second->key_place, first->key + " " + second->key, whole.members[member],
                fmt::format("'{}' and '{}' both hold for '{}', which is in both ({})", first->key,
                            second->key, whole.members[member], what),
                fmt::format("give it a key of its own: {} = ...", whole.members[member]));
    repeated.report(problems_);
    const Tree::Member* others = tree.find_member(other_members);
    for (std::size_t member = 0; member < own.size(); ++member)
        if (own[member] == nullptr)
            own[member] = by_part[member] != nullptr ? by_part[member] : others;
    return own;
}

std::vector<const Tree*> PlanBuilder::trees_by_member(const Tree& tree, const SetList& sets,
                                                      const std::string& what) {
    if (sets.empty() || !tree.is_table() || is_by_year(tree)) return {&tree};
    const MemberSet& set = plan_.sets[sets.front()];
    const SetList inner(sets.begin() + 1, sets.end());
    std::vector<const Tree*> result;
    bool complete = true;
    MemberProblems repeated;
    const auto entries = entries_by_member(tree, sets.front(), what);
    for (std::size_t member = 0; member < entries.size(); ++member) {
        if (entries[member] == nullptr) {
            repeated.error(
                tree.place, {}, set.members[member],
                fmt::format("{} has no value for member '{}' of set '{}'", what,
                            set.members[member], set.name),
                fmt::format("give it one, or all that are not named: {} = ...", other_members));
            complete = false;
            continue;
        }
        auto values = trees_by_member(entries[member]->value, inner, what);
        if (values.size() == 1 && plan_.member_count(inner) != 1)
            values.assign(plan_.member_count(inner), values.front());
        result.insert(result.end(), values.begin(), values.end());
        complete = complete && !values.empty();
    }
    repeated.report(problems_);
    for (const Tree::Member& member : tree.members) {
        if (member.key == other_members || is_key_of(member.key, sets.front())) continue;
        complete = false;
        if (names_.is_set_aside(member.key)) continue;
        const std::string nearest = nearest_name(member.key, keys_of_set(sets.front()));
        problems_.error(member.key_place,
                        fmt::format("set '{}' has no member '{}' ({})", set.name, member.key, what),
                        nearest.empty() ? fmt::format("its members are: {}", listed(set.members))
                                        : fmt::format("did you mean '{}'?", nearest));
    }
    return complete ? result : std::vector<const Tree*>{};
}

std::vector<std::string> PlanBuilder::keys_of_set(std::size_t set) const {
    std::vector<std::string> keys = plan_.sets[set].members;
    for (std::size_t other = 0; other < plan_.sets.size(); ++other)
        if (other != set && plan_.share_members(other, set)) keys.push_back(plan_.sets[other].name);
    return keys;
}

bool PlanBuilder::refuse_list(const Tree& tree, const SetList& sets, const std::string& what) {
    if (sets.empty() || tree.kind != Tree::Kind::array) return false;
    const MemberSet& set = plan_.sets[sets.front()];
    problems_.error(tree.place, fmt::format("{} is a list", what),
                    fmt::format("name the members of '{}': {{ {} = ..., {} = ... }}", set.name,
                                set.members.front(), other_members));
    return true;
}

ByMember<Term> PlanBuilder::by_member(const Tree& tree, const SetList& sets, const Unit& unit,
                                      const std::string& what,
                                      const std::function<Term(const ExpressionPtr&)>& read) {
    ByMember<Term> result;
    if (tree.is_table() && sets.empty()) {
        problems_.error(tree.place, fmt::format("{} is a table", what),
                        one_value_advice(is_by_year(tree)));
        return result;
    }
    if (refuse_list(tree, sets, what)) return result;
    const auto trees = trees_by_member(tree, sets, what);
    std::map<const Tree*, Term> known;  // what many members share is read once
    for (const Tree* one : trees) {
        Term& term = known[one];
        if (!term) {
            const auto written = expression(*one, unit, what);
            if (written) term = read(written);
            if (!term) return {};
        }
        result.values.push_back(term);
    }
    return result;
}

std::optional<double> PlanBuilder::known_number(const Tree& tree, const Unit& unit,
                                                const std::string& what) {
    if (tree.is_number()) return tree.number;
    const Scope nothing{what, {}, false, false, false, false};
    const auto written = expression(tree, unit, what);
    const Term term = written ? checker_.number(written, unit, nothing) : Term{};
    if (!term) return std::nullopt;
    if (term.formula->kind == Formula::Kind::number) return term.formula->value;
    problems_.error(tree.place, fmt::format("{} is not a number", what),
                    "expected a number or a quantity such as \"14 %\"");
    return std::nullopt;
}

ByMember<double> PlanBuilder::numbers_by_member(const Tree& tree, const SetList& sets,
                                                const Unit& unit, const std::string& what) {
    ByMember<double> result;
    if (refuse_list(tree, sets, what)) return result;
    for (const Tree* one : trees_by_member(tree, sets, what)) {
        if (one->kind == Tree::Kind::boolean) {
            result.values.push_back(one->truth ? 1 : 0);
            continue;
        }
        const auto number = known_number(*one, unit, what);
        if (!number) return {};
        result.values.push_back(*number);
    }
    return result;
}

std::optional<std::pair<double, double>> PlanBuilder::read_interval(TableReader& reader,
                                                                    const char* key,
                                                                    const Unit& unit) {
    const Tree* tree = reader.take(key);
    if (tree == nullptr) return std::nullopt;
    if (tree->kind != Tree::Kind::array || tree->items.size() != 2) {
        reader.wrong_kind(*tree, key, "[low, high]");
        return std::nullopt;
    }
    const std::string what = fmt::format("'{}' of {}", key, reader.what());
    const auto low = known_number(tree->items[0], unit, what);
    const auto high = known_number(tree->items[1], unit, what);
    if (!low || !high) return std::nullopt;
    if (*low < *high) return std::pair(*low, *high);
    problems_.error(tree->place, fmt::format("{} goes from {} to {}", what, *low, *high),
                    "the lower end comes first");
    return std::nullopt;
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
