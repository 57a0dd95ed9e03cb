#include "engine/models/compiler.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace plancast {

void Compiler::put_at_hand(Situation& at, std::size_t set, std::size_t member) const {
    at.members[set] = member;
    while (const auto whole = plan_.sets[set].whole) {
        member = plan_.sets[set].in_whole[member];
        set = *whole;
        at.members[set] = member;
    }
}

void Compiler::for_each_member(const std::vector<MemberRange>& ranges, std::size_t first,
                               Situation& at, const std::function<void()>& act) const {
    if (first == ranges.size()) return act();
    const MemberRange& range = ranges[first];
    const MemberMap* map = range.map == MemberChoice::no_map ? nullptr : &plan_.maps[range.map];
    for (std::size_t member = 0; member < plan_.sets[range.set].members.size(); ++member) {
        if (map != nullptr && map->values[member] != at.members[map->to]) continue;
        put_at_hand(at, range.set, member);
        for_each_member(ranges, first + 1, at, act);
    }
}

// The member of a quantity that is meant, row-major over its sets; nothing where there is none.
std::optional<std::size_t> Compiler::member_of(const Formula& formula, const Situation& at) {
    std::size_t index = 0;
    for (const MemberChoice& choice : formula.members) {
        std::size_t member = choice.member;
        if (member == MemberChoice::at_hand) {
            const auto found = member_at_hand(formula, choice, at);
            if (!found) return std::nullopt;
            member = *found;
        }
        index = index * plan_.sets[choice.set].members.size() + member;
    }
    return index;
}

std::optional<std::size_t> Compiler::member_at_hand(const Formula& formula,
                                                    const MemberChoice& choice,
                                                    const Situation& at) {
    std::size_t set = choice.from, member = at.members[set];
    if (choice.map != MemberChoice::no_map) {
        member = plan_.maps[choice.map].values[member];
        set = plan_.maps[choice.map].to;
    }
    if (choice.offset != 0) {
        const auto size = static_cast<std::ptrdiff_t>(plan_.sets[set].members.size());
        const auto wanted = static_cast<std::ptrdiff_t>(member) + choice.offset;
        if (wanted < 0 || wanted >= size) {
            report_outside(formula, choice, plan_.sets[set], member);
            return std::nullopt;
        }
        member = static_cast<std::size_t>(wanted);
    }
    while (set != choice.set) {
        member = plan_.sets[set].in_whole[member];
        set = *plan_.sets[set].whole;
    }
    return member;
}

void Compiler::report_outside(const Formula& formula, const MemberChoice& choice,
                              const MemberSet& set, std::size_t member) {
    // It is so in every year.
    if (!reported_.insert(fmt::format("outside {}", static_cast<const void*>(&formula))).second)
        return;
    const bool before = choice.offset < 0;
    problems_.error(
        formula.place,
        fmt::format("no member stands {} {} '{}' in set '{}'", std::abs(choice.offset),
                    before ? "before" : "behind", set.members[member], set.name),
        before
            ? fmt::format("say what holds for the first: if(position({0}) <= {1}, start, "
                          "x[{0} - {1}])",
                          set.name, -choice.offset)
            : fmt::format("say what holds for the last: if(position({0}) > size({0}) - {1}, end, "
                          "x[{0} + {1}])",
                          set.name, choice.offset));
}

NodeId Compiler::quantity(const Formula& formula, const Situation& at) {
    const auto member = member_of(formula, at);
    if (!member) return graph_.constant(0);
    switch (formula.kind) {
        case Formula::Kind::table: {
            const InterpolationPtr& curve = plan_.tables[formula.index].values.at(*member);
            return graph_.interpolate(formula.arguments.empty()
                                          ? graph_.constant(at.year)
                                          : evaluate(*formula.arguments.front(), at),
                                      curve);
        }
        case Formula::Kind::lever:
            return graph_.constant(plan_.levers[formula.index].value.at(*member));
        case Formula::Kind::input: return input_value(formula.index, *member, at, formula.place);
        case Formula::Kind::series: return series_value(formula.index, *member, at, formula.place);
        case Formula::Kind::verdict:
            return verdict({formula.index, formula.alternative == Formula::all_parts
                                               ? Formula::all_parts
                                               : formula.alternative + *member},
                           formula.place);
        default: return graph_.constant(static_cast<double>(*member + 1));
    }
}

}  // namespace plancast
