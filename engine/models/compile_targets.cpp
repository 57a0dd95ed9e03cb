#include "engine/models/compiler.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/models/comparison.hpp"

namespace plancast {

namespace {

// Levels that are the same in all years are one.
void merge_equal(std::vector<Level>& levels) {
    for (const Level& level : levels)
        if (level.bound != levels.front().bound || level.upper != levels.front().upper) return;
    if (levels.empty()) return;
    levels.resize(1);
    levels.front().year.reset();
}

}  // namespace

Situation Compiler::situation(const Part& part) const {
    Situation at = situation({}, 0, no_year);
    for (std::size_t i = 0; i < part.sets.size(); ++i)
        put_at_hand(at, part.sets[i], part.members[i]);
    if (!plan_.years.empty()) {
        at.last_year = part.by.value_or(plan_.years.back());
        at.year = at.last_year;
    }
    return at;
}

// Whether the bound is reached, and by how much the measure passes it (for is_true: 1 or 0).
// @param upper  The other end of between.
std::pair<NodeId, NodeId> Compiler::compare(Direction direction, NodeId measure, NodeId bound,
                                            NodeId upper) {
    const auto tolerance = [&](NodeId end) {
        return graph_.multiply(graph_.constant(comparison_tolerance),
                               graph_.apply(Operation::absolute, end));
    };
    const auto at_least = [&](NodeId end) {
        return graph_.apply(Operation::less_equal, graph_.subtract(end, tolerance(end)), measure);
    };
    const auto at_most = [&](NodeId end) {
        return graph_.apply(Operation::less_equal, measure, graph_.add(end, tolerance(end)));
    };
    const NodeId above = graph_.subtract(measure, bound), below = graph_.subtract(bound, measure);
    switch (direction) {
        case Direction::at_least: return {at_least(bound), above};
        case Direction::above:
            return {graph_.apply(Operation::less, graph_.add(bound, tolerance(bound)), measure),
                    above};
        case Direction::at_most: return {at_most(bound), below};
        case Direction::below:
            return {
                graph_.apply(Operation::less, measure, graph_.subtract(bound, tolerance(bound))),
                below};
        case Direction::equals: {
            const NodeId distance = graph_.apply(Operation::absolute, above);
            return {graph_.apply(Operation::less_equal, distance, tolerance(bound)),
                    graph_.apply(Operation::negate, distance)};
        }
        case Direction::between:
            return {graph_.apply(Operation::logical_and, at_least(bound), at_most(upper)),
                    graph_.apply(Operation::minimum, above, graph_.subtract(upper, measure))};
        case Direction::is_true: break;
    }
    return {measure,
            graph_.apply(Operation::select, measure, graph_.constant(1), graph_.constant(-1))};
}

Compiler::Judged Compiler::judge_once(const Part& part, const Situation& at) {
    Judged judged;
    judged.measure = evaluate(*part.measure.formula, at);
    const auto level = [&](const BoundEnd& end) {
        return end ? evaluate(*end.in(at.year)->formula, at) : graph_.constant(1);
    };
    const NodeId bound = level(part.bound), upper = level(part.upper);
    const auto known = graph_.value(bound), known_upper = graph_.value(upper);
    if (part.bound && known && known_upper)
        judged.levels = {{at.year, *known, part.upper ? known_upper : std::nullopt}};
    const auto [hit, margin] = compare(part.direction, judged.measure, bound, upper);
    // What is not finite reaches no bound.
    judged.verdict = graph_.apply(Operation::logical_and, hit,
                                  graph_.apply(Operation::is_finite, judged.measure));
    judged.shortfall = margin;  // turned into a shortfall by judge()
    return judged;
}

Compiler::Judged Compiler::judge(const Part& part) {
    Situation at = situation(part);
    std::vector<int> years = part.each_year ? years_to(at.last_year) : std::vector<int>{at.year};
    std::erase_if(years, [&](int year) { return !part.has_level(year); });
    Judged worst;
    for (const int year : years) {
        at.year = year;
        const Judged one = judge_once(part, at);
        if (year == years.front()) {
            worst = one;
            continue;
        }
        worst.levels.insert(worst.levels.end(), one.levels.begin(), one.levels.end());
        // A year without a finite measure is the worst there is.
        const NodeId worse = graph_.apply(
            Operation::logical_or, graph_.apply(Operation::less, one.shortfall, worst.shortfall),
            graph_.apply(Operation::logical_not, graph_.apply(Operation::is_finite, one.measure)));
        worst.measure = graph_.apply(Operation::select, worse, one.measure, worst.measure);
        worst.shortfall = graph_.apply(Operation::select, worse, one.shortfall, worst.shortfall);
        worst.verdict = graph_.apply(Operation::logical_and, worst.verdict, one.verdict);
    }
    at.year = at.last_year;
    if (worst.levels.size() < years.size()) worst.levels.clear();
    if (!part.each_year || !part.has_path()) merge_equal(worst.levels);
    const NodeId nothing = graph_.constant(0);
    NodeId missed = graph_.apply(Operation::logical_not, worst.verdict);
    if (part.judged_if) {
        const NodeId judged = evaluate(*part.judged_if.formula, at);
        missed = graph_.apply(Operation::logical_and, judged, missed);
        worst.verdict = graph_.apply(Operation::select, judged, worst.verdict,
                                     graph_.constant(static_cast<double>(Verdict::not_judged)));
    }
    worst.shortfall = graph_.apply(Operation::select, missed,
                                   graph_.apply(Operation::negate, worst.shortfall), nothing);
    return worst;
}

// Every judged part has to be met, and one at least judged; or `needs` of them, where those that
// are not judged leave it open as long as they could still decide.
NodeId Compiler::target_verdict(std::size_t index) {
    const Target& target = plan_.targets[index];
    std::vector<NodeId> parts;
    for (std::size_t part = 0; part < target.parts.size(); ++part)
        parts.push_back(verdict({index, part}, target.parts[part].place));
    if (parts.size() == 1) return parts.front();
    const NodeId nothing = graph_.constant(0), one = graph_.constant(1);
    const NodeId not_judged = graph_.constant(static_cast<double>(Verdict::not_judged));
    const auto how_many = [&](Verdict verdict) {
        const NodeId wanted = graph_.constant(static_cast<double>(verdict));
        NodeId sum = nothing;
        for (const NodeId part : parts)
            sum = graph_.add(
                sum, graph_.apply(Operation::select, graph_.apply(Operation::equal, part, wanted),
                                  one, nothing));
        return sum;
    };
    const NodeId met = how_many(Verdict::met), missed = how_many(Verdict::missed);
    const std::size_t needed = target.needs.value_or(1);
    const std::size_t allowed = target.needs ? parts.size() - *target.needs : 0;
    const NodeId is_met =
        graph_.apply(Operation::less_equal, graph_.constant(static_cast<double>(needed)), met);
    const NodeId is_missed =
        graph_.apply(Operation::less, graph_.constant(static_cast<double>(allowed)), missed);
    return graph_.apply(Operation::select, is_missed, nothing,
                        graph_.apply(Operation::select, is_met, one, not_judged));
}

std::string Compiler::label(const Verdicted& asked) const {
    const auto& [target, part] = asked;
    const Target& named = plan_.targets[target];
    return part == Formula::all_parts || named.parts.size() == 1
               ? named.id
               : named.id + "." + named.parts[part].id;
}

void Compiler::report_cycle(const Verdicted& asked, const Place& place) {
    std::vector<std::string> cycle;
    for (auto one = std::find(verdict_path_.begin(), verdict_path_.end(), asked);
         one != verdict_path_.end(); ++one)
        if (cycle.empty() || cycle.back() != label(*one)) cycle.push_back(label(*one));
    // The same cycle stands under every reading: it is reported once.
    const std::set<std::string> names(cycle.begin(), cycle.end());
    if (!reported_.insert(fmt::format("targets {}", fmt::join(names, " "))).second) return;
    if (cycle.back() != label(asked) || cycle.size() == 1) cycle.push_back(label(asked));
    problems_.error(place, fmt::format("a cycle of targets: {}", fmt::join(cycle, " <- ")),
                    "a verdict cannot depend on itself: let one of them ask for what the other "
                    "measures");
}

const Compiler::Judged& Compiler::judged(const Verdicted& asked, const Place& place) {
    if (!verdict_path_.empty() && verdict_path_.back().first != asked.first)
        verdict_uses_.insert({verdict_path_.back().first, asked.first});
    const auto key = std::pair{choice_, asked};
    const auto known = judged_.find(key);  // nothing in it: it is being made
    if (known != judged_.end()) {
        if (known->second) return *known->second;
        report_cycle(asked, place);
        const NodeId nothing = graph_.constant(0);
        return known->second.emplace(Judged{nothing, nothing, nothing, {}});
    }
    judged_[key] = std::nullopt;
    verdict_path_.push_back(asked);
    Judged result;
    if (asked.second == Formula::all_parts)
        result.verdict = target_verdict(asked.first);
    else
        result = judge(plan_.targets[asked.first].parts[asked.second]);
    verdict_path_.pop_back();
    return *(judged_[key] = std::move(result));
}

// What a target asks for, what that asks for, and so on.
std::vector<std::set<std::size_t>> Compiler::what_targets_rest_on() const {
    std::vector<std::set<std::size_t>> result(plan_.targets.size());
    for (std::size_t target = 0; target < result.size(); ++target) {
        std::vector<std::size_t> ahead{target};
        while (!ahead.empty()) {
            const std::size_t at = ahead.back();
            ahead.pop_back();
            for (auto use = verdict_uses_.lower_bound({at, 0});
                 use != verdict_uses_.end() && use->first == at; ++use)
                if (result[target].insert(use->second).second) ahead.push_back(use->second);
        }
    }
    return result;
}

// A chance that is known of one reading of the bound says nothing of another.
void Compiler::check_known_chance(const Part& part) {
    std::vector<bool> asked(plan_.readings.size(), false);
    for (const BoundEnd* end : {&part.bound, &part.upper}) {
        if (end->always) uses_.add_readings(*end->always.formula, asked);
        for (const auto& [year, level] : end->by_year) uses_.add_readings(*level.formula, asked);
    }
    std::vector<bool> followed(plan_.readings.size(), false);
    uses_.add_readings(*part.known_chance.formula, followed);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (!asked[i] || followed[i]) continue;
        const Reading& reading = plan_.readings[i];
        problems_.error(part.known_chance.formula->place,
                        fmt::format("known_chance of '{}' does not follow the reading '{}', on "
                                    "which its bound depends",
                                    part.id, reading.name),
                        fmt::format("test it here too: if({} is {}, ..., ...)", reading.name,
                                    reading.alternatives[reading.value]));
    }
}

void Compiler::add_targets(CompiledPlan& result) {
    for (choice_ = 0; choice_ < choices_.size(); ++choice_) {
        VerdictColumns columns;
        for (std::size_t target = 0; target < plan_.targets.size(); ++target) {
            const std::vector<Part>& parts = plan_.targets[target].parts;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                const Part& part = parts[i];
                const Judged& fate = judged({target, i}, part.place);
                columns.parts.push_back(output(result, fate.verdict));
                if (choice_ > 0) continue;
                result.levels.push_back(fate.levels);
                result.columns.measures.push_back(output(result, fate.measure));
                result.columns.shortfalls.push_back(output(result, fate.shortfall));
                result.columns.known_chances.emplace_back();
                if (!part.known_chance) continue;
                check_known_chance(part);
                const NodeId chance = evaluate(*part.known_chance.formula, situation(part));
                const auto known = graph_.value(chance);
                if (known && !(*known >= 0 && *known <= 1))
                    problems_.error(part.known_chance.formula->place,
                                    fmt::format("known_chance of '{}' is {}", part.id, *known),
                                    "a chance lies between 0 and 1");
                result.columns.known_chances.back() = output(result, chance);
            }
            columns.targets.push_back(
                output(result, verdict({target, Formula::all_parts}, plan_.targets[target].place)));
        }
        result.columns.verdicts.push_back(std::move(columns));
    }
    choice_ = 0;
    result.rests_on = what_targets_rest_on();
}

}  // namespace plancast
