#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"

namespace plancast {

std::optional<std::size_t> Checker::find_set(const std::string& name, const Place& place) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < plan_.sets.size(); ++i) {
        names.push_back(plan_.sets[i].name);
        if (names.back() == name) return i;
    }
    const std::string nearest = nearest_name(name, names);
    problems_.error(place, fmt::format("unknown set '{}'", name),
                    nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
    return std::nullopt;
}

bool Checker::at_hand(std::size_t set, const Scope& scope, const Place& place) const {
    if (std::find(scope.sets.begin(), scope.sets.end(), set) != scope.sets.end()) return true;
    const std::string& name = plan_.sets[set].name;
    problems_.error(place, fmt::format("no member of '{}' is at hand in {}", name, scope.where),
                    fmt::format("it is where a quantity ranges over it (over = \"{0}\"), and in "
                                "functions over it: sum(x over {0})",
                                name));
    return false;
}

bool Checker::members(const Expression& e, const Declared& declared, const Scope& scope,
                      std::vector<MemberChoice>& choices) const {
    std::vector<bool> chosen(declared.sets.size(), false);
    for (std::size_t set : declared.sets) choices.push_back({set, MemberChoice::at_hand});
    for (const Expression::Index& index : e.indices) {
        bool found = false;
        std::vector<std::string> candidates;
        for (std::size_t i = 0; i < choices.size() && !found; ++i) {
            if (chosen[i]) continue;
            const MemberSet& set = plan_.sets[choices[i].set];
            const auto member = std::find(set.members.begin(), set.members.end(), index.name);
            if (set.name == index.name) {
                choices[i].offset = index.offset;
                found = true;
            } else if (member != set.members.end()) {
                if (index.offset != 0) {
                    problems_.error(
                        index.place,
                        fmt::format("a step is taken from '{}', which is named", index.name),
                        fmt::format("name the member that is meant, or step from the one at hand: "
                                    "{}[{} {} {}]",
                                    declared.name, set.name, index.offset < 0 ? '-' : '+',
                                    std::abs(index.offset)));
                    return false;
                }
                choices[i].member = static_cast<std::size_t>(member - set.members.begin());
                found = true;
            }
            if (found) chosen[i] = true;
            candidates.insert(candidates.end(), set.members.begin(), set.members.end());
        }
        if (found) continue;
        if (declared.sets.empty()) {
            problems_.error(index.place,
                            fmt::format("'{}' has one value, no members", declared.name),
                            fmt::format("write {} without [{}]", declared.name, index.name));
        } else {
            const std::string nearest = nearest_name(index.name, candidates);
            problems_.error(
                index.place, fmt::format("'{}' has no member '{}'", declared.name, index.name),
                nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
        }
        return false;
    }
    for (const MemberChoice& choice : choices) {
        const bool at_hand =
            std::find(scope.sets.begin(), scope.sets.end(), choice.set) != scope.sets.end();
        if (choice.member != MemberChoice::at_hand || at_hand) continue;
        const MemberSet& set = plan_.sets[choice.set];
        problems_.error(e.place,
                        fmt::format("'{}' has a value for each {}, one number is due in {}",
                                    declared.name, set.name, scope.where),
                        fmt::format("write {0}[{1}] for one member, sum({0} over {2}) for all",
                                    declared.name, set.members.front(), set.name));
        return false;
    }
    return true;
}

// "sector is industry": known as soon as the member at hand is.
Checker::Result Checker::set_is(const Expression& e, std::size_t set, const Scope& scope) const {
    if (!at_hand(set, scope, e.place)) return std::nullopt;
    const auto& names = plan_.sets[set].members;
    const auto found = std::find(names.begin(), names.end(), e.member);
    if (found == names.end()) {
        const std::string nearest = nearest_name(e.member, names);
        problems_.error(e.member_place,
                        fmt::format("set '{}' has no member '{}'", e.name, e.member),
                        nearest.empty() ? fmt::format("it begins with '{}'", names.front())
                                        : fmt::format("did you mean '{}'?", nearest));
        return std::nullopt;
    }
    auto position = std::make_shared<Formula>();
    position->kind = Formula::Kind::position;
    position->place = e.place;
    position->members = {{set, MemberChoice::at_hand, 0}};
    const auto wanted = number_formula(static_cast<double>(found - names.begin() + 1), e.place);
    return Checked{apply_formula(Operation::equal, {position, wanted}, e.place),
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
    const auto set = find_set(argument.name, argument.place);
    if (!set) return std::nullopt;
    if (function.kind == FunctionKind::size)
        return Checked{
            number_formula(static_cast<double>(plan_.sets[*set].members.size()), e.place), Type{}};
    if (!at_hand(*set, scope, argument.place)) return std::nullopt;
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::position;
    formula->place = e.place;
    formula->members = {{*set, MemberChoice::at_hand, 0}};
    return Checked{formula, Type{}};
}

}  // namespace plancast
