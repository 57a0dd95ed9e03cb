#include "engine/models/expression.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/mistaken_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/models/other_words.hpp"
#include "engine/models/token_cursor.hpp"

namespace plancast {

namespace {

// An expression is walked by recursion wherever it goes; what is deeper than this is no formula
// that somebody wrote.
constexpr int deepest_nesting = 200;
// "a + b + c + ..." leans to the left, one level a term.
constexpr int tallest_expression = 2000;
constexpr std::size_t longest_text = 20'000;  // bytes; finding places takes its square

struct Parsed {
    ExpressionPtr expression;
    int height = 1;
};

class Parser : TokenCursor {
public:
    Parser(const Tree& source, std::vector<Token> tokens)
        : TokenCursor(std::move(tokens)), source_(source) {}

    ExpressionPtr parse() {
        if (here().kind == Token::Kind::end)
            refuse(here(), "the expression is empty", "write a number, a name or a formula");
        Parsed parsed = parse_or();
        if (here().kind != Token::Kind::end) refuse_trailing();
        return parsed.expression;
    }

private:
    Place place_of(const Token& token) const {
        return place_in_string(source_, token.begin, token.end - token.begin);
    }

    // One more level on top of the given ones.
    Parsed node(Expression expression, std::initializer_list<int> heights) const {
        const int height = 1 + std::max(heights);
        if (height > tallest_expression)
            throw ExpressionMistake{
                here().begin, here().end,
                fmt::format("the expression has more than {} levels", tallest_expression),
                "give parts of it names of their own"};
        return {std::make_shared<const Expression>(std::move(expression)), height};
    }

    Parsed binary(const Token& op, const Parsed& left, const Parsed& right) const {
        Expression expression;
        expression.kind = Expression::Kind::binary;
        expression.place = place_of(op);
        expression.name = op.text;
        expression.arguments = {left.expression, right.expression};
        return node(std::move(expression), {left.height, right.height});
    }

    Parsed unary(const Token& op, const Parsed& operand) const {
        Expression expression;
        expression.kind = Expression::Kind::unary;
        expression.place = place_of(op);
        expression.name = op.text;
        expression.arguments = {operand.expression};
        return node(std::move(expression), {operand.height});
    }

    // Counts the levels of recursion, not those of the tree.
    struct Level {
        explicit Level(Parser& parser) : depth(parser.depth_) {
            if (++depth > deepest_nesting) {
                --depth;
                refuse(
                    parser.here(),
                    fmt::format("the expression is nested deeper than {} levels", deepest_nesting),
                    "give parts of it names of their own");
            }
        }
        ~Level() { --depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        int& depth;
    };

    Parsed parse_or() {
        const Level level(*this);
        Parsed left = parse_and();
        while (here().is("or")) {
            const Token op = take();
            left = binary(op, left, parse_and());
        }
        return left;
    }

    Parsed parse_and() {
        Parsed left = parse_not();
        while (here().is("and")) {
            const Token op = take();
            left = binary(op, left, parse_not());
        }
        return left;
    }

    Parsed parse_not() {
        if (!here().is("not")) return parse_comparison();
        const Level level(*this);
        const Token op = take();
        return unary(op, parse_not());
    }

    static bool is_comparison(const Token& token) {
        return token.is("<") || token.is("<=") || token.is(">") || token.is(">=") ||
               token.is("==") || token.is("!=");
    }

    Parsed parse_comparison() {
        Parsed left = parse_sum();
        if (here().is("is")) {
            left = parse_is(left);
        } else if (is_comparison(here())) {
            const Token op = take();
            left = binary(op, left, parse_sum());
        }
        if (is_comparison(here()) || here().is("is"))
            refuse(here(), "comparisons do not follow one another",
                   "write 'a < b and b < c', or parentheses");
        if (here().is("=")) refuse(here(), "'=' does not compare", "did you mean '=='?");
        return left;
    }

    Parsed parse_is(const Parsed& left) {
        const Token op = take();
        const Expression& reading = *left.expression;
        if (reading.kind != Expression::Kind::name || !reading.indices.empty() ||
            !reading.member.empty())
            refuse(op, "'is' stands between a reading and one of its alternatives",
                   "numbers are compared with '==': a == b");
        bool negated = false;
        Token negation;
        if (here().is("not")) {
            negation = take();
            negated = true;
        }
        const Token member = take();
        if (member.kind != Token::Kind::name)
            refuse(member, fmt::format("expected the name of an alternative of '{}' behind 'is', "
                                       "found {}",
                                       reading.name, described(member)));
        Expression expression;
        expression.kind = Expression::Kind::reading_is;
        expression.place = reading.place;
        expression.name = reading.name;
        expression.member = member.text;
        expression.member_place = place_of(member);
        Parsed parsed = node(std::move(expression), {0});
        return negated ? unary(negation, parsed) : parsed;
    }

    Parsed parse_sum() {
        Parsed left = parse_product();
        while (here().is("+") || here().is("-")) {
            const Token op = take();
            left = binary(op, left, parse_product());
        }
        return left;
    }

    Parsed parse_product() {
        Parsed left = parse_unary();
        while (here().is("*") || here().is("/")) {
            const Token op = take();
            left = binary(op, left, parse_unary());
        }
        if (here().is("%"))
            refuse(here(), "'%' stands behind a number only",
                   fmt::format("5 % is 0.05; {}", remainder_advice));
        return left;
    }

    Parsed parse_unary() {
        if (here().is("+")) refuse(here(), "a '+' without a left side", "leave it out");
        if (!here().is("-")) return parse_power();
        const Level level(*this);
        const Token op = take();
        return unary(op, parse_unary());
    }

    Parsed parse_power() {
        Parsed base = parse_postfix();
        if (!here().is("^")) return base;
        const Level level(*this);
        const Token op = take();
        return binary(op, base, parse_unary());  // right to left; 2 ^ -1 needs no parentheses
    }

    Parsed parse_postfix() {
        Parsed parsed = parse_primary();
        while (here().is("@")) {
            const Token at = take();
            const Token year = take();
            if (year.kind != Token::Kind::number || year.text.size() > 4 ||
                year.text.find_first_not_of("0123456789") != std::string::npos)
                refuse(year, fmt::format("expected a year behind '@', found {}", described(year)),
                       "such as revenue@2027; last year's value is prev(revenue)");
            if (parsed.expression->kind == Expression::Kind::at_year)
                refuse(at, "a second '@' behind one quantity");
            Expression expression;
            expression.kind = Expression::Kind::at_year;
            expression.place = place_in_string(source_, at.begin, year.end - at.begin);
            expression.year = static_cast<int>(year.number);
            expression.arguments = {parsed.expression};
            parsed = node(std::move(expression), {parsed.height});
        }
        if (here().is("["))
            refuse(here(), "members in brackets stand right behind the name of a quantity",
                   "several are set apart by commas: product[industry, male]; "
                   "prev(product[industry])");
        return parsed;
    }

    Parsed parse_primary() {
        const Token& token = here();
        if (token.kind == Token::Kind::number) return parse_number();
        if (token.kind == Token::Kind::name) return parse_name();
        if (token.is("true") || token.is("false")) {
            Expression expression;
            expression.kind = Expression::Kind::truth;
            expression.place = place_of(token);
            expression.number = take().is("true") ? 1 : 0;
            return node(std::move(expression), {0});
        }
        if (token.is("(")) {
            const Token opening = open();
            Parsed inner = parse_or();
            close(opening, ")", "expected ')'");
            return inner;
        }
        refuse_as_value();
    }

    Parsed parse_unit() {
        const Token& unit = take();
        Expression expression;
        expression.kind = Expression::Kind::number;
        expression.place = place_of(unit);
        expression.number = 1;
        expression.unit_text = unit.text;
        expression.unit_place = place_in_string(source_, unit.begin + 1, unit.end - unit.begin - 2);
        return node(std::move(expression), {0});
    }

    Parsed parse_number() {
        const Token& token = take();
        Expression expression;
        expression.kind = Expression::Kind::number;
        expression.place = place_of(token);
        expression.number = token.number;
        if (here().kind == Token::Kind::quoted) {
            const Token& unit = take();
            expression.unit_text = unit.text;
            expression.unit_place =
                place_in_string(source_, unit.begin + 1, unit.end - unit.begin - 2);
            if (const auto mistake =
                    mistaken_number(token.text, unit.text, fmt::format("'{}'", unit.text)))
                throw ExpressionMistake{token.begin, unit.end, mistake->message,
                                        mistake->suggestion};
        } else if (here().is("%")) {
            const Token& percent = take();
            expression.unit_text = "%";
            std::size_t end = percent.end;
            // "5 %/year" is a rate; to divide by the number of the year makes no sense.
            if (here().is("/") && here(1).kind == Token::Kind::name && here(1).text == "year" &&
                !here(2).is("(") && !here(2).is("[") && !here(2).is("@")) {
                take();
                end = take().end;
                expression.unit_text = "%/year";
            }
            expression.unit_place = place_in_string(source_, percent.begin, end - percent.begin);
        }
        return node(std::move(expression), {0});
    }

    Expression::Index parse_index(std::string_view what) {
        const Token& token = take();
        if (token.kind != Token::Kind::name)
            refuse(token, fmt::format("expected {}, found {}", what, described(token)),
                   token.kind == Token::Kind::quoted
                       ? fmt::format("a name stands without quotes: {}", token.text)
                       : std::string{});
        return {token.text, place_of(token)};
    }

    void parse_offset(Expression::Index& index) {
        const bool before = take().is("-");
        const Token& count = take();
        if (count.kind != Token::Kind::number || count.text.size() > 4 ||
            count.text.find_first_not_of("0123456789") != std::string::npos || count.number < 1)
            refuse(count,
                   fmt::format("expected a whole number behind '{} {}', found {}", index.name,
                               before ? '-' : '+', described(count)),
                   "such as trees[age - 1]: the member before the one at hand");
        index.offset = static_cast<int>(before ? -count.number : count.number);
    }

    Parsed parse_name() {
        const Token& token = take();
        if (token.text == "if" && !here().is("("))
            refuse(token, "'if' is a function", "write if(condition, this, otherwise)");
        Expression expression;
        expression.kind = Expression::Kind::name;
        expression.place = place_of(token);
        expression.name = token.text;
        if (here().is(".")) {
            take();
            const Expression::Index part = parse_index("the name of a part behind '.'");
            expression.member = part.name;
            expression.member_place = part.place;
        }
        if (here().is("[")) {
            const Token opening = open();
            do {
                refuse_year_as_index(expression.name);
                expression.indices.push_back(
                    parse_index("the name of a member or a set in brackets"));
                if (here().is("+") || here().is("-")) parse_offset(expression.indices.back());
            } while (here().is(",") && take().is(","));
            close(opening, "]", "expected ']'");
        }
        if (here().is("(")) return parse_arguments(std::move(expression));
        return node(std::move(expression), {0});
    }

    // "revenue[2028]", "debt[-1]"
    void refuse_year_as_index(const std::string& name) const {
        const bool back = here().is("-") && here(1).kind == Token::Kind::number;
        const Token& number = here(back ? 1 : 0);
        if (number.kind != Token::Kind::number) return;
        const std::string digits(number.text.substr(0, number.text.find('.')));
        refuse(number, "a year is not chosen in brackets, which name members of sets",
               back ? "write " + earlier_value(name, static_cast<int>(number.number))
               : digits.size() == 4 ? fmt::format("write {}@{}", name, digits)
                                    : fmt::format("write {0}@2027 for one year, prev({0}) for last "
                                                  "year's value",
                                                  name));
    }

    // What stands in parentheses behind the name, and the indices, of a call.
    Parsed parse_arguments(Expression expression) {
        const Token opening = open();
        expression.kind = Expression::Kind::call;
        int height = 0;
        if (!here().is(")")) {
            do height = std::max(height, parse_argument(expression));
            while (here().is(",") && take().is(","));
        }
        close(opening, ")", "expected ',' or ')'");
        return node(std::move(expression), {height});
    }

    int parse_argument(Expression& call) {
        int height = 0;
        // The unit that convert(x, 'bn VND') names: one of it.
        if (here().kind == Token::Kind::quoted && (here(1).is(")") || here(1).is(","))) {
            Parsed unit = parse_unit();
            call.arguments.push_back(unit.expression);
            return unit.height;
        }
        if (here().kind == Token::Kind::name && here(1).is("=")) {
            const Token name = take();
            take();
            for (const auto& [earlier, value] : call.named)
                if (earlier == name.text)
                    refuse(name, fmt::format("the argument '{}' is given twice", name.text));
            Parsed value = parse_or();
            height = value.height;
            call.named.emplace_back(name.text, value.expression);
        } else {
            const Token& first = here();
            if (!call.named.empty()) {
                const Function* function = find_function(call.name);
                refuse(first, "an argument without a name behind one with a name",
                       function != nullptr && function->named.empty()
                           ? fmt::format("did you mean '{} == ...'?", call.named.back().first)
                           : std::string("arguments with names come last"));
            }
            Parsed value = parse_or();
            height = value.height;
            call.arguments.push_back(value.expression);
        }
        if (here().is("over")) parse_over(call);
        return height;
    }

    // A name behind a comma is one more set, unless it starts another argument.
    void parse_over(Expression& call) {
        const Token& over = take();
        if (!call.over.empty()) refuse(over, "a second 'over' in one call");
        call.over_behind = call.arguments.size() + call.named.size() - 1;
        call.over.push_back(parse_index("the name of a set behind 'over'"));
        const Function* function = find_function(call.name);
        if (function != nullptr && function->one_set) return;
        while (here().is(",") && here(1).kind == Token::Kind::name &&
               (here(2).is(",") || here(2).is(")"))) {
            take();
            call.over.push_back(parse_index("the name of a set"));
        }
    }

    const Tree& source_;
    int depth_ = 0;
};

}  // namespace

ExpressionPtr parse_expression(const Tree& source, Problems& problems) {
    if (source.is_number() || source.kind == Tree::Kind::boolean) {
        Expression expression;
        expression.kind = source.is_number() ? Expression::Kind::number : Expression::Kind::truth;
        expression.place = source.place;
        expression.number = source.is_number() ? source.number : (source.truth ? 1 : 0);
        return std::make_shared<const Expression>(std::move(expression));
    }
    if (!source.is_string()) {
        problems.error(source.place, fmt::format("expected an expression in quotes, found a {}",
                                                 kind_name(source)));
        return nullptr;
    }
    if (source.text.size() > longest_text) {
        problems.error(source.place,
                       fmt::format("the expression is longer than {} characters", longest_text),
                       "give parts of it names of their own");
        return nullptr;
    }
    try {
        return Parser(source, tokenize(source.text)).parse();
    } catch (const ExpressionMistake& mistake) {
        problems.error(place_in_string(source, mistake.begin, mistake.end - mistake.begin),
                       mistake.message, mistake.suggestion);
        return nullptr;
    }
}

}  // namespace plancast
