#include <algorithm>

#include <fmt/format.h>

#include "engine/models/compiler.hpp"

namespace plancast {

NodeId Compiler::fold(const Formula& formula, const Situation& at) {
    std::vector<NodeId> values;
    std::vector<int> years;
    Situation inner = at;
    if (formula.kind == Formula::Kind::over_years) {
        if (formula.years == 0) {
            years = years_to(at.last_year);
        } else {
            for (int back = formula.years; back-- > 0;) years.push_back(at.year - back);
            inner.window = formula.years;
        }
        if (formula.fold == Formula::Fold::cagr) years = {plan_.base_year, years.back()};
        for (int year : years) {
            inner.year = year;
            values.push_back(evaluate(*formula.arguments[0], inner));
        }
        return fold_values(formula.fold, values, years);
    }
    for (const MemberRange& range : formula.ranges) {
        if (range.map == MemberChoice::no_map) continue;
        const MemberMap& map = plan_.maps[range.map];
        if (!is_at_hand(formula, map.name, map.to, at)) return graph_.constant(0);
    }
    std::vector<int> positions;
    for_each_member(formula.ranges, 0, inner, [&] {
        values.push_back(evaluate(*formula.arguments[0], inner));
        positions.push_back(static_cast<int>(at_hand(formula.ranges.front().set, inner)) + 1);
    });
    if (values.empty()) return fold_nothing(formula, at);
    return fold_values(formula.fold, values, positions);
}

// Only a map can leave nothing to fold.
NodeId Compiler::fold_nothing(const Formula& formula, const Situation& at) {
    using Fold = Formula::Fold;
    switch (formula.fold) {
        case Fold::sum:
        case Fold::count:
        case Fold::any: return graph_.constant(0);
        case Fold::all: return graph_.constant(1);
        default: break;
    }
    for (const MemberRange& range : formula.ranges) {
        if (range.map == MemberChoice::no_map) continue;
        const MemberMap& map = plan_.maps[range.map];
        const std::size_t goal = at_hand(map.to, at);
        const std::string& to = plan_.sets[map.to].members[goal];
        const auto& values = map.values;
        if (std::find(values.begin(), values.end(), goal) != values.end()) continue;
        if (!reported_.insert("empty " + map.name + " " + to).second) continue;
        problems_.error(formula.place,
                        fmt::format("'{}' maps no {} to '{}': of nothing there is no mean, lowest "
                                    "or highest",
                                    map.name, plan_.sets[map.from].name, to),
                        fmt::format("say what holds for it: if({} is {}, 0, ...)",
                                    plan_.sets[map.to].name, to));
    }
    return graph_.constant(0);
}

NodeId Compiler::fold_values(Formula::Fold fold, const std::vector<NodeId>& values,
                             const std::vector<int>& places) {
    using Fold = Formula::Fold;
    const NodeId one = graph_.constant(1);
    if (fold == Fold::highest_at || fold == Fold::lowest_at) {
        NodeId best = values.front(), place = graph_.constant(places.front());
        for (std::size_t i = 1; i < values.size(); ++i) {
            const NodeId better = fold == Fold::highest_at
                                      ? graph_.apply(Operation::less, best, values[i])
                                      : graph_.apply(Operation::less, values[i], best);
            place = graph_.apply(Operation::select, better, graph_.constant(places[i]), place);
            best = graph_.apply(Operation::select, better, values[i], best);
        }
        return place;
    }
    if (fold == Fold::last) return values.back();
    if (fold == Fold::cagr) {
        const double span = places.back() - places.front();
        const NodeId ratio = graph_.divide(values.back(), values.front());
        return graph_.subtract(graph_.apply(Operation::power, ratio, graph_.constant(1 / span)),
                               one);
    }
    if (fold == Fold::first_year) {
        NodeId year = graph_.constant(places.back() + 1);
        for (std::size_t i = values.size(); i-- > 0;)
            year = graph_.apply(Operation::select, values[i], graph_.constant(places[i]), year);
        return year;
    }
    const Operation operation = fold == Fold::lowest    ? Operation::minimum
                                : fold == Fold::highest ? Operation::maximum
                                : fold == Fold::all     ? Operation::logical_and
                                : fold == Fold::any     ? Operation::logical_or
                                                        : Operation::add;
    NodeId result = values.front();
    if (fold == Fold::count)
        result = graph_.apply(Operation::select, result, one, graph_.constant(0));
    for (std::size_t i = 1; i < values.size(); ++i) {
        const NodeId value = fold == Fold::count ? graph_.apply(Operation::select, values[i], one,
                                                                graph_.constant(0))
                                                 : values[i];
        result = graph_.apply(operation, result, value);
    }
    if (fold == Fold::mean)
        result = graph_.divide(result, graph_.constant(static_cast<double>(values.size())));
    return result;
}

}  // namespace plancast
