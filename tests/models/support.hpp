#pragma once

#include <string>
#include <vector>

#include "engine/models/document.hpp"

// What the tests of the model files share.

namespace plancast::test {

/// A file that exists in memory only.
SourceFilePtr source(const std::string& text);

/// The value that the TOML text gives to "x".
Tree value_of(const std::string& toml);

/// The problems of a TOML text; none if it is right.
std::vector<Problem> toml_problems(const std::string& toml);

/// "line:column+length message | suggestion" of the only problem; says so if there is none or more
/// than one.
std::string only(const std::vector<Problem>& problems);

/// The same for the expression that the TOML text gives to "x".
std::string expression_mistake(const std::string& toml);

}  // namespace plancast::test
