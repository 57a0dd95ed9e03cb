#pragma once

#include <string>
#include <vector>

namespace plancast {

// What people write who know other programs, or have another thing in mind.

/// What to do where @p word is no verb: "did you mean 'show'?", "plancast run plan.toml".
std::string advice_for_verb(const std::string& word, const std::vector<std::string>& verbs);

/// What to do where @p option is none of @p options: "did you mean '--lang'?"; "" where nothing is
/// known.
std::string advice_for_option(const std::string& option, const std::vector<std::string>& options);

/// The option with a value: "--runs 100000"; "" where there is no example.
std::string option_example(const std::string& option);

}  // namespace plancast
