#include "engine/models/compiler.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace plancast {

// The member of a quantity that is meant, row-major over its sets; nothing where there is none.
std::optional<std::size_t> Compiler::member_of(const Formula& formula, const Situation& at) {
    std::size_t index = 0;
    for (const MemberChoice& choice : formula.members) {
        const MemberSet& set = plan_.sets[choice.set];
        std::size_t member = choice.member;
        if (member == MemberChoice::at_hand) {
            const auto size = static_cast<std::ptrdiff_t>(set.members.size());
            const auto wanted = static_cast<std::ptrdiff_t>(at.members[choice.set]) + choice.offset;
            if (wanted < 0 || wanted >= size) {
                report_outside(formula, choice, set.members[at.members[choice.set]]);
                return std::nullopt;
            }
            member = static_cast<std::size_t>(wanted);
        }
        index = index * set.members.size() + member;
    }
    return index;
}

void Compiler::report_outside(const Formula& formula, const MemberChoice& choice,
                              const std::string& member) {
    // It is so in every year.
    if (!reported_.insert(fmt::format("outside {}", static_cast<const void*>(&formula))).second)
        return;
    const std::string& set = plan_.sets[choice.set].name;
    const bool before = choice.offset < 0;
    problems_.error(
        formula.place,
        fmt::format("no member stands {} {} '{}' in set '{}'", std::abs(choice.offset),
                    before ? "before" : "behind", member, set),
        before
            ? fmt::format("say what holds for the first: if(position({0}) <= {1}, start, "
                          "x[{0} - {1}])",
                          set, -choice.offset)
            : fmt::format("say what holds for the last: if(position({0}) > size({0}) - {1}, end, "
                          "x[{0} + {1}])",
                          set, choice.offset));
}

NodeId Compiler::quantity(const Formula& formula, const Situation& at) {
    const auto member = member_of(formula, at);
    if (!member) return graph_.constant(0);
    switch (formula.kind) {
        case Formula::Kind::lever:
            return graph_.constant(plan_.levers[formula.index].value.at(*member));
        case Formula::Kind::input: return input_value(formula.index, *member, at, formula.place);
        case Formula::Kind::series: return series_value(formula.index, *member, at, formula.place);
        default: return graph_.constant(static_cast<double>(*member + 1));
    }
}

}  // namespace plancast
