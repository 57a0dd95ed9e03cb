#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;

/// A parsed expression. Immutable.
struct Expression {
    enum class Kind {
        number,      ///< number, unit_text if it has one
        truth,       ///< number is 1 or 0
        name,        ///< name, indices; of a part of a target also member: "product.total"
        call,        ///< name(arguments, named...), with over: sum(x over sector); of a table of
                     ///< points also indices: yield_at[coffee](age)
        unary,       ///< name is "-" or "not"
        binary,      ///< name is + - * / ^ < <= > >= == != and or
        reading_is,  ///< name is member: "hundred is strict"
        at_year,     ///< arguments[0] @ year
    };
    /// product[industry], product[sector], product[age - 1]: a member, a set whose member is the
    /// one at hand, or that many members from it.
    struct Index {
        std::string name;
        Place place;
        int offset = 0;
    };

    Kind kind = Kind::number;
    Place place;  ///< of the part that names what it is: the name, the operator
    double number = 0;
    std::optional<std::string> unit_text;
    Place unit_place;
    std::string name;
    std::vector<Index> indices;
    std::vector<ExpressionPtr> arguments;
    std::vector<std::pair<std::string, ExpressionPtr>> named;  ///< before(x, start, years = 2)
    std::size_t over_behind = 0;                               ///< which argument they stand behind
    std::vector<Index> over;                                   ///< the sets of an aggregate
    std::string member;                                        ///< of reading_is, name
    Place member_place;
    int year = 0;  ///< of at_year
};

/// Grammar, loosest first:
///   or | and | not | comparison (< <= > >= == != is) | + - | * / | unary - | ^ (right) | postfix
///   (@year, [index], %) | primary
/// primary: number, number 'unit', name, name(...), (expression), true, false. Names are Unicode
/// letters, digits and '_' , not starting with a digit; NFC.
///
/// A call holds arguments, "over" with sets behind one of them (a bare name behind their comma is
/// one more set, in parentheses an argument), then arguments with names. "5 %/year" is a number
/// with its unit; nothing is divided by the number of the year. A number or truth value of TOML is
/// one here too.
///
/// At most 20,000 bytes, 200 levels of nesting and a tree of 2,000 levels, so that whoever walks an
/// expression may recurse.
///
/// @param source  The string value that holds the text; places point into its file.
/// @param problems  Receives what is wrong; then the result is null.
ExpressionPtr parse_expression(const Tree& source, Problems& problems);

/// The expression as text, with as few parentheses as it can do with; parses to the same
/// expression.
std::string to_text(const Expression& expression);

}  // namespace plancast
