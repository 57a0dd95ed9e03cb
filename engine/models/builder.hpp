#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/models/checker.hpp"
#include "engine/models/count_laws.hpp"
#include "engine/models/csv.hpp"
#include "engine/models/model_folder.hpp"
#include "engine/models/names.hpp"
#include "engine/models/plan.hpp"
#include "engine/models/table_reader.hpp"

namespace plancast {

/// The key that stands for all members that a table by member does not name.
inline constexpr const char* other_members = "otherwise";

/// Members of a set, and of sets crossed in one quantity.
inline constexpr std::size_t most_members = 10'000;

/// "at_least", ...: the keys that give a part its bound.
std::vector<std::string> bound_keys();

/// What to do about a unit that cannot be read, beyond what the message @p wrong says.
std::string unit_advice(const std::string& wrong);

/// Builds a plan from a document in two passes: declare every name, then read what is said about
/// each. The parts of the work are in files of their own: builder.cpp (order, readings, levers),
/// builder_model.cpp (sections, years, units), builder_sets.cpp, builder_inputs.cpp,
/// builder_correlations.cpp, builder_series.cpp, builder_counts.cpp, builder_history.cpp,
/// builder_tables.cpp, builder_functions.cpp, builder_targets.cpp, builder_bounds.cpp,
/// builder_checks.cpp.
class PlanBuilder {
public:
    /// @param files  The files that the model may name; null if there are none.
    PlanBuilder(const Tree& document, const std::vector<SourceFilePtr>& sources,
                ModelFolder* files);

    Plan build();

private:
    std::size_t file_order(const Place& place) const;
    /// The document with misspelt sections under the names that are meant; reports them.
    const Tree& with_sections_as_meant();
    void read_model(const Tree& table);
    void read_years(const Tree& years);
    void read_units(const Tree& table);
    void read_sets(const Tree& table);
    void read_members(const Tree& list, MemberSet& set);
    void read_parts(const std::vector<const Tree::Member*>& parts);
    /// Says of every set which members it shares with the outermost of its wholes.
    void relate_parts();
    std::optional<std::size_t> find_set(const Tree& text);
    void read_map(const Tree::Member& member);
    void read_reading(const Tree::Member& member);
    void read_run(const Tree& table);

    void declare_lever(const Tree::Member& member);
    void declare_input(const Tree::Member& member);
    void declare_series(const Tree::Member& member, bool is_count);
    void infer_truth();
    /// @param arguments  Of the function in whose body the expression stands: whether each is one.
    using Arguments = std::map<std::string, bool>;
    bool looks_true(const Expression& e, std::size_t depth, const Arguments& arguments = {}) const;

    void read_lever(std::size_t index);
    void read_input(std::size_t index);
    void read_law(Input& input, TableReader& reader);
    const Tree::Member* choose_law(TableReader& reader, const Place& place);
    bool refuse_law_by_name(TableReader& reader);
    bool mixes_ways(const NamedLaw& type, const std::vector<LawParameter>& way, const Tree& tree,
                    const TableReader& owner);
    bool read_stated_law(StatedLaw& law, Input& input, const Tree& tree, TableReader& owner);
    bool read_argument(StatedLaw& law, Input& input, const LawParameter& parameter,
                       const Tree& tree, const TableReader& reader);
    bool read_split_spread(StatedLaw& law, Input& input, const LawParameter& parameter,
                           const Tree& tree, const TableReader& reader);
    bool read_number(StatedLaw& law, const Input& input, const LawParameter& parameter,
                     const Tree& tree, const std::string& stored_as);
    bool read_list(StatedLaw& law, const Input& input, const LawParameter& parameter,
                   const Tree& tree);
    bool read_column(StatedLaw& law, const Input& input, const LawParameter& list,
                     const Tree& tree);
    std::optional<std::vector<Term>> read_cells(const CsvTable& table, const Tree& name,
                                                const Tree* rows, const Unit& unit,
                                                const std::string& what);
    bool read_parts(StatedLaw& law, Input& input, const Tree& tree, TableReader& owner);
    bool read_mixed_part(WeightedLaw& part, Input& input, const Tree& tree,
                         const std::string& what);
    Scope law_scope(const Input& input, const std::string& what) const;
    void read_spread(Input& input, TableReader& reader);
    void read_bounds(Input& input, TableReader& reader);
    void read_loadings(Input& input, const Tree& table);
    void read_adjustments(Input& input, TableReader& reader);
    void read_adjustment(Input& input, const Tree& tree, const Adjustment& adjustment,
                         const std::string& what);
    void read_amount(Input& input, const Tree& tree, Adjustment adjustment,
                     const std::string& what);
    /// Which of the input's sets a key names members of.
    std::optional<std::size_t> adjusted_set(const Input& input, const Adjustment& adjustment,
                                            const Tree::Member& entry, const std::string& what);
    void check_law(const Input& input, const Tree& law);
    void check_shares(const Input& input, const Tree& law);
    void read_correlations(const Tree& list);
    void read_series(std::size_t index);
    void declare_count(Series& count, TableReader& reader);
    void read_count(Series& count, TableReader& reader);
    void read_count_parameter(Series& count, const CountParameter& parameter, const Tree& tree,
                              const std::string& count_name);
    /// The year that is the key of a table by year; reports it if it is none.
    std::optional<int> year_key(const Tree::Member& member, const std::string& what);
    /// Looks how far back the history of a quantity goes.
    void declare_history(const Tree& table);
    /// `history` of a quantity, and its `base` if there is one.
    void read_history(const Declared& quantity, bool by_year, TableReader& reader, const Tree* base,
                      const Scope& scope, History& known);
    void declare_target(const Tree::Member& member);
    void declare_part(Part part, Target& target, TableReader& reader);
    void read_target(std::size_t index);
    /// @param parts  One for each member of what the part ranges over.
    void read_part(const Tree& table, std::span<Part> parts, TableReader& reader);
    void read_bound(std::span<Part> parts, TableReader& reader, const ExpressionPtr& measure,
                    const Scope& scope);
    static std::string advised_bound(const ExpressionPtr& measure);
    bool begins_with_a_sign(const Tree& bound, const std::string& what);
    /// What a level of a bound is said of, as far as the tables around it have narrowed it.
    struct BoundReading {
        std::vector<Part*> parts;
        std::optional<int> year;
        std::optional<std::size_t> end;  ///< of between: 0 or 1
        bool by_member = false;
        Scope scope;
    };
    void read_levels(const Tree& tree, const BoundReading& reading);
    void read_bound_path(const Tree& tree, const BoundReading& reading);
    void check_levels(std::span<const Part> parts, const Tree& bound, const std::string& what);
    /// "years from 2026 to 2030 exist": what to say of one that does not.
    std::string years_that_exist() const;
    void read_check(const Tree::Member& member);
    void read_equal(Check& check, const Tree& both, const Scope& scope);
    void read_holds(Check& check, const ExpressionPtr& written, const Scope& scope);

    void read_table(const Tree::Member& member);
    Interpolation::Between read_between(TableReader& reader);
    Unit read_argument_unit(const Tree* tree, Table& table);
    InterpolationPtr read_path(const Tree& tree, const Unit& unit, Interpolation::Between between,
                               const std::string& what);
    InterpolationPtr read_points(const Tree& tree, const Table& table,
                                 Interpolation::Between between);
    /// A number or quantity that nothing decides: reports anything else.
    std::optional<double> known_number(const Tree& tree, const Unit& unit, const std::string& what);
    /// The two ends of [low, high], numbers or quantities.
    std::optional<std::pair<double, double>> read_interval(TableReader& reader, const char* key,
                                                           const Unit& unit);
    void declare_function(const Tree::Member& member);
    void check_functions();
    bool is_set_or_map(const std::string& name) const;
    bool names_exist(const Expression& e, const UserFunction& function,
                     std::vector<std::size_t>& calls);
    void refuse_recursion(std::size_t index, const std::vector<std::vector<std::size_t>>& calls,
                          std::vector<std::size_t>& path);

    /// The sets of `over`; @p broken becomes true where they cannot be told.
    SetList read_over(TableReader& reader, bool& broken);
    /// The unit that is declared, "1" if none is; marks what has a wrong one as broken.
    Unit read_unit(TableReader& reader, Declared& declared);
    /// Whether a quantity is broken: then its expressions are only parsed, since nothing more can
    /// be said of them.
    bool only_parsed(const Declared& declared, const Tree& tree);

    /// A number, quantity, true/false or expression, as an expression; a number is in @p unit.
    ExpressionPtr expression(const Tree& tree, const Unit& unit, const std::string& what);
    /// The same for one value or a table by member: calls @p read for each expression.
    ByMember<Term> by_member(const Tree& tree, const SetList& sets, const Unit& unit,
                             const std::string& what,
                             const std::function<Term(const ExpressionPtr&)>& read);
    /// Numbers, or quantities that are brought to the unit.
    /// Values of members that are written without their names, in the order of a set.
    bool refuse_list(const Tree& tree, const SetList& sets, const std::string& what);
    ByMember<double> numbers_by_member(const Tree& tree, const SetList& sets, const Unit& unit,
                                       const std::string& what);
    /// The tree for each member of @p sets, in order, from a table by member; empty after an error.
    std::vector<const Tree*> trees_by_member(const Tree& tree, const SetList& sets,
                                             const std::string& what);
    /// For each member of a set its entry of a table: its own, else that of a part which it is in,
    /// else `otherwise`; null where there is none.
    std::vector<const Tree::Member*> entries_by_member(const Tree& tree, std::size_t set,
                                                       const std::string& what);
    bool is_key_of(const std::string& key, std::size_t set) const;
    /// The members of a set, and the other sets that share some with it.
    std::vector<std::string> keys_of_set(std::size_t set) const;
    static bool is_by_year(const Tree& tree);
    std::vector<std::string> names_of(Symbol::Kind kind) const;

    const Tree& document_;
    Tree mended_;  ///< a copy of the document, where a section is misspelt
    ModelFolder* files_;
    Plan plan_;
    Names names_;
    Problems problems_;
    UsedNames used_;
    Checker checker_;
    std::vector<const Tree*> lever_trees_, input_trees_, series_trees_, target_trees_;
    std::vector<ExpressionPtr>
        series_expressions_;  ///< the first one of each, to see whether it is a truth value
    std::vector<bool> series_has_unit_;
    std::set<const Tree*> broken_parts_;  ///< of targets: nothing can be said of their expressions
};

}  // namespace plancast
