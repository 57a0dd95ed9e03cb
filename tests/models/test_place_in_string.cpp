#include "tests/support/catch.hpp"

#include <string>

#include "tests/models/support.hpp"

using plancast::place_in_string;
using plancast::Tree;
using plancast::test::value_of;

namespace {

// Where the word stands that the value of x holds once.
std::string place_of_word(const std::string& toml, const std::string& word) {
    const Tree value = value_of(toml);
    const std::size_t offset = value.text.find(word);
    if (offset == std::string::npos) return "no such word in: " + value.text;
    const plancast::Place place = place_in_string(value, offset, word.size());
    return std::to_string(place.line) + ':' + std::to_string(place.column) + '+' +
           std::to_string(place.length);
}

}  // namespace

TEST_CASE("place_in_string: within quotes of one line", "[models]") {
    CHECK(place_of_word("x = \"a + here\"", "here") == "1:10+4");
    CHECK(place_of_word("x = 'a + here'", "here") == "1:10+4");
    CHECK(place_of_word("x = \"here\"", "here") == "1:6+4");
    CHECK(place_of_word("x =\t'\td\u00e2n s\u1ed1 here'", "here") == "1:14+4");
    CHECK(place_of_word("x = 'd\u00e2n s\u1ed1'", "s\u1ed1") == "1:10+2");
    // In single quotes a backslash is a backslash.
    CHECK(place_of_word("x = 'a\\u0041 here'", "here") == "1:14+4");
}

TEST_CASE("place_in_string: behind and on escapes", "[models]") {
    CHECK(place_of_word(R"(x = "\t\"\\ here")", "here") == "1:13+4");
    CHECK(place_of_word(R"(x = "\u00e9\U0001F600\u0041 here")", "here") == "1:29+4");
    // What was written as an escape is underlined whole.
    CHECK(place_of_word(R"(x = "a\u1ed5b")", "\u1ed5") == "1:7+6");
    CHECK(place_of_word(R"(x = "a \"here\" b")", "\"here\"") == "1:8+8");
}

TEST_CASE("place_in_string: within three quotes", "[models]") {
    CHECK(place_of_word("x = \"\"\"\na +\n  here\"\"\"", "here") == "3:3+4");
    CHECK(place_of_word("x = '''\na +\n  here'''", "here") == "3:3+4");
    CHECK(place_of_word("x = '''here\nb'''", "here") == "1:8+4");
    CHECK(place_of_word("x = \"\"\"\n\nhere\"\"\"", "here") == "3:1+4");
    // Quotes within, and before the closing ones.
    CHECK(place_of_word("x = \"\"\"a \"\" here\"\"\"", "here") == "1:13+4");
    CHECK(place_of_word("x = \"\"\"a\"\"\"\"\"", "\"\"") == "1:9+2");
    CHECK(place_of_word("x = '''a''''", "'") == "1:9+1");
}

TEST_CASE("place_in_string: across lines that a backslash joins", "[models]") {
    CHECK(place_of_word("x = \"\"\"\na + \\\n\n   here\"\"\"", "here") == "4:4+4");
    CHECK(place_of_word("x = \"\"\"\\\n  here \\  \n  there\"\"\"", "here") == "2:3+4");
    CHECK(place_of_word("x = \"\"\"\\\n  here \\  \n  there\"\"\"", "there") == "3:3+5");
    CHECK(place_of_word("x = \"\"\"\\\n \\\n here\"\"\"", "here") == "3:2+4");
    // In single quotes it joins nothing.
    CHECK(place_of_word("x = '''a \\\n  here'''", "here") == "2:3+4");
}

TEST_CASE("place_in_string: the end of the text, and places without a file", "[models]") {
    const Tree value = value_of("x = \"abc\"");
    const plancast::Place end = place_in_string(value, 3, 0);
    CHECK(end.column == 9);
    CHECK(end.length == 1);
    CHECK(place_in_string(value, 100, 5).column == 9);
    Tree written_by_nobody;
    written_by_nobody.kind = Tree::Kind::string;
    written_by_nobody.text = "abc";
    CHECK(place_in_string(written_by_nobody, 1, 1).file == nullptr);
}

TEST_CASE("place_in_string: agrees with the parser on every character", "[models][property]") {
    // Each value holds its characters once, so each must be found again where it was written.
    const std::string toml = "x = \"\"\"\n\\u0041b\u1ed5c\\\n   d\\\"e\n\u00e2f\"\"\"";
    const Tree value = value_of(toml);
    REQUIRE(value.text == "Ab\u1ed5cd\"e\n\u00e2f");
    const plancast::SourceFilePtr file = value.place.file;
    for (const std::string character : {"b", "\u1ed5", "c", "d", "e", "\u00e2", "f"}) {
        const plancast::Place place =
            place_in_string(value, value.text.find(character), character.size());
        const std::size_t offset = file->offset(place.line, place.column);
        CHECK(file->text().substr(offset, character.size()) == character);
    }
}
