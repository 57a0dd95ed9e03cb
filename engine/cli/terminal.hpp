#pragma once

#include <string>

#include "engine/report/language.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// Standard output is gone (a pipe whose reader has left): nobody is there to be told.
struct OutputClosed {};

/// Writes results to standard output and makes sure that they arrive.
/// @throws MachineFailure if they do not (disk full); OutputClosed if nobody reads any more.
void print(const std::string& text);

/// Writes a message to standard error.
void say(const std::string& text);

bool error_is_terminal();

/// Vietnamese where the locale says so (LC_ALL, LC_MESSAGES, LANG; the first that is set), else
/// English.
Language locale_language();

/// Colour where standard output is a terminal and NO_COLOR is not set (no-color.org).
TextStyle output_style(Language language);

}  // namespace plancast
