#include "engine/models/correlated_normals.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/models/impossible_correlations.hpp"

namespace plancast {

namespace {

std::string names_of(const OwnCorrelations& correlations, const std::vector<InputMember>& members) {
    constexpr std::size_t most = 8;
    std::vector<std::string> names;
    for (const InputMember& member : members)
        if (names.size() < most) names.push_back(correlations.label(member));
    return fmt::format(
        "{}{}", fmt::join(names, ", "),
        members.size() > most ? fmt::format(" and {} more", members.size() - most) : std::string{});
}

// Ends without a part in common are refused with the lasting ones.
bool is_stated_in(const Plan& plan, const Correlation& pair, NormalPart part) {
    return in_part(plan, pair, part) ||
           (part == NormalPart::lasting && !in_part(plan, pair, NormalPart::yearly));
}

}  // namespace

/// What is said of an entry of [[correlations]] is said once, for its first pair and part.
class CorrelatedNormals::Refusals {
public:
    void add(const OwnCorrelations::Refusal& refusal) {
        if (!entries_.insert({refusal.place.file, refusal.place.line}).second) return;
        problems_.error(refusal.place, refusal.message, refusal.suggestion);
    }
    void throw_if_any() const { problems_.throw_if_any(); }

private:
    Problems problems_;
    std::set<std::pair<SourceFilePtr, std::size_t>> entries_;
};

CorrelatedNormals::CorrelatedNormals(const Plan& plan)
    : plan_(plan),
      parts_{Part{OwnCorrelations(plan, NormalPart::lasting), {}, {}},
             Part{OwnCorrelations(plan, NormalPart::yearly), {}, {}}} {
    Refusals refusals;
    for (const NormalPart which : {NormalPart::lasting, NormalPart::yearly}) {
        std::vector<OwnCorrelations::Stated> pairs;
        for (const Correlation& c : plan.correlations)
            if (is_stated_in(plan, c, which))
                pairs.push_back({first_of(c), second_of(c), c.normal, c.place});
        for (const auto& refusal : at(which).correlations.state(std::move(pairs)))
            refusals.add(refusal);
    }
    refusals.throw_if_any();
    for (const NormalPart which : {NormalPart::lasting, NormalPart::yearly})
        add_groups(which, refusals);
    refusals.throw_if_any();
}

// Connected inputs make one group, in the order of the file, so that what stands first keeps its
// draws.
void CorrelatedNormals::add_groups(NormalPart which, Refusals& refusals) {
    std::map<InputMember, std::vector<InputMember>> neighbours;
    for (const Correlation& c : plan_.correlations) {
        if (!in_part(plan_, c, which)) continue;
        neighbours[first_of(c)].push_back(second_of(c));
        neighbours[second_of(c)].push_back(first_of(c));
    }
    for (const auto& [start, unused] : neighbours) {
        if (at(which).places.count(start) > 0) continue;
        std::set<InputMember> connected = {start};
        std::vector<InputMember> open = {start};
        while (!open.empty()) {
            const InputMember at = open.back();
            open.pop_back();
            for (const InputMember& next : neighbours[at])
                if (connected.insert(next).second) open.push_back(next);
        }
        add_group({connected.begin(), connected.end()}, which, refusals);
    }
}

void CorrelatedNormals::add_group(std::vector<InputMember> members, NormalPart which,
                                  Refusals& refusals) {
    Part& part = at(which);
    for (std::size_t row = 0; row < members.size(); ++row)
        part.places[members[row]] = {part.groups.size(), row};
    const bool yearly = which == NormalPart::yearly;
    Group group{std::move(members), {}, {}};
    group.factor = own_factor(plan_, part.correlations, group.members, false);
    if (yearly) group.later = own_factor(plan_, part.correlations, group.members, true);
    const std::string names = names_of(part.correlations, group.members);
    if (group.factor.empty())
        refusals.add({last_place(group.members, which),
                      fmt::format("the correlations of {} contradict each other", names),
                      possible_correlations(plan_, which, group.members)});
    else if (yearly && group.later.empty())
        refusals.add({last_place(group.members, which),
                      fmt::format("the correlations of {} cannot hold in every year with such "
                                  "different autocorrelations",
                                  names),
                      possible_in_every_year(plan_, group.members) +
                          "; or bring the autocorrelations nearer to each other"});
    part.groups.push_back(std::move(group));
}

Place CorrelatedNormals::last_place(const std::vector<InputMember>& members,
                                    NormalPart which) const {
    Place place;
    for (const Correlation& c : plan_.correlations)
        if (in_part(plan_, c, which) &&
            std::binary_search(members.begin(), members.end(), first_of(c)))
            place = c.place;
    return place;
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
