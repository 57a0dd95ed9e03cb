#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/names.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// What kind of value an expression has.
struct Type {
    Unit unit;
    bool truth = false;
    bool fits_any = false;  ///< the literal 0, which may be added to anything
};

struct Checked {
    FormulaPtr formula;
    Type type;
};

/// Where an expression stands, and so what it may use.
struct Scope {
    std::string where;         ///< "series 'revenue'": for messages
    SetList sets;              ///< the sets whose member is at hand
    bool in_time = true;       ///< a year is at hand: names with a value a year may be used
    bool allow_series = true;  ///< false in parameters of inputs, which are drawn before any series
    bool allow_inputs = true;  ///< false where only levers are known
    bool allow_readings = true;  ///< false in parameters of inputs: a reading never changes a draw
    bool allow_folds_over_years = false;  ///< true in targets and checks: a series knows no later
                                          ///< year, and no verdict
    const std::map<std::string, Checked>* arguments = nullptr;  ///< in the body of a function
    bool tolerant = false;  ///< comparisons allow `comparison_tolerance`: true in checks
};

/// Turns expressions as written into formulas: resolves names, members and sets, verifies units and
/// inserts their conversions. Reports all that is wrong; a wrong expression gives an empty result.
class Checker {
public:
    /// @param plan  Every name declared, with unit, sets and kind of value; expressions need not be
    /// there.
    /// @param used  Receives every name that an expression uses.
    Checker(const Plan& plan, const Names& names, Problems& problems, UsedNames& used)
        : plan_(plan), names_(names), problems_(problems), used_(used) {}

    std::optional<Checked> check(const Expression& expression, const Scope& scope) const;

    /// The two sides of a comparison, of one unit.
    struct Sides {
        FormulaPtr left, right;
        Type type;
    };
    std::optional<Sides> sides(const Expression& e, const Scope& scope) const;

    /// A number that is then in @p unit.
    Term number(const ExpressionPtr& expression, const Unit& unit, const Scope& scope) const;
    Term truth(const ExpressionPtr& expression, const Scope& scope) const;
    /// A number in @p unit, or a truth value if @p truth.
    Term value(const ExpressionPtr& expression, const Unit& unit, bool truth,
               const Scope& scope) const;

private:
    using Result = std::optional<Checked>;

    Result literal(const Expression& e) const;
    Result name(const Expression& e, const Scope& scope) const;
    /// The quantity of that name; null if it is none.
    const Declared* find_declared(const std::string& name) const;
    /// "write area[rice]" where the quantity @p name has a value for @p member, a member or a set;
    /// "" elsewhere.
    std::string index_advice(const std::string& name, const std::string& member) const;
    Result unknown_name(const Expression& e, const Scope& scope) const;
    bool members(const Expression& e, const Declared& declared, const Scope& scope,
                 std::vector<MemberChoice>& choices) const;
    bool choose_member(const Expression::Index& index, const Declared& declared,
                       MemberChoice& choice) const;
    void report_wrong_index(const Expression::Index& index, const Declared& declared) const;
    /// The set in scope that shares members with @p set. Whether the one at hand is a member of it
    /// is seen where the formula is evaluated.
    std::optional<std::size_t> at_hand(std::size_t set, const Scope& scope) const;
    void report_not_at_hand(const Expression& e, const Declared& declared,
                            const MemberChoice& choice, const Scope& scope) const;
    /// A set or map of that name; reports it if there is none.
    std::optional<MemberRange> find_range(const std::string& name, const Place& place) const;
    /// The position of the member at hand of a set, or of what a map maps it to; empty and reported
    /// if none is at hand.
    FormulaPtr position(const MemberRange& range, const Scope& scope, const Place& place) const;
    /// The sets of a fold, with their members at hand in the scope that is returned.
    std::optional<Scope> enter_ranges(const Expression& e, const Scope& scope,
                                      std::vector<MemberRange>& ranges) const;
    /// Whether a value differs by the members that a fold runs through; reports it if not.
    bool runs_through(const Formula& formula, const MemberRange& range, const std::string& fold,
                      const Expression::Index& over) const;
    Result among(const Expression& e, const struct Function& function, const Scope& scope) const;
    Result member_is(const Expression& e, const MemberRange& range, const Scope& scope) const;
    Result set_function(const Expression& e, const struct Function& function,
                        const Scope& scope) const;
    Result reading(const Expression& e, const Scope& scope) const;
    Result at_year(const Expression& e, const Scope& scope) const;
    bool year_at_hand(const Expression& e, const Scope& scope) const;
    std::optional<int> whole_years(const Expression& argument, const std::string& of) const;
    /// Reports what is one number for all years where @p who asks for another year's.
    bool has_values_by_year(const Expression& written, const Formula& formula,
                            const std::string& who) const;
    Result unary(const Expression& e, const Scope& scope) const;
    Result binary(const Expression& e, const Scope& scope) const;
    bool is_asked_with_is(const Expression& left, const Expression& right) const;
    Result raised(const Expression& e, const Checked& base, const Scope& scope) const;
    Result call(const Expression& e, const Scope& scope) const;
    Result fold(const Expression& e, const struct Function& function, const Scope& scope) const;
    bool fold_over_years(const Expression& e, const struct Function& function, const Scope& scope,
                         Formula& formula) const;
    bool fold_over_members(const Expression& e, Scope& inner, Formula& formula) const;
    /// count(a, b, ...): how many of several conditions are true.
    Result count_conditions(const Expression& e, const Scope& scope) const;
    /// met(target), missed(target.part), judged(...).
    Result verdict(const Expression& e, const Scope& scope) const;
    const Target* find_target(const Expression& asked) const;
    /// The first of the parts that are meant, or Formula::all_parts.
    std::optional<std::size_t> find_part(const Expression& asked, const Target& target) const;
    Result plain_function(const Expression& e, const struct Function& function,
                          const Scope& scope) const;
    Result same_unit_function(const Expression& e, const Scope& scope) const;
    Result round_function(const Expression& e, const Scope& scope) const;
    Result choice(const Expression& e, const Scope& scope) const;
    Result convert(const Expression& e, const Scope& scope) const;
    Result convert_by_index(const Expression& e, const Checked& x, const Type& to,
                            const Scope& scope) const;
    Result user_call(const Expression& e, const UserFunction& function, const Scope& scope) const;
    Result argument(const Expression& e, const Checked& bound) const;
    Result table_call(const Expression& e, std::size_t index, const Scope& scope) const;
    Result approach(const Expression& e, const Scope& scope) const;
    Result in_time_function(const Expression& e, const struct Function& function,
                            const Scope& scope) const;

    Result number_argument(const Expression& e, const Scope& scope) const;
    /// A number in the unit that its text names: of % * ha, in ha.
    Result named_argument(const Expression& e, const Scope& scope) const;
    Result truth_argument(const Expression& e, const Scope& scope) const;
    /// A dimensionless number with scale 1.
    Result plain_argument(const Expression& e, const Scope& scope, const std::string& of) const;
    /// A value with the expression that gives it.
    struct Operand {
        Checked& value;
        const Expression& written;
    };
    /// Brings two values to the type in which they may be added or compared; reports why there is
    /// none.
    bool bring_together(const Place& place, const std::string& what, Operand a, Operand b) const;
    std::optional<Type> common_type(const Place& place, const std::string& what,
                                    const Operand& first, const Operand& second) const;

    const Plan& plan_;
    const Names& names_;
    Problems& problems_;
    UsedNames& used_;
    mutable std::size_t calls_ = 0;  ///< of the plan's own functions, so far
};

}  // namespace plancast
