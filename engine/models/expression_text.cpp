#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "engine/models/expression.hpp"

namespace plancast {

namespace {

// How tightly the parts of an expression hold together, loosest first, as in the grammar.
enum class Hold { disjunction, conjunction, negation, comparison, sum, product, sign, power, atom };

Hold hold_of(const Expression& expression) {
    switch (expression.kind) {
        case Expression::Kind::unary: return expression.name == "not" ? Hold::negation : Hold::sign;
        case Expression::Kind::reading_is: return Hold::comparison;
        case Expression::Kind::binary: break;
        default: return Hold::atom;
    }
    const std::string& op = expression.name;
    if (op == "or") return Hold::disjunction;
    if (op == "and") return Hold::conjunction;
    if (op == "+" || op == "-") return Hold::sum;
    if (op == "*" || op == "/") return Hold::product;
    if (op == "^") return Hold::power;
    return Hold::comparison;
}

Hold tighter(Hold hold) { return static_cast<Hold>(static_cast<int>(hold) + 1); }

// The operand, in parentheses where it holds together less than its place asks for.
std::string operand(const Expression& expression, Hold at_least) {
    std::string text = to_text(expression);
    return hold_of(expression) < at_least ? "(" + text + ")" : text;
}

std::string number_text(const Expression& expression) {
    std::string text = fmt::format("{}", expression.number);
    if (!expression.unit_text) return text;
    if (*expression.unit_text == "%") return text + " %";
    const char quote = expression.unit_text->find('\'') == std::string::npos ? '\'' : '"';
    return text + ' ' + quote + *expression.unit_text + quote;
}

std::string binary_text(const Expression& expression) {
    const Hold hold = hold_of(expression);
    // A power groups to the right, what else chains to the left; comparisons do not chain.
    Hold left = hold;
    Hold right = tighter(hold);
    if (hold == Hold::power) {
        left = Hold::atom;
        right = Hold::sign;
    } else if (hold == Hold::comparison) {
        left = tighter(hold);
    } else if (hold == Hold::product) {
        right = Hold::sign;
    }
    std::string first = operand(*expression.arguments[0], left);
    // "5 %/year" is a unit.
    if (expression.name == "/" && first.back() == '%') first = "(" + first + ")";
    return first + ' ' + expression.name + ' ' + operand(*expression.arguments[1], right);
}

std::string list_text(const std::vector<Expression::Index>& names) {
    std::string text;
    for (const Expression::Index& name : names) {
        text += (text.empty() ? "" : ", ") + name.name;
        if (name.offset != 0)
            text += fmt::format(" {} {}", name.offset < 0 ? '-' : '+', std::abs(name.offset));
    }
    return text;
}

std::string name_text(const Expression& expression) {
    return expression.name + (expression.member.empty() ? "" : "." + expression.member) +
           (expression.indices.empty() ? "" : "[" + list_text(expression.indices) + "]");
}

std::string call_text(const Expression& expression) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    std::size_t written = 0;
    const auto add_over = [&] {
        if (!expression.over.empty() && written == expression.over_behind)
            text += " over " + list_text(expression.over);
        ++written;
    };
    for (const ExpressionPtr& argument : expression.arguments) {
        // Right behind the sets a bare name would be one more set.
        const bool is_bare_name =
            argument->kind == Expression::Kind::name && argument->indices.empty();
        const bool behind_sets = !expression.over.empty() && written > expression.over_behind;
        if (expression.name == "convert" && argument != expression.arguments.front() &&
            argument->kind == Expression::Kind::number && argument->number == 1 &&
            argument->unit_text) {
            add("'" + *argument->unit_text + "'");
            add_over();
            continue;
        }
        add(is_bare_name && behind_sets ? "(" + argument->name + ")" : to_text(*argument));
        add_over();
    }
    for (const auto& [name, value] : expression.named) {
        add(name + " = " + to_text(*value));
        add_over();
    }
    return name_text(expression) + "(" + text + ")";
}

}  // namespace

std::string to_text(const Expression& expression) {
    switch (expression.kind) {
        case Expression::Kind::number: return number_text(expression);
        case Expression::Kind::truth: return expression.number != 0 ? "true" : "false";
        case Expression::Kind::name: return name_text(expression);
        case Expression::Kind::call: return call_text(expression);
        case Expression::Kind::unary: {
            const bool is_not = expression.name == "not";
            return (is_not ? "not " : "-") +
                   operand(*expression.arguments[0], is_not ? Hold::negation : Hold::sign);
        }
        case Expression::Kind::binary: return binary_text(expression);
        case Expression::Kind::reading_is: return expression.name + " is " + expression.member;
        case Expression::Kind::at_year:
            return operand(*expression.arguments[0], Hold::atom) + "@" +
                   fmt::format("{}", expression.year);
    }
    return {};
}

}  // namespace plancast
