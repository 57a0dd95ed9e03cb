#include <fmt/format.h>

#include "engine/analysis/run_path.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/analysis/stored_layout.hpp"
#include "engine/cli/files.hpp"
#include "engine/cli/simulation_settings.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/error.hpp"
#include "engine/core/version.hpp"
#include "engine/report/path_text.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast {

namespace {

/// The plan with everything that happens in one run of it.
struct Replayed {
    Plan plan;
    CompiledPlan compiled;
    std::vector<double> values;
    std::vector<CheckBreak> broken;
};

Replayed replay_plan(Plan plan, const std::optional<std::uint64_t>& run) {
    CompiledPlan compiled = compile_plan(plan, true);
    const std::unique_ptr<Design> design =
        run ? design_of(plan, compiled) : std::make_unique<MedianDesign>();
    std::vector<double> values = evaluate_outputs(compiled, *design, run.value_or(0));
    std::vector<CheckBreak> broken = broken_checks(plan, compiled, *design, run.value_or(0));
    return {std::move(plan), std::move(compiled), std::move(values), std::move(broken)};
}

Comparison compare(const ResultReader& reader, const Replayed& replayed, std::uint64_t run) {
    const ResultSchema& schema = reader.schema();
    if (schema.column_count == 0) return {};
    const StoredLayout layout = stored_layout(replayed.plan, replayed.compiled, schema.store);
    std::vector<double> values;
    for (const std::size_t output : layout.outputs) values.push_back(replayed.values[output]);
    Comparison comparison{schema.column_count, first_difference(schema, reader.run(run), values)};
    if (comparison.first_difference && reader.build() != build_description()) {
        *comparison.first_difference += fmt::format(
            "; another build wrote the file ({}), and only the same build promises the same bits",
            reader.build());
    }
    return comparison;
}

ExitStatus answer(const ReplayArguments& arguments, const Replayed& replayed,
                  const std::optional<Comparison>& comparison) {
    RunPath path = run_path(replayed.plan, replayed.compiled, replayed.values, replayed.broken);
    path.run = arguments.run;
    const Language language = arguments.output.language;
    print(arguments.output.json ? path_json(path, comparison, language).document()
                                : path_text(path, comparison, output_style(language)));
    if (!comparison || !comparison->first_difference) return done;
    say("error: run " + std::to_string(arguments.run.value_or(0)) + " differs from the file\n");
    return machine_failed;
}

}  // namespace

ExitStatus replay(const ReplayArguments& arguments) {
    if (is_plan_file(arguments.file)) {
        Plan plan = load_plan(arguments.file);
        take_settings(arguments.simulation, plan);
        return answer(arguments, replay_plan(std::move(plan), arguments.run), std::nullopt);
    }
    refuse_settings_of_result(arguments.simulation);
    const ResultReader reader(arguments.file);
    const std::uint64_t runs = reader.schema().runs;
    if (arguments.run && *arguments.run >= runs) {
        throw InvalidInput(
            fmt::format("there is no run {} in '{}'", *arguments.run, arguments.file),
            fmt::format("it has runs 0 to {}", runs - 1));
    }
    const Replayed replayed = replay_plan(plan_of_result(reader), arguments.run);
    std::optional<Comparison> comparison;
    if (arguments.run) comparison = compare(reader, replayed, *arguments.run);
    return answer(arguments, replayed, comparison);
}

}  // namespace plancast
