#include "engine/cli/files.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/error.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/report/summary_text.hpp"
#include "engine/results/result_file.hpp"

namespace plancast {

ExitStatus show(const ShowArguments& arguments) {
    const Language language = arguments.output.language;
    if (is_plan_file(arguments.file)) {
        throw InvalidInput("'" + arguments.file + "' is a scenario or model, not a result",
                           "run it first: plancast run " + arguments.file);
    }
    const ResultReader reader(arguments.file);
    const Summary summary = summary_from_json(reader.document());
    print(arguments.output.json
              ? summary_json(summary, language).document()
              : summary_text(summary, output_style(language), arguments.readings));
    return done;
}

}  // namespace plancast
