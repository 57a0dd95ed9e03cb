#include "engine/models/compiler.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace plancast {

namespace {

constexpr NodeId unknown = static_cast<NodeId>(-1);
constexpr NodeId at_work = static_cast<NodeId>(-2);

}  // namespace

void Compiler::report_cycle(const std::string& label, const Place& place) {
    const auto start = std::find(path_.begin(), path_.end(), label);
    std::vector<std::string> cycle(start, path_.end());
    // The same cycle stands in every year: it is reported once.
    std::set<std::string> key;
    for (const std::string& name : cycle) key.insert(name.substr(0, name.find(" (")));
    if (!reported_.insert(fmt::format("{}", fmt::join(key, " "))).second) return;
    cycle.push_back(label);
    problems_.error(place, fmt::format("a cycle: {}", fmt::join(cycle, " <- ")),
                    "let one of them use last year's value: prev(x) or before(x, start)");
}

NodeId Compiler::input_value(std::size_t index, std::size_t member, std::int32_t year,
                             const Place& place) {
    const Input& input = plan_.inputs[index];
    if (input.by_year && (year == no_year || year < plan_.years.front())) {
        if (reported_.insert("input " + input.name).second)
            problems_.error(place, fmt::format("input '{}' has no value in {}", input.name, year),
                            fmt::format("it is drawn from {} on; write before(..., start)",
                                        plan_.years.front()));
        return graph_.constant(0);
    }
    const bool adjusted_by_year =
        std::any_of(input.adjustments.begin(), input.adjustments.end(),
                    [](const Adjustment& a) { return a.year.has_value(); });
    const std::int32_t when = input.by_year || adjusted_by_year ? year : no_year;
    const auto key = std::tuple{index, member, when};
    const auto known = input_memo_.find(key);
    const std::string label = input.name + plan_.member_label(input.sets, member);
    if (known != input_memo_.end()) {
        if (known->second != at_work) return known->second;
        report_cycle(label, place);
        return graph_.constant(0);
    }
    input_memo_[key] = at_work;
    path_.push_back(label);
    const NodeId node = inputs_.value(index, member, when);
    path_.pop_back();
    input_memo_[key] = node;
    return node;
}

NodeId Compiler::series_value(std::size_t index, std::size_t member, std::int32_t year,
                              const Place& place) {
    const Series& series = plan_.series[index];
    if (series.by_year && (year < plan_.base_year || year > plan_.years.back())) {
        if (reported_.insert("year " + series.name).second)
            problems_.error(place, fmt::format("'{}' has no value in {}", series.name, year),
                            fmt::format("its first value is that of {}", plan_.base_year));
        return graph_.constant(0);
    }
    const std::size_t slots = plan_.years.size() + 1;
    const std::size_t slot = series.by_year ? static_cast<std::size_t>(year - plan_.base_year) : 0;
    auto& memo = series_memo_[uses_.same_as(choices_, choice_, index)][index];
    if (memo.empty()) memo.assign(plan_.member_count(series.sets) * slots, unknown);
    NodeId& known = memo[member * slots + slot];
    if (known != unknown && known != at_work) return known;
    std::string label = series.name + plan_.member_label(series.sets, member);
    if (series.by_year) label += fmt::format(" ({})", year);
    if (known == at_work) {
        report_cycle(label, place);
        return graph_.constant(0);
    }
    known = at_work;
    path_.push_back(label);
    const NodeId node = series_node(index, member, series.by_year ? year : no_year, place);
    path_.pop_back();
    // The table may have moved or grown meanwhile: look the place up again.
    series_memo_[uses_.same_as(choices_, choice_, index)][index][member * slots + slot] = node;
    return node;
}

NodeId Compiler::series_node(std::size_t index, std::size_t member, std::int32_t year,
                             const Place& place) {
    const Series& series = plan_.series[index];
    const Situation at = situation(series.sets, member, year);
    if (series.by_year && year < plan_.years.front()) {
        if (!series.base.values.empty()) return evaluate(*series.base.at(member).formula, at);
        if (reported_.insert("base " + series.name).second)
            problems_.error(place, fmt::format("'{}' has no value in {}", series.name, year),
                            fmt::format("give '{}' a base, or write before({}, start)", series.name,
                                        series.name));
        return graph_.constant(0);
    }
    if (series.count != CountLaw::none) return count_node(series, member, year, at);
    return evaluate(*series.value.at(member).formula, at);
}

}  // namespace plancast
