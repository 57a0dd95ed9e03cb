#include "tests/support/catch.hpp"

#include <string>

#include "tests/models/support.hpp"

using plancast::kind_name;
using plancast::parse_document;
using plancast::Place;
using plancast::Tree;
using plancast::test::source;
using plancast::test::value_of;

namespace {

std::string where(const Place& place) {
    return std::to_string(place.line) + ':' + std::to_string(place.column) + '+' +
           std::to_string(place.length);
}

std::string keys(const Tree& table) {
    std::string text;
    for (const Tree::Member& member : table.members) text += member.key + ' ';
    return text;
}

}  // namespace

TEST_CASE("parse_document: every kind of value", "[models]") {
    CHECK(value_of("x = \"a\\tb\"").text == "a\tb");
    CHECK(value_of("x = -12").number == -12);
    CHECK(value_of("x = 0.5").number == 0.5);
    CHECK(value_of("x = true").truth);
    CHECK_FALSE(value_of("x = false").truth);
    CHECK(value_of("x = [1, \"b\"]").items.at(1).text == "b");
    CHECK(value_of("x = { a = 1 }").find("a")->number == 1);
    CHECK(value_of("x = 2027-01-31").kind == Tree::Kind::date);
    CHECK(value_of("x = 2027-01-31T12:00:00").kind == Tree::Kind::date);
}

TEST_CASE("kind_name: what a message calls a value", "[models]") {
    CHECK(kind_name(value_of("x = 'a'")) == "text");
    CHECK(kind_name(value_of("x = 1")) == "whole number");
    CHECK(kind_name(value_of("x = 1.0")) == "number");
    CHECK(kind_name(value_of("x = true")) == "true or false");
    CHECK(kind_name(value_of("x = []")) == "list");
    CHECK(kind_name(value_of("x = {}")) == "table");
    CHECK(kind_name(value_of("x = 12:00:00")) == "date");
}

TEST_CASE("parse_document: members stand in the order of the file", "[models]") {
    const Tree tree = parse_document(source(R"(
zebra = 1
[series.b]
value = 1
base = 2
[inputs.a]
[series.a]
sd.year = 1
mean = 2
sd.run = 3
)"));
    CHECK(keys(tree) == "zebra series inputs ");
    CHECK(keys(*tree.find("series")) == "b a ");
    CHECK(keys(*tree.find("series")->find("b")) == "value base ");
    CHECK(keys(*tree.find("series")->find("a")) == "sd mean ");
    CHECK(keys(*tree.find("series")->find("a")->find("sd")) == "year run ");
    CHECK(keys(value_of("x = { c = 1, a = 2, b = 3 }")) == "c a b ");
}

TEST_CASE("parse_document: keys and values know their places", "[models]") {
    const Tree tree =
        parse_document(source("[inputs.growth]\n"
                              "title.vi = \"T\u0103ng tr\u01b0\u1edfng\" # g\n"
                              "sd = { run = 0.02, year = 0.03 }\n"
                              "\"d\u00e2n s\u1ed1\" = [1, 22]\n"
                              "long = '''a\nb'''"));
    CHECK(where(tree.find_member("inputs")->key_place) == "1:2+6");
    const Tree& growth = *tree.find("inputs")->find("growth");
    CHECK(where(tree.find("inputs")->find_member("growth")->key_place) == "1:9+6");
    CHECK(where(growth.place) == "1:1+15");
    CHECK(where(growth.find_member("title")->key_place) == "2:1+5");
    CHECK(where(growth.find("title")->find_member("vi")->key_place) == "2:7+2");
    CHECK(where(growth.find("title")->find("vi")->place) == "2:12+13");
    CHECK(where(growth.find("sd")->place) == "3:6+27");
    CHECK(where(growth.find("sd")->find_member("year")->key_place) == "3:20+4");
    CHECK(where(growth.find("sd")->find("year")->place) == "3:27+4");
    CHECK(where(growth.find_member("d\u00e2n s\u1ed1")->key_place) == "4:1+8");
    CHECK(where(growth.find("d\u00e2n s\u1ed1")->items.at(1).place) == "4:16+2");
    // A value of several lines is underlined to the end of its first.
    CHECK(where(growth.find("long")->place) == "5:8+4");
}

TEST_CASE("Tree::find: nothing where there is no such member", "[models]") {
    Tree tree = parse_document(source("a = 1"));
    CHECK(tree.find("b") == nullptr);
    CHECK(tree.find_member("b") == nullptr);
    tree.find("a")->number = 2;
    CHECK(static_cast<const Tree&>(tree).find("a")->number == 2);
}

TEST_CASE("parse_document: keys are compared in NFC", "[models]") {
    // A letter and its diacritic as an escape, which no normalisation of the file can see.
    const Tree tree = parse_document(source("\"e\\u0301\" = 1"));
    CHECK(tree.find("\u00e9") != nullptr);
    CHECK(plancast::test::only(plancast::test::toml_problems("\"\u00e9\" = 1\n\"e\\u0301\" = 2")) ==
          "2:1+9 '\u00e9' is defined twice; first at line 1");
}
