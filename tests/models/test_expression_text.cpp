#include "tests/support/catch.hpp"

#include <array>
#include <memory>
#include <random>
#include <string>

#include "engine/models/expression.hpp"
#include "tests/models/support.hpp"

using plancast::Expression;
using plancast::ExpressionPtr;
using plancast::parse_expression;
using plancast::Problems;
using plancast::to_text;
using plancast::Tree;

namespace {

ExpressionPtr parse(const std::string& text) {
    Tree value;
    value.kind = Tree::Kind::string;
    value.text = text;
    Problems problems;
    const ExpressionPtr expression = parse_expression(value, problems);
    INFO(text << ": " << plancast::test::only(problems.list()));
    REQUIRE(expression);
    return expression;
}

bool same_names(const std::vector<Expression::Index>& a, const std::vector<Expression::Index>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].name != b[i].name || a[i].offset != b[i].offset) return false;
    return true;
}

bool equal(const Expression& a, const Expression& b) {
    if (a.kind != b.kind || a.number != b.number || a.unit_text != b.unit_text ||
        a.name != b.name || a.member != b.member || a.year != b.year ||
        a.arguments.size() != b.arguments.size() || a.named.size() != b.named.size() ||
        !same_names(a.indices, b.indices) || !same_names(a.over, b.over))
        return false;
    for (std::size_t i = 0; i < a.arguments.size(); ++i)
        if (!equal(*a.arguments[i], *b.arguments[i])) return false;
    for (std::size_t i = 0; i < a.named.size(); ++i)
        if (a.named[i].first != b.named[i].first || !equal(*a.named[i].second, *b.named[i].second))
            return false;
    return true;
}

class RandomExpressions {
public:
    explicit RandomExpressions(unsigned seed) : random_(seed) {}

    ExpressionPtr make(int depth) {
        auto made = std::make_shared<Expression>();
        switch (depth == 0 ? below(4) : below(9)) {
            case 0:
                made->kind = Expression::Kind::number;
                made->number =
                    pick(std::array{0.0, 1.0, 0.1, 1e300, 5e-324, 2027.0, 1.0 / 3, 1e21});
                if (below(3) == 0)
                    made->unit_text =
                        pick(std::array<std::string, 5>{"%", "bn VND", "%/year", "it's", ""});
                break;
            case 1:
                made->kind = Expression::Kind::truth;
                made->number = static_cast<double>(below(2));
                break;
            case 2:
                made->kind = Expression::Kind::name;
                made->name = name();
                if (below(3) == 0) made->indices = names();
                for (Expression::Index& index : made->indices)
                    index.offset = static_cast<int>(below(5)) - 2;
                break;
            case 3:
                made->kind = Expression::Kind::reading_is;
                made->name = name();
                made->member = name();
                break;
            case 4: make_call(*made, depth); break;
            case 5:
                made->kind = Expression::Kind::unary;
                made->name = pick(std::array<std::string, 2>{"-", "not"});
                made->arguments = {make(depth - 1)};
                break;
            case 6:
                made->kind = Expression::Kind::at_year;
                made->year = 2020 + static_cast<int>(below(20));
                do made->arguments = {make(depth - 1)};
                while (made->arguments[0]->kind == Expression::Kind::at_year);
                break;
            default:
                made->kind = Expression::Kind::binary;
                made->name = pick(std::array<std::string, 13>{
                    "+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!=", "and", "or"});
                made->arguments = {make(depth - 1), make(depth - 1)};
                break;
        }
        return made;
    }

private:
    std::size_t below(std::size_t bound) { return random_() % bound; }

    template <typename T, std::size_t N>
    T pick(const std::array<T, N>& choices) {
        return choices[below(N)];
    }

    std::string name() {
        return pick(std::array<std::string, 6>{"a", "year", "d\u00e2n_s\u1ed1", "x2", "_", "iffy"});
    }

    std::vector<Expression::Index> names() {
        std::vector<Expression::Index> result{{name(), {}, 0}};
        while (below(2) == 0) result.push_back({name(), {}, 0});
        return result;
    }

    void make_call(Expression& call, int depth) {
        call.kind = Expression::Kind::call;
        call.name = pick(std::array<std::string, 3>{"sum", "if", "prev"});
        for (std::size_t i = below(4); i > 0; --i) call.arguments.push_back(make(depth - 1));
        for (const std::string named : {"years", "k"})
            if (below(3) == 0) call.named.emplace_back(named, make(depth - 1));
        if (!call.arguments.empty() && below(2) == 0) call.over = names();
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE("to_text: as few parentheses as it can do with", "[models]") {
    const auto printed = [](const std::string& text) { return to_text(*parse(text)); };
    CHECK(printed("yield_at[ coffee ] (age+1)") == "yield_at[coffee](age + 1)");
    CHECK(printed("((a)+(b*c))") == "a + b * c");
    CHECK(printed("(a+b)*c") == "(a + b) * c");
    CHECK(printed("a-(b-c)") == "a - (b - c)");
    CHECK(printed("(a-b)-c") == "a - b - c");
    CHECK(printed("(a^b)^c") == "(a ^ b) ^ c");
    CHECK(printed("a^(b^c)") == "a ^ b ^ c");
    CHECK(printed("(-a)^b") == "(-a) ^ b");
    CHECK(printed("a is not b") == "not a is b");
    CHECK(printed("(a < b) == (c < d)") == "(a < b) == (c < d)");
    CHECK(printed("sum( x over s,t ,k=1)") == "sum(x over s, t, k = 1)");
    CHECK(printed("funded(c over p, (m))") == "funded(c over p, (m))");
    CHECK(printed("by_priority(l, w over p, order = o)") == "by_priority(l, w over p, order = o)");
    CHECK(printed("x[ age-1 ,b]") == "x[age - 1, b]");
    CHECK(printed("5%") == "5 %");
    CHECK(printed("14 % / year") == "14 '%/year'");
    CHECK(printed("(14 %) / year") == "(14 %) / year");
    CHECK(printed("1_000 'bn VND'") == "1000 'bn VND'");
    CHECK(printed("(a + b)@2027") == "(a + b)@2027");
}

TEST_CASE("to_text: parses to the same expression", "[models][property]") {
    RandomExpressions random(20261123);
    for (int i = 0; i < 3000; ++i) {
        const ExpressionPtr expression = random.make(1 + i % 6);
        const std::string text = to_text(*expression);
        CAPTURE(text);
        const ExpressionPtr again = parse(text);
        CHECK(equal(*again, *expression));
        CHECK(to_text(*again) == text);
    }
}
