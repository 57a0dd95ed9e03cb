#include "engine/analysis/selection.hpp"
#include "engine/cli/files.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/render.hpp"
#include "engine/report/plan_text.hpp"
#include "engine/report/program_text.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast {

ExitStatus check(const CheckArguments& arguments) {
    const auto [json, language] = arguments.output;
    refuse_result_file(arguments.file);
    const Plan plan = load_plan(arguments.file);
    for (const Problem& warning : plan.warnings) say(render(warning));
    const CompiledPlan compiled = compile_plan(plan, true);
    const auto program_of = [&](Detail detail) {
        return compile_program(compiled.graph, select_outputs(compiled, detail, {}).outputs);
    };
    const Program program = program_of(Detail::values);
    if (arguments.program) {
        const Program hits = program_of(Detail::hits);
        print(json ? program_json(program, hits).document()
                   : program_text(program, hits, output_style(language)));
    } else {
        print(json ? plan_json(plan, compiled, program, language).document()
                   : plan_text(plan, compiled, program, output_style(language)));
    }
    return done;
}

}  // namespace plancast
