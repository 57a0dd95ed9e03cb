#include "engine/analysis/sensitivity.hpp"

#include <algorithm>
#include <bit>
#include <optional>

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

std::string method_of(const SensitivityArguments& arguments) {
    return arguments.method.value_or(is_plan_file(arguments.file) ? "sobol" : "given-data");
}

/// An option that has been written, and the methods that it means something to.
struct OwnedOption {
    bool written = false;
    const char* name = "";
    std::vector<std::string> methods;
};

void refuse_options_of_other_methods(const SensitivityArguments& arguments,
                                     const std::string& method) {
    const std::vector<OwnedOption> options{
        {arguments.base_size.has_value(), "--base-size", {"sobol", "shapley", "tornado"}},
        {arguments.second_order, "--second-order", {"sobol"}},
        {arguments.estimator.has_value(), "--estimator", {"sobol"}},
        {arguments.trajectories.has_value(), "--trajectories", {"morris"}},
        {arguments.candidates.has_value(), "--candidates", {"morris"}},
        {arguments.simulation.runs.has_value(), "--runs", {"given-data"}},
        {arguments.simulation.design.has_value(),
         "--design",
         {"given-data", "sobol", "shapley", "tornado"}},
    };
    for (const OwnedOption& option : options) {
        const auto& methods = option.methods;
        if (!option.written || std::find(methods.begin(), methods.end(), method) != methods.end())
            continue;
        throw InvalidInput(
            fmt::format("{} means nothing to method {}", option.name, method),
            fmt::format("leave it out, or choose --method {}", fmt::join(methods, " or ")));
    }
}

SensitivityOptions options_of(const SensitivityArguments& arguments, const Plan& plan,
                              const std::string& method) {
    // What looks at the plan's runs, or at the same draws, has its design.
    const bool own_runs = method == "given-data" || method == "tornado";
    SensitivityOptions options;
    options.of = arguments.of;
    options.by = group_by_named(arguments.by.value_or("member"));
    options.groups = arguments.groups;
    options.seed = plan.run.seed;
    options.runs = arguments.simulation.runs;
    options.design = own_runs ? plan.run.design : arguments.simulation.design.value_or("sobol");
    options.base_size =
        possible_base_size(arguments.base_size.value_or(options.base_size), options.design);
    options.estimator = estimator_named(arguments.estimator.value_or("controlled"));
    options.second_order = arguments.second_order;
    options.trajectories = arguments.trajectories.value_or(options.trajectories);
    options.candidates = arguments.candidates.value_or(options.candidates);
    options.threads = thread_count(arguments.simulation);
    return options;
}

/// The settings of a result stand, but less of its runs may be looked at.
void refuse_settings_of_given_runs(SimulationArguments simulation, const std::string& method) {
    if (method == "given-data") simulation.runs.reset();
    refuse_settings_of_result(simulation);
}

}  // namespace

ExitStatus sensitivity(const SensitivityArguments& arguments) {
    const std::string method = method_of(arguments);
    refuse_options_of_other_methods(arguments, method);
    Plan plan = load_plan_or_result(arguments.file);
    if (is_plan_file(arguments.file))
        take_settings(arguments.simulation, plan);
    else
        refuse_settings_of_given_runs(arguments.simulation, method);
    const CompiledPlan compiled = compile_plan(plan, false);
    SensitivityOptions options = options_of(arguments, plan, method);
    const StudiedPlan studied = study(plan, compiled, options);

    const InterruptGuard interrupt;
    const Language language = arguments.output.language;
    std::optional<ProgressBar> progress;
    options.progress = [&progress, language](std::uint64_t done, std::uint64_t of) {
        if (!progress) progress.emplace(of, error_is_terminal(), language);
        progress->update(done);
    };
    options.stop = &interrupt.requested();
    const Sensitivity found = sensitivity_by(method, studied, options);
    progress.reset();
    if (found.interrupted) {
        say("interrupted; no index was estimated\n");
        return interrupted;
    }
    if (options.runs && found.runs < *options.runs)
        say(fmt::format("note: --runs {}: the first {} of them are looked at\n", *options.runs,
                        found.runs));
    for (const std::string& warning : sensitivity_warnings(found))
        say(fmt::format("warning: {}\n", warning));
    print(arguments.output.json ? sensitivity_json(found, language).document()
                                : sensitivity_text(found, output_style(language)));
    return done;
}

}  // namespace plancast
