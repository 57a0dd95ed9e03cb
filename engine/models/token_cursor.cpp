#include "engine/models/token_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/models/functions.hpp"
#include "engine/models/other_words.hpp"

namespace plancast {

const Token& TokenCursor::here(std::size_t ahead) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& TokenCursor::take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }

Token TokenCursor::open() {
    ++open_;
    return take();
}

void TokenCursor::close(const Token& opening, std::string_view closing,
                        const std::string& expected) {
    if (here().kind == Token::Kind::end)
        refuse(opening, fmt::format("this '{}' is never closed", opening.text));
    if (!here().is(closing)) refuse_behind_value(expected);
    --open_;
    take();
}

void TokenCursor::refuse(const Token& token, std::string message, std::string suggestion) {
    throw ExpressionMistake{token.begin, token.end, std::move(message), std::move(suggestion)};
}

std::string TokenCursor::described(const Token& token) {
    switch (token.kind) {
        case Token::Kind::end: return "the end";
        case Token::Kind::quoted: return fmt::format("text in quotes '{}'", token.text);
        default: return fmt::format("'{}'", token.text);
    }
}

void TokenCursor::refuse_as_value() const {
    const Token& token = here();
    if (token.kind == Token::Kind::quoted) {
        const bool compared = at_ > 1 && (tokens_[at_ - 1].is("==") || tokens_[at_ - 1].is("!="));
        refuse(token, "text in quotes without a number before it",
               compared ? fmt::format("a member or a reading is asked for with 'is': {} is {}{}",
                                      tokens_[at_ - 2].text,
                                      tokens_[at_ - 1].is("!=") ? "not " : "", token.text)
                        : std::string("a unit stands behind a number: 5 'bn VND'"));
    }
    if (token.is(")"))
        refuse(token, open_ > 0 ? "expected a value before ')'" : "this ')' closes nothing");
    if (token.is("=") && at_ == 0)
        refuse(token, "an expression does not begin with '='", "leave it out");
    if (token.is("=")) refuse(token, "'=' does not compare", "did you mean '=='?");
    if (token.is("<") || token.is("<=") || token.is(">") || token.is(">=") || token.is("=="))
        refuse(token, fmt::format("nothing stands before '{}'", token.text),
               "a comparison has two sides: a > b");
    if (token.is("not"))
        refuse(token, "'not' in the midst of a formula", "put it in parentheses: (not x)");
    if (token.kind == Token::Kind::end && at_ > 0) {
        const Token& last = tokens_[at_ - 1];
        refuse(last, fmt::format("expected a value behind {}, found the end", described(last)));
    }
    refuse(token, fmt::format("expected a value, found {}", described(token)),
           token.is("[") ? "expressions are grouped with '(' and ')'" : "");
}

void TokenCursor::refuse_behind_value(const std::string& expected) const {
    const Token& token = here();
    if (token.is("over"))
        refuse(token, "'over' stands in a call only", "such as sum(x over sector)");
    if (token.is("=")) refuse(token, "'=' does not compare", "did you mean '=='?");
    if (token.kind == Token::Kind::quoted)
        refuse(token, "a unit stands right behind a number",
               last_is_name() ? fmt::format("{0} has its own unit; convert({0}, '{1}') converts it",
                                            tokens_[at_ - 1].text, token.text)
                              : std::string("such as 5 'bn VND'"));

    const Token& last = tokens_[at_ > 0 ? at_ - 1 : 0];
    const bool behind_number = last.kind == Token::Kind::number;
    std::string advice;
    const std::string_view keyword = keyword_for(token.text);
    if (token.kind == Token::Kind::name && !keyword.empty())
        refuse(token, fmt::format("'{}' is written in small letters", token.text),
               fmt::format("write {}", keyword));
    if (last.is("%")) refuse(last, "'%' is a unit: 5 % is 0.05", std::string(remainder_advice));
    if (last.kind == Token::Kind::name && token.kind == Token::Kind::name)
        if (const Function* function = find_function(last.text))
            refuse(last, fmt::format("'{}' is a function", last.text), "write " + function->usage);
    if (token.is(",") && behind_number && here(1).kind == Token::Kind::number)
        advice = fmt::format("a decimal fraction is written with a point: {}.{}", last.text,
                             here(1).text);
    if ((behind_number || last.kind == Token::Kind::name) &&
        (token.kind == Token::Kind::number || token.kind == Token::Kind::name)) {
        advice = fmt::format("a product is written {} * {}", last.text, token.text);
        if (behind_number) advice += fmt::format(", a unit {} '{}'", last.text, token.text);
    }
    if (token.is("("))
        advice = last.kind == Token::Kind::name && find_function(last.text) != nullptr
                     ? "members and sets are named, not computed: x[north], x[age - 1]"
                     : "a product is written a * (b)";
    if (token.text == "where" || token.text == "if") advice = conditional_advice;
    if (token.text == "in" && last.kind == Token::Kind::name && here(1).kind == Token::Kind::name)
        advice = fmt::format("whether a member is that one, or one of a part: {} is {}", last.text,
                             here(1).text);
    refuse(token, fmt::format("{}, found {}", expected, described(token)), advice);
}

void TokenCursor::refuse_trailing() const {
    if (here().is(")") || here().is("]"))
        refuse(here(), fmt::format("this '{}' closes nothing", here().text));
    refuse_behind_value("expected an operator or the end");
}

}  // namespace plancast
