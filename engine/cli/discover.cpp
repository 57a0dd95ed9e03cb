#include "engine/analysis/discover.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/cli/files.hpp"
#include "engine/cli/interrupt.hpp"
#include "engine/cli/progress.hpp"
#include "engine/cli/simulation_settings.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/report/discovery_text.hpp"

namespace plancast {

ExitStatus discover(const DiscoverArguments& arguments) {
    Plan plan = load_plan_or_result(arguments.file);
    if (!is_plan_file(arguments.file)) refuse_settings_of_result(arguments.simulation);
    take_settings(arguments.simulation, plan);
    if (arguments.simulation.runs && plan.run.runs > most_discovery_runs)
        say(fmt::format("note: --runs {}: the first {} of them are looked at\n", plan.run.runs,
                        most_discovery_runs));
    const CompiledPlan compiled = compile_plan(plan, false);

    const InterruptGuard interrupt;
    const Language language = arguments.output.language;
    ProgressBar progress(std::min(plan.run.runs, most_discovery_runs), error_is_terminal(),
                         language);
    DiscoverOptions options;
    options.hits = arguments.hits;
    options.by = arguments.by == "year" ? GroupBy::year : GroupBy::member;
    options.wanted_density = arguments.density;
    if (arguments.boxes) options.boxes = *arguments.boxes;
    options.threads = thread_count(arguments.simulation);
    options.progress = [&progress](std::uint64_t runs_done) { progress.update(runs_done); };
    options.stop = &interrupt.requested();
    const Discovery found = discover(plan, compiled, arguments.target, options);
    progress.clear();
    if (found.interrupted) {
        say("interrupted; no box was looked for\n");
        return interrupted;
    }
    print(arguments.output.json ? discovery_json(found, language).document()
                                : discovery_text(found, output_style(language)));
    return done;
}

}  // namespace plancast
