#pragma once

#include <string>
#include <string_view>

#include "engine/models/plan.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// Everything that tables say in words; {} stand for what is filled in (fmt::runtime).
enum class Phrase {
    number,
    target,
    odds,
    bound,
    promise,
    shortfall,
    yes,
    runs_and_seed,
    interrupted,
    none_of,
    all_of,
    none_of_short,
    all_of_short,
    not_judged,
    known_chance,
    all_targets,
    targets_met,
    mean_met,
    at_least_k,
    pairs,
    pair_columns,
    pair_and,
    readings,
    reading_kindest,
    reading_reported,
    reading_same,
    reading_all,
    findings,
    check_broken,
    series_not_finite,
    series_of_year_not_finite,
    measure_not_finite,
    warnings,
    never_met,
    always_met,
    measure_range,
    percentage_meant,
    rests_on_assumption,
    legend_shortfall,
    legend_promise,
    legend_model,
    series,
    unit,
    year,
    mean,
    standard_error,
    sd,
    no_results,
    progress,
    // one run
    run,
    median_world,
    inputs,
    correlations,
    levers,
    readings_in_force,
    verdict,
    measure,
    met,
    missed,
    not_judged_short,
    checks_broken,
    equal_to_file,
    differs_from_file,
    nothing_stored,
    truth_true,
    truth_false,
    // a plan
    plan_files,
    plan_horizon,
    plan_no_time,
    plan_sets,
    plan_counts_and_series,
    plan_targets,
    plan_checks,
    plan_program,
    plan_warnings,
    each_year,
    by_year,
    lasting,
    count,
};

std::string_view phrase(Phrase phrase, Language language);

/// "≥", "≤", ">", "<", "="; "" for is_true.
std::string relation_sign(Direction direction);

}  // namespace plancast
