#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/functions.hpp"

namespace plancast {

namespace {

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

// "real(x, y)" in its name and its parameters; nothing where it is not written so.
bool take_apart(const std::string& head, UserFunction& function) {
    const auto open = head.find('(');
    const std::string whole = trimmed(head);
    if (open == std::string::npos || whole.back() != ')') return false;
    function.name = trimmed(head.substr(0, open));
    std::string rest = head.substr(open + 1, head.rfind(')') - open - 1);
    if (trimmed(rest).empty()) return true;
    for (;;) {
        const auto comma = rest.find(',');
        function.parameters.push_back(trimmed(rest.substr(0, comma)));
        if (comma == std::string::npos) break;
        rest = rest.substr(comma + 1);
    }
    return std::all_of(function.parameters.begin(), function.parameters.end(), is_name);
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

void PlanBuilder::declare_function(const Tree::Member& member) {
    UserFunction function;
    function.place = member.key_place;
    function.usage = member.key;
    if (!take_apart(member.key, function)) {
        names_.set_aside(member.key);
        problems_.error(
            member.key_place,
            fmt::format("'{}' in [functions] is no function with its arguments", member.key),
            "write \"real(x)\" = \"x / price_index\", or \"level()\" = \"price_index / 100\" "
            "without arguments");
        return;
    }
    if (find_function(function.name) != nullptr) {
        problems_.error(member.key_place,
                        fmt::format("'{}' is a function of the language", function.name),
                        "choose another name");
        return;
    }
    if (!names_.declare(function.name,
                        {Symbol::Kind::function, plan_.functions.size(), member.key_place},
                        problems_))
        return;
    if (member.value.is_string())
        function.body = parse_expression(member.value, problems_);
    else
        problems_.error(
            member.value.place,
            fmt::format("function '{}' is a {}", function.name, kind_name(member.value)),
            "expected an expression in quotes");
    function.broken = function.body == nullptr;
    plan_.functions.push_back(std::move(function));
}

// What can be said of a function before it is used: whether its names exist, and whether it ends.
void PlanBuilder::check_functions() {
    std::vector<std::vector<std::size_t>> calls;
    for (UserFunction& function : plan_.functions) {
        for (std::size_t i = 0; i < function.parameters.size(); ++i) {
            const std::string& parameter = function.parameters[i];
            const auto here = function.parameters.begin() + static_cast<std::ptrdiff_t>(i);
            const bool twice = std::find(function.parameters.begin(), here, parameter) != here;
            if (!twice && !is_set_or_map(parameter) && names_.find(parameter) == nullptr &&
                parameter != "year")
                continue;
            problems_.error(function.place,
                            fmt::format("argument '{}' of function '{}' has the name of something "
                                        "else",
                                        parameter, function.name),
                            "choose another name for the argument");
            function.broken = true;
        }
        calls.emplace_back();
        if (!function.broken && !names_exist(*function.body, function, calls.back()))
            function.broken = true;
    }
    std::vector<std::size_t> path;
    for (std::size_t i = 0; i < calls.size(); ++i) refuse_recursion(i, calls, path);
}

bool PlanBuilder::is_set_or_map(const std::string& name) const {
    const auto named = [&](const auto& one) { return one.name == name; };
    return std::any_of(plan_.sets.begin(), plan_.sets.end(), named) ||
           std::any_of(plan_.maps.begin(), plan_.maps.end(), named);
}

bool PlanBuilder::names_exist(const Expression& e, const UserFunction& function,
                              std::vector<std::size_t>& calls) {
    bool fine = true;
    const Symbol* symbol = names_.find(e.name);
    if (e.kind == Expression::Kind::call) {
        if (symbol != nullptr && symbol->kind == Symbol::Kind::function)
            calls.push_back(symbol->index);
    } else if (e.kind == Expression::Kind::name && symbol == nullptr && e.name != "year" &&
               !contains(function.parameters, e.name) && !is_set_or_map(e.name) &&
               !names_.is_set_aside(e.name)) {
        const std::string nearest = nearest_name(e.name, function.parameters);
        std::string advice = nearest.empty() ? names_.suggestion(e.name, e.place)
                                             : fmt::format("did you mean '{}'?", nearest);
        if (advice.empty()) advice = declaration_advice(e.name);
        problems_.error(e.place,
                        fmt::format("unknown name '{}' in function '{}'", e.name, function.name),
                        advice);
        fine = false;
    }
    // Targets have names of their own, which are looked up where the function is called.
    const Function* called = find_function(e.name);
    if (e.kind == Expression::Kind::call && called != nullptr &&
        called->kind == FunctionKind::verdict)
        return fine;
    for (const ExpressionPtr& argument : e.arguments)
        fine = names_exist(*argument, function, calls) && fine;
    for (const auto& [name, argument] : e.named)
        fine = names_exist(*argument, function, calls) && fine;
    return fine;
}

void PlanBuilder::refuse_recursion(std::size_t index,
                                   const std::vector<std::vector<std::size_t>>& calls,
                                   std::vector<std::size_t>& path) {
    UserFunction& function = plan_.functions[index];
    if (function.ends || function.broken) return;
    const auto met = std::find(path.begin(), path.end(), index);
    if (met != path.end()) {
        std::vector<std::string> names;
        for (auto at = met; at != path.end(); ++at) {
            names.push_back(plan_.functions[*at].name);
            plan_.functions[*at].broken = true;
        }
        names.push_back(function.name);
        problems_.error(
            function.place,
            fmt::format("function '{}' calls itself: {}", function.name, fmt::join(names, " -> ")),
            "a series follows itself through the years: prev(x)");
        return;
    }
    path.push_back(index);
    for (const std::size_t called : calls[index]) refuse_recursion(called, calls, path);
    path.pop_back();
    function.ends = true;
}

}  // namespace plancast
