#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plancast {

/// What the language calls a function that spreadsheets and other languages call @p word: "log" for
/// "ln"; "" where nothing is known.
std::string_view function_for(std::string_view word);

/// The key among @p keys that people mean by another name: "at_least" for "min" where a target is
/// described, "range" where a lever is; "" where nothing is known. Small letters.
std::string key_for(std::string_view word, const std::vector<std::string>& keys);

/// The section that people mean by another name: "[inputs]" for "parameters"; "" where nothing is
/// known. Small letters.
std::string_view section_for(std::string_view word);

/// The word of units for one that people also write: "VND" for "dong"; "" where nothing is known.
std::string_view unit_for(std::string_view word);

}  // namespace plancast
