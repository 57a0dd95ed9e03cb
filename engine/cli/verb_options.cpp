#include "engine/cli/verb_options.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include "engine/core/version.hpp"

namespace plancast {

namespace {

/// Adds the verbs to an application.
class VerbWriter {
public:
    VerbWriter(CLI::App& app, Written& written) : app_(app), written_(written) {
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
        add_compare();
        add_sensitivity();
        add_discover();
        add_verify();
        add_explain();
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

    void add_design(CLI::App* verb, const std::string& otherwise) {
        add(verb, "--design", written_.design, "D",
            "How draws are spread (default: " + otherwise +
                "):\n"
                "random  each run independently\n"
                "latin   Latin hypercubes: every input evenly spread\n"
                "sobol   scrambled Sobol' points: inputs evenly spread together;\n"
                "        best with a power of two of runs, such as 131072");
    }

    void add_threads(CLI::App* verb) {
        add(verb, "--threads", written_.threads, "T",
            "Threads (default: as many as the machine has);\nthe result is the same, to the bit");
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
        add_design(run, "the scenario's, random");
        add_threads(run);
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

    void add_compare() {
        CLI::App* compare = add_verb(
            "compare", "Say how the odds differ between scenarios, run by run on the same draws",
            "plancast compare scenarios/thien-huong/baseline.toml "
            "scenarios/thien-huong/world-slowdown.toml");
        compare
            ->add_option("FILE", written_.files,
                         "Scenarios, models (.toml) or results (.h5), two or more; the first is "
                         "the base")
            ->type_name("")
            ->required();
        add(compare, "--runs", written_.runs, "N", "How many runs (default: the base's)");
        add(compare, "--seed", written_.seed, "S", "Other draws (default: the base's)");
        add_design(compare, "the base's");
        add_threads(compare);
    }

    void add_sensitivity() {
        CLI::App* sensitivity = add_verb(
            "sensitivity", "Say what targets and series hinge on: which inputs, alone and together",
            "FILE", "A scenario, a model (.toml) or a result (.h5), whose runs are used again",
            "plancast sensitivity scenarios/thien-huong/baseline.toml --of product");
        add(sensitivity, "--of", written_.of, "WHAT",
            "A target, a part (target/part), all_targets, or a series (name@year);\n"
            "several with commas between; all (default): every measure and hit,\n"
            "every series where there is no target");
        add(sensitivity, "--method", written_.method, "M",
            "given-data  from runs that are there (default for a result)\n"
            "sobol       first and total indices (default for a scenario)\n"
            "morris      elementary effects: what may be left out, from few evaluations\n"
            "shapley     shares that add up, also for correlated inputs\n"
            "tornado     each input and lever between its P10 and P90, or its ends");
        add(sensitivity, "--runs", written_.runs, "N",
            "Of given-data: the first so many runs (default: up to 65536 of them)");
        add(sensitivity, "--base-size", written_.base_size, "N",
            "Points of the design, over all its replicates (default 16384)");
        sensitivity->add_flag("--second-order", written_.second_order,
                              "Of sobol: also what pairs of inputs explain together");
        add(sensitivity, "--estimator", written_.estimator, "E",
            "Of sobol: controlled (default), jansen, janon or martinez");
        add(sensitivity, "--trajectories", written_.trajectories, "R",
            "Of morris: how many (default 64)");
        add(sensitivity, "--candidates", written_.candidates, "M",
            "Of morris: choose the trajectories that are spread most out of this many");
        add(sensitivity, "--by", written_.by, "B",
            "What is told apart: member (default), input (all its members), year");
        add(sensitivity, "--groups", written_.groups, "G",
            "Inputs that count as one: \"demand = cycle + growth, land = land_level\"");
        add(sensitivity, "--seed", written_.seed, "S", "Other draws (default: the scenario's)");
        add_design(sensitivity, "sobol; the scenario's for runs");
        add_threads(sensitivity);
    }

    void add_discover() {
        CLI::App* discover = add_verb(
            "discover", "Say in which corner of the inputs a target is missed (or met)", "FILE",
            "A scenario, a model (.toml) or a result (.h5)",
            "plancast discover scenarios/thien-huong/baseline.toml --target product/industry");
        add(discover, "--target", written_.target, "T",
            "A target, a part (target/part) or all_targets");
        discover->add_flag("--hits", written_.hits,
                           "Look where it is met: for targets that are met rarely");
        add(discover, "--density", written_.density, "D",
            "Share of a box's runs that should miss it (or meet it);\n"
            "denser boxes hold fewer of all misses. Default: 80%,\n"
            "or half way from the share in all runs to 100%");
        add(discover, "--boxes", written_.boxes, "K", "Boxes at most (default 3)");
        add(discover, "--by", written_.by, "B",
            "What is told apart: member (default; the mean of its years), year");
        add(discover, "--runs", written_.runs, "N",
            "How many runs (default: the scenario's); the first 65536 are looked at");
        add(discover, "--seed", written_.seed, "S", "Other draws (default: the scenario's)");
        add_design(discover, "the scenario's, random");
        add_threads(discover);
    }

    void add_verify() {
        CLI::App* verify = add_verb(
            "verify", "Check the engine on this machine against published and exact answers",
            "plancast verify --seed 7");
        add(verify, "--folder", written_.folder, "DIR",
            "Benchmarks with their known-answers.csv (default: those that came\nwith plancast)");
        add(verify, "--seed", written_.seed, "S", "Other draws (default: 0)");
        add_threads(verify);
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

    CLI::App& app_;
    Written& written_;
};

}  // namespace

VerbOptions::VerbOptions(Written& written) : app_(std::make_unique<CLI::App>()) {
    const VerbWriter writer(*app_, written);
}

VerbOptions::~VerbOptions() = default;

std::vector<std::string> VerbOptions::verbs() const {
    std::vector<std::string> names;
    for (const CLI::App* verb : app_->get_subcommands({})) names.push_back(verb->get_name());
    return names;
}

}  // namespace plancast
