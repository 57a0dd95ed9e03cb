#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/models/expression.hpp"
#include "engine/program/graph.hpp"

namespace plancast {

struct Formula;
using FormulaPtr = std::shared_ptr<const Formula>;

/// Which member of one of a quantity's sets is meant: a fixed one, the one at hand, or one before
/// or behind that.
struct MemberChoice {
    static constexpr std::size_t at_hand = static_cast<std::size_t>(-1);
    static constexpr std::size_t no_map = static_cast<std::size_t>(-1);
    std::size_t set = 0;  ///< index into Plan::sets
    std::size_t member = at_hand;
    std::size_t from = 0;      ///< the set whose member at hand decides: it shares members with
    std::size_t map = no_map;  ///< `set`, or what this map (index into Plan::maps) maps it to does
    int offset = 0;            ///< from the member that was found, in the order of its set
};

/// What a fold runs over: a set, or those of its members that a map maps to the member at hand.
struct MemberRange {
    std::size_t set = 0;
    std::size_t map = MemberChoice::no_map;
};

/// An expression whose names, sets and units are checked: names are indices, conversions of units
/// are multiplications, and only a handful of forms remain. Immutable.
struct Formula {
    enum class Kind {
        number,      ///< value
        year,        ///< the year at hand
        lever,       ///< index, members
        input,       ///< index, members
        series,      ///< index, members
        table,       ///< index, members; of a quantity: at arguments[0]
        verdict,     ///< of target `index`: of its part `alternative` and members, or of all of it
        reading,     ///< true where reading `index` is alternative `alternative`
        position,    ///< of the member that members[0] says in its set, from 1
        is_member,   ///< true where members[0] leads to a member of its set: to `alternative`, or
                     ///< to any_member
        apply,       ///< operation on arguments
        previous,    ///< arguments[0] `years` years earlier
        before,      ///< the same, arguments[1] in the first `years` years
        at_year,     ///< arguments[0] in year_at
        total,       ///< sum of arguments[0] from the first year to this one
        over_years,  ///< fold of arguments[0] over the years of the plan, or `years` years up to
                     ///< this
        over_members,  ///< fold of arguments[0] over the members of sets
        among,  ///< what `deal` gives the member at hand of ranges[0]: arguments[0] (what it wants)
                ///< and arguments[2] (its order or weight) are asked of each member,
                ///< arguments[1] (the limit) and arguments[3] (whether the queue blocks) of none
    };
    /// What is settled among all members of a set at once.
    enum class Deal { rank, funded, by_priority, in_proportion, by_weight };
    enum class Fold {
        sum,
        mean,
        lowest,
        highest,
        last,
        cagr,
        all,
        any,
        count,
        first_year,
        highest_at,
        lowest_at
    };

    /// In place of a part: the target as a whole.
    static constexpr std::size_t all_parts = static_cast<std::size_t>(-1);
    static constexpr std::size_t any_member = static_cast<std::size_t>(-1);

    Kind kind = Kind::number;
    Place place;
    double value = 0;
    std::size_t index = 0;
    std::size_t alternative = 0;
    std::vector<MemberChoice> members;
    Operation operation = Operation::add;
    Fold fold = Fold::sum;
    Deal deal = Deal::rank;
    int year_at = 0;
    int years = 0;  ///< of previous and before: how far back; of over_years: 0 is the whole plan
    std::vector<MemberRange> ranges;  ///< of over_members, among
    std::vector<FormulaPtr> arguments;
    /// Asked for more than once with the same members and year: its node is remembered.
    bool shared = false;
};

/// An expression as written and as understood.
struct Term {
    ExpressionPtr written;
    FormulaPtr formula;
    explicit operator bool() const { return formula != nullptr; }
};

/// The same formula, marked as shared.
FormulaPtr shared_formula(const FormulaPtr& formula);
FormulaPtr number_formula(double value, const Place& place);
FormulaPtr make_formula(Formula::Kind kind, std::vector<FormulaPtr> arguments, const Place& place);
FormulaPtr apply_formula(Operation operation, std::vector<FormulaPtr> arguments,
                         const Place& place);
/// The formula times a factor; a number becomes that number, 7 times 0.01 the one nearest to 0.07.
FormulaPtr scaled_formula(FormulaPtr formula, double factor);

}  // namespace plancast
