#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/analysis/input_groups.hpp"
#include "engine/analysis/studied_outputs.hpp"
#include "engine/models/compile.hpp"
#include "engine/program/program.hpp"
#include "engine/sensitivity/pick_freeze.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// One number that a method gives, under the name by which it is asked for: "first", "mu_star".
struct NamedEstimate {
    std::string name;
    Estimate estimate;
};

/// What one input has to do with one output.
struct InputSensitivity {
    std::string input;  ///< id of the group
    Title title;
    InputGroup::Kind kind = InputGroup::Kind::input;
    std::string status;
    std::vector<NamedEstimate> indices;  ///< names are among Sensitivity::indices
    /// Of tornado: the values between which it is moved, in its unit; the means over its members
    /// and years.
    std::optional<std::pair<double, double>> moved = {};
    std::string unit = {};  ///< of these
    /// Of tornado: runs without a finite output at either of them.
    std::uint64_t left_out = 0;
};

/// What two inputs have to do with an output beyond the sum of both.
struct PairSensitivity {
    std::string first, second;
    Estimate index;
};

/// How much of an output's variance rests on inputs of one status, and on the chance in counts.
struct StatusShare {
    std::string status;  ///< measured, estimated, assumed, "chance"; of given data also "mixed"
    Estimate first;      ///< goes when all of these are known
    Estimate total;      ///< stays when all the others are known; may be left empty
};

struct OutputSensitivity {
    StudiedOutput output;
    Estimate mean, variance;
    std::uint64_t runs = 0;  ///< that were used
    std::uint64_t left_out = 0;
    std::optional<std::uint64_t> first_left_out;
    bool constant = false;             ///< no variance: there are no indices
    std::vector<NamedEstimate> facts;  ///< of the output as a whole: "r2", "rank_r2"
    std::vector<InputSensitivity> inputs;
    std::vector<PairSensitivity> pairs;
    std::vector<StatusShare> shares;
};

/// An input that is not measured, and how much of the uncertainty of the outputs goes with it.
struct MeasureFirst {
    std::string input;
    Title title;
    std::string status;
    double share = 0;     ///< mean of its first index over the events studied, else all outputs
    std::string most_on;  ///< the output on which it has the largest
    Title most_on_title;
    double largest = 0;
};

/// What outputs of a plan hinge on.
struct Sensitivity {
    std::string scenario;
    Title title, scenario_title;
    std::string method;
    std::string estimator;        ///< "" where the method has one only
    std::string design;           ///< "" for a method that has its own
    std::size_t chosen_from = 0;  ///< of morris: candidates for trajectories, 0 if all are taken
    std::uint64_t seed = 0;
    std::uint64_t runs = 0;         ///< base size, or the runs that were used
    std::uint64_t runs_there = 0;   ///< of given runs: how many there are
    std::uint64_t evaluations = 0;  ///< of the plan
    bool interrupted = false;
    std::vector<std::string> indices;  ///< names of what each input has; the first orders tables
    bool are_shares = true;            ///< whether the first of them is a share of the variance
    std::vector<OutputSensitivity> outputs;
    std::vector<std::string> idle;  ///< inputs and counts on which no output depends
    std::vector<std::pair<std::string, std::string>> correlated;  ///< where that spoils indices
    std::vector<std::string> bounded_factors;  ///< on which others load: where that spoils indices
    std::vector<std::string> told_by_mean;     ///< of given data: what has several values
    std::vector<std::string> unmoved;          ///< by tornado: what has the same value at both ends
    std::vector<std::string> impossible;       ///< by tornado: why there is no plan at an end
    std::vector<std::string> shares_of_a_whole;  ///< which tornado cannot move one by one
    std::vector<MeasureFirst> measure_first;
};

/// What is asked of a method, beside the plan.
struct SensitivityOptions {
    std::vector<std::string> of;  ///< empty: all
    GroupBy by = GroupBy::member;
    ChosenGroups groups;
    std::uint64_t base_size = 16384;
    std::optional<std::uint64_t> runs;  ///< of given data: no more than the first so many
    std::uint64_t seed = 0;
    std::string design = "sobol";
    IndexEstimator estimator = IndexEstimator::controlled;
    bool second_order = false;
    std::size_t trajectories = 64;
    std::size_t candidates = 0;
    int threads = 0;
    std::function<void(std::uint64_t done, std::uint64_t of)> progress;
    const std::atomic<bool>* stop = nullptr;
};

/// A plan ready for evaluations at any points: its studied outputs as one program, and its inputs
/// as groups of streams.
struct StudiedPlan {
    const Plan& plan;
    const CompiledPlan& compiled;
    std::vector<StudiedOutput> outputs;
    Program program;
    std::vector<Stream> streams;     ///< that the program draws, the most influential first
    std::vector<InputGroup> groups;  ///< that it needs
    std::vector<std::vector<std::size_t>> streams_of_group;  ///< indices into streams
    std::vector<std::string> idle;                           ///< groups that it does not need
    Graph graph;  ///< the plan's, with the nodes of the outputs
};

/// @param plan, compiled  Outlive what is returned.
/// @throws InvalidInput for outputs and groups that do not exist.
StudiedPlan study(const Plan& plan, const CompiledPlan& compiled,
                  const SensitivityOptions& options);

/// Factors with bounds on which other inputs load: the normals behind these are not told by their
/// values, so that what freezes the former does not freeze the latter alone.
std::vector<std::string> bounded_factors(const Plan& plan);

/// Names, titles, settings and what no output depends on: what every method's answer begins with.
Sensitivity begin_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options,
                              const std::string& method);

/// How pairs of points are drawn, as the options say; refers to them.
PairSettings pair_settings(const SensitivityOptions& options);

/// What one input's answer begins with.
InputSensitivity begin_input(const InputGroup& group);

/// Ranks what is not measured by how much uncertainty would go if it were known: the mean of the
/// index @p name over the events among the outputs, over all outputs where there is no event.
std::vector<MeasureFirst> rank_what_to_measure(const Sensitivity& sensitivity,
                                               const std::string& name);

/// What outputs hinge on, by the method of that name.
/// @throws InvalidInput for another name, where no output depends on anything that is drawn, and
/// for
///         what the method cannot do.
Sensitivity sensitivity_by(const std::string& method, const StudiedPlan& studied,
                           const SensitivityOptions& options);

/// Sobol' indices by pick_freeze.
Sensitivity sobol_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options);

/// Indices from the runs that the plan is simulated with, by GivenData: no run is added to them.
///
/// The first runs of the plan's own design and seed, at most 65,536 and at most as many as fit into
/// 256 MB: a draw is a function of the seed, so that the values of inputs and outputs are those of
/// the result, whatever of them was stored.
///
/// The value of a group is that of its input; the mean of its values where it has several members
/// or years; of shares, whose sum is always 1, that of the first member. What has no values of its
/// own (chance in counts, inputs of several kinds put together) is told by the mean of the standard
/// normal quantiles of its draws. So an index of several values is that of their mean alone.
///
/// "first" of each status is the sum over its inputs: without interactions, and so a lower bound,
/// as long as inputs are independent; its interval takes them for independently estimated.
///
/// @throws InvalidInput for fewer runs than 32.
Sensitivity given_data_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options);

/// Morris' elementary effects of each group, by morris_design and morris_effects: what may be left
/// out of further studies, from trajectories x (groups + 1) evaluations.
///
/// All draws of a group stand at the same of four levels. Groups whose laws all have two ends take
/// Morris' grid 0, 1/3, 2/3, 1; others, and those behind correlated normals or in counts, 1/8, 3/8,
/// 5/8, 7/8. Effects are by how much the output changes per unit of u, as if a group moved all over
/// its law: in the output's unit, of an event in its chance. Mean and variance are those of the
/// points, and have no intervals.
///
/// A trajectory on which an output is not finite is left out for that output; runs are
/// trajectories.
///
/// @throws InvalidInput for more trajectories than can be held (1 GB), no more candidates than
///         trajectories, and more candidates than can be chosen from in ten minutes.
Sensitivity morris_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options);

/// How far outputs move with each input and lever by itself, all else drawn as usual: a tornado.
///
/// An input is fixed at the P10 of each of its values (members, years), then at the P90; a lever
/// with a range stands at either end. P10 and P90 are those of its law, or of 16,384 runs of the
/// plan where other draws have a part in the value (a parameter that is drawn). "low" and
/// "high" are by how much the mean of an output, or the chance of an event, differs from the plan's
/// there, on the same draws (design and seed of the plan); "swing" is how far the two are apart.
/// Intervals are paired.
///
/// What loads on an input that is fixed moves with it, as in a scenario that fixes it; what is
/// correlated with it does not. All years of an input move together. Left aside: counts, whose
/// chance has no value; shares of a whole; what has the same value at both ends.
///
/// Costs two simulations of base_size runs for each input and lever, and memory for none.
Sensitivity tornado_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options);

/// Shapley effects, which share out what correlated inputs have in common. An input on which an
/// output does not depend has a share of it by what it is correlated with.
Sensitivity shapley_sensitivity(const StudiedPlan& studied, const SensitivityOptions& options);

}  // namespace plancast
