#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/analysis/input_groups.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// How a verb is to answer.
struct OutputArguments {
    bool json = false;
    Language language = Language::en;
};

struct CheckArguments {
    std::string file;
    bool program = false;  ///< print the program's make-up instead of what was understood
    OutputArguments output;
};

/// How runs are drawn, and by how many threads.
struct SimulationArguments {
    std::optional<std::uint64_t> runs;  ///< else what the scenario says
    std::optional<std::uint64_t> seed;
    std::optional<std::string> design;
    int threads = 0;  ///< 0: as many as the machine has
    std::size_t block_size = 256;
};

struct RunArguments {
    std::string file;
    SimulationArguments simulation;
    std::optional<std::string> result;  ///< else results/NAME.h5
    std::string store = "all";
    std::optional<double> precision;  ///< half-width, as a fraction of 1
    bool force = false;
    bool quiet = false;
    std::string command;  ///< as it was called, to say how to run again
    OutputArguments output;
};

struct ShowArguments {
    std::string file;
    bool readings = false;
    OutputArguments output;
};

struct ReplayArguments {
    std::string file;
    std::optional<std::uint64_t> run;  ///< else the median world
    SimulationArguments simulation;    ///< of a scenario; a result has its own
    OutputArguments output;
};

struct CompareArguments {
    std::vector<std::string> files;  ///< scenarios, models or results; the base first
    SimulationArguments simulation;  ///< of a base that is no result
    OutputArguments output;
};

struct SensitivityArguments {
    std::string file;                   ///< a scenario, a model or a result
    std::optional<std::string> method;  ///< else sobol, given-data for a result
    std::vector<std::string> of;        ///< empty: all
    std::optional<std::uint64_t> base_size;
    std::optional<std::string> by, estimator;
    ChosenGroups groups;
    std::optional<std::uint64_t> trajectories, candidates;
    bool second_order = false;
    SimulationArguments simulation;
    OutputArguments output;
};

struct DiscoverArguments {
    std::string file;    ///< a scenario, a model or a result
    std::string target;  ///< "" where none was named
    bool hits = false;
    std::optional<double> density;
    std::optional<std::size_t> boxes;
    std::string by = "member";
    SimulationArguments simulation;
    OutputArguments output;
};

struct VerifyArguments {
    std::optional<std::string> folder;  ///< of benchmarks; else those that came with plancast
    SimulationArguments simulation;
    OutputArguments output;
};

struct ExplainArguments {
    std::string name;  ///< "": what there is
    bool markdown = false;
    OutputArguments output;
};

/// Words to print instead of doing something: help, version.
struct Help {
    std::string text;
};

using Command = std::variant<Help, CheckArguments, RunArguments, ShowArguments, ReplayArguments,
                             CompareArguments, SensitivityArguments, DiscoverArguments,
                             VerifyArguments, ExplainArguments>;

/// Understands the command line.
/// @param words             Without the program's name.
/// @param default_language  Where --lang is not given.
/// @throws InvalidInput for an unknown verb or option (with the nearest), a missing file, a value
///         that is none.
Command parse_command_line(const std::vector<std::string>& words, Language default_language);

}  // namespace plancast
