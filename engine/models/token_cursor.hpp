#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/models/lexer.hpp"

namespace plancast {

/// A position in the tokens of an expression, and what is said of the token there when another was
/// due. All that refuse throw ExpressionMistake.
class TokenCursor {
public:
    /// @param tokens  End with Kind::end.
    explicit TokenCursor(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& here(std::size_t ahead = 0) const;
    /// The token here; goes on to the next, but never beyond the end.
    const Token& take();

    /// Takes an opening parenthesis or bracket.
    Token open();
    /// Takes what closes it, or refuses what stands there, saying what was @p expected.
    void close(const Token& opening, std::string_view closing, const std::string& expected);

    [[noreturn]] static void refuse(const Token& token, std::string message,
                                    std::string suggestion = {});
    /// Refuses the token here, where a value was due.
    [[noreturn]] void refuse_as_value() const;
    bool last_is_name() const { return at_ > 0 && tokens_[at_ - 1].kind == Token::Kind::name; }
    /// Refuses the token here, behind a value, saying what was @p expected.
    [[noreturn]] void refuse_behind_value(const std::string& expected) const;
    /// Refuses the token here, where the end was due.
    [[noreturn]] void refuse_trailing() const;

    /// The token as a message names it.
    static std::string described(const Token& token);

private:
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int open_ = 0;  ///< parentheses and brackets around what is being read
};

}  // namespace plancast
