#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "engine/analysis/simulate_plan.hpp"
#include "engine/analysis/stored_layout.hpp"
#include "engine/analysis/summary_tables.hpp"
#include "engine/cli/files.hpp"
#include "engine/cli/interrupt.hpp"
#include "engine/cli/progress.hpp"
#include "engine/cli/simulation_settings.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/render.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/report/summary_text.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast {

namespace {

Plan load(const RunArguments& arguments) {
    Plan plan = load_plan(arguments.file);
    take_settings(arguments.simulation, plan);
    for (const Problem& warning : plan.warnings) say(render(warning));
    return plan;
}

/// What may differ between two calls with the same result.
std::vector<std::pair<std::string, std::string>> describe_call(const RunArguments& arguments,
                                                               double seconds) {
    return {{"threads", std::to_string(thread_count(arguments.simulation))},
            {"block", std::to_string(arguments.simulation.block_size)},
            {"seconds", fmt::format("{:.3f}", seconds)}};
}

void print_summary(const Summary& summary, const RunArguments& arguments) {
    const Language language = arguments.output.language;
    if (arguments.output.json) {
        print(summary_json(summary, language).document());
    } else if (!arguments.quiet) {
        print(summary_text(summary, output_style(language), false));
    } else {
        for (const Finding& finding : summary.findings)
            say(finding_text(finding, summary.runs, language) + "\n");
    }
}

/// Half the widest interval of all probabilities.
double widest_half(const Summary& summary) {
    const auto half = [](const Probability& probability) {
        return (probability.interval[1] - probability.interval[0]) / 2;
    };
    double widest = half(summary.all_targets);
    for (const TargetSummary& target : summary.targets) {
        widest = std::max(widest, half(target.probability));
        for (const PartSummary& part : target.parts)
            widest = std::max(widest, half(part.probability));
    }
    return widest;
}

void say_what_is_there(const Summary& summary, const RunArguments& arguments, std::uint64_t asked,
                       const ResultWriter* writer) {
    std::string text =
        fmt::format("interrupted after {} of {} runs\n", whole_text(summary.runs, Language::en),
                    whole_text(asked, Language::en));
    const bool stored = writer != nullptr && writer->finished_runs() > 0;
    if (stored) {
        text +=
            fmt::format("{} holds the {} runs that were stored; it is unfinished and no result\n",
                        writer->partial_path(), whole_text(writer->finished_runs(), Language::en));
    } else if (writer != nullptr) {
        text += "no result was written\n";
    }
    const bool forced = arguments.force || !stored;
    text += fmt::format("to run again: {}{}\n", arguments.command, forced ? "" : " --force");
    say(text);
}

}  // namespace

ExitStatus run(const RunArguments& arguments) {
    refuse_result_file(arguments.file);
    const Plan plan = load(arguments);
    const bool hits_only = store_from_name(arguments.store) == Store::none;
    if (hits_only && plan.targets.empty())
        throw InvalidInput("--store none counts hits, and the plan has no targets",
                           "--store summary shows its series");
    const CompiledPlan compiled = compile_plan(plan, true);
    const StoredLayout layout = stored_layout(plan, compiled, arguments.store);

    const InterruptGuard interrupt;
    // Refuses to overwrite before anything is computed.
    std::optional<ResultWriter> writer;
    const std::string result = arguments.result.value_or("results/" + plan.name + ".h5");
    if (!hits_only) writer.emplace(result, layout.schema, arguments.force);

    ProgressBar progress(plan.run.runs, error_is_terminal(), arguments.output.language);
    SimulationOptions options;
    options.threads = thread_count(arguments.simulation);
    options.block_size = arguments.simulation.block_size;
    options.precision = arguments.precision;
    options.stored = layout.outputs;
    options.sink = writer && !layout.outputs.empty() ? &*writer : nullptr;
    options.progress = [&progress](std::uint64_t runs_done) { progress.update(runs_done); };
    options.stop = &interrupt.requested();

    const auto start = std::chrono::steady_clock::now();
    const Summary summary =
        simulate_plan(plan, compiled, options, hits_only ? Detail::hits : Detail::values);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    progress.clear();

    if (summary.interrupted) {
        if (summary.runs > 0) print_summary(summary, arguments);
        say_what_is_there(summary, arguments, plan.run.runs, writer ? &*writer : nullptr);
        return interrupted;
    }
    if (writer) {
        // In one language whatever was asked for: the file is the same for the same simulation.
        writer->finish(summary.runs, summary_json(summary, Language::en).document(),
                       summary_tables(summary), describe_call(arguments, seconds));
    }
    print_summary(summary, arguments);
    if (arguments.precision && widest_half(summary) > *arguments.precision) {
        say(
            fmt::format("the precision was not reached: the widest half-width is {:.3g} percentage "
                        "points after {} runs; --runs allows more\n",
                        100 * widest_half(summary), whole_text(summary.runs, Language::en)));
    }
    return done;
}

}  // namespace plancast
