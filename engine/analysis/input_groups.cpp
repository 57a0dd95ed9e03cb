#include "engine/analysis/input_groups.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/summarise.hpp"
#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

/// The years in which each stream is drawn, in order; no_year for once a run.
std::map<std::uint64_t, std::vector<std::int32_t>> drawn_years(const Graph& graph) {
    std::map<std::uint64_t, std::set<std::int32_t>> found;
    for (const Node& node : graph.nodes())
        if (node.operation == Operation::draw) found[node.key.value].insert(node.year);
    std::map<std::uint64_t, std::vector<std::int32_t>> years;
    for (const auto& [key, set] : found) years[key].assign(set.begin(), set.end());
    return years;
}

class Grouping {
public:
    Grouping(const Plan& plan, const CompiledPlan& compiled, GroupBy by)
        : plan_(plan), compiled_(compiled), by_(by), years_(drawn_years(compiled.graph)) {}

    std::vector<InputGroup> groups() {
        for (std::size_t i = 0; i < plan_.inputs.size(); ++i) add_input(i);
        for (const Series& series : plan_.series)
            if (series.count != CountLaw::none) add_count(series);
        return std::move(groups_);
    }

private:
    void add_input(std::size_t index) {
        const Input& input = plan_.inputs[index];
        if (input.law.is_constant()) return;
        const bool whole = by_ == GroupBy::input || input.law.is_shares();
        for (std::size_t m = 0; m < plan_.member_count(input.sets); ++m) {
            const std::string id = quantity_id(plan_, input, m);
            if (whole && m > 0) {
                take_streams(id, groups_.back());
                continue;
            }
            InputGroup group;
            group.id = whole ? input.name : id;
            group.title =
                whole ? input.title : plan_.member_title(input.title, input.name, input.sets, m);
            group.status = input.status;
            add(std::move(group), id);
        }
        if (whole && !groups_.empty() && groups_.back().streams.empty()) groups_.pop_back();
        // The values that belong to each group.
        for (std::size_t c = 0; c < compiled_.inputs.size(); ++c) {
            const QuantityColumn& column = compiled_.inputs[c];
            if (column.quantity != index) continue;
            const std::string id = quantity_id(plan_, input, column.member);
            for (InputGroup& group : groups_)
                if (group.kind == InputGroup::Kind::input &&
                    group.id == (whole ? input.name : column_id(id, column)))
                    group.columns.push_back(c);
        }
    }

    std::string column_id(const std::string& id, const QuantityColumn& column) const {
        const bool of_year =
            by_ == GroupBy::year && column.year && plan_.inputs[column.quantity].by_year;
        return of_year ? fmt::format("{}@{}", id, *column.year) : id;
    }

    void add_count(const Series& count) {
        for (std::size_t m = 0; m < plan_.member_count(count.sets); ++m) {
            const std::string id = quantity_id(plan_, count, m);
            if (by_ == GroupBy::input && m > 0) {
                take_streams(id, groups_.back());
                take_streams(id + " chance", groups_.back());
                continue;
            }
            InputGroup group;
            group.kind = InputGroup::Kind::count;
            group.id = by_ == GroupBy::input ? count.name : id;
            group.title = by_ == GroupBy::input
                              ? count.title
                              : plan_.member_title(count.title, count.name, count.sets, m);
            add(std::move(group), id);
        }
    }

    /// Adds a group with the streams of a quantity; by year, one group for each.
    void add(InputGroup group, const std::string& id) {
        if (by_ != GroupBy::year) {
            take_streams(id, group);
            if (group.kind == InputGroup::Kind::count) take_streams(id + " chance", group);
            if (!group.streams.empty()) groups_.push_back(std::move(group));
            return;
        }
        std::map<std::int32_t, InputGroup> of_year;
        for (const char* suffix : {"", " chance"}) {
            const StreamKey key = stream_key(id + suffix);
            const auto found = years_.find(key.value);
            if (found == years_.end()) continue;
            for (const std::int32_t year : found->second)
                of_year.try_emplace(year, group).first->second.streams.push_back({key, year});
        }
        for (auto& [year, one] : of_year) {
            if (year != no_year) one.id = fmt::format("{}@{}", group.id, year);
            groups_.push_back(std::move(one));
        }
    }

    void take_streams(const std::string& label, InputGroup& group) const {
        const StreamKey key = stream_key(label);
        const auto found = years_.find(key.value);
        if (found == years_.end()) return;
        for (const std::int32_t year : found->second) group.streams.push_back({key, year});
    }

    const Plan& plan_;
    const CompiledPlan& compiled_;
    GroupBy by_;
    std::map<std::uint64_t, std::vector<std::int32_t>> years_;
    std::vector<InputGroup> groups_;
};

std::string bare(const std::string& id) { return id.substr(0, id.find_first_of("[@")); }

/// Puts what the user names together in place of the first of it.
std::vector<InputGroup> put_together(std::vector<InputGroup> groups, const ChosenGroups& chosen) {
    std::vector<std::string> names;
    for (const InputGroup& group : groups) {
        names.push_back(group.id);
        if (bare(group.id) != group.id) names.push_back(bare(group.id));
    }
    for (const auto& [name, members] : chosen) {
        InputGroup together;
        together.id = name;
        together.kind = InputGroup::Kind::chosen;
        std::optional<std::size_t> place;
        for (const std::string& member : members) {
            bool any = false;
            for (std::size_t i = 0; i < groups.size();) {
                InputGroup& group = groups[i];
                const bool meant = group.kind != InputGroup::Kind::chosen &&
                                   (group.id == member || bare(group.id) == member);
                if (!meant) {
                    ++i;
                    continue;
                }
                any = true;
                if (!place) place = i;
                together.streams.insert(together.streams.end(), group.streams.begin(),
                                        group.streams.end());
                together.columns.insert(together.columns.end(), group.columns.begin(),
                                        group.columns.end());
                if (together.status.empty()) together.status = group.status;
                if (together.status != group.status) together.status = "mixed";
                groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(i));
            }
            if (any) continue;
            const bool taken = std::find(names.begin(), names.end(), member) != names.end();
            const std::string nearest = nearest_name(member, names);
            throw InvalidInput(
                taken ? fmt::format("'{}' stands in two groups", member)
                      : fmt::format("'{}' in group '{}' is no input or count that is drawn", member,
                                    name),
                taken             ? "each input belongs to one group"
                : nearest.empty() ? "plancast check lists the inputs"
                                  : fmt::format("did you mean '{}'?", nearest));
        }
        if (!place) throw InvalidInput(fmt::format("group '{}' is empty", name));
        groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(*place), std::move(together));
    }
    return groups;
}

}  // namespace

std::vector<InputGroup> input_groups(const Plan& plan, const CompiledPlan& compiled, GroupBy by,
                                     const ChosenGroups& chosen) {
    return put_together(Grouping(plan, compiled, by).groups(), chosen);
}

std::vector<std::pair<std::string, std::string>> correlated_groups(
    const Plan& plan, const std::vector<InputGroup>& groups) {
    const auto group_of = [&](std::size_t input, std::size_t member) -> const InputGroup* {
        const std::string label = quantity_id(plan, plan.inputs[input], member);
        const StreamKey key = stream_key(label);
        for (const InputGroup& group : groups)
            for (const Stream& stream : group.streams)
                if (stream.key == key) return &group;
        return nullptr;
    };
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const Correlation& correlation : plan.correlations) {
        if (correlation.normal == 0) continue;
        const InputGroup* first = group_of(correlation.first_input, correlation.first_member);
        const InputGroup* second = group_of(correlation.second_input, correlation.second_member);
        if (first != nullptr && second != nullptr && first != second)
            pairs.emplace_back(first->id, second->id);
    }
    for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
        for (const Loading& loading : plan.inputs[i].loadings) {
            for (std::size_t m = 0; m < plan.member_count(plan.inputs[i].sets); ++m) {
                if (loading.correlation.at(m) == 0) continue;
                const InputGroup* own = group_of(i, m);
                const InputGroup* factor = group_of(loading.factor, 0);
                if (own != nullptr && factor != nullptr && own != factor)
                    pairs.emplace_back(factor->id, own->id);
            }
        }
    }
    return pairs;
}

}  // namespace plancast
