#include "tests/support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

#include "tests/models/support.hpp"

using plancast::test::only;
using plancast::test::toml_problems;

namespace {

struct Case {
    std::string toml;
    std::string problem;
};

void check_all(const std::vector<Case>& cases) {
    for (const Case& wrong : cases) {
        CAPTURE(wrong.toml);
        CHECK(only(toml_problems(wrong.toml)) == wrong.problem);
    }
}

const std::string unit_advice = "a number with a unit, or an expression, stands in quotes: ";

}  // namespace

TEST_CASE("parse_document: what is defined twice is named with the line of the first", "[models]") {
    check_all({
        {"a = 1\nb = 2\na = 3",
         "3:1+1 'a' is defined twice; first at line 1 | keep one, or give one another name"},
        {"[a]\nx = 1\n[b]\n[a]",
         "4:1+3 'a' is defined twice; first at line 1 | keep one, or give one another name"},
        {"[a.b]\n[a]\n[a]",
         "3:1+3 'a' is defined twice; first at line 2 | keep one, or give one another name"},
        {"[a]\nx = 1\n\n[b]\nx = 1\nx = 2",
         "6:1+1 'b.x' is defined twice; first at line 5 | keep one, or give one another name"},
        {"a.b = 1\na = 2",
         "2:1+1 'a' is defined twice; first at line 1 | keep one, or give one another name"},
        {"a = 1\n[a.b]", "2:1+5 'a.b' cannot be a part of 'a', which has a value at line 1"},
        {"text = '''\na = 1\n'''\na = 2\na = 3",
         "5:1+1 'a' is defined twice; first at line 4 | keep one, or give one another name"},
        {"list = [\n  1, # ]\n  \"]\"]\na = 2\na = 3",
         "5:1+1 'a' is defined twice; first at line 4 | keep one, or give one another name"},
        {"[[a]]\nx = 1\n[[a]]\nx = 2\nx = 3",
         "5:1+1 'a.x' is defined twice; first at line 4 | keep one, or give one another name"},
        {"x = { a = 1, a = 2 }", "1:14+1 'a' is defined twice in one table"},
    });
}

TEST_CASE("parse_document: what is never closed is shown where it was opened", "[models]") {
    check_all({
        {"x = \"abc\ny = 2",
         "1:5+1 the text that starts here is never closed | it ends with the quote that it started "
         "with, on the same line"},
        {"x = \"abc\\\ny\"",
         "1:5+1 the text that starts here is never closed | it ends with the quote that it started "
         "with, on the same line"},
        {"x = '''abc", "1:5+1 the text that starts here is never closed | it ends with '''"},
        {"x = [1, [2,\n 3", "1:9+1 this '[' is never closed"},
        {"[x",
         "1:3+1 expected ']' at the end of the header, found the end of the file | such as "
         "[series.revenue]"},
    });
}

TEST_CASE("parse_document: what is no value is refused with what was meant", "[models]") {
    check_all({
        {"x = prev(y)",
         "1:5+7 'prev(y)' is not a value | text and expressions stand in quotes: \"...\""},
        {"x = True", "1:5+4 'True' is not a value | write true"},
        {"x = \u201Cabc\u201D",
         "1:5+1 \u201C is no quote of TOML | text stands in straight quotes: \"...\""},
        {"x == 1", "1:4+1 a second '=' | '=' is written once"},
        {"x = _a", "1:5+2 '_a' is not a value | text and expressions stand in quotes: \"...\""},
        {"x = '''a'''b", "1:12+1 expected the end of the line, found 'b'"},
        {"x = 2026-01-01b", "1:15+1 unexpected 'b' right behind a value"},
        {"x = ", "1:5+1 expected a value, found the end of the file"},
        {"x",
         "1:2+1 expected '=' behind the name, found the end of the file | each line is a [header], "
         "or name = value"},
        {"'''x''' = 1", "1:1+1 a name stands in quotes on one line, not in three"},
        {"x = 1\rb", "1:7+1 a carriage return without a line break"},
        {"x = 1\x01", "1:6+1 expected a digit, found a control character"},
        {"x =\ny = 1", "1:4+1 expected a value, found the end of the line"},
        {"x = \"a\\qb\"",
         "1:7+2 '\\q' means nothing in text | a backslash is written \\\\, or the text in single "
         "quotes"},
        {"x = 2026-13-01",
         "1:5+10 '2026-13-01' is not a value | text and expressions stand in quotes: \"...\""},
    });
}

TEST_CASE("parse_document: numbers that are none are refused", "[models]") {
    check_all({
        {"x = .5", "1:5+1 a number does not start with a point | write 0.5 for .5"},
        {"x = 5.\n", "1:5+2 a number does not end with a point | write 5 or 5.0"},
        {"x = 01", "1:5+2 a number does not start with a zero"},
        {"x = 1__0", "1:7+1 expected a digit, found '_'"},
        {"x = 1,5",
         "1:6+1 expected the end of the line, found ',' | a number holds no comma: 14.5, 1000"},
        {"x = 5 %", "1:7+1 expected the end of the line, found '%' | " + unit_advice + "\"5 %\""},
        {"x = 5 bn VND # much",
         "1:7+1 expected the end of the line, found 'b' | " + unit_advice + "\"5 bn VND\""},
        {"x = 99999999999999999999", "1:5+20 the number is too large or too small to be kept"},
        {"x = 1e400", "1:5+5 the number is too large or too small to be kept"},
        {"x = nan", "1:5+3 'nan' is not a number; expected a finite number"},
        {"x = -inf", "1:5+4 the number is infinite; expected a finite number"},
        {"x = 9007199254740993",
         "1:5+16 the number has more digits than can be kept exactly; whole numbers go up to 2^53 "
         "= 9007199254740992 | write it with a decimal point or an exponent, such as 1e16"},
    });
    CHECK(toml_problems("x = 9007199254740992").empty());
    // All of them at once: these are mistakes of values, not of the syntax.
    CHECK(toml_problems("x = nan\ny = 1\nz = [inf, { a = nan }]").size() == 3);
}

TEST_CASE("parse_document: wrong names, headers, lists and tables are refused", "[models]") {
    const std::string letters =
        "names with other letters than a to z stand in quotes: \"d\u00e2n s\u1ed1\" = ...";
    check_all({
        {"t\u1ed5ng = 1", "1:2+1 '\u1ed5' in a name outside quotes | " + letters},
        {"[d\u00e2n]", "1:3+1 '\u00e2' in a name outside quotes | " + letters},
        {"value \"x\"",
         "1:7+1 expected '=' behind the name, found '\"' | each line is a [header], or name = "
         "value"},
        {"= 1", "1:1+1 expected a name or a [header], found '='"},
        {"[]", "1:2+1 a header without a name"},
        {"[a b]",
         "1:4+1 expected ']' at the end of the header, found 'b' | a name holds no blanks: "
         "unit_price"},
        {"x = [1 2]", "1:8+1 expected ',' or ']' in the list, found '2'"},
        {"x = { a = 1 b = 2 }", "1:13+1 expected ',' or '}' in the table, found 'b'"},
        {"x = { a = 1, }",
         "1:14+1 expected a name behind ',', found '}' | leave the last comma out"},
        {"x = { a = 1,\nb = 2 }",
         "1:13+1 a table in braces goes on beyond its line | close it with '}' on that line, or "
         "give it a "
         "[header] and a line for each name"},
    });
}

TEST_CASE("parse_document: columns count characters, not bytes", "[models]") {
    CHECK(only(toml_problems("title = \"Ph\u01b0\u1eddng Thi\u00ean H\u01b0\u01a1ng\" \u1ed5")) ==
          "1:30+1 expected the end of the line, found '\u1ed5'");
}

TEST_CASE("parse_document: deep nesting is refused before anything recurses into it", "[models]") {
    const auto repeated = [](const std::string& part, int times) {
        std::string text;
        for (int i = 0; i < times; ++i) text += part;
        return text;
    };
    CHECK(only(toml_problems("x = " + repeated("[", 40))) == "1:37+1 nested deeper than 32 levels");
    CHECK(only(toml_problems("x = " + repeated("{a=", 1'000'000))) ==
          "1:101+1 nested deeper than 32 levels");
    CHECK(only(toml_problems(repeated("a.", 1'000'000) + "a = 1")) ==
          "1:65+1 nested deeper than 32 levels");
    CHECK(only(toml_problems("[" + repeated("a.", 1'000'000) + "a]")) ==
          "1:66+1 nested deeper than 32 levels");
    CHECK(
        only(toml_problems("x = {" + repeated("a.", 1'000'000) + "a = 1}")).find("nested deeper") !=
        std::string::npos);
    // Neither alone is too deep, but both together are.
    CHECK(only(toml_problems("[" + repeated("a.", 20) + "a]\n" + repeated("b.", 20) + "b = 1"))
              .find("nested deeper than 32 levels") != std::string::npos);
    CHECK(toml_problems("x = " + repeated("[", 30) + repeated("]", 30)).empty());
    // Dots in text and between numbers are none of names.
    CHECK(toml_problems("x = \"" + repeated(".", 100) + "\"\ny = [" + repeated("1.5, ", 100) + "]")
              .empty());
}
