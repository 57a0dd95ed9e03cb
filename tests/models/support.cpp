#include "tests/models/support.hpp"

#include <memory>

#include "engine/models/expression.hpp"

namespace plancast::test {

SourceFilePtr source(const std::string& text) {
    return std::make_shared<const SourceFile>("model.toml", text);
}

Tree value_of(const std::string& toml) {
    const Tree tree = parse_document(source(toml));
    return *tree.find("x");
}

std::vector<Problem> toml_problems(const std::string& toml) {
    try {
        parse_document(source(toml));
    } catch (const InvalidInput& input) {
        return input.problems();
    }
    return {};
}

std::string only(const std::vector<Problem>& problems) {
    if (problems.size() != 1) return std::to_string(problems.size()) + " problems";
    const Problem& problem = problems.front();
    std::string text = std::to_string(problem.position.line) + ':' +
                       std::to_string(problem.position.column) + '+' +
                       std::to_string(problem.position.length) + ' ' + problem.message;
    if (!problem.suggestion.empty()) text += " | " + problem.suggestion;
    return text;
}

std::string expression_mistake(const std::string& toml) {
    const Tree value = value_of(toml);
    Problems problems;
    const ExpressionPtr expression = parse_expression(value, problems);
    if (expression) return "parsed: " + to_text(*expression);
    return only(problems.list());
}

}  // namespace plancast::test
