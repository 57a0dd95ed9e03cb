#pragma once

#include <span>
#include <string_view>

#include "engine/core/meaning.hpp"

namespace plancast {

/// A word or sign of expressions that is no function.
struct Word {
    enum class Kind {
        sign,
        keyword,  ///< the lexer keeps it for itself
        name,     ///< read as a name, which nothing else may have
        key,      ///< of tables, not of expressions; no member may have it for a name
    };
    std::string_view text;
    Kind kind = Kind::sign;
    std::string_view usage;  ///< "hundred is strict"; several set apart by commas
    Meaning meaning;
};

/// All of them; the lexer and the reference are made from this table.
std::span<const Word> words();

}  // namespace plancast
