#include "tests/support/catch.hpp"

#include <string>

#include "engine/core/render.hpp"

using plancast::InvalidInput;
using plancast::Problem;
using plancast::render;
using plancast::Severity;

namespace {

Problem problem(const std::string& line, std::size_t column, std::size_t length) {
    return {{"a.toml", 7, column, length}, "wrong", "", line, Severity::error};
}

// The line of the source and the line with the caret.
std::string snippet(const std::string& line, std::size_t column, std::size_t length) {
    const std::string text = render(problem(line, column, length));
    return text.substr(text.find('\n') + 1);
}

std::string repeated(const std::string& part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("render: file, place, line, caret and suggestion", "[core]") {
    const Problem unknown{{"models/ward.toml", 41, 44, 7},
                          "unknown name 'produkt' in series 'revenue'",
                          "did you mean 'product'? (declared at line 30)",
                          "value = \"prev(revenue) * (1 + 1.1 * growth(produkt))\"",
                          Severity::error};
    CHECK(render(unknown) ==
          "models/ward.toml:41:44: error: unknown name 'produkt' in series 'revenue'\n"
          "   41 | value = \"prev(revenue) * (1 + 1.1 * growth(produkt))\"\n"
          "      |                                            ^~~~~~~\n"
          "did you mean 'product'? (declared at line 30)\n");
}

TEST_CASE("render: without a line, a file, or a column", "[core]") {
    CHECK(render(Problem{{}, "wrong option", "", "", Severity::error}) == "error: wrong option\n");
    CHECK(
        render(Problem{
            {"a.toml"}, "there is no such file", "did you mean 'b.toml'?", "", Severity::error}) ==
        "a.toml: error: there is no such file\ndid you mean 'b.toml'?\n");
    CHECK(render(Problem{{"a.toml", 3, 0, 1}, "odd", "", "", Severity::warning}) ==
          "a.toml:3: warning: odd\n");
    CHECK(render(Problem{{"a.toml", 123456, 1, 1}, "odd", "", "x", Severity::warning}) ==
          "a.toml:123456:1: warning: odd\n123456 | x\n       | ^\n");
}

TEST_CASE("render: the caret stands under characters, not bytes", "[core]") {
    CHECK(snippet("d\u00e2n_s\u1ed1 = x", 10, 1) ==
          "    7 | d\u00e2n_s\u1ed1 = x\n"
          "      |          ^\n");
    // A tab is as wide below as above.
    CHECK(snippet("\tx\t= y", 5, 1) == "    7 | \tx\t= y\n      | \t \t ^\n");
    // Marks that stand on the letter before them take no room.
    CHECK(snippet("e\u0301 x", 4, 1) == "    7 | e\u0301 x\n      |   ^\n");
    CHECK(snippet("a e\u0301e", 3, 3) == "    7 | a e\u0301e\n      |   ^~\n");
}

TEST_CASE("render: the caret stays within the line, or one behind it", "[core]") {
    CHECK(snippet("abc", 4, 1) == "    7 | abc\n      |    ^\n");
    CHECK(snippet("abc", 2, 100) == "    7 | abc\n      |  ^~\n");
    CHECK(snippet("abc", 100, 3) == "    7 | abc\n      |    ^\n");
    CHECK(snippet("abc", 1, 0) == "    7 | abc\n      | ^\n");
}

TEST_CASE("render: long lines are cut around the caret", "[core]") {
    const std::string exact = repeated("\u1ed1", 160);
    CHECK(snippet(exact, 160, 1) == "    7 | " + exact + "\n      | " + repeated(" ", 159) + "^\n");
    const std::string left = repeated("a", 300);
    CHECK(snippet("x" + left, 1, 1) == "    7 | x" + repeated("a", 159) + "\u2026\n      | ^\n");
    CHECK(snippet(left + "x", 301, 1) ==
          "    7 | \u2026" + repeated("a", 159) + "x\n      | " + repeated(" ", 160) + "^\n");
    CHECK(snippet(left + "xyz" + left, 301, 3) == "    7 | \u2026" + repeated("a", 80) + "xyz" +
                                                      repeated("a", 77) + "\u2026\n      | " +
                                                      repeated(" ", 81) + "^~~\n");
    // What is underlined beyond the cut is not.
    CHECK(snippet(left, 1, 300) ==
          "    7 | " + repeated("a", 160) + "\u2026\n      | ^" + repeated("~", 159) + "\n");
}

TEST_CASE("render: a file cannot send commands to the terminal", "[core]") {
    const Problem hostile{{"a\x1b[2J.toml", 1, 3, 1},
                          "bad '\x1b[31m'",
                          "\x07",
                          "a\x1b[2J\u009b\x7f",
                          Severity::error};
    CHECK(render(hostile) ==
          "a\uFFFD[2J.toml:1:3: error: bad '\uFFFD[31m'\n"
          "    1 | a\uFFFD[2J\uFFFD\uFFFD\n"
          "      |   ^\n"
          "\uFFFD\n");
}

TEST_CASE("render: all problems, then how many", "[core]") {
    const auto count = [](std::size_t errors, std::size_t warnings) {
        std::vector<Problem> problems;
        for (std::size_t i = 0; i < errors; ++i)
            problems.push_back({{}, "wrong", "", "", Severity::error});
        for (std::size_t i = 0; i < warnings; ++i)
            problems.push_back({{}, "odd", "", "", Severity::warning});
        return render(InvalidInput(problems));
    };
    CHECK(count(1, 0) == "error: wrong\n1 error\n");
    CHECK(count(2, 1) == "error: wrong\nerror: wrong\nwarning: odd\n2 errors, 1 warning\n");
    CHECK(count(0, 2) == "warning: odd\nwarning: odd\n2 warnings\n");
}
