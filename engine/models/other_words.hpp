#pragma once

#include <string_view>

namespace plancast {

/// What the language calls a function that spreadsheets and other languages call @p word: "log" for
/// "ln"; "" where nothing is known.
std::string_view function_for(std::string_view word);

/// The word of units for one that people also write: "VND" for "dong"; "" where nothing is known.
std::string_view unit_for(std::string_view word);

}  // namespace plancast
