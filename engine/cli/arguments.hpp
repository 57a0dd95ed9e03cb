#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

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

struct RunArguments {
    std::string file;
    std::optional<std::uint64_t> runs;  ///< else what the scenario says
    std::optional<std::uint64_t> seed;
    std::optional<std::string> design;
    int threads = 0;                    ///< 0: as many as the machine has
    std::optional<std::string> result;  ///< else results/NAME.h5
    std::string store = "all";
    std::optional<double> precision;  ///< half-width, as a fraction of 1
    std::size_t block_size = 256;
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
    std::optional<std::uint64_t> run;   ///< else the median world
    std::optional<std::uint64_t> seed;  ///< of a scenario; a result has its own
    std::optional<std::string> design;  ///< the same
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
                             ExplainArguments>;

/// Understands the command line.
/// @param words             Without the program's name.
/// @param default_language  Where --lang is not given.
/// @throws InvalidInput for an unknown verb or option (with the nearest), a missing file, a value
///         that is none.
Command parse_command_line(const std::vector<std::string>& words, Language default_language);

}  // namespace plancast
