#include "engine/analysis/verify.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "engine/cli/interrupt.hpp"
#include "engine/cli/simulation_settings.hpp"
#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/error.hpp"
#include "engine/report/verified_text.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast {

namespace {

namespace fs = std::filesystem;

constexpr const char* answers_name = "known-answers.csv";

/// The benchmarks that came with the program: beside an installed one in share/plancast, else in
/// the source folder that holds the build.
std::string benchmarks_folder() {
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    const fs::path installed =
        program.parent_path().parent_path() / "share" / "plancast" / "models" / "benchmarks";
    if (fs::exists(installed / answers_name, ignored)) return installed.string();
    for (fs::path folder = program.parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        const fs::path candidate = folder / "models" / "benchmarks";
        if (fs::exists(candidate / answers_name, ignored)) return candidate.string();
    }
    throw InvalidInput("the benchmarks that come with plancast were not found",
                       "name their folder: plancast verify --folder models/benchmarks");
}

}  // namespace

ExitStatus verify(const VerifyArguments& arguments) {
    const fs::path folder = arguments.folder.value_or(std::string{}).empty()
                                ? fs::path(benchmarks_folder())
                                : fs::path(*arguments.folder);
    const std::vector<KnownAnswer> answers =
        read_known_answers(read_source((folder / answers_name).string()));
    const InterruptGuard interrupt;
    VerifyOptions options;
    options.seed = arguments.simulation.seed.value_or(0);
    options.threads = thread_count(arguments.simulation);
    options.stop = &interrupt.requested();
    const TextStyle style = output_style(arguments.output.language);
    std::vector<Verified> all;
    if (!arguments.output.json) print(verified_header(style));
    verify(
        answers,
        [&](const std::string& model) { return load_plan((folder / (model + ".toml")).string()); },
        options,
        [&](const Verified& verified) {
            all.push_back(verified);
            if (!arguments.output.json) print(verified_line(verified, style));
        });
    if (interrupt.requested()) {
        say("interrupted\n");
        return interrupted;
    }
    print(arguments.output.json ? verified_json(all).document() : verified_verdict(all, style));
    const bool passed =
        std::all_of(all.begin(), all.end(), [](const Verified& v) { return v.passed; });
    return passed ? done : machine_failed;
}

}  // namespace plancast
