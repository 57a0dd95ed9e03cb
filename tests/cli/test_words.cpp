#include "tests/support/catch.hpp"

#include "engine/cli/arguments.hpp"
#include "engine/cli/option_values.hpp"
#include "engine/cli/progress.hpp"
#include "engine/core/error.hpp"
#include "tests/cli/program_folder.hpp"

using namespace plancast;
using plancast::testing::Outcome;
using plancast::testing::ProgramFolder;

TEST_CASE("plancast: wrong words end with status 2, say what is wrong and what was meant",
          "[cli]") {
    struct Mistake {
        std::vector<std::string> words;
        std::string message, suggestion;
    };
    const std::vector<Mistake> mistakes{
        {{}, "plancast needs a verb: check, run, show, replay, ", "--help"},
        {{"shwo", "x.h5"}, "unknown verb 'shwo'", "did you mean 'show'?"},
        {{"simulate"}, "unknown verb 'simulate'", "did you mean 'run'?"},
        {{"--foo"}, "unknown option '--foo'", "a verb comes first"},
        {{"run"}, "plancast run needs a file", "--help"},
        {{"run", "workshop/model.toml", "--rnus", "5"}, "unknown option '--rnus'", "'--runs'"},
        {{"run", "--thread=2"}, "unknown option '--thread'", "'--threads'"},
        {{"run", "workshop/model.toml", "again"}, "'again' is one word too many", ""},
        {{"run", "workshop/model.toml", "--runs"}, "--runs needs a value", ""},
        {{"run", "workshop/model.toml", "--runs", "many"}, "not 'many'", "such as 100000 or 1e6"},
        {{"run", "workshop/model.toml", "--runs", "0"}, "from 1 to 1e15, not '0'", ""},
        {{"run", "workshop/model.toml", "--seed", "-1"}, "--seed takes a whole number", ""},
        {{"run", "workshop/model.toml", "--threads", "0"}, "--threads takes a whole number", ""},
        {{"run", "workshop/model.toml", "--store", "input"}, "unknown choice 'input'", "'inputs'"},
        {{"run", "workshop/model.toml", "--precision", "2"}, "not '2'", "did you mean '2%'?"},
        {{"run", "workshop/model.toml", "--store", "none", "--output", "x.h5"},
         "--store none writes no file",
         ""},
        {{"run", "workshop/series.toml", "--store", "none"},
         "the plan has no targets",
         "--store summary"},
        {{"run", "workshop/model.toml", "--lang", "fr"}, "--lang takes vi or en, not 'fr'", ""},
        {{"run", "workshop/modle.toml"}, "modle.toml", "model.toml"},
        {{"run", "workshop"}, "folder", ""},
        {{"show", "workshop/model.toml"}, "is a scenario or model, not a result", "plancast run"},
        {{"show", "none.h5"}, "none.h5", ""},
        {{"check", "workshop/old.h5"},
         "'workshop/old.h5' is a result, not a scenario or model",
         "plancast show workshop/old.h5"},
        {{"run", "workshop/old.h5"}, "is a result", "plancast show workshop/old.h5"},
        {{"explain", "lognrmal"}, "nothing called 'lognrmal'", "did you mean 'lognormal'?"},
        {{"explain", "point", "percentage"}, "nothing called 'point percentage'", ""},
        {{"explain", "inputs.range"}, "nothing called 'inputs.range'", ""},
        {{"explain", "clamp", "--markdown"}, "no table of 'clamp'", "functions, laws"},
        {{"explain", "clamp", "--jsn"}, "unknown option '--jsn'", "'--json'"},
        {{"replay", "none.h5"}, "needs either --run K or --median-world", ""},
        {{"replay", "x.h5", "--run", "1", "--median-world"}, "needs either", ""},
        {{"replay", "x.h5", "--run", "1", "--seed", "1"}, "--seed belongs to a scenario", ""},
    };
    const ProgramFolder folder;
    folder.write("workshop/old.h5", "");
    folder.write("workshop/series.toml",
                 "[model]\nyears = [2026, 2027]\n[series.years]\nvalue = \"year - 2025\"\n");
    for (const Mistake& mistake : mistakes) {
        const Outcome outcome = folder.run(mistake.words);
        CAPTURE(mistake.words, outcome.messages);
        CHECK(outcome.status == 2);
        CHECK(outcome.output.empty());
        CHECK(outcome.messages.find("error: ") != std::string::npos);
        CHECK(outcome.messages.find(mistake.message) != std::string::npos);
        CHECK(outcome.messages.find(mistake.suggestion) != std::string::npos);
    }
    CHECK_FALSE(folder.has("results"));
}

TEST_CASE("plancast: every verb explains itself with an example", "[cli]") {
    const ProgramFolder folder;
    for (const char* verb : {"check", "run", "show", "replay", "discover"}) {
        const Outcome outcome = folder.run({verb, "--help"});
        CAPTURE(verb);
        CHECK(outcome.status == 0);
        CHECK(outcome.output.find("Example:\n  plancast " + std::string(verb)) !=
              std::string::npos);
        CHECK(outcome.output.find("--json") != std::string::npos);
        CHECK(outcome.messages.empty());
        CHECK(folder.run({"--help"}).output.find("  " + std::string(verb)) != std::string::npos);
    }
    CHECK(folder.run({"--version"}).output.find("plancast 0.") == 0);
}

TEST_CASE("parse_runs: whole numbers, also as powers of ten", "[cli]") {
    CHECK(parse_runs("1") == 1);
    CHECK(parse_runs("100000") == 100'000);
    CHECK(parse_runs("1e6") == 1'000'000);
    CHECK(parse_runs("2.5e6") == 2'500'000);
    CHECK(parse_runs("1e15") == 1'000'000'000'000'000);
    for (const char* wrong : {"", "1.5", "1e16", "-5", "0x10", "1e6x", " 5", "nan", "inf", "1,000"})
        CHECK_THROWS_AS(parse_runs(wrong), InvalidInput);
    // One hundred thousand, as many write it; one hundred, as a computer reads it.
    CHECK_THROWS_AS(parse_runs("100.000"), InvalidInput);
    CHECK(parse_runs("1.5e3") == 1500);
}

TEST_CASE("parse_share: per cent or a fraction", "[cli]") {
    CHECK(parse_share("--density", "90%") == Approx(0.9));
    CHECK(parse_share("--density", "0.9") == 0.9);
    CHECK(parse_share("--density", "1") == 1);
    CHECK(parse_share("--density", "100 %") == 1);
    for (const char* wrong : {"", "%", "0", "-1%", "101%", "90", "abc", "nan"})
        CHECK_THROWS_AS(parse_share("--density", wrong), InvalidInput);
}

TEST_CASE("parse_precision: percentage points or a fraction", "[cli]") {
    CHECK(parse_precision("0.5%") == Approx(0.005));
    CHECK(parse_precision("0.5 %") == Approx(0.005));
    CHECK(parse_precision("0.005") == Approx(0.005));
    for (const char* wrong : {"", "%", "0", "-1%", "50%", "0.5", "abc", "nan"})
        CHECK_THROWS_AS(parse_precision(wrong), InvalidInput);
}

TEST_CASE("parse_whole_between: both ends belong to it", "[cli]") {
    CHECK(parse_whole("--seed", "18446744073709551615") == 18'446'744'073'709'551'615U);
    CHECK_THROWS_AS(parse_whole("--seed", "18446744073709551616"), InvalidInput);
    CHECK(parse_whole_between("--x", "1", 1, 2) == 1);
    CHECK(parse_whole_between("--x", "2", 1, 2) == 2);
    CHECK_THROWS_AS(parse_whole_between("--x", "3", 1, 2), InvalidInput);
}

TEST_CASE("parse_command_line: what is not said keeps its default", "[cli]") {
    const auto run = std::get<RunArguments>(parse_command_line({"run", "a b.toml"}, Language::vi));
    CHECK(run.file == "a b.toml");
    CHECK_FALSE(run.simulation.runs.has_value());
    CHECK_FALSE(run.simulation.seed.has_value());
    CHECK(run.store == "all");
    CHECK(run.simulation.block_size == 256);
    CHECK_FALSE(run.force);
    CHECK(run.output.language == Language::vi);
    CHECK(run.command == "plancast run \"a b.toml\"");
    // A seed of 0 is a seed.
    const auto zero = std::get<RunArguments>(
        parse_command_line({"run", "a.toml", "--seed", "0", "--lang", "en"}, Language::vi));
    CHECK(zero.simulation.seed == 0);
    CHECK(zero.output.language == Language::en);
    const auto median = std::get<ReplayArguments>(
        parse_command_line({"replay", "a.toml", "--median-world"}, Language::en));
    CHECK_FALSE(median.run.has_value());
}

TEST_CASE("progress_text: how far, how fast, how long", "[cli]") {
    CHECK(progress_text(250, 1000, 5, Language::en) ==
          "[███████▌                      ] 25 %  50 runs/s  15 s left");
    CHECK(progress_text(1'000'000, 100'000'000, 10, Language::en).find("16 min 30 s left") !=
          std::string::npos);
    CHECK(progress_text(0, 1000, 1, Language::en).find(" 0 %") != std::string::npos);
}
