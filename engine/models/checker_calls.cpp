#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/unit_words.hpp"

namespace plancast {

namespace {

FormulaPtr make(Formula::Kind kind, std::vector<FormulaPtr> arguments, const Place& place) {
    auto formula = std::make_shared<Formula>();
    formula->kind = kind;
    formula->arguments = std::move(arguments);
    formula->place = place;
    return formula;
}

FormulaPtr minus_one(FormulaPtr x, const Place& place) {
    return apply_formula(Operation::subtract, {std::move(x), number_formula(1, place)}, place);
}

}  // namespace

Checker::Result Checker::call(const Expression& e, const Scope& scope) const {
    const Function* function = find_function(e.name);
    if (function == nullptr) {
        const std::string nearest = nearest_name(e.name, function_names());
        std::string advice =
            nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest);
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
                        "write " + function->usage);
        return std::nullopt;
    }
    if (!e.named.empty()) {
        problems_.error(e.named.front().second->place,
                        fmt::format("'{}' has no argument '{}'", e.name, e.named.front().first),
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
        case FunctionKind::previous:
        case FunctionKind::before:
        case FunctionKind::total:
        case FunctionKind::growth: return in_time_function(e, *function, scope);
        case FunctionKind::fold: return fold(e, *function, scope);
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
    const auto x = number_argument(argument, scope);
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
    std::vector<FormulaPtr> arguments;
    std::optional<Type> type;
    for (const ExpressionPtr& argument : e.arguments) {
        const auto x = number_argument(*argument, scope);
        if (!x) return std::nullopt;
        if (type && !compatible(argument->place, fmt::format("'{}'", e.name), *type, x->type))
            return std::nullopt;
        if (!type || type->fits_any) type = x->type;
        arguments.push_back(x->formula);
    }
    if (e.name == "clamp") {
        const auto raised =
            apply_formula(Operation::maximum, {arguments[0], arguments[1]}, e.place);
        return Checked{apply_formula(Operation::minimum, {raised, arguments[2]}, e.place), *type};
    }
    FormulaPtr result = arguments[0];
    const auto operation = e.name == "min" ? Operation::minimum : Operation::maximum;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        result = apply_formula(operation, {result, arguments[i]}, e.place);
    return Checked{result, *type};
}

Checker::Result Checker::round_function(const Expression& e, const Scope& scope) const {
    const auto x = number_argument(*e.arguments[0], scope);
    if (!x) return std::nullopt;
    if (e.arguments.size() == 1)
        return Checked{apply_formula(Operation::round_nearest, {x->formula}, e.place), x->type};
    const auto step = number_argument(*e.arguments[1], scope);
    if (!step || !compatible(e.arguments[1]->place, "'round'", x->type, step->type))
        return std::nullopt;
    const auto steps = apply_formula(
        Operation::round_nearest,
        {apply_formula(Operation::divide, {x->formula, step->formula}, e.place)}, e.place);
    return Checked{apply_formula(Operation::multiply, {steps, step->formula}, e.place), x->type};
}

Checker::Result Checker::choice(const Expression& e, const Scope& scope) const {
    const auto condition = truth_argument(*e.arguments[0], scope);
    const auto a = check(*e.arguments[1], scope), b = check(*e.arguments[2], scope);
    if (!condition || !a || !b) return std::nullopt;
    if (!compatible(e.place, "'if'", a->type, b->type)) return std::nullopt;
    return Checked{
        apply_formula(Operation::select, {condition->formula, a->formula, b->formula}, e.place),
        a->type.fits_any ? b->type : a->type};
}

Checker::Result Checker::convert(const Expression& e, const Scope& scope) const {
    const auto x = number_argument(*e.arguments[0], scope);
    const Expression& target = *e.arguments[1];
    if (!x) return std::nullopt;
    if (!target.unit_text || target.kind != Expression::Kind::number) {
        problems_.error(target.place, "'convert' takes a unit in quotes",
                        "write convert(x, 'bn VND')");
        return std::nullopt;
    }
    std::string wrong;
    const auto unit = plan_.units.parse(*target.unit_text, wrong);
    if (!unit) {
        problems_.error(target.unit_place, wrong);
        return std::nullopt;
    }
    // Points of a percentage are turned into a percentage only where the plan says so.
    Unit from = x->type.unit;
    const std::map<std::string, int> points = {{std::string(percentage_point_dimension), 1}};
    if (from.dimensionless() && unit->dimensions == points)
        from.dimensions = points;
    else if (from.dimensions == points && unit->dimensionless())
        from.dimensions.clear();
    if (!same_dimensions(from, *unit)) {
        problems_.error(target.place, fmt::format("'{}' cannot be converted to '{}'",
                                                  x->type.unit.text, unit->text));
        return std::nullopt;
    }
    const double factor = conversion_factor(from, *unit);
    Type type;
    type.unit = *unit;
    return Checked{
        apply_formula(Operation::multiply, {x->formula, number_formula(factor, e.place)}, e.place),
        type};
}

Checker::Result Checker::in_time_function(const Expression& e, const Function& function,
                                          const Scope& scope) const {
    if (plan_.years.empty() || !scope.in_time) {
        problems_.error(e.place,
                        plan_.years.empty() ? std::string("this model has no years")
                                            : fmt::format("no year is at hand in {}", scope.where),
                        plan_.years.empty() ? "give [model] years = [first, last]" : "");
        return std::nullopt;
    }
    const bool any_kind =
        function.kind == FunctionKind::previous || function.kind == FunctionKind::before;
    const auto x =
        any_kind ? check(*e.arguments[0], scope) : number_argument(*e.arguments[0], scope);
    if (!x) return std::nullopt;
    if (function.kind == FunctionKind::previous)
        return Checked{make(Formula::Kind::previous, {x->formula}, e.place), x->type};
    if (function.kind == FunctionKind::total)
        return Checked{shared_formula(make(Formula::Kind::total, {x->formula}, e.place)), x->type};
    if (function.kind == FunctionKind::growth) {
        const FormulaPtr shared = shared_formula(x->formula);
        const auto previous = make(Formula::Kind::previous, {shared}, e.place);
        Type type;
        type.unit.text = "1/year";
        return Checked{
            minus_one(apply_formula(Operation::divide, {shared, previous}, e.place), e.place),
            type};
    }
    const auto start = check(*e.arguments[1], scope);
    if (!start || !compatible(e.place, "'before'", x->type, start->type)) return std::nullopt;
    return Checked{make(Formula::Kind::before, {x->formula, start->formula}, e.place),
                   x->type.fits_any ? start->type : x->type};
}

Checker::Result Checker::fold(const Expression& e, const Function& function,
                              const Scope& scope) const {
    auto formula = std::make_shared<Formula>();
    formula->fold = function.fold;
    formula->place = e.place;
    Scope inner = scope;
    if (e.over.empty() && function.over_years && !plan_.years.empty() &&
        !scope.allow_folds_over_years) {
        problems_.error(
            e.place,
            fmt::format("'{}' runs over all years, also those to come, in {}", e.name, scope.where),
            function.takes_truth
                ? "it belongs in a target; so far: prev(x) or ..., before(x, start)"
                : "it belongs in a target; so far: total(x), before(x, start)");
        return std::nullopt;
    }
    if (e.over.empty()) {
        if (!function.over_years || plan_.years.empty()) {
            problems_.error(e.place,
                            function.over_years ? std::string("this model has no years")
                                                : fmt::format("'{}' runs over a set", e.name),
                            "write " + function.usage);
            return std::nullopt;
        }
        formula->kind = Formula::Kind::over_years;
        inner.in_time = true;
    } else {
        formula->kind = Formula::Kind::over_members;
        for (const Expression::Index& over : e.over) {
            const auto set = find_set(over.name, over.place);
            if (!set) return std::nullopt;
            if (std::find(formula->sets.begin(), formula->sets.end(), *set) !=
                formula->sets.end()) {
                problems_.error(over.place,
                                fmt::format("'{}' runs over '{}' twice", e.name, over.name));
                return std::nullopt;
            }
            formula->sets.push_back(*set);
            inner.sets.push_back(*set);
        }
    }
    const auto x = function.takes_truth ? truth_argument(*e.arguments[0], inner)
                                        : number_argument(*e.arguments[0], inner);
    if (!x) return std::nullopt;
    formula->arguments = {x->formula};
    formula->shared = true;
    Type type;
    using Fold = Formula::Fold;
    if (function.fold == Fold::all || function.fold == Fold::any)
        type.truth = true;
    else if (function.fold == Fold::cagr)
        type.unit.text = "1/year";
    else if (!function.takes_truth)
        type = x->type;
    return Checked{formula, type};
}

}  // namespace plancast
