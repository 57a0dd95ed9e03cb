#include "engine/cli/files.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/render.hpp"
#include "engine/report/plan_text.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast {

ExitStatus check(const CheckArguments& arguments) {
    const Language language = arguments.output.language;
    refuse_result_file(arguments.file);
    const Plan plan = load_plan(arguments.file);
    for (const Problem& warning : plan.warnings) say(render(warning));
    const CompiledPlan compiled = compile_plan(plan, true);
    const Program program = compile_program(compiled.graph, compiled.outputs);
    print(arguments.output.json ? plan_json(plan, compiled, program, language).document()
                                : plan_text(plan, compiled, program, output_style(language)));
    return done;
}

}  // namespace plancast
