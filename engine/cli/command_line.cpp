#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/analysis/stored_layout.hpp"
#include "engine/cli/arguments.hpp"
#include "engine/cli/option_values.hpp"
#include "engine/cli/verb_options.hpp"
#include "engine/cli/word_advice.hpp"
#include "engine/core/error.hpp"
#include "engine/core/version.hpp"

namespace plancast {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<std::string> options_of(const CLI::App& verb) {
    std::vector<std::string> options;
    for (const CLI::Option* option : verb.get_options())
        for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
    return options;
}

/// Words that no option took.
[[noreturn]] void refuse(const CLI::App& verb, const std::string& word) {
    if (word.size() > 1 && word[0] == '-') {
        const std::string name = word.substr(0, word.find('='));
        std::string advice = advice_for_option(name, options_of(verb));
        for (const CLI::App* other : verb.get_parent()->get_subcommands({})) {
            const std::vector<std::string> options = options_of(*other);
            if (advice.empty() && std::find(options.begin(), options.end(), name) != options.end())
                advice = fmt::format("it belongs to plancast {}", other->get_name());
        }
        throw InvalidInput(fmt::format("unknown option '{}' of plancast {}", name, verb.get_name()),
                           advice.empty()
                               ? fmt::format("it has: {}; plancast {} --help says what they do",
                                             joined(options_of(verb)), verb.get_name())
                               : advice);
    }
    throw InvalidInput(
        fmt::format("plancast {} takes one file; '{}' is one word too many", verb.get_name(), word),
        "leave it out; a name with blanks stands in quotes: \"my plan.toml\"");
}

[[noreturn]] void refuse_without_value(const std::string& option) {
    throw InvalidInput(option + " needs a value", "such as " + option_example(option));
}

OutputArguments output_arguments(const Written& written, Language default_language) {
    return {written.json, written.language ? parse_language(*written.language) : default_language};
}

SimulationArguments simulation_arguments(const Written& written) {
    SimulationArguments arguments;
    if (written.runs) arguments.runs = parse_runs(*written.runs);
    if (written.seed) arguments.seed = parse_whole("--seed", *written.seed);
    arguments.design = parse_design(written.design);
    if (written.threads) {
        arguments.threads =
            static_cast<int>(parse_whole_between("--threads", *written.threads, 1, 1024));
    }
    if (written.block) {
        arguments.block_size =
            static_cast<std::size_t>(parse_whole_between("--block", *written.block, 1, 16384));
    }
    return arguments;
}

RunArguments run_arguments(const Written& written, Language default_language,
                           const std::vector<std::string>& words) {
    RunArguments arguments;
    arguments.file = written.file;
    arguments.simulation = simulation_arguments(written);
    arguments.result = written.output;
    if (written.store) arguments.store = *written.store;
    if (store_from_name(arguments.store) == Store::none && arguments.result) {
        throw InvalidInput("--store none writes no file, but --output names one",
                           "leave one of them out");
    }
    if (written.precision) arguments.precision = parse_precision(*written.precision);
    arguments.force = written.force;
    arguments.quiet = written.quiet;
    arguments.command = "plancast";
    for (const std::string& word : words) {
        const bool plain = word.find_first_of(" '\"\\$`*?&|;<>()") == std::string::npos;
        arguments.command += plain ? " " + word : " \"" + word + "\"";
    }
    arguments.output = output_arguments(written, default_language);
    return arguments;
}

// A name may have several words: "percentage points".
ExplainArguments explain_arguments(const Written& written, Language default_language,
                                   const CLI::App& verb) {
    ExplainArguments arguments;
    arguments.name = written.file;
    for (const std::string& word : verb.remaining()) {
        if (word[0] == '-') refuse(verb, word);
        arguments.name += " " + word;
    }
    arguments.markdown = written.markdown;
    arguments.output = output_arguments(written, default_language);
    return arguments;
}

ReplayArguments replay_arguments(const Written& written, Language default_language) {
    if (written.run.has_value() == written.median_world)
        throw InvalidInput("plancast replay needs either --run K or --median-world",
                           "--run 0 for the first run, --median-world for the path in which every "
                           "draw is its median");
    ReplayArguments arguments;
    arguments.file = written.file;
    if (written.run) arguments.run = parse_whole("--run", *written.run);
    arguments.simulation = simulation_arguments(written);
    arguments.output = output_arguments(written, default_language);
    return arguments;
}

SensitivityArguments sensitivity_arguments(const Written& written, Language default_language) {
    SensitivityArguments arguments;
    arguments.file = written.file;
    if (written.method)
        arguments.method = parse_choice("--method", *written.method, sensitivity_methods);
    if (written.of) arguments.of = parse_outputs(*written.of);
    if (written.base_size)
        arguments.base_size = parse_whole_between("--base-size", *written.base_size, 32, 1u << 30);
    if (written.by) arguments.by = parse_choice("--by", *written.by, {{"member", "input", "year"}});
    if (written.groups) arguments.groups = parse_groups(*written.groups);
    if (written.estimator)
        arguments.estimator = parse_choice("--estimator", *written.estimator,
                                           {{"controlled", "jansen", "janon", "martinez"}});
    if (written.trajectories)
        arguments.trajectories =
            parse_whole_between("--trajectories", *written.trajectories, 2, most_trajectories);
    if (written.candidates)
        arguments.candidates =
            parse_whole_between("--candidates", *written.candidates, 2, most_trajectories);
    arguments.second_order = written.second_order;
    arguments.simulation = simulation_arguments(written);
    arguments.output = output_arguments(written, default_language);
    return arguments;
}

DiscoverArguments discover_arguments(const Written& written, Language default_language) {
    DiscoverArguments arguments;
    arguments.file = written.file;
    arguments.target = written.target.value_or("");
    arguments.hits = written.hits;
    if (written.density) arguments.density = parse_share("--density", *written.density);
    if (written.boxes) arguments.boxes = parse_whole_between("--boxes", *written.boxes, 1, 100);
    if (written.by) arguments.by = parse_choice("--by", *written.by, {"member", "year"});
    arguments.simulation = simulation_arguments(written);
    arguments.output = output_arguments(written, default_language);
    return arguments;
}

CompareArguments compare_arguments(const Written& written, Language default_language) {
    if (written.files.size() < 2)
        throw InvalidInput("plancast compare needs two files or more, the base first",
                           "plancast compare baseline.toml slowdown.toml");
    return {written.files, simulation_arguments(written),
            output_arguments(written, default_language)};
}

}  // namespace

Command parse_command_line(const std::vector<std::string>& words, Language default_language) {
    Written written;
    VerbOptions parser(written);
    const std::vector<std::string> verbs = parser.verbs();
    if (words.empty()) {
        throw InvalidInput("plancast needs a verb: " + joined(verbs),
                           "plancast --help says what they do");
    }
    if (words[0] == "help") {  // plancast help, plancast help run
        std::vector<std::string> asked(words.begin() + 1, words.end());
        asked.emplace_back("--help");
        return parse_command_line(asked, default_language);
    }
    if (words[0].empty() || words[0][0] != '-')
        if (std::find(verbs.begin(), verbs.end(), words[0]) == verbs.end())
            throw InvalidInput("unknown verb '" + words[0] + "'", advice_for_verb(words[0], verbs));
    // CLI11 would take the next word for the value.
    for (const std::string& word : words)
        if (word.starts_with("--") && word.find('=') == word.size() - 1 &&
            !option_example(word.substr(0, word.size() - 1)).empty())
            refuse_without_value(word.substr(0, word.size() - 1));
    try {
        // CLI11 takes the words from the back.
        parser.app().parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::CallForHelp&) {
        return Help{parser.app().help()};
    } catch (const CLI::CallForVersion& version_text) {
        return Help{std::string(version_text.what()) + "\n"};
    } catch (const CLI::RequiredError&) {
        // Only the file is required; a misspelt option may have taken its place.
        const CLI::App& verb = *parser.app().get_subcommands().front();
        for (const std::string& word : verb.remaining()) refuse(verb, word);
        throw InvalidInput("plancast " + verb.get_name() + " needs a file",
                           "plancast " + verb.get_name() + " --help has an example");
    } catch (const CLI::ArgumentMismatch& error) {
        const std::string said = error.what();
        const std::string option = said.substr(0, said.find(':'));
        if (std::count_if(words.begin(), words.end(), [&](const std::string& word) {
                return word.substr(0, word.find('=')) == option;
            }) > 1)
            throw InvalidInput(option + " stands twice", "keep one");
        refuse_without_value(option);
    } catch (const CLI::ExtrasError&) {
        throw InvalidInput("unknown option '" + words[0] + "'",
                           "a verb comes first: plancast run plan.toml --runs 100000");
    } catch (const CLI::ParseError&) {
        for (const std::string& word : words) {
            const std::string option = word.substr(0, word.find('='));
            if (word.starts_with("--") && option != word && option_example(option).empty())
                throw InvalidInput(option + " takes no value", "write " + option + " alone");
        }
        throw InvalidInput("the words behind 'plancast' cannot be understood",
                           "plancast --help has examples; each option stands once");
    }
    const auto chosen = parser.app().get_subcommands();
    if (chosen.empty()) throw InvalidInput("plancast needs a verb: " + joined(verbs));
    const CLI::App& verb = *chosen.front();
    if (verb.get_name() == "explain") return explain_arguments(written, default_language, verb);
    for (const std::string& word : verb.remaining()) refuse(verb, word);
    if (verb.get_name() == "check") {
        return CheckArguments{written.file, written.program,
                              output_arguments(written, default_language)};
    }
    if (verb.get_name() == "verify")
        return VerifyArguments{written.folder, simulation_arguments(written),
                               output_arguments(written, default_language)};
    if (verb.get_name() == "sensitivity") return sensitivity_arguments(written, default_language);
    if (verb.get_name() == "compare") return compare_arguments(written, default_language);
    if (verb.get_name() == "discover") return discover_arguments(written, default_language);
    if (verb.get_name() == "run") return run_arguments(written, default_language, words);
    if (verb.get_name() == "show") {
        return ShowArguments{written.file, written.readings,
                             output_arguments(written, default_language)};
    }
    return replay_arguments(written, default_language);
}

}  // namespace plancast
