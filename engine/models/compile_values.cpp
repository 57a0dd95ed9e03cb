#include "engine/models/compiler.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/models/year_text.hpp"

namespace plancast {

namespace {

constexpr NodeId unknown = static_cast<NodeId>(-1);
constexpr NodeId at_work = static_cast<NodeId>(-2);

}  // namespace

std::string Compiler::label(const Asked& asked) const {
    const std::string name =
        asked.quantity->name + plan_.member_label(asked.quantity->sets, asked.member);
    return asked.year == no_year ? name : fmt::format("{} ({})", name, asked.year);
}

void Compiler::report_cycle(const Asked& asked, const Place& place) {
    const auto start = std::find(path_.begin(), path_.end(), asked);
    std::vector<std::string> cycle;
    // The same cycle stands in every year, and may for many members: it is reported once.
    std::set<std::string> names, members;
    for (auto one = start; one != path_.end(); ++one) {
        cycle.push_back(label(*one));
        names.insert(one->quantity->name);
        members.insert(cycle.back().substr(0, cycle.back().find(" (")));
    }
    cycle.push_back(label(asked));
    repeated_.error(place, fmt::format("cycle {}", fmt::join(names, " ")),
                    fmt::format("{}", fmt::join(members, " ")),
                    fmt::format("a cycle: {}", fmt::join(cycle, " <- ")),
                    "let one of them use last year's value: prev(x) or before(x, start)");
}

NodeId Compiler::missing(const Declared& quantity, const History& history, bool takes_base,
                         const Situation& at, const Place& place) {
    if (!reported_.insert("missing " + quantity.name).second) return graph_.constant(0);
    std::vector<int> years;
    for (const auto& [year, values] : history) years.push_back(year);
    years.insert(years.end(), plan_.years.begin(), plan_.years.end());
    std::vector<std::string> due;
    for (int year = at.year; year <= plan_.base_year; ++year)
        if (history.count(year) == 0) due.push_back(fmt::format("{} = ...", year));
    const bool window = at.window > 0;
    const std::string gift = takes_base && at.year == plan_.base_year
                                 ? std::string("a base")
                                 : fmt::format("history = {{ {} }}", fmt::join(due, ", "));
    const std::string lag = at.year < plan_.base_year
                                ? fmt::format(", years = {}", plan_.years.front() - at.year)
                                : std::string{};
    problems_.error(
        place,
        fmt::format("'{}' has no value in {}{}", quantity.name, at.year,
                    window ? fmt::format(", which a window of {} years asks for", at.window) : ""),
        fmt::format(
            "it has those of {}; give '{}' {}{}", years_text(years), quantity.name, gift,
            window ? "" : fmt::format(", or write before({}, start{})", quantity.name, lag)));
    return graph_.constant(0);
}

NodeId Compiler::input_value(std::size_t index, std::size_t member, const Situation& at,
                             const Place& place) {
    const Input& input = plan_.inputs[index];
    const bool known_before = input.by_year && at.year < plan_.years.front();
    const auto past = input.history.find(at.year);
    if (known_before && past == input.history.end())
        return missing(input, input.history, false, at, place);
    const std::int32_t when = inputs_with_years_[index] ? at.year : no_year;
    const auto key = std::tuple{index, member, when};
    const auto known = input_memo_.find(key);
    const Asked asked{&input, member, no_year};
    if (known != input_memo_.end()) {
        if (known->second != at_work) return known->second;
        report_cycle(asked, place);
        return graph_.constant(0);
    }
    input_memo_[key] = at_work;
    path_.push_back(asked);
    const NodeId node = known_before ? evaluate(*past->second.at(member).formula,
                                                situation(input.sets, member, at.year))
                                     : inputs_.value(index, member, when);
    path_.pop_back();
    input_memo_[key] = node;
    return node;
}

NodeId Compiler::series_value(std::size_t index, std::size_t member, const Situation& at,
                              const Place& place) {
    const Series& series = plan_.series[index];
    const int first = series.history.empty() ? plan_.base_year : series.history.begin()->first;
    if (series.by_year && at.year < first) return missing(series, series.history, true, at, place);
    const std::int32_t year = series.by_year ? at.year : no_year;
    const auto slots =
        series.by_year ? static_cast<std::size_t>(plan_.years.back() - first + 1) : 1;
    const std::size_t slot = series.by_year ? static_cast<std::size_t>(year - first) : 0;
    auto& memo = series_memo_[uses_.same_as(choices_, choice_, index)][index];
    if (memo.empty()) memo.assign(plan_.member_count(series.sets) * slots, unknown);
    NodeId& known = memo[member * slots + slot];
    if (known != unknown && known != at_work) return known;
    const Asked asked{&series, member, year};
    if (known == at_work) {
        report_cycle(asked, place);
        return graph_.constant(0);
    }
    known = at_work;
    path_.push_back(asked);
    const NodeId node = series_node(index, member, at, place);
    path_.pop_back();
    // The table may have moved or grown meanwhile: look the place up again.
    series_memo_[uses_.same_as(choices_, choice_, index)][index][member * slots + slot] = node;
    return node;
}

NodeId Compiler::series_node(std::size_t index, std::size_t member, const Situation& asked,
                             const Place& place) {
    const Series& series = plan_.series[index];
    const Situation at = situation(series.sets, member, series.by_year ? asked.year : no_year);
    if (series.by_year && at.year < plan_.years.front()) {
        const auto past = series.history.find(at.year);
        if (past == series.history.end())
            return missing(series, series.history, true, asked, place);
        return evaluate(*past->second.at(member).formula, at);
    }
    if (series.count != CountLaw::none) return count_node(series, member, at.year, at);
    return evaluate(*series.value.at(member).formula, at);
}

}  // namespace plancast
