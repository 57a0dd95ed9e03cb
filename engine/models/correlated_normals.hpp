#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "engine/models/own_correlations.hpp"

namespace plancast {

/// Which independent normals the own normals of correlated inputs are made of.
class CorrelatedNormals {
public:
    /// @throws InvalidInput with every correlation that cannot be: by itself, for what its ends
    ///         load on, or for the others (then with the nearest matrix that can).
    explicit CorrelatedNormals(const Plan& plan);

    struct Weighted {
        InputMember normal;
        double weight = 0;
    };

    bool contains(InputMember member) const;
    /// The weights of independent normals, or empty where it is one itself.
    /// @param later  In a year after the first: of what is new, which is correlated so that
    ///               stationary AR(1)s keep the correlation in every year.
    std::vector<Weighted> own(InputMember member, NormalPart part, bool later) const;
    LoadedNormal loaded(InputMember member, NormalPart part) const;

private:
    using Rows = std::vector<std::vector<double>>;
    struct Group {
        std::vector<InputMember> members;
        Rows factor, later;  ///< lower triangles
    };
    struct Part {
        OwnCorrelations correlations;
        std::vector<Group> groups;
        std::map<InputMember, std::pair<std::size_t, std::size_t>> places;  ///< group, row
    };

    const Part& at(NormalPart part) const { return parts_[static_cast<std::size_t>(part)]; }
    Part& at(NormalPart part) { return parts_[static_cast<std::size_t>(part)]; }
    class Refusals;
    void add_groups(NormalPart which, Refusals& refusals);
    void add_group(std::vector<InputMember> members, NormalPart which, Refusals& refusals);
    Place last_place(const std::vector<InputMember>& members, NormalPart which) const;

    const Plan& plan_;
    std::array<Part, 2> parts_;
};

}  // namespace plancast
