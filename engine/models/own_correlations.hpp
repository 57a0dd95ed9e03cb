#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/plan.hpp"

namespace plancast {

/// A member of an input: index into Plan::inputs, and the member.
using InputMember = std::pair<std::size_t, std::size_t>;

/// The two normals behind a value: sqrt(share) lasting + sqrt(1 - share) yearly.
enum class NormalPart { lasting, yearly };

/// Whether the values of an input have that part at all.
bool has_part(const Input& input, NormalPart part);
/// The share of a value's variance that lasts; empty where the spread is split into expressions.
std::optional<double> lasting_share(const Input& input, std::size_t member);
/// Whether both ends have it.
bool in_part(const Plan& plan, const Correlation& pair, NormalPart part);
InputMember first_of(const Correlation& pair);
InputMember second_of(const Correlation& pair);

/// What a normal is made of: sum of weight * factor, plus `own` times a normal of its own.
struct LoadedNormal {
    std::vector<std::pair<std::size_t, double>> factors;  ///< index into Plan::inputs, weight
    double theirs = 0;  ///< their share of the variance; infinite if they contradict each other
    double own = 1;     ///< sqrt(1 - theirs); 0 where they ask for more than there is
};

/// The correlations of what factors leave of the normals, in one part, made from those that are
/// stated of the values.
///
/// With z_i = sum_k w_ik F_k + s_i e_i the stated corr(z_i, z_j) = r asks of the normals' own
/// corr(e_i, e_j) = (r - b) / (s_i s_j), where b is what the factors bring. Where a value has a
/// lasting and a yearly part, both are correlated alike, so strongly that the values are as stated:
/// by r / k, k = sqrt(a b) + sqrt((1 - a) (1 - b)) with the lasting shares a and b.
class OwnCorrelations {
public:
    OwnCorrelations(const Plan& plan, NormalPart part);

    struct Stated {
        InputMember first, second;
        double normal = 0;  ///< of the normals behind, of the whole of both
        Place place;
    };
    struct Refusal {
        Place place;
        std::string message, suggestion;
    };

    /// States all correlations there are.
    /// @returns What cannot be by itself: a loading, or a pair beside what its ends load on.
    std::vector<Refusal> state(std::vector<Stated> pairs);

    /// Of the own normals; 1 with itself, 0 where nothing was stated.
    double own(InputMember first, InputMember second) const;
    void set_own(InputMember first, InputMember second, double correlation);
    /// Of the values, as far as this part makes it.
    double stated(InputMember first, InputMember second) const;
    LoadedNormal loaded(InputMember member) const;
    std::string label(InputMember member) const;
    /// Whether one is a factor of the other: their correlation is the loading.
    bool loads(InputMember first, InputMember second) const;

private:
    struct Term {
        InputMember normal;
        double weight = 0;
    };
    /// 0 between two factors, 1 with one of them, 2 between others: each needs those before it.
    int pair_rank(InputMember first, InputMember second) const;
    std::optional<Refusal> add(const Stated& stated);
    std::optional<Refusal> check_loadings(std::size_t index) const;
    std::vector<Term> terms(InputMember member) const;
    double whole(InputMember first, InputMember second) const;
    double common_share(InputMember first, InputMember second) const;

    const Plan& plan_;
    NormalPart part_;
    std::vector<bool> is_factor_;  ///< by input
    std::map<std::pair<InputMember, InputMember>, double> own_;
};

}  // namespace plancast
