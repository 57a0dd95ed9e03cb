#include "tests/support/catch.hpp"

#include <string>
#include <vector>

#include "engine/models/expression.hpp"
#include "tests/models/support.hpp"

using plancast::test::expression_mistake;

namespace {

struct Case {
    std::string text;
    std::string problem;  ///< column in the text, from 1
};

void check_all(const std::vector<Case>& cases) {
    for (const Case& wrong : cases) {
        CAPTURE(wrong.text);
        // The text starts at the second line, so that columns are those of the text.
        CHECK(expression_mistake("x = '''\n" + wrong.text + "'''") == "2:" + wrong.problem);
    }
}

std::string repeated(const std::string& part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("parse_expression: parentheses and what is missing", "[models]") {
    check_all({
        {"(a + b", "1+1 this '(' is never closed"},
        {"f(x, (y", "6+1 this '(' is never closed"},
        {"f(x, y", "2+1 this '(' is never closed"},
        {"x[a", "2+1 this '[' is never closed"},
        {"x)", "2+1 this ')' closes nothing"},
        {")", "1+1 this ')' closes nothing"},
        {"x]", "2+1 this ']' closes nothing"},
        {"a +", "3+1 expected a value behind '+', found the end"},
        {"f(a,)", "5+1 expected a value before ')'"},
        {"()", "2+1 expected a value before ')'"},
        {"a * / b", "5+1 expected a value, found '/'"},
        {"(a b)", "4+1 expected ')', found 'b' | a product is written a * b"},
        {"f(a b)", "5+1 expected ',' or ')', found 'b' | a product is written a * b"},
        {"+a", "1+1 a '+' without a left side | leave it out"},
    });
}

TEST_CASE("parse_expression: an empty text is no expression", "[models]") {
    const std::string problem = " the expression is empty | write a number, a name or a formula";
    CHECK(expression_mistake("x = ''") == "1:6+1" + problem);
    CHECK(expression_mistake("x = '  '") == "1:8+1" + problem);
}

TEST_CASE("parse_expression: what other languages write", "[models]") {
    check_all({
        {"a = b", "3+1 '=' does not compare | did you mean '=='?"},
        {"f(c == (d = e))", "11+1 '=' does not compare | did you mean '=='?"},
        {"a && b", "3+2 '&&' is not used in expressions | did you mean 'and'?"},
        {"a || b", "3+2 '||' is not used in expressions | did you mean 'or'?"},
        {"!a", "1+1 '!' is not used in expressions | did you mean 'not'?"},
        {"a <> b", "3+2 '<>' is not used in expressions | did you mean '!='?"},
        {"a => b", "3+2 '=>' is not used in expressions | did you mean '>='?"},
        {"a ** b", "3+2 '**' is not used in expressions | a power is written '^'"},
        {"a ? b : c",
         "3+1 '?' is not used in expressions | a choice is written if(condition, this, otherwise)"},
        {"a \u00f7 b", "3+1 '\u00f7' is not used in expressions | a division is written '/'"},
        {"{a}", "1+1 '{' is not used in expressions | expressions are grouped with '(' and ')'"},
        {"if a", "1+2 'if' is a function | write if(condition, this, otherwise)"},
        {"a ~ b", "3+1 unexpected character '~'"},
        {"d\u00e2n s\u1ed1",
         "5+2 expected an operator or the end, found 's\u1ed1' | a product is written d\u00e2n * "
         "s\u1ed1"},
        {"d\u00e2n + ~", "7+1 unexpected character '~'"},
        {"a b", "3+1 expected an operator or the end, found 'b' | a product is written a * b"},
    });
    CHECK(expression_mistake("x = \"a \\u0000\"") == "1:8+6 unexpected control character");
}

TEST_CASE("parse_expression: comparisons and logic", "[models]") {
    check_all({
        {"a < b < c",
         "7+1 comparisons do not follow one another | write 'a < b and b < c', or parentheses"},
        {"a == b is c",
         "8+2 comparisons do not follow one another | write 'a < b and b < c', or parentheses"},
        {"a + not b", "5+3 'not' in the midst of a formula | put it in parentheses: (not x)"},
        {"a + b is c",
         "7+2 'is' stands between a reading and one of its alternatives | numbers are compared "
         "with '==': a == b"},
        {"r is 5", "6+1 expected the name of an alternative of 'r' behind 'is', found '5'"},
        {"r is", "5+1 expected the name of an alternative of 'r' behind 'is', found the end"},
    });
}

TEST_CASE("parse_expression: numbers that are none, and their units", "[models]") {
    check_all({
        {".5 * x", "1+2 a number does not start with a point | write 0.5"},
        {"5. * x", "1+2 a number does not end with a point | write 5 or 5.0"},
        {"1.2.3", "4+1 a second point in a number | thousands are set apart with '_': 1_000_000"},
        {"1__0", "3+1 expected a digit here | '_' stands between digits: 1_000_000"},
        {"1_", "3+1 expected a digit here | '_' stands between digits: 1_000_000"},
        {"1e999", "1+5 the number is too large or too small to be kept"},
        {"1,000 * x",
         "1+5 a number holds no comma | write 1_000 for the number, '1, 000' for several "
         "arguments"},
        {"max(1,200)",
         "5+5 a number holds no comma | write 1_200 for the number, '1, 200' for several "
         "arguments"},
        {"max(x - 0,4 * y, 0)",
         "9+3 a number holds no comma | write 0.4 for the number, '0, 4' for several arguments"},
        {"clamp(x,0,12)",
         "9+4 a number holds no comma | write 0.12 for the number, '0, 12' for "
         "several arguments"},
        {"min(1,2,3)", "5+5 a number holds no comma | write '1, 2, 3' for several arguments"},
        {"12,345,678",
         "1+10 a number holds no comma | write 12_345_678 for the number, '12, 345, 678' for "
         "several arguments"},
        {"14,5 + x",
         "1+4 a number holds no comma | write 14.5 for the number, '14, 5' for several arguments"},
        {"2x",
         "2+1 unexpected 'x' right behind a number | a product is written 2 * x, a unit 2 'x'"},
        {"5 bn",
         "3+2 expected an operator or the end, found 'bn' | a product is written 5 * bn, a unit 5 "
         "'bn'"},
        {"x %",
         "3+1 '%' stands behind a number only | 5 % is 0.05; the remainder of a / b is written a - "
         "b * floor(a / b)"},
        {"x 'bn'",
         "3+4 a unit stands right behind a number | x has its own unit; convert(x, 'bn') converts "
         "it"},
        {"'bn' * 5",
         "1+4 text in quotes without a number before it | a unit stands behind a number: 5 'bn "
         "VND'"},
        {"5 'bn",
         "3+1 this quote is never closed | a unit stands in quotes behind a number: 5 'bn VND'"},
        {"5 \u2018bn\u2019",
         "3+1 '\u2018' is not used in expressions | a unit stands in straight quotes: 5 'bn VND'"},
    });
    CHECK(expression_mistake("x = 'max(1, 2000)'") == "parsed: max(1, 2000)");
    CHECK(expression_mistake("x = 'max(1, 200)'") == "parsed: max(1, 200)");
}

TEST_CASE("parse_expression: members, years and calls", "[models]") {
    check_all({
        {"x[a][b]",
         "5+1 members in brackets stand right behind the name of a quantity | several are set "
         "apart by commas: product[industry, male]; prev(product[industry])"},
        {"x[1]",
         "3+1 a year is not chosen in brackets, which name members of sets | write x@2027 for one "
         "year, prev(x) for last year's value"},
        {"x[]", "3+1 expected the name of a member or a set in brackets, found ']'"},
        {"x['a']",
         "3+3 expected the name of a member or a set in brackets, found text in quotes 'a' | a "
         "name stands without quotes: a"},
        {"x@",
         "3+1 expected a year behind '@', found the end | such as revenue@2027; last year's value "
         "is prev(revenue)"},
        {"x@next",
         "3+4 expected a year behind '@', found 'next' | such as revenue@2027; last year's value "
         "is prev(revenue)"},
        {"x@2027.5",
         "3+6 expected a year behind '@', found '2027.5' | such as revenue@2027; last year's value "
         "is prev(revenue)"},
        {"x@20270",
         "3+5 expected a year behind '@', found '20270' | such as revenue@2027; last year's value "
         "is prev(revenue)"},
        {"x@2027@2028", "7+1 a second '@' behind one quantity"},
        {"f(a = 1, b)",
         "10+1 an argument without a name behind one with a name | arguments with names come last"},
        {"f(a = 1, a = 2)", "10+1 the argument 'a' is given twice"},
        {"x over y", "3+4 'over' stands in a call only | such as sum(x over sector)"},
        {"(x over y)", "4+4 'over' stands in a call only | such as sum(x over sector)"},
        {"sum(x over)", "11+1 expected the name of a set behind 'over', found ')'"},
        {"sum(x over a, over b)", "15+4 expected a value, found 'over'"},
        {"sum(x over a, y(1) over b)", "20+4 a second 'over' in one call"},
    });
    CHECK(expression_mistake("x = [1]") == "1:5+3 expected an expression in quotes, found a list");
}

TEST_CASE("parse_expression: deep nesting is refused, however it is made", "[models]") {
    const std::string nested = "the expression is nested deeper than 200 levels";
    for (const std::string& text :
         {repeated("(", 19'000), repeated("-", 19'000) + "a", repeated("not ", 4'900) + "a",
          repeated("f(", 9'900), repeated("a ^ ", 4'900) + "a", repeated("2 ^ -", 3'900) + "a"})
        CHECK(expression_mistake("x = '" + text + "'").find(nested) != std::string::npos);
    for (const std::string operation : {"a + ", "a * ", "a and ", "a or "})
        CHECK(expression_mistake("x = '" + repeated(operation, 3'000) + "a'")
                  .find("the expression has more than 2000 levels") != std::string::npos);
    // Chains within parentheses within chains.
    std::string text = "a";
    for (int i = 0; i < 50; ++i) text = "(" + text + ")" + repeated("+a", 50);
    CHECK(expression_mistake("x = '" + text + "'").find("more than 2000 levels") !=
          std::string::npos);
    CHECK(expression_mistake("x = '" + repeated("(", 150) + "a" + repeated(")", 150) + "'") ==
          "parsed: a");
    CHECK(expression_mistake("x = '" + repeated("a + ", 1500) + "a'").find("parsed: a + a") == 0);
}

TEST_CASE("parse_expression: an absurdly long text is refused", "[models]") {
    CHECK(expression_mistake("x = 'f(" + repeated("a, ", 1'000'000) + "a)'") ==
          "1:5+3000006 the expression is longer than 20000 characters | give parts of it names of "
          "their own");
}
