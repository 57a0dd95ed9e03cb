#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/models/graph_builder.hpp"
#include "engine/models/input_compiler.hpp"
#include "engine/models/input_years.hpp"
#include "engine/models/member_problems.hpp"
#include "engine/models/reading_use.hpp"

namespace plancast {

/// What is at hand where a formula is evaluated.
struct Situation {
    /// By outermost set, so that all its parts see the same one; only those in scope mean anything.
    std::vector<std::size_t> members;
    std::int32_t year = no_year;
    int last_year = 0;  ///< where folds over years end
    int window = 0;     ///< years of the window that asks, 0 for none: for messages
};

/// Turns a plan into a graph. A value of a series is asked for by member and year and made once;
/// what it needs is asked for in turn, so that the order follows from use and a cycle is met again
/// at work. In parts: compile.cpp (formulas and columns), compile_values.cpp (inputs, series),
/// compile_counts.cpp, compile_sets.cpp (members), compile_folds.cpp, compile_targets.cpp
/// (verdicts), compile_checks.cpp.
class Compiler {
public:
    Compiler(const Plan& plan, bool judge_all_readings)
        : plan_(plan),
          uses_(plan),
          choices_(reading_choices(plan, judge_all_readings)),
          inputs_with_years_(inputs_with_years(plan)),
          inputs_(plan, graph_,
                  [this](const Formula& formula, const Input& input, std::size_t member,
                         std::int32_t year) {
                      return evaluate(formula, situation(input.sets, member, year));
                  }) {}

    CompiledPlan compile();

private:
    Situation situation(const SetList& sets, std::size_t member, std::int32_t year) const;
    using SharedKey =
        std::tuple<const Formula*, std::size_t, std::int32_t, int, std::vector<std::size_t>>;

    NodeId evaluate(const Formula& formula, const Situation& at);
    NodeId evaluate_anew(const Formula& formula, const Situation& at);
    const std::set<std::size_t>& members_used(const Formula& formula);
    SharedKey shared_key(const Formula& formula, const Situation& at);
    NodeId input_value(std::size_t index, std::size_t member, const Situation& at,
                       const Place& place);
    /// A quantity has no value in a year before the plan: says which years there are.
    NodeId missing(const Declared& quantity, const History& history, bool takes_base,
                   const Situation& at, const Place& place);
    NodeId series_value(std::size_t index, std::size_t member, const Situation& at,
                        const Place& place);
    NodeId series_node(std::size_t index, std::size_t member, const Situation& asked,
                       const Place& place);
    NodeId count_node(const Series& count, std::size_t member, std::int32_t year,
                      const Situation& at);
    NodeId count_uniform(const Series& count, const std::string& stream, std::int32_t year);
    NodeId varied_chance(NodeId uniform, NodeId chance, NodeId concentration);
    NodeId remembered_normal(double phi, const std::string& stream, std::int32_t year);
    NodeId fold(const Formula& formula, const Situation& at);
    NodeId among(const Formula& formula, const Situation& at);
    std::vector<NodeId> deal(const Formula& formula, const Situation& at);
    NodeId fold_nothing(const Formula& formula, const Situation& at);
    /// Makes the member the one at hand of its set and of all that share members with this.
    void put_at_hand(Situation& at, std::size_t set, std::size_t member) const;
    /// The one at hand as a member of @p set; MemberSet::outside if it is none.
    std::size_t at_hand(std::size_t set, const Situation& at) const;
    /// Calls @p act with each member of the ranges at hand in @p at, the last range fastest.
    void for_each_member(const std::vector<MemberRange>& ranges, std::size_t first, Situation& at,
                         const std::function<void()>& act) const;
    /// @param places  The year of each value, or its position in the set.
    NodeId fold_values(Formula::Fold fold, const std::vector<NodeId>& values,
                       const std::vector<int>& places);
    NodeId quantity(const Formula& formula, const Situation& at);
    std::optional<std::size_t> member_of(const Formula& formula, const Situation& at);
    /// @param asking  Where no member is found, whom to tell; null: nobody.
    std::optional<std::size_t> chosen_member(const MemberChoice& choice, const Situation& at,
                                             const Formula* asking = nullptr);
    std::string asked_text(const Formula& formula, const MemberChoice& choice) const;
    /// Whether the one at hand is a member of @p set; reports it if not.
    /// @param asked  What has a value for members of it only.
    bool is_at_hand(const Formula& formula, const std::string& asked, std::size_t set,
                    const Situation& at);
    void report_not_in(const Formula& formula, const std::string& asked, const MemberChoice& choice,
                       std::size_t part, const std::string& member);
    void report_no_step(const Formula& formula, const MemberChoice& choice, const MemberSet& set,
                        std::size_t member);
    std::vector<int> years_to(int last) const;
    /// A value of an input, series or count that is being made.
    struct Asked {
        const Declared* quantity = nullptr;
        std::size_t member = 0;
        std::int32_t year = no_year;
        bool operator==(const Asked&) const = default;
    };
    std::string label(const Asked& asked) const;
    void report_cycle(const Asked& asked, const Place& place);

    void add_inputs(CompiledPlan& result);
    void add_series(CompiledPlan& result);
    void add_targets(CompiledPlan& result);
    void add_checks(CompiledPlan& result);
    std::size_t output(CompiledPlan& result, NodeId node);

    struct Judged {
        NodeId measure = 0, verdict = 0, shortfall = 0;
        std::vector<Level> levels;
    };
    /// A target, and one of its parts or Formula::all_parts.
    using Verdicted = std::pair<std::size_t, std::size_t>;
    /// How the part fares under the choice of readings at hand; made once.
    const Judged& judged(const Verdicted& asked, const Place& place);
    NodeId verdict(const Verdicted& asked, const Place& place) {
        return judged(asked, place).verdict;
    }
    std::string label(const Verdicted& asked) const;
    void report_cycle(const Verdicted& asked, const Place& place);
    Judged judge(const Part& part);
    Judged judge_once(const Part& part, const Situation& at);
    std::pair<NodeId, NodeId> compare(Direction direction, NodeId measure, NodeId bound,
                                      NodeId upper);
    NodeId target_verdict(std::size_t index);
    std::vector<std::set<std::size_t>> what_targets_rest_on() const;
    void check_known_chance(const Part& part);
    Situation situation(const Part& part) const;

    const Plan& plan_;
    ReadingUse uses_;
    std::vector<ReadingChoice> choices_;
    std::size_t choice_ = 0;
    std::vector<bool> inputs_with_years_;
    GraphBuilder graph_;
    InputCompiler inputs_;
    Problems problems_;
    std::vector<Asked> path_;  ///< what is being evaluated, outermost first
    std::set<std::string> reported_;
    MemberProblems repeated_;
    /// [choice that is first to give the readings that matter][series][member and year]
    std::vector<std::vector<std::vector<NodeId>>> series_memo_;
    std::map<std::tuple<std::size_t, std::size_t, std::int32_t>, NodeId> input_memo_;
    /// By choice of readings; nothing where it is being made.
    std::map<std::pair<std::size_t, Verdicted>, std::optional<Judged>> judged_;
    std::vector<Verdicted> verdict_path_;                         ///< as path_
    std::set<std::pair<std::size_t, std::size_t>> verdict_uses_;  ///< a target asks for another's
    std::map<SharedKey, NodeId> shared_;
    std::map<SharedKey, std::vector<NodeId>> dealt_;                     ///< what each member gets
    std::map<std::pair<std::string, std::int32_t>, NodeId> remembered_;  ///< by stream and year
    std::map<const Formula*, std::set<std::size_t>> members_used_;
    std::size_t depth_ = 0;
};

}  // namespace plancast
