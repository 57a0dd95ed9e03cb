#include "engine/models/compiler.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "engine/models/names.hpp"

namespace plancast {

namespace {

constexpr std::size_t outside = MemberSet::outside;

// An expression may stand in several formulas: in a function's body, for each call.
std::string spot(const Place& place) {
    return fmt::format("{}:{}:{}", static_cast<const void*>(place.file.get()), place.line,
                       place.column);
}

}  // namespace

void Compiler::put_at_hand(Situation& at, std::size_t set, std::size_t member) const {
    at.members[plan_.outermost(set)] = plan_.sets[set].in_outermost[member];
}

std::size_t Compiler::at_hand(std::size_t set, const Situation& at) const {
    return plan_.sets[set].from_outermost[at.members[plan_.outermost(set)]];
}

void Compiler::for_each_member(const std::vector<MemberRange>& ranges, std::size_t first,
                               Situation& at, const std::function<void()>& act) const {
    if (first == ranges.size()) return act();
    const MemberRange& range = ranges[first];
    const MemberMap* map = range.map == MemberChoice::no_map ? nullptr : &plan_.maps[range.map];
    // What the map leads from may share members with what it leads to: the one at hand is kept.
    const std::size_t to = map == nullptr ? outside : at_hand(map->to, at);
    const std::size_t outermost = plan_.outermost(range.set), before = at.members[outermost];
    for (std::size_t member = 0; member < plan_.sets[range.set].members.size(); ++member) {
        if (map != nullptr && map->values[member] != to) continue;
        put_at_hand(at, range.set, member);
        for_each_member(ranges, first + 1, at, act);
    }
    at.members[outermost] = before;
}

// The member of a quantity that is meant, row-major over its sets; nothing where there is none.
std::optional<std::size_t> Compiler::member_of(const Formula& formula, const Situation& at) {
    std::size_t index = 0;
    for (const MemberChoice& choice : formula.members) {
        const auto member = chosen_member(choice, at, &formula);
        if (!member) return std::nullopt;
        index = index * plan_.sets[choice.set].members.size() + *member;
    }
    return index;
}

std::optional<std::size_t> Compiler::chosen_member(const MemberChoice& choice, const Situation& at,
                                                   const Formula* asking) {
    if (choice.member != MemberChoice::at_hand) return choice.member;
    std::size_t set = choice.from, member = at_hand(set, at);
    if (member == outside) {
        if (asking != nullptr) is_at_hand(*asking, asked_text(*asking, choice), set, at);
        return std::nullopt;
    }
    if (choice.map != MemberChoice::no_map) {
        member = plan_.maps[choice.map].values[member];
        set = plan_.maps[choice.map].to;
    }
    if (choice.offset != 0) {
        const auto size = static_cast<std::ptrdiff_t>(plan_.sets[set].members.size());
        const auto wanted = static_cast<std::ptrdiff_t>(member) + choice.offset;
        if (wanted < 0 || wanted >= size) {
            if (asking != nullptr) report_no_step(*asking, choice, plan_.sets[set], member);
            return std::nullopt;
        }
        member = static_cast<std::size_t>(wanted);
    }
    const std::string& name = plan_.sets[set].members[member];
    member = plan_.sets[choice.set].from_outermost[plan_.sets[set].in_outermost[member]];
    if (member != outside) return member;
    if (asking != nullptr)
        report_not_in(*asking, asked_text(*asking, choice), choice, choice.set, name);
    return std::nullopt;
}

// "projects", "fuel_price[fuel_of]", "position(crop)": what is asked for.
std::string Compiler::asked_text(const Formula& formula, const MemberChoice& choice) const {
    const std::string& set = plan_.sets[choice.from].name;
    const std::string chosen =
        choice.map != MemberChoice::no_map ? plan_.maps[choice.map].name
        : choice.offset != 0
            ? fmt::format("{} {} {}", set, choice.offset < 0 ? '-' : '+', std::abs(choice.offset))
            : std::string{};
    const auto indexed = [&](const std::string& name) {
        return chosen.empty() ? name : fmt::format("{}[{}]", name, chosen);
    };
    switch (formula.kind) {
        case Formula::Kind::table: return indexed(plan_.tables[formula.index].name);
        case Formula::Kind::lever: return indexed(plan_.levers[formula.index].name);
        case Formula::Kind::input: return indexed(plan_.inputs[formula.index].name);
        case Formula::Kind::series: return indexed(plan_.series[formula.index].name);
        case Formula::Kind::verdict: return indexed(plan_.targets[formula.index].id);
        default: return fmt::format("position({})", chosen.empty() ? set : chosen);
    }
}

bool Compiler::is_at_hand(const Formula& formula, const std::string& asked, std::size_t set,
                          const Situation& at) {
    if (at_hand(set, at) != outside) return true;
    const std::size_t outermost = plan_.outermost(set);
    report_not_in(formula, asked, {set, MemberChoice::at_hand, set}, set,
                  plan_.sets[outermost].members[at.members[outermost]]);
    return false;
}

void Compiler::report_not_in(const Formula& formula, const std::string& asked,
                             const MemberChoice& choice, std::size_t part,
                             const std::string& member) {
    const std::string& name = plan_.sets[part].name;
    const std::string asker =
        path_.empty()
            ? std::string{}
            : fmt::format(", which '{}' asks for",
                          path_.back().quantity->name +
                              plan_.member_label(path_.back().quantity->sets, path_.back().member));
    const std::string guard = choice.map != MemberChoice::no_map ? plan_.maps[choice.map].name
                              : choice.from == part ? plan_.sets[plan_.outermost(part)].name
                                                    : plan_.sets[choice.from].name;
    repeated_.error(
        formula.place, spot(formula.place) + " not in " + name, member,
        fmt::format("'{}' has no value for '{}'{}: '{}' has {}", asked, member, asker, name,
                    listed(plan_.sets[part].members)),
        choice.offset != 0
            ? fmt::format("to step among its members write [{} {} {}], or say what holds for the "
                          "others",
                          name, choice.offset < 0 ? '-' : '+', std::abs(choice.offset))
            : fmt::format("say what holds for the others: {{ {0} = \"...\", otherwise = 0 }} in a "
                          "table by member, or if({1} is {0}, ..., 0); or range over '{0}' only",
                          name, guard));
}

void Compiler::report_no_step(const Formula& formula, const MemberChoice& choice,
                              const MemberSet& set, std::size_t member) {
    const bool before = choice.offset < 0;
    repeated_.error(
        formula.place, spot(formula.place), set.members[member],
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
