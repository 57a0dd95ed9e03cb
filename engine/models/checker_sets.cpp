#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/other_words.hpp"

namespace plancast {

namespace {

// Whether the member at hand of a set, or of a part of it, decides the value of a formula.
bool varies(const Plan& plan, const Formula& formula, std::size_t outermost,
            std::set<const Formula*>& seen) {
    if (!seen.insert(&formula).second) return false;
    for (const MemberChoice& choice : formula.members)
        if (choice.member == MemberChoice::at_hand && plan.outermost(choice.from) == outermost)
            return true;
    bool hidden = false;
    for (const MemberRange& range : formula.ranges) {
        if (formula.kind == Formula::Kind::among && plan.outermost(range.set) == outermost)
            return true;
        if (range.map != MemberChoice::no_map &&
            plan.outermost(plan.maps[range.map].to) == outermost)
            return true;
        hidden = hidden || plan.outermost(range.set) == outermost;
    }
    if (hidden) return false;
    return std::any_of(
        formula.arguments.begin(), formula.arguments.end(),
        [&](const FormulaPtr& argument) { return varies(plan, *argument, outermost, seen); });
}

}  // namespace

std::optional<MemberRange> Checker::find_range(const std::string& name, const Place& place) const {
    if (const auto range = plan_.find_range(name)) return range;
    if (names_.is_set_aside(name)) return std::nullopt;
    std::vector<std::string> names;
    for (const MemberSet& set : plan_.sets) names.push_back(set.name);
    for (const MemberMap& map : plan_.maps) names.push_back(map.name);
    const std::string nearest = nearest_name(name, names);
    const std::string of = plan_.set_with_member(name);
    problems_.error(place, fmt::format("unknown set '{}'", name),
                    !nearest.empty() ? fmt::format("did you mean '{}'?", nearest)
                    : !of.empty()    ? fmt::format("it is a member of set '{}'; of one member "
                                                      "write x[{}]",
                                                   of, name)
                    : names.empty()  ? fmt::format("declare it: [sets] {} = [\"a\", \"b\"]", name)
                                     : fmt::format("there are: {}", listed(names)));
    return std::nullopt;
}

std::optional<std::size_t> Checker::at_hand(std::size_t set, const Scope& scope) const {
    for (const std::size_t in_scope : scope.sets)
        if (plan_.share_members(in_scope, set)) return in_scope;
    return std::nullopt;
}

FormulaPtr Checker::position(const MemberRange& range, const Scope& scope,
                             const Place& place) const {
    const bool mapped = range.map != MemberChoice::no_map;
    if (!at_hand(range.set, scope)) {
        const std::string& name = plan_.sets[range.set].name;
        problems_.error(
            place, fmt::format("no member of '{}' is at hand in {}", name, scope.where),
            fmt::format("let what this defines range over it (over = \"{0}\"), or use a "
                        "function over it: sum(x over {0})",
                        name));
        return nullptr;
    }
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::position;
    formula->place = place;
    const std::size_t set = mapped ? plan_.maps[range.map].to : range.set;
    formula->members = {{set, MemberChoice::at_hand, range.set, range.map, 0}};
    return formula;
}

// What an index says of one of a quantity's sets; false if it speaks of something else.
bool Checker::choose_member(const Expression::Index& index, const Declared& declared,
                            MemberChoice& choice) const {
    if (const auto range = plan_.find_range(index.name)) {
        const bool mapped = range->map != MemberChoice::no_map;
        const std::size_t leads_to = mapped ? plan_.maps[range->map].to : range->set;
        if (plan_.share_members(leads_to, choice.set)) {
            choice.from = range->set;
            choice.map = range->map;
            choice.offset = index.offset;
            return true;
        }
    }
    const MemberSet& set = plan_.sets[choice.set];
    const auto member = std::find(set.members.begin(), set.members.end(), index.name);
    if (member == set.members.end()) return false;
    choice.member = static_cast<std::size_t>(member - set.members.begin());
    if (index.offset != 0)
        problems_.error(index.place,
                        fmt::format("a step is taken from '{}', which is named", index.name),
                        fmt::format("name the member that is meant, or step from the one at hand: "
                                    "{}[{} {} {}]",
                                    declared.name, set.name, index.offset < 0 ? '-' : '+',
                                    std::abs(index.offset)));
    return true;
}

bool Checker::members(const Expression& e, const Declared& declared, const Scope& scope,
                      std::vector<MemberChoice>& choices) const {
    std::vector<bool> chosen(declared.sets.size(), false);
    for (std::size_t set : declared.sets)
        choices.push_back({set, MemberChoice::at_hand, at_hand(set, scope).value_or(set),
                           MemberChoice::no_map, 0});
    for (const Expression::Index& index : e.indices) {
        bool found = false;
        for (std::size_t i = 0; i < choices.size() && !found; ++i)
            if (!chosen[i]) found = chosen[i] = choose_member(index, declared, choices[i]);
        if (found) continue;
        if (!names_.is_set_aside(index.name)) report_wrong_index(index, declared);
        return false;
    }
    for (const MemberChoice& choice : choices) {
        if (choice.member != MemberChoice::at_hand || at_hand(choice.from, scope)) continue;
        report_not_at_hand(e, declared, choice, scope);
        return false;
    }
    return true;
}

void Checker::report_wrong_index(const Expression::Index& index, const Declared& declared) const {
    if (is_word_for_year(index.name)) {
        problems_.error(index.place, "a year is not chosen in brackets, which name members of sets",
                        index.offset < 0 ? "write " + earlier_value(declared.name, -index.offset)
                        : index.offset == 0
                            ? fmt::format("this year's value is {}", declared.name)
                            : fmt::format("no later year is known: let {0} follow from prev({0})",
                                          declared.name));
        return;
    }
    if (declared.sets.empty()) {
        problems_.error(index.place, fmt::format("'{}' has one value, no members", declared.name),
                        fmt::format("write {} without [{}]", declared.name, index.name));
        return;
    }
    std::vector<std::string> sets, members;
    for (const std::size_t set : declared.sets) {
        sets.push_back("each " + plan_.sets[set].name);
        members.insert(members.end(), plan_.sets[set].members.begin(),
                       plan_.sets[set].members.end());
    }
    if (const auto range = plan_.find_range(index.name)) {
        const std::size_t set =
            range->map == MemberChoice::no_map ? range->set : plan_.maps[range->map].to;
        std::string advice =
            fmt::format("in [...] stand its members, its sets, or maps that lead there: {}[{}]",
                        declared.name, members.front());
        bool twice = false;
        for (const std::size_t own : declared.sets) {
            twice = twice || plan_.share_members(own, set);
            for (const MemberMap& map : plan_.maps)
                if (plan_.share_members(map.from, range->set) && plan_.share_members(map.to, own))
                    advice = fmt::format("write {}[{}]", declared.name, map.name);
        }
        problems_.error(index.place,
                        twice
                            ? fmt::format("[...] says twice which {} of '{}' is meant",
                                          plan_.sets[set].name, declared.name)
                            : fmt::format("'{}' has a value for {}, not for each {}", declared.name,
                                          fmt::join(sets, " and "), plan_.sets[set].name),
                        twice ? "say it once" : advice);
        return;
    }
    for (const std::size_t own : declared.sets) {
        const auto& all = plan_.sets[plan_.outermost(own)].members;
        if (std::find(all.begin(), all.end(), index.name) == all.end()) continue;
        problems_.error(index.place,
                        fmt::format("'{}' has no value for '{}'", declared.name, index.name),
                        fmt::format("it has one for each {}: {}", plan_.sets[own].name,
                                    listed(plan_.sets[own].members)));
        return;
    }
    const std::string nearest = nearest_name(index.name, members);
    problems_.error(index.place, fmt::format("'{}' has no member '{}'", declared.name, index.name),
                    nearest.empty() ? fmt::format("it has: {}", listed(members))
                                    : fmt::format("did you mean '{}'?", nearest));
}

void Checker::report_not_at_hand(const Expression& e, const Declared& declared,
                                 const MemberChoice& choice, const Scope& scope) const {
    const Place& place = e.place;
    const std::string call =
        e.kind == Expression::Kind::call ? fmt::format("({})", to_text(*e.arguments[0])) : "";
    const MemberSet &from = plan_.sets[choice.from], &set = plan_.sets[choice.set];
    if (choice.map != MemberChoice::no_map) {
        problems_.error(
            place,
            fmt::format("'{}' maps the {} at hand, there is none in {}",
                        plan_.maps[choice.map].name, from.name, scope.where),
            fmt::format("write {0}[{1}]{3} for one member, sum({0}{3} over {2}) for all",
                        declared.name, set.members.front(), set.name, call));
        return;
    }
    for (const std::size_t in_scope : scope.sets) {
        for (const MemberMap& map : plan_.maps) {
            if (!plan_.share_members(in_scope, map.from) ||
                !plan_.share_members(map.to, choice.set))
                continue;
            problems_.error(
                place,
                fmt::format("'{}' has a value for each {}, in {} a {} is at hand", declared.name,
                            set.name, scope.where, plan_.sets[in_scope].name),
                fmt::format("write {}[{}]{}", declared.name, map.name, call));
            return;
        }
    }
    problems_.error(
        place,
        fmt::format("'{}' has a value for each {}, {} in {}", declared.name, set.name,
                    scope.sets.empty() ? "one number is due" : "none is at hand", scope.where),
        e.member.empty()
            ? fmt::format("write {0}[{1}]{3} for one member, sum({0}{3} over {2}) for all",
                          declared.name, set.members.front(), set.name, call)
            : fmt::format(
                  "write met({0}[{1}]) for one member, count(met({0}) over {2}) for how many",
                  declared.name, set.members.front(), set.name));
}

std::optional<Scope> Checker::enter_ranges(const Expression& e, const Scope& scope,
                                           std::vector<MemberRange>& ranges) const {
    Scope inner = scope;
    for (const Expression::Index& over : e.over) {
        const auto range = find_range(over.name, over.place);
        if (!range) return std::nullopt;
        const std::size_t outermost = plan_.outermost(range->set);
        for (const MemberRange& earlier : ranges) {
            if (plan_.outermost(earlier.set) != outermost) continue;
            problems_.error(over.place,
                            fmt::format("'{}' runs over members of '{}' twice", e.name,
                                        plan_.sets[outermost].name),
                            "a second set of members needs a name of its own in [sets]");
            return std::nullopt;
        }
        if (range->map != MemberChoice::no_map && !at_hand(plan_.maps[range->map].to, scope)) {
            const MemberMap& map = plan_.maps[range->map];
            problems_.error(
                over.place,
                fmt::format("'{}' runs over each {} of the {} at hand, there is none in {}",
                            over.name, plan_.sets[map.from].name, plan_.sets[map.to].name,
                            scope.where),
                fmt::format("sum(x over {}) runs over all", plan_.sets[map.from].name));
            return std::nullopt;
        }
        ranges.push_back(*range);
        // What was at hand of these members gives way to those that the fold runs through.
        std::erase_if(inner.sets,
                      [&](std::size_t set) { return plan_.outermost(set) == outermost; });
        inner.sets.push_back(range->set);
    }
    return inner;
}

bool Checker::runs_through(const Formula& formula, const MemberRange& range,
                           const std::string& fold, const Expression::Index& over) const {
    std::set<const Formula*> seen;  // formulas share their parts: each is looked at once
    if (varies(plan_, formula, plan_.outermost(range.set), seen)) return true;
    const std::string& set = plan_.sets[range.set].name;
    problems_.error(
        over.place,
        fmt::format("'{}' runs over '{}', but its value is the same for every {}", fold, over.name,
                    set),
        fmt::format("use what has a value for each {0}; size({0}) is how many there are", set));
    return false;
}

// "sector is industry", "crop is perennial": known as soon as the member at hand is.
Checker::Result Checker::member_is(const Expression& e, const MemberRange& range,
                                   const Scope& scope) const {
    const FormulaPtr there = position(range, scope, e.place);
    if (!there) return std::nullopt;
    auto formula = std::make_shared<Formula>(*there);
    formula->kind = Formula::Kind::is_member;
    std::size_t& meant = formula->members.front().set;
    const MemberSet& set = plan_.sets[meant];
    const Checked checked{formula, Type{Unit{}, true, false}};
    const auto found = std::find(set.members.begin(), set.members.end(), e.member);
    if (found != set.members.end()) {
        formula->alternative = static_cast<std::size_t>(found - set.members.begin());
        return checked;
    }
    std::vector<std::string> names = set.members;
    for (std::size_t other = 0; other < plan_.sets.size(); ++other) {
        if (!plan_.share_members(other, meant)) continue;
        names.push_back(plan_.sets[other].name);
        if (e.member != names.back()) continue;
        meant = other;
        formula->alternative = Formula::any_member;
        return checked;
    }
    const std::string nearest = nearest_name(e.member, names);
    problems_.error(e.member_place, fmt::format("set '{}' has no member '{}'", set.name, e.member),
                    nearest.empty() ? fmt::format("it begins with '{}'", set.members.front())
                                    : fmt::format("did you mean '{}'?", nearest));
    return std::nullopt;
}

Checker::Result Checker::set_function(const Expression& e, const Function& function,
                                      const Scope& scope) const {
    const Expression& argument = *e.arguments[0];
    if (argument.kind != Expression::Kind::name || !argument.indices.empty()) {
        problems_.error(argument.place, fmt::format("'{}' takes the name of a set", e.name),
                        "write " + function.usage);
        return std::nullopt;
    }
    const auto range = find_range(argument.name, argument.place);
    if (!range) return std::nullopt;
    if (function.kind == FunctionKind::size) {
        const std::size_t set =
            range->map == MemberChoice::no_map ? range->set : plan_.maps[range->map].to;
        return Checked{number_formula(static_cast<double>(plan_.sets[set].members.size()), e.place),
                       Type{}};
    }
    const FormulaPtr found = position(*range, scope, argument.place);
    return found ? Result(Checked{found, Type{}}) : std::nullopt;
}

}  // namespace plancast
