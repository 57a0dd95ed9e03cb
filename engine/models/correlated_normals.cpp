#include "engine/models/correlated_normals.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/models/impossible_correlations.hpp"

namespace plancast {

namespace {

InputMember first_of(const Correlation& c) { return {c.first_input, c.first_member}; }
InputMember second_of(const Correlation& c) { return {c.second_input, c.second_member}; }

std::string names_of(const Plan& plan, const std::vector<InputMember>& members) {
    constexpr std::size_t most = 8;
    std::vector<std::string> names;
    for (const auto& [input, member] : members) {
        if (names.size() == most) break;
        names.push_back(plan.inputs[input].name +
                        plan.member_label(plan.inputs[input].sets, member));
    }
    return fmt::format(
        "{}{}", fmt::join(names, ", "),
        members.size() > most ? fmt::format(" and {} more", members.size() - most) : std::string{});
}

}  // namespace

CorrelatedNormals::CorrelatedNormals(const Plan& plan)
    : plan_(plan),
      parts_{Part{OwnCorrelations(plan, NormalPart::lasting), {}, {}},
             Part{OwnCorrelations(plan, NormalPart::yearly), {}, {}}} {
    Problems problems;
    std::set<std::pair<SourceFilePtr, std::size_t>> refused;  // an entry is refused once
    for (const NormalPart which : {NormalPart::lasting, NormalPart::yearly}) {
        Part& part = parts_[static_cast<std::size_t>(which)];
        std::vector<const Correlation*> pairs;
        for (const Correlation& c : plan.correlations) {
            const bool lasting = has_part(plan.inputs[c.first_input], NormalPart::lasting) &&
                                 has_part(plan.inputs[c.second_input], NormalPart::lasting);
            const bool both = has_part(plan.inputs[c.first_input], which) &&
                              has_part(plan.inputs[c.second_input], which);
            // Ends without a part in common are refused once.
            const bool yearly = has_part(plan.inputs[c.first_input], NormalPart::yearly) &&
                                has_part(plan.inputs[c.second_input], NormalPart::yearly);
            if (both || (!lasting && !yearly)) pairs.push_back(&c);
        }
        std::stable_sort(pairs.begin(), pairs.end(), [&](const auto* a, const auto* b) {
            return part.correlations.pair_rank(first_of(*a), second_of(*a)) <
                   part.correlations.pair_rank(first_of(*b), second_of(*b));
        });
        for (const Correlation* c : pairs) {
            const auto refusal = part.correlations.add(first_of(*c), second_of(*c), c->normal);
            if (refusal && refused.insert({c->place.file, c->place.line}).second)
                problems.error(c->place, refusal->message, refusal->suggestion);
        }
        if (refused.empty()) group(part, which, problems);
    }
    problems.throw_if_any();
}

// Connected inputs make one group, in the order of the file, so that what stands first keeps its
// draws.
void CorrelatedNormals::group(Part& part, NormalPart which, Problems& problems) {
    std::map<InputMember, std::set<InputMember>> neighbours;
    const auto in_part = [&](const Correlation& c) {
        return has_part(plan_.inputs[c.first_input], which) &&
               has_part(plan_.inputs[c.second_input], which);
    };
    for (const Correlation& c : plan_.correlations) {
        if (!in_part(c)) continue;
        neighbours[first_of(c)].insert(second_of(c));
        neighbours[second_of(c)].insert(first_of(c));
    }
    for (const auto& [start, unused] : neighbours) {
        if (part.places.count(start) > 0) continue;
        std::set<InputMember> connected = {start};
        std::vector<InputMember> open = {start};
        while (!open.empty()) {
            const InputMember at = open.back();
            open.pop_back();
            for (const InputMember& next : neighbours[at])
                if (connected.insert(next).second) open.push_back(next);
        }
        Group group;
        group.members.assign(connected.begin(), connected.end());
        for (std::size_t row = 0; row < group.members.size(); ++row)
            part.places[group.members[row]] = {part.groups.size(), row};
        const bool yearly = which == NormalPart::yearly;
        group.factor = own_factor(plan_, part.correlations, group.members, false);
        if (yearly) group.later = own_factor(plan_, part.correlations, group.members, true);
        if (group.factor.empty() || (yearly && group.later.empty())) {
            std::vector<const Correlation*> stated;
            for (const Correlation& c : plan_.correlations)
                if (in_part(c) && connected.count(first_of(c)) > 0) stated.push_back(&c);
            const std::string names = names_of(plan_, group.members);
            if (group.factor.empty())
                problems.error(stated.back()->place,
                               fmt::format("the correlations of {} contradict each other", names),
                               possible_correlations(plan_, which, group.members, stated));
            else
                problems.error(
                    stated.back()->place,
                    fmt::format("the correlations of {} cannot hold in every year with such "
                                "different autocorrelations",
                                names),
                    possible_in_every_year(plan_, group.members, stated) +
                        "; or bring the autocorrelations nearer to each other");
        }
        part.groups.push_back(std::move(group));
    }
}

bool CorrelatedNormals::contains(InputMember member) const {
    return std::any_of(parts_.begin(), parts_.end(),
                       [&](const Part& part) { return part.places.count(member) > 0; });
}

std::vector<CorrelatedNormals::Weighted> CorrelatedNormals::own(InputMember member, NormalPart part,
                                                                bool later) const {
    const auto place = at(part).places.find(member);
    if (place == at(part).places.end()) return {};
    const Group& group = at(part).groups[place->second.first];
    std::vector<Weighted> weights;
    const auto& row = (later ? group.later : group.factor)[place->second.second];
    for (std::size_t j = 0; j < row.size(); ++j) weights.push_back({group.members[j], row[j]});
    return weights;
}

LoadedNormal CorrelatedNormals::loaded(InputMember member, NormalPart part) const {
    return at(part).correlations.loaded(member);
}

}  // namespace plancast
