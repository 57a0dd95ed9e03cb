#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plancast {

/// What the language calls a function that spreadsheets and other languages call @p word: "log" for
/// "ln"; "" where nothing is known.
std::string_view function_for(std::string_view word);

/// The key @p among those of a section that people mean by another name: "at_least" for "min" where
/// a target is described, "range" where a lever is; "" where nothing is known. Small letters.
std::string key_for(std::string_view word, const std::vector<std::string>& among);

/// The keyword that a word is in other letters: "and" for "AND"; "" where it is none, or is written
/// as a keyword is.
std::string_view keyword_for(std::string_view word);

/// What to write where no function is meant, but an operator or another part of the language: "a
/// power is written a ^ b" for "pow"; "" where nothing is known. Small letters.
std::string_view advice_for_call(std::string_view word);

/// Whether other languages call the year at hand so: "t".
bool is_word_for_year(std::string_view word);

/// How to write the value of @p years years ago: "prev(debt)", "prev(debt, 2)".
std::string earlier_value(const std::string& name, int years);

/// For those who take '%' or "mod" for it.
inline constexpr std::string_view remainder_advice =
    "the remainder of a / b is written a - b * floor(a / b)";

/// For those who filter a sum.
inline constexpr std::string_view conditional_advice =
    "a sum of what fulfils a condition is sum(if(condition, x, 0) over set)";

/// The section that people mean by another name: "[inputs]" for "parameters"; "" where nothing is
/// known. Small letters.
std::string_view section_for(std::string_view word);

/// The word of units for one that people also write: "VND" for "dong"; "" where nothing is known.
std::string_view unit_for(std::string_view word);

}  // namespace plancast
