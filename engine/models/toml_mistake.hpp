#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/models/toml_outline.hpp"

namespace plancast {

/// A mistake of TOML's syntax, in words that a planner can act on.
struct TomlMistake {
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    std::string message;
    std::string suggestion;
};

/// Puts what the TOML library found into our words.
///
/// @param at  The byte at which the library stopped.
/// @param reason  What it says: "Error while parsing string: encountered end-of-file".
TomlMistake explain_toml_mistake(std::string_view text, const TomlOutline& outline, std::size_t at,
                                 std::string_view reason);

}  // namespace plancast
