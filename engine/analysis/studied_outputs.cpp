#include "engine/analysis/studied_outputs.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/analysis/summarise.hpp"
#include "engine/analysis/whole_plan.hpp"
#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

class Finder {
public:
    Finder(const Plan& plan, const CompiledPlan& compiled, Graph& graph)
        : plan_(plan), compiled_(compiled), graph_(graph) {}

    std::vector<StudiedOutput> all() {
        if (plan_.targets.empty()) {
            for (std::size_t i = 0; i < compiled_.series.size(); ++i)
                if (!compiled_.series[i].year || *compiled_.series[i].year == plan_.years.back())
                    add_series(i);
        }
        for (std::size_t t = 0; t < plan_.targets.size(); ++t) add_target(t);
        if (plan_.targets.size() > 1) add_whole_plan();
        return std::move(found_);
    }

    std::vector<StudiedOutput> named(const std::vector<std::string>& names) {
        for (const std::string& name : names) {
            const std::size_t before = found_.size();
            add(name);
            if (found_.size() == before) refuse(name);
        }
        drop_repeated();
        return std::move(found_);
    }

private:
    /// A target that is asked for beside one of its parts has that too.
    void drop_repeated() {
        std::set<std::pair<StudiedOutput::Kind, std::string>> known;
        std::erase_if(found_, [&](const StudiedOutput& output) {
            return !known.emplace(output.kind, output.of).second;
        });
    }

    // A target and a series may have the same name: the series is asked for with its year.
    void add(const std::string& name) {
        const std::size_t before = found_.size();
        if (name == all_targets_id && !plan_.targets.empty()) add_whole_plan();
        std::size_t part = 0;
        for (std::size_t t = 0; t < plan_.targets.size(); ++t) {
            const Target& target = plan_.targets[t];
            if (target.id == name) add_target(t);
            for (const Part& one : target.parts) {
                if (target.id + "/" + one.id == name) add_part(target, one, part);
                ++part;
            }
        }
        if (found_.size() == before) add_series_named(name);
    }

    void add_series_named(const std::string& name) {
        const auto at = name.find('@');
        const std::string id = name.substr(0, at);
        std::optional<int> year;
        if (at != std::string::npos) {
            int number = 0;
            const char* end = name.data() + name.size();
            if (std::from_chars(name.data() + at + 1, end, number).ptr != end) return;
            year = number;
        } else if (!plan_.years.empty()) {
            year = plan_.years.back();
        }
        for (std::size_t i = 0; i < compiled_.series.size(); ++i) {
            const QuantityColumn& column = compiled_.series[i];
            const Series& series = plan_.series[column.quantity];
            if (series.name != id && quantity_id(plan_, series, column.member) != id) continue;
            if (column.year && column.year != year) continue;
            if (!column.year && at != std::string::npos) continue;
            add_series(i);
        }
    }

    [[noreturn]] void refuse(const std::string& name) const {
        for (const Series& series : plan_.series)
            if (series.name == name.substr(0, name.find_first_of("@["))) refuse_place(series, name);
        std::vector<std::string> known;
        if (!plan_.targets.empty()) known.emplace_back(all_targets_id);
        for (const Target& target : plan_.targets) {
            known.push_back(target.id);
            for (const Part& part : target.parts) known.push_back(target.id + "/" + part.id);
        }
        for (const Series& series : plan_.series) known.push_back(series.name);
        const std::string nearest = nearest_name(name.substr(0, name.find_first_of("@[")), known);
        throw InvalidInput(
            fmt::format("there is no target and no series '{}'", name),
            nearest.empty() ? what_there_is() : fmt::format("did you mean '{}'?", nearest));
    }

    /// A member or a year that a series does not have.
    [[noreturn]] void refuse_place(const Series& series, const std::string& name) const {
        const std::string id = name.substr(0, name.find('@'));
        const std::string at = plan_.years.empty() ? "" : fmt::format("@{}", plan_.years.back());
        std::vector<std::string> members{series.name};
        for (std::size_t m = 0; m < plan_.member_count(series.sets); ++m)
            members.push_back(quantity_id(plan_, series, m));
        const bool member_exists = std::find(members.begin(), members.end(), id) != members.end();
        const std::string nearest = nearest_name(id, members);
        if (!member_exists)
            throw InvalidInput(fmt::format("'{}' has no such member: '{}'", series.name, name),
                               nearest.empty() ? fmt::format("such as '{}{}'", members.back(), at)
                                               : fmt::format("did you mean '{}{}'?", nearest, at));
        const bool by_year = std::any_of(
            compiled_.series.begin(), compiled_.series.end(), [&](const QuantityColumn& column) {
                return &plan_.series[column.quantity] == &series && column.year;
            });
        throw InvalidInput(fmt::format("'{}' has no such year: '{}'", id, name),
                           plan_.years.empty() ? "this model has no years: leave the year out"
                           : !by_year          ? "it has one value a run: leave the year out"
                                      : fmt::format("years are {} to {}: {}{}", plan_.years.front(),
                                                    plan_.years.back(), id, at));
    }

    std::string what_there_is() const {
        std::vector<std::string> ids;
        for (const Target& target : plan_.targets) ids.push_back(target.id);
        if (ids.empty()) {
            for (const Series& series : plan_.series) ids.push_back(series.name);
            return fmt::format("the series are {}", fmt::join(ids, ", "));
        }
        return fmt::format("the targets are {}; a part is written target/part, a series name@year",
                           fmt::join(ids, ", "));
    }

    NodeId node(std::size_t output) const { return compiled_.outputs[output]; }

    NodeId is(NodeId verdict, Verdict wanted) {
        return graph_.apply(Operation::equal, verdict,
                            graph_.constant(static_cast<double>(wanted)));
    }

    void add_series(std::size_t index) {
        const QuantityColumn& column = compiled_.series[index];
        const Series& series = plan_.series[column.quantity];
        std::string id = quantity_id(plan_, series, column.member);
        if (column.year) id += fmt::format("@{}", *column.year);
        found_.push_back({StudiedOutput::Kind::series, std::move(id),
                          plan_.member_title(series.title, series.name, series.sets, column.member),
                          series.unit.text, node(compiled_.columns.series[index])});
    }

    void add_target(std::size_t index) {
        const Target& target = plan_.targets[index];
        std::size_t part = 0;
        for (std::size_t t = 0; t < index; ++t) part += plan_.targets[t].parts.size();
        const VerdictColumns& verdicts = compiled_.columns.verdicts.front();
        const NodeId met = is(node(verdicts.targets[index]), Verdict::met);
        found_.push_back({StudiedOutput::Kind::hit, target.id, target.title, "1", met});
        for (std::size_t p = 0; p < target.parts.size(); ++p)
            add_part(target, target.parts[p], part + p);
    }

    // The only part of a target is met when the target is; a truth is met when it is 1.
    void add_part(const Target& target, const Part& part, std::size_t index) {
        const bool only = target.parts.size() == 1;
        const std::string id = only ? target.id : target.id + "/" + part.id;
        Title title = part.title.empty() ? target.title : part.title;
        // Parts without titles of their own are told apart by their names.
        if (!only && part.title.empty())
            for (std::string* const text : {&title.vi, &title.en})
                if (!text->empty()) *text += ": " + part.id;
        if (part.direction != Direction::is_true)
            found_.push_back({StudiedOutput::Kind::measure, id, title, part.unit.text,
                              node(compiled_.columns.measures[index])});
        if (!only)
            found_.push_back(
                {StudiedOutput::Kind::hit, id, title, "1",
                 is(node(compiled_.columns.verdicts.front().parts[index]), Verdict::met)});
    }

    void add_whole_plan() {
        std::vector<NodeId> verdicts;
        for (const std::size_t target : compiled_.columns.verdicts.front().targets)
            verdicts.push_back(node(target));
        found_.push_back({StudiedOutput::Kind::hit, all_targets_id, all_targets_title(), "1",
                          whole_plan(graph_, verdicts).met});
    }

    const Plan& plan_;
    const CompiledPlan& compiled_;
    Graph& graph_;
    std::vector<StudiedOutput> found_;
};

}  // namespace

std::vector<StudiedOutput> studied_outputs(const Plan& plan, const CompiledPlan& compiled,
                                           Graph& graph) {
    return Finder(plan, compiled, graph).all();
}

std::vector<StudiedOutput> studied_outputs(const Plan& plan, const CompiledPlan& compiled,
                                           Graph& graph, const std::vector<std::string>& names) {
    return Finder(plan, compiled, graph).named(names);
}

}  // namespace plancast
