#include "engine/analysis/input_groups.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

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
        const std::size_t first = groups_.size();
        add_members(input, whole, [&](InputGroup& group) { group.status = input.status; });
        // The values that belong to each group.
        for (std::size_t c = 0; c < compiled_.inputs.size(); ++c) {
            const QuantityColumn& column = compiled_.inputs[c];
            if (column.quantity != index) continue;
            const std::string stem = whole ? input.name : quantity_id(plan_, input, column.member);
            const bool of_year = by_ == GroupBy::year && column.year && input.by_year;
            const std::string id = of_year ? id_of_year(stem, *column.year) : stem;
            for (std::size_t g = first; g < groups_.size(); ++g)
                if (groups_[g].id == id) groups_[g].columns.push_back(c);
        }
    }

    void add_count(const Series& count) {
        add_members(count, by_ == GroupBy::input,
                    [](InputGroup& group) { group.kind = InputGroup::Kind::count; });
    }

    /// Groups of a quantity: one if it is taken whole, else one for each member.
    template <typename Finish>
    void add_members(const Declared& quantity, bool whole, Finish finish) {
        std::vector<std::string> labels;
        for (std::size_t m = 0; m < plan_.member_count(quantity.sets); ++m) {
            labels.push_back(quantity_id(plan_, quantity, m));
            if (whole) continue;
            InputGroup group;
            group.id = labels.back();
            group.title = plan_.member_title(quantity.title, quantity.name, quantity.sets, m);
            finish(group);
            add(std::move(group), labels);
            labels.clear();
        }
        if (!whole) return;
        InputGroup group;
        group.id = quantity.name;
        group.title = quantity.title;
        finish(group);
        add(std::move(group), labels);
    }

    static std::string id_of_year(const std::string& id, std::int32_t year) {
        return fmt::format("{}@{}", id, year);
    }

    static Title title_of_year(Title title, std::int32_t year) {
        for (std::string* text : {&title.vi, &title.en})
            if (!text->empty()) *text += fmt::format(" {}", year);
        return title;
    }

    /// Adds a group with the streams of those labels; by year, one group for each year.
    void add(InputGroup group, const std::vector<std::string>& labels) {
        for (const std::string& label : labels) {
            take_streams(label, group);
            if (group.kind == InputGroup::Kind::count) take_streams(label + " chance", group);
        }
        if (group.streams.empty()) return;
        if (by_ != GroupBy::year) {
            groups_.push_back(std::move(group));
            return;
        }
        std::map<std::int32_t, InputGroup> of_year;
        for (const Stream& stream : std::exchange(group.streams, {}))
            of_year.try_emplace(stream.year, group).first->second.streams.push_back(stream);
        for (auto& [year, one] : of_year) {
            if (year != no_year) {
                one.id = id_of_year(group.id, year);
                one.title = title_of_year(group.title, year);
            } else if (of_year.size() > 1) {
                one.title = {group.title.vi.empty() ? "" : group.title.vi + " (phần kéo dài)",
                             group.title.en.empty() ? "" : group.title.en + " (lasting part)"};
            }
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

/// The names by which a group is meant: "growth[industry]@2027", "growth[industry]", "growth".
std::array<std::string, 3> names_of(const InputGroup& group) {
    return {group.id, group.id.substr(0, group.id.find('@')), bare(group.id)};
}

bool is_meant(const InputGroup& group, const std::string& name) {
    const auto names = names_of(group);
    return group.kind != InputGroup::Kind::chosen &&
           std::find(names.begin(), names.end(), name) != names.end();
}

std::string status_of(const InputGroup& group) {
    return group.kind == InputGroup::Kind::count ? "chance" : group.status;
}

/// Names of groups must tell them apart from each other and from what is in none.
void refuse_same_names(const Plan& plan, const std::vector<InputGroup>& groups,
                       const ChosenGroups& chosen) {
    std::set<std::string> names;
    for (const auto& [name, members] : chosen)
        if (!names.insert(name).second)
            throw InvalidInput(fmt::format("there are two groups '{}'", name),
                               "give each a name of its own");
    for (const Lever& lever : plan.levers)
        if (names.count(lever.name) > 0)
            throw InvalidInput(fmt::format("group '{}' is named like a lever", lever.name),
                               "give the group another name");
    for (const InputGroup& group : groups)
        if (group.kind != InputGroup::Kind::chosen)
            for (const std::string& id : names_of(group))
                if (names.count(id) > 0)
                    throw InvalidInput(
                        fmt::format("group '{}' is named like '{}', which is not in it", id,
                                    group.id),
                        "give the group another name, or add to it what has its name");
}

/// @param names  Of all groups there were.
[[noreturn]] void refuse_member(const std::string& member, const std::string& group,
                                const std::vector<std::string>& names) {
    const auto is_there = [&](const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (is_there(member))
        throw InvalidInput(fmt::format("'{}' stands in two groups", member),
                           "each input belongs to one group");
    if (is_there(bare(member)))
        throw InvalidInput(
            fmt::format("'{}' in group '{}': there is only '{}'", member, group, bare(member)),
            "members are told apart by --by member, years by --by year");
    const std::string nearest = nearest_name(member, names);
    throw InvalidInput(
        fmt::format("'{}' in group '{}' is no input or count that is drawn", member, group),
        nearest.empty() ? "plancast check lists the inputs"
                        : fmt::format("did you mean '{}'?", nearest));
}

/// Puts what the user names together in place of the first of it.
std::vector<InputGroup> put_together(const Plan& plan, std::vector<InputGroup> groups,
                                     const ChosenGroups& chosen) {
    std::vector<std::string> names;
    for (const InputGroup& group : groups)
        for (const std::string& known : names_of(group)) names.push_back(known);
    for (const auto& [name, members] : chosen) {
        InputGroup together;
        together.id = name;
        together.kind = InputGroup::Kind::chosen;
        std::optional<std::size_t> place;
        for (const std::string& member : members) {
            if (std::count(members.begin(), members.end(), member) > 1)
                throw InvalidInput(fmt::format("'{}' stands twice in group '{}'", member, name),
                                   "each input belongs to one group, once");
            bool any = false;
            for (std::size_t i = 0; i < groups.size();) {
                InputGroup& group = groups[i];
                if (!is_meant(group, member)) {
                    ++i;
                    continue;
                }
                any = true;
                place = std::min(place.value_or(i), i);
                together.streams.insert(together.streams.end(), group.streams.begin(),
                                        group.streams.end());
                together.columns.insert(together.columns.end(), group.columns.begin(),
                                        group.columns.end());
                if (together.status.empty()) together.status = status_of(group);
                if (together.status != status_of(group)) together.status = "mixed";
                groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(i));
            }
            if (any) continue;
            refuse_member(member, name, names);
        }
        if (!place) throw InvalidInput(fmt::format("group '{}' is empty", name));
        groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(*place), std::move(together));
    }
    refuse_same_names(plan, groups, chosen);
    return groups;
}

}  // namespace

std::vector<InputGroup> input_groups(const Plan& plan, const CompiledPlan& compiled, GroupBy by,
                                     const ChosenGroups& chosen) {
    return put_together(plan, Grouping(plan, compiled, by).groups(), chosen);
}

std::vector<std::pair<std::string, std::string>> correlated_groups(
    const Plan& plan, const std::vector<InputGroup>& groups) {
    std::unordered_map<Stream, const InputGroup*, StreamHash> owners;
    for (const InputGroup& group : groups)
        for (const Stream& stream : group.streams) owners.emplace(stream, &group);
    // Of an input in a year; what is drawn once a run has no year.
    const auto group_of = [&](std::size_t input, std::size_t member,
                              std::int32_t year) -> const InputGroup* {
        const StreamKey key = stream_key(quantity_id(plan, plan.inputs[input], member));
        for (const std::int32_t of : {year, no_year})
            if (const auto found = owners.find({key, of}); found != owners.end())
                return found->second;
        return nullptr;
    };
    std::vector<std::pair<std::string, std::string>> pairs;
    std::set<std::pair<std::string, std::string>> known;
    const auto add = [&](const InputGroup* first, const InputGroup* second) {
        if (first == nullptr || second == nullptr || first == second) return;
        if (known.insert(std::minmax(first->id, second->id)).second)
            pairs.emplace_back(first->id, second->id);
    };
    std::vector<std::int32_t> years(plan.years.begin(), plan.years.end());
    years.push_back(no_year);
    for (const std::int32_t year : years) {
        for (const Correlation& correlation : plan.correlations)
            if (correlation.normal != 0)
                add(group_of(correlation.first_input, correlation.first_member, year),
                    group_of(correlation.second_input, correlation.second_member, year));
        for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
            const Input& input = plan.inputs[i];
            for (std::size_t m = 0; m < plan.member_count(input.sets); ++m) {
                for (const Loading& loading : input.loadings)
                    if (loading.correlation.at(m) != 0)
                        add(group_of(loading.factor, 0, year), group_of(i, m, year));
                // Year by year, what remembers the year before.
                if (input.autocorrelation != 0 && year != no_year && year != plan.years.front())
                    add(group_of(i, m, year - 1), group_of(i, m, year));
            }
        }
    }
    return pairs;
}

}  // namespace plancast
