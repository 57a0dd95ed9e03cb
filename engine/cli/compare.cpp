#include "engine/analysis/compare.hpp"

#include <set>

#include "engine/cli/files.hpp"
#include "engine/cli/interrupt.hpp"
#include "engine/cli/progress.hpp"
#include "engine/cli/simulation_settings.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/render.hpp"
#include "engine/report/comparison_text.hpp"

namespace plancast {

namespace {

/// The plans to compare. A scenario takes the base's runs, seed and design; a result keeps its own.
std::vector<Plan> load_plans(const CompareArguments& arguments) {
    std::vector<Plan> plans;
    std::set<std::string> said;
    for (const std::string& file : arguments.files) {
        Plan plan = load_plan_or_result(file);
        const bool is_result = !is_plan_file(file);
        // Scenarios of one model have its warnings in common.
        for (const Problem& warning : plan.warnings)
            if (!is_result && said.insert(render(warning)).second) say(render(warning));
        if (plans.empty()) {
            if (is_result) refuse_settings_of_result(arguments.simulation);
            take_settings(arguments.simulation, plan);
        } else if (!is_result) {
            plan.run = plans.front().run;
        }
        plans.push_back(std::move(plan));
    }
    return plans;
}

}  // namespace

ExitStatus compare(const CompareArguments& arguments) {
    const std::vector<Plan> plans = load_plans(arguments);
    const InterruptGuard interrupt;
    const Language language = arguments.output.language;
    ProgressBar progress(runs_to_compare(plans), error_is_terminal(), language);
    SimulationOptions options;
    options.threads = thread_count(arguments.simulation);
    options.block_size = arguments.simulation.block_size;
    options.progress = [&progress](std::uint64_t runs_done) { progress.update(runs_done); };
    options.stop = &interrupt.requested();
    const ComparedPlans compared = compare_plans(plans, options);
    progress.clear();
    if (compared.base.interrupted) {
        say("interrupted; nothing was compared\n");
        return interrupted;
    }
    print(arguments.output.json ? comparison_json(compared, language).document()
                                : comparison_text(compared, output_style(language)));
    return done;
}

}  // namespace plancast
