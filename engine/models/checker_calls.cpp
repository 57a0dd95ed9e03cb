#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/characters.hpp"
#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/laws.hpp"
#include "engine/models/other_words.hpp"

namespace plancast {

namespace {

// What is meant by a function that there is not; "" where nothing is near.
std::string meant_function(const std::string& name, const std::vector<std::string>& known) {
    if (const std::string_view other = advice_for_call(lower_case(name)); !other.empty())
        return std::string(other);
    if (find_law(name) != nullptr)
        return fmt::format("a law belongs to an input: [inputs.x] with {} = {{ ... }}", name);
    const std::string_view ours = function_for(lower_case(name));
    const std::string nearest = ours.empty() ? nearest_name(name, known) : std::string(ours);
    return nearest.empty() ? nearest : fmt::format("did you mean '{}'?", nearest);
}

// What to write for a year in the parentheses of a call: "debt(-1)", "debt(t - 1)", "debt(2028)".
std::string value_in_year(const std::string& name, const Expression& at) {
    const auto is_now = [](const Expression& x) {
        return x.kind == Expression::Kind::name && is_word_for_year(x.name);
    };
    const auto whole = [](const Expression& x) {
        const bool known = x.kind == Expression::Kind::number && x.number == std::floor(x.number) &&
                           x.number >= 0 && x.number < 10'000;
        return known ? static_cast<int>(x.number) : -1;
    };
    if (is_now(at)) return fmt::format("this year's value is {}", name);
    if (whole(at) >= 1000) return fmt::format("write {}@{}", name, whole(at));
    const bool back = at.name == "-" && !at.arguments.empty();
    if (back && at.kind == Expression::Kind::unary && whole(*at.arguments[0]) > 0)
        return "write " + earlier_value(name, whole(*at.arguments[0]));
    if (back && at.kind == Expression::Kind::binary && is_now(*at.arguments[0]) &&
        whole(*at.arguments[1]) > 0)
        return "write " + earlier_value(name, whole(*at.arguments[1]));
    return {};
}

// How a function is called. One value has no smallest or largest: what is wanted is over years or
// members.
std::string advised_call(const Function& function, const Expression& e, const Plan& plan) {
    // sum(x, crop)
    if (function.over_members && e.arguments.size() == 2 &&
        e.arguments[1]->kind == Expression::Kind::name && plan.find_range(e.arguments[1]->name))
        return fmt::format("write {}({} over {})", e.name, to_text(*e.arguments[0]),
                           e.arguments[1]->name);
    if (e.arguments.size() == 1 && (function.name == "min" || function.name == "max"))
        return fmt::format(
            "write {0}(x) over the years, {0}(x over set) over members, {1} of several",
            function.name == "min" ? "lowest" : "highest", function.usage);
    return "write " + function.usage;
}

}  // namespace

Checker::Result Checker::call(const Expression& e, const Scope& scope) const {
    const Function* function = find_function(e.name);
    const Symbol* symbol = function == nullptr ? names_.find(e.name) : nullptr;
    const bool own = symbol != nullptr && symbol->kind == Symbol::Kind::function;
    if (!e.indices.empty() && (function != nullptr || own)) {
        problems_.error(e.indices.front().place,
                        fmt::format("'{}' is a function, its value has no members", e.name),
                        fmt::format("the member stands behind what it is called with: {}(x[{}])",
                                    e.name, e.indices.front().name));
        return std::nullopt;
    }
    if (own) {
        used_.insert({symbol->kind, symbol->index});
        return user_call(e, plan_.functions[symbol->index], scope);
    }
    if (symbol != nullptr && symbol->kind == Symbol::Kind::table)
        return table_call(e, symbol->index, scope);
    if (function == nullptr && symbol == nullptr && names_.is_set_aside(e.name))
        return std::nullopt;
    if (function == nullptr) {
        std::vector<std::string> known = function_names();
        for (const UserFunction& own : plan_.functions) known.push_back(own.name);
        for (const Table& table : plan_.tables)
            if (!table.by_year) known.push_back(table.name);
        std::string advice = meant_function(e.name, known);
        if (names_.find(e.name) != nullptr && e.arguments.size() == 1) {
            const std::string by_year = value_in_year(e.name, *e.arguments.front());
            if (!by_year.empty()) {
                problems_.error(
                    e.arguments.front()->place,
                    fmt::format("a year is not chosen in parentheses: '{}' is {} {}", e.name,
                                names_.find(e.name)->kind == Symbol::Kind::input ? "an" : "a",
                                kind_name(names_.find(e.name)->kind)),
                    by_year);
                return std::nullopt;
            }
        }
        if (e.arguments.size() == 1 && e.arguments.front()->kind == Expression::Kind::name) {
            const std::string indexed = index_advice(e.name, e.arguments.front()->name);
            if (!indexed.empty()) {
                problems_.error(
                    e.arguments.front()->place,
                    fmt::format("a member is not chosen in parentheses: '{}' is {} {}", e.name,
                                symbol->kind == Symbol::Kind::input ? "an" : "a",
                                kind_name(symbol->kind)),
                    indexed);
                return std::nullopt;
            }
        }
        if (symbol == nullptr && advice.empty())
            advice = fmt::format(
                "'plancast explain functions' lists those there are; one of your own is declared "
                "in "
                "[functions]: \"{}(x)\" = ...",
                e.name);
        if (names_.find(e.name) != nullptr)
            advice = fmt::format("'{0}' is {2} {1}: write {0} without parentheses, or {0} * (...)",
                                 e.name, kind_name(names_.find(e.name)->kind),
                                 names_.find(e.name)->kind == Symbol::Kind::input ? "an" : "a");
        problems_.error(e.place, fmt::format("unknown function '{}' in {}", e.name, scope.where),
                        advice);
        return std::nullopt;
    }
    const std::size_t count = e.arguments.size();
    if (count < function->least || count > function->most) {
        const std::string due =
            function->least == function->most ? fmt::format("{}", function->least)
            : function->most > 9              ? fmt::format("at least {}", function->least)
                                 : fmt::format("{} to {}", function->least, function->most);
        problems_.error(e.place,
                        fmt::format("'{}' takes {} argument{}, here {}", e.name, due,
                                    due == "1" ? "" : "s", count),
                        advised_call(*function, e, plan_));
        return std::nullopt;
    }
    for (const auto& [name, argument] : e.named) {
        if (std::find(function->named.begin(), function->named.end(), name) !=
            function->named.end())
            continue;
        problems_.error(argument->place, fmt::format("'{}' has no argument '{}'", e.name, name),
                        "write " + function->usage);
        return std::nullopt;
    }
    if (!e.over.empty() && !function->over_members) {
        problems_.error(e.over.front().place, fmt::format("'{}' does not run over a set", e.name),
                        "write " + function->usage);
        return std::nullopt;
    }
    switch (function->kind) {
        case FunctionKind::plain:
        case FunctionKind::keep_unit:
        case FunctionKind::square_root: return plain_function(e, *function, scope);
        case FunctionKind::same_unit: return same_unit_function(e, scope);
        case FunctionKind::round: return round_function(e, scope);
        case FunctionKind::choice: return choice(e, scope);
        case FunctionKind::convert: return convert(e, scope);
        case FunctionKind::approach: return approach(e, scope);
        case FunctionKind::previous:
        case FunctionKind::before:
        case FunctionKind::total:
        case FunctionKind::growth: return in_time_function(e, *function, scope);
        case FunctionKind::fold: return fold(e, *function, scope);
        case FunctionKind::among: return among(e, *function, scope);
        case FunctionKind::verdict: return verdict(e, scope);
        case FunctionKind::position:
        case FunctionKind::size: return set_function(e, *function, scope);
    }
    return std::nullopt;
}

Checker::Result Checker::plain_function(const Expression& e, const Function& function,
                                        const Scope& scope) const {
    const Expression& argument = *e.arguments[0];
    if (function.kind == FunctionKind::plain) {
        const auto x = plain_argument(argument, scope, fmt::format("'{}'", e.name));
        if (!x) return std::nullopt;
        const FormulaPtr one = number_formula(1, e.place), shared = shared_formula(x->formula);
        if (e.name == "logistic") {
            const auto decay =
                apply_formula(Operation::exponential,
                              {apply_formula(Operation::negate, {x->formula}, e.place)}, e.place);
            return Checked{
                apply_formula(Operation::divide,
                              {one, apply_formula(Operation::add, {one, decay}, e.place)}, e.place),
                {}};
        }
        if (e.name == "logit") {
            const auto rest = apply_formula(Operation::subtract, {one, shared}, e.place);
            return Checked{
                apply_formula(Operation::logarithm,
                              {apply_formula(Operation::divide, {shared, rest}, e.place)}, e.place),
                {}};
        }
        return Checked{apply_formula(function.operation, {x->formula}, e.place), {}};
    }
    const auto x = named_argument(argument, scope);
    if (!x) return std::nullopt;
    if (function.kind == FunctionKind::keep_unit)
        return Checked{apply_formula(function.operation, {x->formula}, e.place), x->type};
    const auto root = square_root(x->type.unit);
    if (!root) {
        problems_.error(e.place, fmt::format("'{}' has no square root", x->type.unit.text),
                        "divide by a quantity of the same unit");
        return std::nullopt;
    }
    Type type;
    type.unit = *root;
    return Checked{apply_formula(Operation::square_root, {x->formula}, e.place), type};
}

Checker::Result Checker::same_unit_function(const Expression& e, const Scope& scope) const {
    Result result;
    for (std::size_t i = 0; i < e.arguments.size(); ++i) {
        const Expression& argument = *e.arguments[i];
        auto x = number_argument(argument, scope);
        if (!x) return std::nullopt;
        if (!result) {
            result = x;
            continue;
        }
        if (!bring_together(argument.place, fmt::format("'{}'", e.name),
                            {*result, *e.arguments[i - 1]}, {*x, argument}))
            return std::nullopt;
        // clamp(x, low, high) raises, then lowers.
        const bool raises = e.name == "max" || (e.name == "clamp" && i == 1);
        result->formula = apply_formula(raises ? Operation::maximum : Operation::minimum,
                                        {result->formula, x->formula}, e.place);
    }
    return result;
}

Checker::Result Checker::round_function(const Expression& e, const Scope& scope) const {
    auto x = named_argument(*e.arguments[0], scope);
    if (!x) return std::nullopt;
    if (e.arguments.size() == 1)
        return Checked{apply_formula(Operation::round_nearest, {x->formula}, e.place), x->type};
    auto step = number_argument(*e.arguments[1], scope);
    if (!step || !bring_together(e.arguments[1]->place, "'round'", {*x, *e.arguments[0]},
                                 {*step, *e.arguments[1]}))
        return std::nullopt;
    const auto steps = apply_formula(
        Operation::round_nearest,
        {apply_formula(Operation::divide, {x->formula, step->formula}, e.place)}, e.place);
    return Checked{apply_formula(Operation::multiply, {steps, step->formula}, e.place), x->type};
}

Checker::Result Checker::choice(const Expression& e, const Scope& scope) const {
    const auto condition = truth_argument(*e.arguments[0], scope);
    auto a = check(*e.arguments[1], scope), b = check(*e.arguments[2], scope);
    if (!condition || !a || !b) return std::nullopt;
    if (!bring_together(e.place, "'if'", {*a, *e.arguments[1]}, {*b, *e.arguments[2]}))
        return std::nullopt;
    return Checked{
        apply_formula(Operation::select, {condition->formula, a->formula, b->formula}, e.place),
        a->type};
}

Checker::Result Checker::approach(const Expression& e, const Scope& scope) const {
    auto x = number_argument(*e.arguments[0], scope);
    auto ceiling = number_argument(*e.arguments[1], scope);
    const auto share = plain_argument(*e.arguments[2], scope, "the share of 'approach'");
    if (!x || !ceiling || !share) return std::nullopt;
    if (!bring_together(e.arguments[1]->place, "'approach'", {*x, *e.arguments[0]},
                        {*ceiling, *e.arguments[1]}))
        return std::nullopt;
    const FormulaPtr start = shared_formula(x->formula);
    const auto distance = apply_formula(Operation::subtract, {ceiling->formula, start}, e.place);
    const auto step = apply_formula(Operation::multiply, {distance, share->formula}, e.place);
    return Checked{apply_formula(Operation::add, {start, step}, e.place), x->type};
}

}  // namespace plancast
