#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"

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
    problems_.error(place, fmt::format("unknown set '{}'", name),
                    nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
    return std::nullopt;
}

bool Checker::is_at_hand(std::size_t set, const Scope& scope) const {
    return std::any_of(scope.sets.begin(), scope.sets.end(),
                       [&](std::size_t at_hand) { return plan_.is_within(at_hand, set); });
}

FormulaPtr Checker::position(const MemberRange& range, const Scope& scope,
                             const Place& place) const {
    const bool mapped = range.map != MemberChoice::no_map;
    if (!is_at_hand(range.set, scope)) {
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
        if (plan_.is_within(leads_to, choice.set)) {
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
        choices.push_back({set, MemberChoice::at_hand, set, MemberChoice::no_map, 0});
    for (const Expression::Index& index : e.indices) {
        bool found = false;
        std::vector<std::string> candidates;
        for (std::size_t i = 0; i < choices.size() && !found; ++i) {
            if (chosen[i]) continue;
            found = chosen[i] = choose_member(index, declared, choices[i]);
            const auto& members = plan_.sets[choices[i].set].members;
            if (!found) candidates.insert(candidates.end(), members.begin(), members.end());
        }
        if (found) continue;
        if (names_.is_set_aside(index.name)) return false;
        if (declared.sets.empty()) {
            problems_.error(index.place,
                            fmt::format("'{}' has one value, no members", declared.name),
                            fmt::format("write {} without [{}]", declared.name, index.name));
        } else {
            const std::string nearest = nearest_name(index.name, candidates);
            problems_.error(
                index.place,
                plan_.find_range(index.name)
                    ? fmt::format("'{}' does not lead to a member of '{}'", index.name,
                                  declared.name)
                    : fmt::format("'{}' has no member '{}'", declared.name, index.name),
                nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
        }
        return false;
    }
    for (const MemberChoice& choice : choices) {
        if (choice.member != MemberChoice::at_hand || is_at_hand(choice.from, scope)) continue;
        report_not_at_hand(e.place, declared, choice, scope);
        return false;
    }
    return true;
}

void Checker::report_not_at_hand(const Place& place, const Declared& declared,
                                 const MemberChoice& choice, const Scope& scope) const {
    const MemberSet &from = plan_.sets[choice.from], &set = plan_.sets[choice.set];
    if (choice.map != MemberChoice::no_map) {
        problems_.error(place,
                        fmt::format("'{}' maps the {} at hand, there is none in {}",
                                    plan_.maps[choice.map].name, from.name, scope.where),
                        fmt::format("write {0}[{1}] for one member, sum({0} over {2}) for all",
                                    declared.name, set.members.front(), set.name));
        return;
    }
    for (const std::size_t at_hand : scope.sets) {
        // Any of the whole is at hand, which need not be in the part.
        if (plan_.is_within(choice.from, at_hand)) {
            problems_.error(
                place,
                fmt::format("'{}' has a value for each {} only, in {} any {} is at hand",
                            declared.name, from.name, scope.where, plan_.sets[at_hand].name),
                fmt::format("give a table by member: {{ {1} = \"{0}[{1}]\", otherwise = 0 }}, or "
                            "range over '{2}' only",
                            declared.name, from.members.front(), from.name));
            return;
        }
        for (const MemberMap& map : plan_.maps) {
            if (!plan_.is_within(at_hand, map.from) || !plan_.is_within(map.to, choice.set))
                continue;
            problems_.error(
                place,
                fmt::format("'{}' has a value for each {}, in {} a {} is at hand", declared.name,
                            set.name, scope.where, plan_.sets[at_hand].name),
                fmt::format("write {}[{}]", declared.name, map.name));
            return;
        }
    }
    problems_.error(place,
                    fmt::format("'{}' has a value for each {}, one number is due in {}",
                                declared.name, set.name, scope.where),
                    fmt::format("write {0}[{1}] for one member, sum({0} over {2}) for all",
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
        if (range->map != MemberChoice::no_map && !is_at_hand(plan_.maps[range->map].to, scope)) {
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

// "sector is industry": known as soon as the member at hand is.
Checker::Result Checker::member_is(const Expression& e, const MemberRange& range,
                                   const Scope& scope) const {
    const FormulaPtr at_hand = position(range, scope, e.place);
    if (!at_hand) return std::nullopt;
    const MemberSet& set = plan_.sets[at_hand->members.front().set];
    const auto found = std::find(set.members.begin(), set.members.end(), e.member);
    if (found == set.members.end()) {
        const std::string nearest = nearest_name(e.member, set.members);
        problems_.error(e.member_place,
                        fmt::format("set '{}' has no member '{}'", set.name, e.member),
                        nearest.empty() ? fmt::format("it begins with '{}'", set.members.front())
                                        : fmt::format("did you mean '{}'?", nearest));
        return std::nullopt;
    }
    const auto wanted =
        number_formula(static_cast<double>(found - set.members.begin() + 1), e.place);
    return Checked{apply_formula(Operation::equal, {at_hand, wanted}, e.place),
                   Type{Unit{}, true, false}};
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
