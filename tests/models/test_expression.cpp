#include "tests/support/catch.hpp"

#include <string>

#include "engine/models/expression.hpp"
#include "tests/models/support.hpp"

using plancast::Expression;
using plancast::ExpressionPtr;
using plancast::parse_expression;
using plancast::Place;
using plancast::Problems;
using plancast::to_text;
using plancast::Tree;
using plancast::test::value_of;

namespace {

ExpressionPtr parse(const std::string& text) {
    Problems problems;
    const Tree value = value_of("x = '''" + text + "'''");
    const ExpressionPtr expression = parse_expression(value, problems);
    INFO(text << ": " << plancast::test::only(problems.list()));
    REQUIRE(expression);
    CHECK(problems.list().empty());
    return expression;
}

// The expression with parentheses around every operation, as the grammar groups it.
std::string grouped(const Expression& expression) {
    const auto argument = [&](std::size_t i) { return grouped(*expression.arguments[i]); };
    switch (expression.kind) {
        case Expression::Kind::unary: return "(" + expression.name + " " + argument(0) + ")";
        case Expression::Kind::binary:
            return "(" + argument(0) + " " + expression.name + " " + argument(1) + ")";
        case Expression::Kind::at_year:
            return "(" + argument(0) + " @ " + std::to_string(expression.year) + ")";
        case Expression::Kind::reading_is:
            return "(" + expression.name + " is " + expression.member + ")";
        default: return to_text(expression);
    }
}

std::string grouped(const std::string& text) { return grouped(*parse(text)); }

std::string where(const Place& place) {
    return std::to_string(place.column) + "+" + std::to_string(place.length);
}

}  // namespace

TEST_CASE("parse_expression: what binds tighter", "[models]") {
    CHECK(grouped("a + b * c") == "(a + (b * c))");
    CHECK(grouped("a - b - c") == "((a - b) - c)");
    CHECK(grouped("a / b * c") == "((a / b) * c)");
    CHECK(grouped("a ^ b ^ c") == "(a ^ (b ^ c))");
    CHECK(grouped("-a ^ b") == "(- (a ^ b))");
    CHECK(grouped("a ^ -b") == "(a ^ (- b))");
    CHECK(grouped("-a * -b") == "((- a) * (- b))");
    CHECK(grouped("a + b < c * d") == "((a + b) < (c * d))");
    CHECK(grouped("not a < b and c") == "((not (a < b)) and c)");
    CHECK(grouped("a or b and c or d") == "((a or (b and c)) or d)");
    CHECK(grouped("not not a") == "(not (not a))");
    CHECK(grouped("(a + b) * c") == "((a + b) * c)");
    CHECK(grouped("a@2027 ^ 2") == "((a @ 2027) ^ 2)");
    CHECK(grouped("prev(a)@2026 + x[industry]@2027") ==
          "((prev(a) @ 2026) + (x[industry] @ 2027))");
    CHECK(grouped("hundred is strict and a") == "((hundred is strict) and a)");
    CHECK(grouped("hundred is not strict") == "(not (hundred is strict))");
    CHECK(grouped("not hundred is strict") == "(not (hundred is strict))");
}

TEST_CASE("parse_expression: other spellings of operators", "[models]") {
    CHECK(grouped("a \u2265 b") == "(a >= b)");
    CHECK(grouped("a \u2264 b") == "(a <= b)");
    CHECK(grouped("a \u2260 b") == "(a != b)");
    CHECK(grouped("a \u00d7 b \u00b7 c") == "((a * b) * c)");
    CHECK(grouped("a \u2212 b") == "(a - b)");
    CHECK(grouped("a\u00a0+ b") == "(a + b)");
    CHECK(grouped("a\n  + b") == "(a + b)");
}

TEST_CASE("parse_expression: numbers and their units", "[models]") {
    CHECK(parse("1")->number == 1);
    CHECK(parse("1.5")->number == 1.5);
    CHECK(parse("1e6")->number == 1e6);
    CHECK(parse("2.5E-3")->number == 2.5e-3);
    CHECK(parse("1_000_000")->number == 1e6);
    CHECK_FALSE(parse("1")->unit_text);
    CHECK(parse("5%")->unit_text == std::string("%"));
    CHECK(parse("5 %")->number == 5);
    CHECK(parse("14 %/year")->unit_text == std::string("%/year"));
    CHECK(parse("14 % / year")->unit_text == std::string("%/year"));
    CHECK(grouped("14 % / years") == "(14 % / years)");
    CHECK(parse("0.8 'bn VND'")->unit_text == std::string("bn VND"));
    CHECK(parse("0.8 \"bn VND\"")->unit_text == std::string("bn VND"));
    CHECK(grouped("0.8 'bn VND' * x") == "(0.8 'bn VND' * x)");
    CHECK(parse("true")->kind == Expression::Kind::truth);
    CHECK(parse("true")->number == 1);
    CHECK(parse("false")->number == 0);
}

TEST_CASE("parse_expression: names, members and calls", "[models]") {
    const ExpressionPtr name = parse("d\u00e2n_s\u1ed1[th\u00f4n, n\u0103m2]");
    CHECK(name->kind == Expression::Kind::name);
    CHECK(name->name == "d\u00e2n_s\u1ed1");
    REQUIRE(name->indices.size() == 2);
    CHECK(name->indices[1].name == "n\u0103m2");

    const ExpressionPtr call = parse("before(x, start + 1, years = 2, kind = a)");
    CHECK(call->kind == Expression::Kind::call);
    CHECK(call->name == "before");
    CHECK(call->arguments.size() == 2);
    REQUIRE(call->named.size() == 2);
    CHECK(call->named[0].first == "years");
    CHECK(call->named[0].second->number == 2);
    CHECK(parse("today()")->arguments.empty());
    CHECK(parse("if(a, b, c)")->name == "if");

    const ExpressionPtr sum = parse("sum(x * y over region, technology)");
    CHECK(sum->arguments.size() == 1);
    REQUIRE(sum->over.size() == 2);
    CHECK(sum->over[1].name == "technology");
    const ExpressionPtr funded =
        parse("funded(cost over project, total(money), (spare), stuck = true)");
    CHECK(funded->arguments.size() == 3);
    CHECK(funded->over.size() == 1);
    CHECK(funded->named.size() == 1);
}

TEST_CASE("parse_expression: a name typed with loose diacritics is the same name", "[models]") {
    // The string holds escapes, so normalising the file does not reach it.
    const Tree value = value_of(R"(x = "\u0111o\u0302\u0309i")");
    Problems problems;
    CHECK(parse_expression(value, problems)->name == "\u0111\u1ed5i");
}

TEST_CASE("parse_expression: every part knows its place", "[models]") {
    const Tree value = value_of("x = 'ab + f(c[d], 5 \"kg\") * r is s'");
    Problems problems;
    REQUIRE_FALSE(parse_expression(value, problems));  // 'is' wants a reading alone before it
    const ExpressionPtr sum =
        parse_expression(value_of("x = 'ab + f(c[d], 5 \"kg\")@2027'"), problems);
    REQUIRE(sum);
    CHECK(where(sum->place) == "9+1");
    CHECK(where(sum->arguments[0]->place) == "6+2");
    const Expression& year = *sum->arguments[1];
    CHECK(where(year.place) == "26+5");
    const Expression& call = *year.arguments[0];
    CHECK(where(call.place) == "11+1");
    CHECK(where(call.arguments[0]->place) == "13+1");
    CHECK(where(call.arguments[0]->indices[0].place) == "15+1");
    CHECK(where(call.arguments[1]->place) == "19+1");
    CHECK(where(call.arguments[1]->unit_place) == "22+2");
    const ExpressionPtr is = parse_expression(value_of("x = 'hundred is strict'"), problems);
    CHECK(where(is->place) == "6+7");
    CHECK(where(is->member_place) == "17+6");
    const ExpressionPtr over = parse_expression(value_of("x = 'sum(x over region)'"), problems);
    CHECK(where(over->over[0].place) == "17+6");
    const ExpressionPtr rate = parse_expression(value_of("x = '5 %/year'"), problems);
    CHECK(where(rate->unit_place) == "8+6");
}

TEST_CASE("parse_expression: numbers and truth values of TOML need no quotes", "[models]") {
    Problems problems;
    const ExpressionPtr number = parse_expression(value_of("x = -2.5"), problems);
    CHECK(number->number == -2.5);
    CHECK(where(number->place) == "5+4");
    CHECK(parse_expression(value_of("x = true"), problems)->kind == Expression::Kind::truth);
    CHECK(problems.list().empty());
}
