#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/analysis/stored_layout.hpp"
#include "engine/cli/arguments.hpp"
#include "engine/cli/option_values.hpp"
#include "engine/cli/word_advice.hpp"
#include "engine/core/error.hpp"
#include "engine/core/version.hpp"

namespace plancast {

namespace {

/// What was written behind options, as text; absent ones are empty.
struct Written {
    std::string file;
    std::optional<std::string> runs, seed, threads, output, store, precision, block, run, language,
        design;
    bool force = false, quiet = false, json = false, readings = false, program = false,
         median_world = false, markdown = false;
};

/// The verbs with their options. CLI11 cuts the words; what they mean is decided below.
class Parser {
public:
    explicit Parser(Written& written) : written_(written) {
        app_.description(
            "How likely each target of a multi-year plan is to be met, and what that hinges on.");
        app_.name("plancast");
        app_.set_version_flag("--version",
                              fmt::format("plancast {}\n{}", version(), build_description()));
        app_.footer(
            "Exit status: 0 done; 1 the machine or a file failed; 2 something in what was asked "
            "is\nwrong; 130 interrupted. Results go to standard output, messages to standard "
            "error.\n\n'plancast VERB --help' explains a verb, with an example.");
        app_.require_subcommand(0, 1);
        add_check();
        add_run();
        add_show();
        add_replay();
        add_explain();
    }

    CLI::App& app() { return app_; }

    std::vector<std::string> verbs() const {
        std::vector<std::string> names;
        for (const CLI::App* verb : app_.get_subcommands({})) names.push_back(verb->get_name());
        return names;
    }

private:
    CLI::App* add_verb(const std::string& name, const std::string& description,
                       const std::string& file, const std::string& file_meaning,
                       const std::string& example) {
        CLI::App* verb = add_verb(name, description, example);
        verb->add_option(file, written_.file, file_meaning)->type_name("")->required();
        return verb;
    }

    CLI::App* add_verb(const std::string& name, const std::string& description,
                       const std::string& example) {
        CLI::App* verb = app_.add_subcommand(name, description);
        verb->allow_extras();
        verb->add_flag("--json", written_.json, "Print one JSON document instead of text");
        add(verb, "--lang", written_.language, "vi|en",
            "Language of titles and labels (default: the locale's)");
        verb->footer("Example:\n  " + example);
        return verb;
    }

    static void add(CLI::App* verb, const std::string& name, std::optional<std::string>& value,
                    const std::string& type, const std::string& description) {
        verb->add_option_function<std::string>(
                name, [&value](const std::string& text) { value = text; }, description)
            ->type_name(type);
    }

    void add_design(CLI::App* verb) {
        add(verb, "--design", written_.design, "D",
            "How draws are spread (default: the scenario's, random):\n"
            "random  each run independently\n"
            "latin   Latin hypercubes: every input evenly spread\n"
            "sobol   scrambled Sobol' points: inputs evenly spread together;\n"
            "        best with a power of two of runs, such as 131072");
    }

    void add_check() {
        CLI::App* check = add_verb(
            "check", "Say what is wrong with a scenario or model, or what was understood", "FILE",
            "A scenario or model (.toml)", "plancast check models/thien-huong/model.toml");
        check->add_flag("--program", written_.program,
                        "Print how many instructions a run takes, of which kinds");
    }

    void add_run() {
        CLI::App* run =
            add_verb("run", "Simulate a scenario (or a model as it is) and store every run",
                     "SCENARIO", "A scenario, or a model with the defaults of its levers (.toml)",
                     "plancast run scenarios/thien-huong/baseline.toml --runs 1e6 --output "
                     "results/million.h5");
        add(run, "--runs", written_.runs, "N", "How many runs (default: the scenario's, 100000)");
        add(run, "--seed", written_.seed, "S", "Other draws (default: the scenario's, 0)");
        add_design(run);
        add(run, "--threads", written_.threads, "T",
            "Threads (default: as many as the machine has);\nthe result is the same, to the bit");
        add(run, "--output", written_.output, "F", "The result (default: results/NAME.h5)");
        add(run, "--store", written_.store, "WHAT",
            "What of every run is stored:\n"
            "all (default)  series, measures, verdicts\n"
            "inputs         those and the inputs\n"
            "targets        measures and verdicts\n"
            "summary        nothing of single runs\n"
            "none           no file at all: hits are counted, no more");
        add(run, "--precision", written_.precision, "P",
            "Stop when every probability is known to this half-width,\n"
            "such as 0.5%; --runs is the cap");
        add(run, "--block", written_.block, "B", "Runs evaluated together, for tests (256)");
        run->add_flag("--force", written_.force, "Overwrite a result that is there");
        run->add_flag("--quiet", written_.quiet, "Print no table");
    }

    void add_show() {
        CLI::App* show =
            add_verb("show", "Print the table of a result, from the file alone", "FILE",
                     "A result (.h5)", "plancast show results/thien-huong-baseline.h5 --readings");
        show->add_flag("--readings", written_.readings,
                       "Also what other readings of the plan would say");
    }

    void add_replay() {
        CLI::App* replay = add_verb(
            "replay", "Print everything that happens in one run, and compare it with the file",
            "FILE", "A result (.h5), or a scenario or model (.toml)",
            "plancast replay results/thien-huong-baseline.h5 --run 4711");
        add(replay, "--run", written_.run, "K", "Which run, from 0");
        add(replay, "--seed", written_.seed, "S", "Of a scenario (default: its own)");
        add(replay, "--design", written_.design, "D", "Of a scenario (default: its own)");
        replay->add_flag("--median-world", written_.median_world,
                         "The path in which every uniform is one half");
    }

    void add_explain() {
        CLI::App* explain = add_verb(
            "explain", "Explain a law, function, unit, key or word of model and scenario files",
            "plancast explain lognormal");
        explain->add_option("NAME", written_.file, "What to explain; without it, what there is")
            ->type_name("");
        explain->add_flag("--markdown", written_.markdown,
                          "As a table in Markdown: of a section's keys, of functions, laws,\n"
                          "count laws, words or units");
    }

    Written& written_;
    CLI::App app_;
};

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

RunArguments run_arguments(const Written& written, Language default_language,
                           const std::vector<std::string>& words) {
    RunArguments arguments;
    arguments.file = written.file;
    if (written.runs) arguments.runs = parse_runs(*written.runs);
    if (written.seed) arguments.seed = parse_whole("--seed", *written.seed);
    arguments.design = parse_design(written.design);
    if (written.threads) {
        arguments.threads =
            static_cast<int>(parse_whole_between("--threads", *written.threads, 1, 1024));
    }
    arguments.result = written.output;
    if (written.store) arguments.store = *written.store;
    if (store_from_name(arguments.store) == Store::none && arguments.result) {
        throw InvalidInput("--store none writes no file, but --output names one",
                           "leave one of them out");
    }
    if (written.precision) arguments.precision = parse_precision(*written.precision);
    if (written.block) {
        arguments.block_size =
            static_cast<std::size_t>(parse_whole_between("--block", *written.block, 1, 16384));
    }
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
    if (written.seed) arguments.seed = parse_whole("--seed", *written.seed);
    arguments.design = parse_design(written.design);
    arguments.output = output_arguments(written, default_language);
    return arguments;
}

}  // namespace

Command parse_command_line(const std::vector<std::string>& words, Language default_language) {
    Written written;
    Parser parser(written);
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
    if (verb.get_name() == "run") return run_arguments(written, default_language, words);
    if (verb.get_name() == "show") {
        return ShowArguments{written.file, written.readings,
                             output_arguments(written, default_language)};
    }
    return replay_arguments(written, default_language);
}

}  // namespace plancast
