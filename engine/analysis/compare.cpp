#include "engine/analysis/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "engine/analysis/joint_program.hpp"
#include "engine/analysis/matched_names.hpp"
#include "engine/analysis/odds.hpp"
#include "engine/analysis/paired_difference.hpp"
#include "engine/analysis/streams.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"
#include "engine/designs/make_design.hpp"
#include "engine/statistics/intervals.hpp"
#include "engine/statistics/replicates.hpp"

namespace plancast {

namespace {

bool drawn_alike(const RunSettings& a, const RunSettings& b) {
    return a.seed == b.seed && a.design == b.design && a.runs == b.runs;
}

/// The dimensions of the base, then what only the others draw.
std::vector<Stream> streams_of_all(const std::vector<PlanProgram>& plans) {
    std::vector<Stream> streams;
    std::unordered_set<Stream, StreamHash> known;
    for (const PlanProgram& plan : plans)
        for (const Stream& stream : streams_of(*plan.plan, plan.compiled))
            if (known.insert(stream).second) streams.push_back(stream);
    return streams;
}

struct Simulated {
    JointProgram joint;
    SimulationTotals totals;
};

/// Simulates plans as one program, under the settings of the first.
/// @param runs_before  Of the plans that were simulated earlier.
Simulated simulate_jointly(std::vector<PlanProgram>& plans, const std::vector<MatchedNames>& names,
                           const SimulationOptions& options, std::uint64_t runs_before) {
    Simulated result{join_plans(plans, names), {}};
    const RunSettings& settings = plans.front().plan->run;
    const bool dealt = settings.design == "sobol";
    const auto design = make_design(settings.design, settings.seed, settings.runs,
                                    dealt ? streams_of_all(plans) : std::vector<Stream>{});
    SimulationOptions asked;
    asked.runs = settings.runs;
    asked.threads = options.threads;
    asked.block_size = options.block_size;
    if (options.progress)
        asked.progress = [&](std::uint64_t runs) { options.progress(runs_before + runs); };
    asked.stop = options.stop;
    asked.sample = false;
    result.totals = simulate(compile_program(result.joint.graph, result.joint.outputs),
                             result.joint.columns, *design, asked);
    return result;
}

/// The first plan's own share of what a joint program counted.
SimulationTotals totals_of_first(const SimulationTotals& totals, const PlanProgram& plan) {
    SimulationTotals own = totals;
    const std::size_t series = plan.compiled.series.size();
    own.verdicts.resize(1);
    own.series.resize(series);
    own.series_not_finite.resize(series);
    own.series_sample.resize(series);
    if (own.replicated) {
        own.replicated->verdicts.resize(1);
        own.replicated->series.resize(series);
    }
    return own;
}

Estimate unpaired_difference(const Probability& base, const Probability& other) {
    Estimate estimate;
    estimate.value = other.value - base.value;
    estimate.interval =
        independent_difference_interval(base.value, base.interval, other.value, other.interval);
    return estimate;
}

/// What one plan has against the base: from the joint program, or from a simulation of its own.
struct Against {
    const PlanProgram& base;
    const PlanProgram& plan;
    const SimulationTotals& base_totals;  ///< of the joint program
    const SimulationTotals& totals;       ///< the same where they are paired
    std::size_t choice;                   ///< of its verdicts in totals
    const JointChanges* changes;          ///< null where they are not paired
};

void set_difference(OddsChange& change, const Against& against, const ChangeEvents* events) {
    if (events == nullptr) {
        change.difference = unpaired_difference(change.base, change.probability);
        return;
    }
    change.difference = paired_difference(against.totals, events->gained, events->lost);
    change.gained = against.totals.events[events->gained];
    change.lost = against.totals.events[events->lost];
}

std::vector<TargetChange> target_changes(const Against& against, const MatchedNames& names) {
    std::vector<TargetChange> changes;
    std::vector<std::pair<std::size_t, std::size_t>> first_part;  // of each target, base and plan
    std::size_t part = 0;  // of the shared parts, which stand in the order of the base
    const Plan& plan = *against.plan.plan;
    const auto place_in = [](const Plan& of, std::size_t index) {
        std::size_t target = 0;
        while (index >= of.targets[target].parts.size()) index -= of.targets[target++].parts.size();
        return std::pair{target, index};
    };
    for (std::size_t i = 0; i < names.targets.shared.size(); ++i) {
        const auto [in_base, here] = names.targets.shared[i];
        const Target& target = plan.targets[here];
        TargetChange change;
        change.number = target.number;
        change.odds.id = target.id;
        change.odds.title = target.title;
        change.odds.base = target_odds(against.base_totals, 0, in_base);
        change.odds.probability = target_odds(against.totals, against.choice, here);
        set_difference(change.odds, against,
                       against.changes == nullptr ? nullptr : &against.changes->targets[i]);
        for (; part < names.parts.shared.size(); ++part) {
            const auto [part_in_base, part_here] = names.parts.shared[part];
            if (place_in(*against.base.plan, part_in_base).first != in_base) break;
            const auto [owner, index] = place_in(plan, part_here);
            const Part& own = plan.targets[owner].parts[index];
            OddsChange of_part;
            of_part.id = own.id;
            of_part.title = own.title;
            of_part.base = part_odds(against.base_totals, 0, part_in_base);
            of_part.probability = part_odds(against.totals, against.choice, part_here);
            set_difference(of_part, against,
                           against.changes == nullptr ? nullptr : &against.changes->parts[part]);
            change.parts.push_back(std::move(of_part));
        }
        changes.push_back(std::move(change));
    }
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
        return std::fabs(a.odds.difference.value) > std::fabs(b.odds.difference.value);
    });
    return changes;
}

/// NaN where there is none.
double mean_of(const Moments& moments) {
    return moments.count > 0 ? moments.mean : std::numeric_limits<double>::quiet_NaN();
}

Estimate mean_difference(const Against& against, std::size_t shared, std::size_t in_base,
                         std::size_t here) {
    Estimate estimate;
    if (against.changes == nullptr) {
        estimate.value =
            mean_of(against.totals.series[here]) - mean_of(against.base_totals.series[in_base]);
        estimate.standard_error = std::hypot(series_standard_error(against.totals, here),
                                             series_standard_error(against.base_totals, in_base));
        // By the central limit theorem where both are of independent runs.
        const bool replicated =
            against.totals.replicated.has_value() || against.base_totals.replicated.has_value();
        const double width = replicated ? replicate_width(replicate_count) : normal_width(0.95);
        const double reach = width * estimate.standard_error;
        if (std::isfinite(reach))
            estimate.interval = {estimate.value - reach, estimate.value + reach};
        return estimate;
    }
    const std::size_t column = against.changes->first_series + shared;
    return series_mean(against.totals, column);
}

/// How far a mean moved, in standard deviations of the base or of what it moved by: the base alone
/// would put first what is fixed there and uncertain here, however little it moves.
double movement(const SeriesChange& change, const Moments& of_difference) {
    const double by = std::fabs(change.difference.value);
    if (!(by > 0)) return 0;
    // fmax leaves out what is not known.
    const double spread = std::fmax(change.base_sd, of_difference.standard_deviation());
    return spread > 0 ? by / spread : std::numeric_limits<double>::infinity();
}

std::vector<SeriesChange> series_changes(const Against& against, const MatchedNames& names) {
    std::vector<SeriesChange> changes;
    for (std::size_t i = 0; i < names.series.shared.size(); ++i) {
        const auto [in_base, here] = names.series.shared[i];
        const Plan& plan = *against.plan.plan;
        const QuantityColumn& column = against.plan.compiled.series[here];
        const Series& series = plan.series[column.quantity];
        SeriesChange change;
        change.id = quantity_id(plan, series, column.member);
        change.title = plan.member_title(series.title, series.name, series.sets, column.member);
        change.unit = series.unit.text;
        change.year = column.year;
        change.base = mean_of(against.base_totals.series[in_base]);
        change.base_sd = against.base_totals.series[in_base].standard_deviation();
        change.difference = mean_difference(against, i, in_base, here);
        const std::size_t counted =
            against.changes == nullptr ? here : against.changes->first_series + i;
        change.moved = movement(change, against.totals.series[counted]);
        change.not_finite = against.totals.series_not_finite[counted].count;
        if (against.changes == nullptr)
            change.not_finite += against.base_totals.series_not_finite[in_base].count;
        changes.push_back(std::move(change));
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.moved > b.moved; });
    return changes;
}

ComparedScenario compared(const Against& against, const MatchedNames& names) {
    const Plan& plan = *against.plan.plan;
    ComparedScenario scenario;
    scenario.id = plan.name;
    scenario.title = plan.title;
    scenario.scenario_title = plan.scenario_title;
    scenario.runs = against.totals.runs;
    scenario.seed = plan.run.seed;
    scenario.design = plan.run.design;
    scenario.paired = against.changes != nullptr;
    scenario.targets = target_changes(against, names);
    scenario.series = series_changes(against, names);
    scenario.draws = {names.draws.only_in_base, names.draws.only_in_other};
    scenario.shares_draws = !names.draws.shared.empty();
    scenario.unshared_targets = {names.targets.only_in_base, names.targets.only_in_other};
    scenario.unshared_series = {names.series.only_in_base, names.series.only_in_other};
    scenario.all_targets.base = all_targets_odds(against.base_totals, 0);
    scenario.all_targets.probability = all_targets_odds(against.totals, against.choice);
    set_difference(scenario.all_targets, against,
                   against.changes == nullptr ? nullptr : &against.changes->all);
    return scenario;
}

}  // namespace

ComparedPlans compare_plans(const std::vector<Plan>& plans, const SimulationOptions& options) {
    PLANCAST_EXPECTS(plans.size() >= 2);
    std::vector<PlanProgram> paired;
    std::vector<PlanProgram> others;
    std::vector<MatchedNames> paired_names, other_names;
    std::vector<std::pair<bool, std::size_t>> places;  // of each plan after the base
    for (const Plan& plan : plans) {
        PlanProgram program{&plan, compile_plan(plan, false), 0};
        if (paired.empty()) {
            paired.push_back(std::move(program));
            continue;
        }
        const PlanProgram& base = paired.front();
        MatchedNames names = match_names(*base.plan, base.compiled, plan, program.compiled);
        if (names.targets.shared.empty() && names.series.shared.empty())
            throw InvalidInput(fmt::format("'{}' and '{}' have no target and no series in common",
                                           base.plan->name, plan.name),
                               "compare scenarios of one model, or models with common names");
        const bool alike = drawn_alike(base.plan->run, plan.run);
        places.emplace_back(alike, alike ? paired.size() : others.size());
        (alike ? paired : others).push_back(std::move(program));
        (alike ? paired_names : other_names).push_back(std::move(names));
    }
    const Simulated together = simulate_jointly(paired, paired_names, options, 0);
    std::uint64_t runs_done = together.totals.runs;
    ComparedPlans result;
    result.base = summarise(plans.front(), paired.front().compiled,
                            totals_of_first(together.totals, paired.front()));
    for (const auto& [alike, place] : places) {
        if (result.base.interrupted) break;
        if (alike) {
            result.scenarios.push_back(
                compared({paired.front(), paired[place], together.totals, together.totals, place,
                          &together.joint.changes[place - 1]},
                         paired_names[place - 1]));
            continue;
        }
        std::vector<PlanProgram> alone;
        alone.push_back(std::move(others[place]));
        const Simulated own = simulate_jointly(alone, {}, options, runs_done);
        runs_done += own.totals.runs;
        result.base.interrupted = own.totals.interrupted;
        result.scenarios.push_back(
            compared({paired.front(), alone.front(), together.totals, own.totals, 0, nullptr},
                     other_names[place]));
    }
    return result;
}

std::uint64_t runs_to_compare(const std::vector<Plan>& plans) {
    std::uint64_t runs = plans.front().run.runs;
    for (const Plan& plan : plans)
        if (!drawn_alike(plans.front().run, plan.run)) runs += plan.run.runs;
    return runs;
}

}  // namespace plancast
