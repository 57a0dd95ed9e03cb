#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plancast {

/// A word of an expression.
struct Token {
    enum class Kind {
        number,
        quoted,   ///< text in quotes: a unit
        name,     ///< text is in NFC
        keyword,  ///< and or not is over true false
        symbol,   ///< + - * / ^ % < <= > >= == != = ( ) [ ] , . @
        end,
    };
    Kind kind = Kind::end;
    std::string text;
    double number = 0;
    std::size_t begin = 0;  ///< bytes in the expression
    std::size_t end = 0;

    bool is(std::string_view symbol_or_keyword) const {
        return (kind == Kind::symbol || kind == Kind::keyword) && text == symbol_or_keyword;
    }
};

/// What is wrong in an expression, and where; caught by those who know the file.
struct ExpressionMistake {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string message;
    std::string suggestion;
};

/// Cuts an expression into tokens; the last one is Kind::end.
/// @throws ExpressionMistake at what is no token.
std::vector<Token> tokenize(std::string_view text);

}  // namespace plancast
