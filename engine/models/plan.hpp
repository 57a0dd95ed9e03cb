#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/distributions/named_law.hpp"
#include "engine/models/document.hpp"
#include "engine/models/formula.hpp"
#include "engine/models/title.hpp"
#include "engine/models/units.hpp"
#include "engine/program/interpolation.hpp"

namespace plancast {

class ModelFolder;

/// Years of a plan; of a history before it; that a function may look back.
inline constexpr int most_years = 200;

/// Indices into Plan::sets; one a dimension of what ranges over them.
using SetList = std::vector<std::size_t>;

/// An ordered set; one that is a part of another shares its members with it, in an order of its
/// own. Parts of one whole see each other's members through the outermost set.
struct MemberSet {
    static constexpr std::size_t outside = static_cast<std::size_t>(-1);
    std::string name;
    Title title;
    Place place;
    std::vector<std::string> members;
    std::vector<Title> titles{};              ///< of the members; may be left out
    std::optional<std::size_t> whole{};       ///< the set that this one is a part of
    std::vector<std::size_t> in_outermost{};  ///< for each member, its index in the outermost set
    /// For each member of the outermost set, its index here, or `outside`.
    std::vector<std::size_t> from_outermost{};
};

/// A member of one set for each member of another: the region of each province.
struct MemberMap {
    std::string name;
    Title title;
    Place place;
    std::size_t from = 0, to = 0;     ///< indices into Plan::sets
    std::vector<std::size_t> values;  ///< index of a member of `to`, for each of `from`
};

/// What every named quantity has.
struct Declared {
    std::string name;
    Title title;
    Place place;  ///< of the name
    Unit unit;
    bool truth = false;   ///< true or false instead of a number
    bool broken = false;  ///< what it is could not be read: nothing more is said of its uses
    SetList sets;
};

/// A value for each member: one entry if the same for all, else one a member (row-major over the
/// sets).
template <typename T>
struct ByMember {
    std::vector<T> values;
    const T& at(std::size_t member) const { return values[values.size() == 1 ? 0 : member]; }
};

/// Values of years before the plan, the base year's among them; a year may be left out.
using History = std::map<int, ByMember<Term>>;

struct Reading {
    std::string name;
    Title title;
    Place place;
    std::vector<std::string> alternatives;
    std::vector<Title> titles;  ///< of the alternatives
    std::size_t value =
        0;  ///< the choice in force; index into alternatives, as kindest and reported
    std::size_t kindest = 0;
    std::size_t reported = 0;
};

struct Lever : Declared {
    ByMember<double> value;
    std::optional<std::pair<double, double>> range;
    Term cost;  ///< may be empty
};

/// One parameter of a law: a number in the input's unit, or an expression.
struct Parameter {
    std::string name;
    ByMember<Term> value;
};

/// A parameter that is a list of numbers.
struct ListParameter {
    std::string name;
    ByMember<std::vector<Term>> values;
};

struct WeightedLaw;

/// A law as the model states it.
struct StatedLaw {
    const NamedLaw* type = nullptr;  ///< null until it was read
    std::vector<Parameter> parameters;
    std::vector<ListParameter> lists;
    std::vector<WeightedLaw> parts;  ///< of a mixture
    std::optional<std::pair<double, double>> truncated, clipped;

    bool is_constant() const { return type->kind == NamedLaw::Kind::given; }
    bool is_shares() const { return type->kind == NamedLaw::Kind::shares; }
    /// Whether each value comes from one uniform, so that it can be correlated with others.
    bool has_own_uniform() const { return !is_constant() && !is_shares(); }
};

/// A part of a mixture.
struct WeightedLaw {
    ByMember<Term> weight;
    StatedLaw law;
};

/// What a scenario does to an input's value after the draw; by member (or all), then year.
struct Adjustment {
    enum class Kind { fix, scale, shift };
    Kind kind = Kind::shift;
    std::vector<std::optional<std::size_t>> members;  ///< of each set, all where absent
    std::optional<int> year;                          ///< all years if absent
    double amount = 0;                                ///< in the input's unit
};

struct Loading {
    std::size_t factor = 0;  ///< index into Plan::inputs
    ByMember<double> correlation;
    Place place;  ///< of loads_on
};

struct Input : Declared {
    std::string status;  ///< measured, estimated or assumed
    std::string source;
    std::string note;
    bool by_year = false;
    StatedLaw law;
    std::string law_text;  ///< as written, for people: "normal(mean = 0.08, sd = 0.03)"
    double lasting = 0;    ///< share of the variance that lasts; 0 for an input drawn once a run
    bool split_spread = false;  ///< parameters sd_run and sd_year instead of sd
    double autocorrelation = 0;
    std::vector<Loading> loadings;
    std::vector<Adjustment> adjustments;  ///< fix, then scale, then shift
    History history;                      ///< of one that is drawn each year
};

/// Correlation of the values of two input members.
struct Correlation {
    std::size_t first_input = 0, first_member = 0;
    std::size_t second_input = 0, second_member = 0;
    double stated = 0;
    bool rank = false;  ///< stated as Spearman's, else as that of the normals behind
    double normal = 0;  ///< of the normals behind, of the whole of both
    Place place;        ///< of the entry of [[correlations]] that states it
};

enum class CountLaw { none, bernoulli, binomial, beta_binomial, poisson, negative_binomial };

/// A series, or a count if it has a law.
struct Series : Declared {
    CountLaw count = CountLaw::none;
    bool by_year = true;
    ByMember<Term> value;               ///< of a series
    std::vector<Parameter> parameters;  ///< of a count, in the order of its law in count_laws
    double autocorrelation = 0;         ///< of a count: of the normals behind its uniforms
    History history;                    ///< `base` is the base year's
};

enum class Direction { at_least, at_most, above, below, equals, between, is_true };

/// One end of a bound: the same in all years, or a path of levels by year.
struct BoundEnd {
    Term always;                  ///< empty where it is a path
    std::map<int, Term> by_year;  ///< empty where it is none
    /// The level in a year; null in a year that the path leaves out.
    const Term* in(int year) const;
    explicit operator bool() const { return always || !by_year.empty(); }
};

/// What is known by year, or as a function of a quantity, from points.
struct Table : Declared {
    bool by_year = true;
    Unit argument_unit;  ///< of a function
    ByMember<InterpolationPtr> values;
};

/// A function of the plan's own; checked where it is used.
struct UserFunction {
    std::string name;
    std::string usage;  ///< "real(x)", as it is declared
    Place place;
    std::vector<std::string> parameters;
    ExpressionPtr body;
    bool broken = false;  ///< nothing more is said of its uses
    bool ends = false;    ///< it does not call itself, through whatever others
};

/// One measure and its bound; a target's only part bears the target's id.
struct Part {
    std::string id;
    Title title;
    Place place;
    Unit unit;  ///< in which measure and bound are shown and stored
    Term measure;
    bool each_year = false;
    Direction direction = Direction::at_least;
    BoundEnd bound;  ///< the lower end of between; empty for is_true
    BoundEnd upper;  ///< of between
    std::optional<int> by;
    Term judged_if;                    ///< may be empty
    Term known_chance;                 ///< may be empty
    SetList sets;                      ///< what it ranges over, and
    std::vector<std::size_t> members;  ///< the members that this part is about

    bool has_path() const { return !bound.by_year.empty() || !upper.by_year.empty(); }
    /// Whether the bound says something of that year.
    bool has_level(int year) const;
};

struct Target {
    std::string id;
    int number = 0;  ///< 0 where the plan gives none
    Title title;
    Place place;
    /// How many parts have to be met; absent: every one that is judged.
    std::optional<std::size_t> needs;
    std::vector<Part> parts;
};

/// What must hold in every run and year, for each member of what it ranges over.
struct Check {
    std::string name;
    Title title;
    Place place;
    SetList sets;
    Term holds;                ///< of equal = [a, b] it is a == b
    FormulaPtr left, right;    ///< its two sides where it is a comparison, else empty
    Unit unit;                 ///< of the sides
    bool truth_sides = false;  ///< the sides are truth values
};

struct RunSettings {
    std::uint64_t runs = 100'000;
    std::uint64_t seed = 0;
    std::string design = "random";
};

/// A checked model with its scenario: everything is resolved, every expression parsed and its
/// names, sets and units verified.
struct Plan {
    std::string name;  ///< "thien-huong-baseline": folder and file, for the result's name
    Title title;
    Title scenario_title;                ///< empty when a model is run as it is
    std::vector<SourceFilePtr> sources;  ///< scenario first, then the model, then what it includes
    int base_year = 0;
    int first_known_year = 0;  ///< the base year, or the first that some history names
    std::vector<int> years;    ///< empty: a model without time
    UnitTable units;
    std::vector<MemberSet> sets;
    std::vector<MemberMap> maps;
    std::vector<Reading> readings;
    std::vector<Table> tables;
    std::vector<UserFunction> functions;
    std::vector<Lever> levers;
    std::vector<Input> inputs;
    std::vector<Correlation> correlations;
    std::vector<Series> series;
    std::vector<Target> targets;
    std::vector<Check> checks;
    RunSettings run;
    std::vector<Problem> warnings;

    /// How many members the crossed sets have together; 1 for none.
    std::size_t member_count(const SetList& over) const;
    /// The set that @p set is a part of, at the end of the chain; a set that is no part is its own.
    std::size_t outermost(std::size_t set) const;
    /// Whether both are one set, or parts of one: a member of the one may be in the other.
    bool share_members(std::size_t set, std::size_t other) const {
        return outermost(set) == outermost(other);
    }
    /// The set or the map of that name.
    std::optional<MemberRange> find_range(const std::string& range) const;
    /// The member of each of the sets that a row-major index stands for.
    std::vector<std::size_t> members_at(const SetList& over, std::size_t member) const;
    /// "[industry]", "[north, industry]"; "" without sets. @param member  Row-major index.
    std::string member_label(const SetList& over, std::size_t member) const;
    /// The first set that has a member of this name; "" if none has.
    std::string set_with_member(const std::string& member) const;
    /// A member of a part of a set has the title that it has in the whole, if no other.
    Title member_title(std::size_t set, std::size_t member) const;
    /// "Roads done by 2028: Ridge road": what has the title @p title (or, without one, @p name) for
    /// one member; the member's own name where it has no title. Empty where neither has a title.
    /// @param member  Row-major index.
    Title member_title(const Title& title, const std::string& name, const SetList& over,
                       std::size_t member) const;
};

/// Builds a plan from a merged document.
///
/// @param document  What the model file says, with the scenario's changes merged in
///                  (engine/scenarios); each value keeps its place in its own file.
/// @param files     Where the files lie that the model takes numbers from (CSV); those that it read
///                  join the plan's sources.
/// @throws InvalidInput with all that is wrong.
Plan build_plan(const Tree& document, const std::vector<SourceFilePtr>& sources,
                ModelFolder* files = nullptr);

}  // namespace plancast
