#include <map>
#include <string>

#include <fmt/format.h>

#include "engine/models/checker.hpp"

namespace plancast {

namespace {

/// Functions that call functions that call functions: what no plan needs and memory cannot hold.
constexpr std::size_t most_calls = 100'000;

}  // namespace

// A function that the plan defines is checked anew where it is used: its body stands there, with
// its arguments as they are there, so it takes any unit that its body can do with.
Checker::Result Checker::user_call(const Expression& e, const UserFunction& function,
                                   const Scope& scope) const {
    if (function.broken) return std::nullopt;
    if (!e.named.empty() || !e.over.empty() || e.arguments.size() != function.parameters.size()) {
        problems_.error(
            e.place,
            fmt::format("'{}' takes {} argument{}, here {}", e.name, function.parameters.size(),
                        function.parameters.size() == 1 ? "" : "s",
                        e.arguments.size() + e.named.size()),
            "write " + function.usage);
        return std::nullopt;
    }
    std::map<std::string, Checked> arguments;
    for (std::size_t i = 0; i < e.arguments.size(); ++i) {
        auto argument = check(*e.arguments[i], scope);
        if (!argument) return std::nullopt;
        if (argument->formula->kind != Formula::Kind::number)
            argument->formula = shared_formula(argument->formula);
        arguments.emplace(function.parameters[i], *argument);
    }
    if (++calls_ > most_calls) {
        if (calls_ == most_calls + 1)
            problems_.error(e.place,
                            fmt::format("functions call functions more than {} times", most_calls),
                            "give what they have in common a series of its own");
        return std::nullopt;
    }
    Scope inside = scope;
    inside.where = fmt::format("function '{}'", function.name);
    inside.arguments = &arguments;
    const std::size_t said = problems_.list().size();
    auto result = check(*function.body, inside);
    if (problems_.list().size() > said)
        problems_.note_since(said, fmt::format("'{}' is called at {}", function.name,
                                               place_text(e.place, function.place)));
    return result;
}

Checker::Result Checker::argument(const Expression& e, const Checked& bound) const {
    if (e.indices.empty()) return bound;
    problems_.error(
        e.indices.front().place,
        fmt::format("'{}' is an argument, its member cannot be chosen here", e.name),
        fmt::format("choose it where the function is called: x[{}]", e.indices.front().name));
    return std::nullopt;
}

Checker::Result Checker::table_call(const Expression& e, std::size_t index,
                                    const Scope& scope) const {
    const Table& table = plan_.tables[index];
    used_.insert({Symbol::Kind::table, index});
    if (table.broken) return std::nullopt;
    if (table.by_year) {
        problems_.error(
            e.place, fmt::format("table '{}' has a value each year", e.name),
            fmt::format("write {0}, or {0}@{1} for one year", e.name, plan_.years.front()));
        return std::nullopt;
    }
    if (e.arguments.size() != 1 || !e.named.empty() || !e.over.empty()) {
        problems_.error(e.place,
                        fmt::format("'{}' takes 1 argument, here {}", e.name,
                                    e.arguments.size() + e.named.size()),
                        fmt::format("write {}(x)", e.name));
        return std::nullopt;
    }
    Scope inner = scope;
    inner.where = fmt::format("the argument of '{}'", e.name);
    const Term argument = number(e.arguments[0], table.argument_unit, inner);
    if (!argument) return std::nullopt;
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::table;
    formula->place = e.place;
    formula->index = index;
    formula->arguments = {argument.formula};
    if (!members(e, table, scope, formula->members)) return std::nullopt;
    Type type;
    type.unit = table.unit;
    return Checked{formula, type};
}

}  // namespace plancast
