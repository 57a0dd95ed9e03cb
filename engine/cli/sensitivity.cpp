#include "engine/analysis/sensitivity.hpp"

#include <bit>

#include <fmt/format.h>

#include "engine/cli/files.hpp"
#include "engine/cli/interrupt.hpp"
#include "engine/cli/progress.hpp"
#include "engine/cli/simulation_settings.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/error.hpp"
#include "engine/report/sensitivity_text.hpp"
#include "engine/statistics/jackknife.hpp"

namespace plancast {

namespace {

IndexEstimator estimator_named(const std::string& name) {
    if (name == "jansen") return IndexEstimator::jansen;
    if (name == "janon") return IndexEstimator::janon;
    if (name == "martinez") return IndexEstimator::martinez;
    return IndexEstimator::controlled;
}

GroupBy group_by_named(const std::string& name) {
    return name == "input" ? GroupBy::input : name == "year" ? GroupBy::year : GroupBy::member;
}

/// Sobol' points come in powers of two, replicates in sixteens; says what is taken instead.
std::uint64_t possible_base_size(std::uint64_t asked, const std::string& design) {
    const std::uint64_t size =
        design == "sobol" ? std::bit_ceil(asked)
                          : (asked + replicate_count - 1) / replicate_count * replicate_count;
    if (size != asked)
        say(fmt::format("note: --base-size {} is no {}; {} is used instead\n", asked,
                        design == "sobol" ? "power of two" : "multiple of 16", size));
    return size;
}

SensitivityOptions options_of(const SensitivityArguments& arguments, const Plan& plan) {
    SensitivityOptions options;
    options.of = arguments.of;
    options.by = group_by_named(arguments.by.value_or("member"));
    options.groups = arguments.groups;
    options.seed = plan.run.seed;
    options.design = arguments.simulation.design.value_or("sobol");
    options.base_size =
        possible_base_size(arguments.base_size.value_or(options.base_size), options.design);
    options.estimator = estimator_named(arguments.estimator.value_or("controlled"));
    options.second_order = arguments.second_order;
    options.trajectories = arguments.trajectories.value_or(options.trajectories);
    options.candidates = arguments.candidates.value_or(options.candidates);
    options.threads = thread_count(arguments.simulation);
    return options;
}

}  // namespace

ExitStatus sensitivity(const SensitivityArguments& arguments) {
    Plan plan = load_plan_or_result(arguments.file);
    if (!is_plan_file(arguments.file)) refuse_settings_of_result(arguments.simulation);
    take_settings(arguments.simulation, plan);
    const CompiledPlan compiled = compile_plan(plan, false);
    SensitivityOptions options = options_of(arguments, plan);
    const StudiedPlan studied = study(plan, compiled, options);

    const InterruptGuard interrupt;
    const Language language = arguments.output.language;
    ProgressBar progress(options.base_size, error_is_terminal(), language);
    options.progress = [&progress](std::uint64_t done, std::uint64_t) { progress.update(done); };
    options.stop = &interrupt.requested();
    const Sensitivity found = sobol_sensitivity(studied, options);
    progress.clear();
    if (found.interrupted) {
        say("interrupted; no index was estimated\n");
        return interrupted;
    }
    for (const std::string& warning : sensitivity_warnings(found))
        say(fmt::format("warning: {}\n", warning));
    print(arguments.output.json ? sensitivity_json(found, language).document()
                                : sensitivity_text(found, output_style(language)));
    return done;
}

}  // namespace plancast
