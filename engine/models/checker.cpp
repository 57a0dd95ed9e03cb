#include "engine/models/checker.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/functions.hpp"

namespace plancast {

namespace {

Type plain_number() { return {}; }
Type truth_value() { return {Unit{}, true, false}; }

std::string unit_name(const Type& type) {
    if (type.truth) return "true or false";
    return type.unit.text == "1" ? "a plain number" : fmt::format("'{}'", type.unit.text);
}

std::string dimension_hint(const Unit& a, const Unit& b) {
    const Unit points{{{"pp", 1}}, 0.01, "percentage points"};
    if ((same_dimensions(a, points) && b.dimensionless()) ||
        (same_dimensions(b, points) && a.dimensionless()))
        return "write convert(x, '%') to take percentage points as a percentage";
    for (const auto& [dimension, exponent] : a.dimensions) {
        for (const auto& [other, other_exponent] : b.dimensions) {
            if (dimension == other || exponent != other_exponent) continue;
            if (dimension.starts_with(other) || other.starts_with(dimension) ||
                dimension.substr(0, 3) == other.substr(0, 3))
                return "multiply or divide by a price index with the unit 'current VND / constant "
                       "VND'";
        }
    }
    return {};
}

}  // namespace

FormulaPtr number_formula(double value, const Place& place) {
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::number;
    formula->value = value;
    formula->place = place;
    return formula;
}

FormulaPtr apply_formula(Operation operation, std::vector<FormulaPtr> arguments,
                         const Place& place) {
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::apply;
    formula->operation = operation;
    formula->arguments = std::move(arguments);
    formula->place = place;
    return formula;
}

namespace {

FormulaPtr scaled(FormulaPtr formula, double factor) {
    if (factor == 1) return formula;
    const Place place = formula->place;
    if (formula->kind == Formula::Kind::number)
        return number_formula(formula->value * factor, place);
    return apply_formula(Operation::multiply, {std::move(formula), number_formula(factor, place)},
                         place);
}

}  // namespace

bool Checker::compatible(const Place& place, const std::string& what, const Type& a,
                         const Type& b) const {
    if (a.truth != b.truth) {
        problems_.error(place, fmt::format("{} mixes a number and true or false", what),
                        "write if(condition, 1, 0) to count a condition");
        return false;
    }
    if (a.truth || a.fits_any || b.fits_any || same_unit(a.unit, b.unit)) return true;
    if (!same_dimensions(a.unit, b.unit)) {
        problems_.error(
            place,
            fmt::format("{} takes one unit, here {} and {}", what, unit_name(a), unit_name(b)),
            dimension_hint(a.unit, b.unit));
        return false;
    }
    const Type& target = a.unit.text == "1" ? b : a;
    problems_.error(
        place, fmt::format("{} takes one unit, here {} and {}", what, unit_name(a), unit_name(b)),
        fmt::format("write convert(x, '{}') for the other one", target.unit.text));
    return false;
}

std::optional<Checked> Checker::check(const Expression& e, const Scope& scope) const {
    switch (e.kind) {
        case Expression::Kind::number: return literal(e);
        case Expression::Kind::truth:
            return Checked{number_formula(e.number, e.place), truth_value()};
        case Expression::Kind::name: return name(e, scope);
        case Expression::Kind::call: return call(e, scope);
        case Expression::Kind::unary: return unary(e, scope);
        case Expression::Kind::binary: return binary(e, scope);
        case Expression::Kind::reading_is: return reading(e, scope);
        case Expression::Kind::at_year: return at_year(e, scope);
    }
    return std::nullopt;
}

Checker::Result Checker::literal(const Expression& e) const {
    Type type = plain_number();
    type.fits_any = e.number == 0 && !e.unit_text;
    if (e.unit_text) {
        std::string wrong;
        const auto unit = plan_.units.parse(*e.unit_text, wrong);
        if (!unit) {
            problems_.error(e.unit_place, wrong);
            return std::nullopt;
        }
        type.unit = *unit;
    }
    return Checked{number_formula(e.number, e.place), type};
}

Checker::Result Checker::unknown_name(const Expression& e, const Scope& scope) const {
    for (const MemberSet& set : plan_.sets) {
        if (set.name == e.name) {
            problems_.error(e.place,
                            fmt::format("'{}' is a set, not a number, in {}", e.name, scope.where),
                            fmt::format("write a function over it: sum(x over {})", e.name));
            return std::nullopt;
        }
        if (std::find(set.members.begin(), set.members.end(), e.name) != set.members.end()) {
            problems_.error(e.place,
                            fmt::format("'{}' is a member of set '{}', not a number, in {}", e.name,
                                        set.name, scope.where),
                            fmt::format("write x[{}] for the value of x for it", e.name));
            return std::nullopt;
        }
    }
    std::string advice = names_.suggestion(e.name);
    if (advice.empty() && find_function(e.name))
        advice = "it is a function: write " + find_function(e.name)->usage;
    problems_.error(e.place, fmt::format("unknown name '{}' in {}", e.name, scope.where), advice);
    return std::nullopt;
}

bool Checker::members(const Expression& e, const Declared& declared, const Scope& scope,
                      std::vector<MemberChoice>& choices) const {
    std::vector<bool> chosen(declared.sets.size(), false);
    for (std::size_t set : declared.sets) choices.push_back({set, MemberChoice::at_hand});
    for (const Expression::Index& index : e.indices) {
        bool found = false;
        std::vector<std::string> candidates;
        for (std::size_t i = 0; i < choices.size() && !found; ++i) {
            if (chosen[i]) continue;
            const MemberSet& set = plan_.sets[choices[i].set];
            const auto member = std::find(set.members.begin(), set.members.end(), index.name);
            if (set.name == index.name) {
                found = true;
            } else if (member != set.members.end()) {
                choices[i].member = static_cast<std::size_t>(member - set.members.begin());
                found = true;
            }
            if (found) chosen[i] = true;
            candidates.insert(candidates.end(), set.members.begin(), set.members.end());
        }
        if (found) continue;
        if (declared.sets.empty()) {
            problems_.error(index.place,
                            fmt::format("'{}' has one value, no members", declared.name),
                            fmt::format("write {} without [{}]", declared.name, index.name));
        } else {
            const std::string nearest = nearest_name(index.name, candidates);
            problems_.error(
                index.place, fmt::format("'{}' has no member '{}'", declared.name, index.name),
                nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
        }
        return false;
    }
    for (const MemberChoice& choice : choices) {
        const bool at_hand =
            std::find(scope.sets.begin(), scope.sets.end(), choice.set) != scope.sets.end();
        if (choice.member != MemberChoice::at_hand || at_hand) continue;
        const MemberSet& set = plan_.sets[choice.set];
        problems_.error(e.place,
                        fmt::format("'{}' has a value for each {}, one number is due in {}",
                                    declared.name, set.name, scope.where),
                        fmt::format("write {0}[{1}] for one member, sum({0} over {2}) for all",
                                    declared.name, set.members.front(), set.name));
        return false;
    }
    return true;
}

Checker::Result Checker::name(const Expression& e, const Scope& scope) const {
    if (e.name == "year") {
        if (!scope.in_time) {
            problems_.error(e.place, fmt::format("no year is at hand in {}", scope.where));
            return std::nullopt;
        }
        auto formula = std::make_shared<Formula>();
        formula->kind = Formula::Kind::year;
        formula->place = e.place;
        return Checked{formula, plain_number()};
    }
    const Symbol* symbol = names_.find(e.name);
    if (symbol == nullptr) return unknown_name(e, scope);
    auto formula = std::make_shared<Formula>();
    formula->place = e.place;
    formula->index = symbol->index;
    const Declared* declared = nullptr;
    bool by_year = false;
    switch (symbol->kind) {
        case Symbol::Kind::reading:
            problems_.error(e.place, fmt::format("'{}' is a reading, not a number", e.name),
                            fmt::format("test it: {} is {}", e.name,
                                        plan_.readings[symbol->index].alternatives.front()));
            return std::nullopt;
        case Symbol::Kind::lever:
            formula->kind = Formula::Kind::lever;
            declared = &plan_.levers[symbol->index];
            break;
        case Symbol::Kind::input: {
            formula->kind = Formula::Kind::input;
            declared = &plan_.inputs[symbol->index];
            by_year = plan_.inputs[symbol->index].by_year;
            if (!scope.allow_inputs) {
                problems_.error(e.place, fmt::format("{} may use levers only, '{}' is an input",
                                                     scope.where, e.name));
                return std::nullopt;
            }
            break;
        }
        case Symbol::Kind::series:
            formula->kind = Formula::Kind::series;
            declared = &plan_.series[symbol->index];
            by_year = plan_.series[symbol->index].by_year;
            if (!scope.allow_series) {
                problems_.error(
                    e.place,
                    fmt::format(
                        "{} may use levers and inputs only, '{}' is a {}", scope.where, e.name,
                        plan_.series[symbol->index].count == CountLaw::none ? "series" : "count"),
                    "inputs are drawn before any series; a [counts] entry may depend on the state");
                return std::nullopt;
            }
            break;
    }
    if (by_year && !scope.in_time) {
        problems_.error(
            e.place,
            fmt::format("'{}' has a value each year, none is at hand in {}", e.name, scope.where),
            "draw this one each year too: each = \"year\"");
        return std::nullopt;
    }
    if (!members(e, *declared, scope, formula->members)) return std::nullopt;
    return Checked{formula, Type{declared->unit, declared->truth, false}};
}

Checker::Result Checker::reading(const Expression& e, const Scope& scope) const {
    const Symbol* symbol = names_.find(e.name);
    if (symbol == nullptr || symbol->kind != Symbol::Kind::reading) {
        std::vector<std::string> readings;
        for (const Reading& reading : plan_.readings) readings.push_back(reading.name);
        const std::string nearest = nearest_name(e.name, readings);
        problems_.error(e.place, fmt::format("'{}' is not a reading", e.name),
                        nearest.empty()
                            ? std::string("'is' tests a reading; compare numbers with ==")
                            : fmt::format("did you mean '{}'?", nearest));
        return std::nullopt;
    }
    const Reading& reading = plan_.readings[symbol->index];
    if (!scope.allow_readings) {
        problems_.error(e.place, fmt::format("{} tests the reading '{}'", scope.where, e.name),
                        "a reading never changes a draw; test it in a series or a target");
        return std::nullopt;
    }
    const auto found =
        std::find(reading.alternatives.begin(), reading.alternatives.end(), e.member);
    if (found == reading.alternatives.end()) {
        const std::string nearest = nearest_name(e.member, reading.alternatives);
        problems_.error(
            e.member_place,
            fmt::format("reading '{}' has no alternative '{}'", reading.name, e.member),
            nearest.empty()
                ? fmt::format("it has: {}", fmt::format("{}", reading.alternatives.front()))
                : fmt::format("did you mean '{}'?", nearest));
        return std::nullopt;
    }
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::reading;
    formula->place = e.place;
    formula->index = symbol->index;
    formula->alternative = static_cast<std::size_t>(found - reading.alternatives.begin());
    return Checked{formula, truth_value()};
}

Checker::Result Checker::at_year(const Expression& e, const Scope& scope) const {
    if (plan_.years.empty()) {
        problems_.error(e.place, "this model has no years", "give [model] years = [first, last]");
        return std::nullopt;
    }
    if (e.year < plan_.base_year || e.year > plan_.years.back()) {
        problems_.error(e.place, fmt::format("the year {} is outside the plan", e.year),
                        fmt::format("years from {} (the base) to {} exist", plan_.base_year,
                                    plan_.years.back()));
        return std::nullopt;
    }
    Scope inner = scope;
    inner.in_time = true;
    auto argument = check(*e.arguments[0], inner);
    if (!argument) return std::nullopt;
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::at_year;
    formula->place = e.place;
    formula->year_at = e.year;
    formula->arguments = {argument->formula};
    return Checked{formula, argument->type};
}

Checker::Result Checker::unary(const Expression& e, const Scope& scope) const {
    if (e.name == "not") {
        const auto argument = truth_argument(*e.arguments[0], scope);
        if (!argument) return std::nullopt;
        return Checked{apply_formula(Operation::logical_not, {argument->formula}, e.place),
                       truth_value()};
    }
    const auto argument = number_argument(*e.arguments[0], scope);
    if (!argument) return std::nullopt;
    if (argument->formula->kind == Formula::Kind::number)
        return Checked{number_formula(-argument->formula->value, e.place), argument->type};
    return Checked{apply_formula(Operation::negate, {argument->formula}, e.place), argument->type};
}

Checker::Result Checker::binary(const Expression& e, const Scope& scope) const {
    const Expression &left = *e.arguments[0], &right = *e.arguments[1];
    if (e.name == "and" || e.name == "or") {
        const auto a = truth_argument(left, scope), b = truth_argument(right, scope);
        if (!a || !b) return std::nullopt;
        const auto operation = e.name == "and" ? Operation::logical_and : Operation::logical_or;
        return Checked{apply_formula(operation, {a->formula, b->formula}, e.place), truth_value()};
    }
    if (e.name == "^") {
        const auto base = number_argument(left, scope);
        return base ? raised(e, *base, scope) : std::nullopt;
    }
    const bool equality = e.name == "==" || e.name == "!=";
    const auto a = equality ? check(left, scope) : number_argument(left, scope);
    const auto b = equality ? check(right, scope) : number_argument(right, scope);
    if (!a || !b) return std::nullopt;
    if (e.name == "*" || e.name == "/") {
        const bool multiplies = e.name == "*";
        Type type;
        type.unit =
            multiplies ? product(a->type.unit, b->type.unit) : quotient(a->type.unit, b->type.unit);
        return Checked{apply_formula(multiplies ? Operation::multiply : Operation::divide,
                                     {a->formula, b->formula}, e.place),
                       type};
    }
    if (!compatible(e.place, fmt::format("'{}'", e.name), a->type, b->type)) return std::nullopt;
    if (e.name == "+" || e.name == "-") {
        Type type = a->type.fits_any ? b->type : a->type;
        return Checked{apply_formula(e.name == "+" ? Operation::add : Operation::subtract,
                                     {a->formula, b->formula}, e.place),
                       type};
    }
    FormulaPtr formula;
    if (e.name == "<") formula = apply_formula(Operation::less, {a->formula, b->formula}, e.place);
    if (e.name == ">") formula = apply_formula(Operation::less, {b->formula, a->formula}, e.place);
    if (e.name == "<=")
        formula = apply_formula(Operation::less_equal, {a->formula, b->formula}, e.place);
    if (e.name == ">=")
        formula = apply_formula(Operation::less_equal, {b->formula, a->formula}, e.place);
    if (equality) formula = apply_formula(Operation::equal, {a->formula, b->formula}, e.place);
    if (e.name == "!=") formula = apply_formula(Operation::logical_not, {formula}, e.place);
    return Checked{formula, truth_value()};
}

Checker::Result Checker::raised(const Expression& e, const Checked& base,
                                const Scope& scope) const {
    const auto exponent = plain_argument(*e.arguments[1], scope, "an exponent");
    if (!exponent) return std::nullopt;
    Type type;
    FormulaPtr below = base.formula;
    if (!base.type.unit.dimensionless()) {
        const auto& number = *exponent->formula;
        if (number.kind != Formula::Kind::number || number.value != std::round(number.value) ||
            std::abs(number.value) > 9) {
            problems_.error(
                e.place,
                fmt::format("{} can only be raised to a whole number that is written out",
                            unit_name(base.type)),
                "divide by a quantity of the same unit first");
            return std::nullopt;
        }
        type.unit = power(base.type.unit, static_cast<int>(number.value));
    } else {
        below = scaled(below, base.type.unit.scale);
    }
    return Checked{apply_formula(Operation::power, {below, exponent->formula}, e.place), type};
}

Checker::Result Checker::number_argument(const Expression& e, const Scope& scope) const {
    auto result = check(e, scope);
    if (result && result->type.truth) {
        problems_.error(e.place, "a number is due here, not true or false",
                        "write if(condition, 1, 0) to count a condition");
        return std::nullopt;
    }
    return result;
}

Checker::Result Checker::truth_argument(const Expression& e, const Scope& scope) const {
    auto result = check(e, scope);
    if (result && !result->type.truth) {
        problems_.error(e.place, "true or false is due here, not a number", "compare it: x > 0");
        return std::nullopt;
    }
    return result;
}

Checker::Result Checker::plain_argument(const Expression& e, const Scope& scope,
                                        const std::string& of) const {
    auto result = number_argument(e, scope);
    if (!result) return std::nullopt;
    if (!result->type.unit.dimensionless()) {
        problems_.error(e.place,
                        fmt::format("{} takes a plain number, not {}", of, unit_name(result->type)),
                        "divide by a quantity of the same unit");
        return std::nullopt;
    }
    return Checked{scaled(result->formula, result->type.unit.scale), plain_number()};
}

Term Checker::value(const ExpressionPtr& expression, const Unit& unit, bool is_truth,
                    const Scope& scope) const {
    return is_truth ? truth(expression, scope) : number(expression, unit, scope);
}

Term Checker::truth(const ExpressionPtr& expression, const Scope& scope) const {
    if (!expression) return {};
    const auto result = truth_argument(*expression, scope);
    return result ? Term{expression, result->formula} : Term{};
}

Term Checker::number(const ExpressionPtr& expression, const Unit& unit, const Scope& scope) const {
    if (!expression) return {};
    const auto result = number_argument(*expression, scope);
    if (!result) return {};
    if (result->type.fits_any) return {expression, result->formula};
    if (!same_dimensions(result->type.unit, unit)) {
        Type due;
        due.unit = unit;
        problems_.error(expression->place,
                        fmt::format("{} is in {}, this expression gives {}", scope.where,
                                    unit_name(due), unit_name(result->type)),
                        dimension_hint(result->type.unit, unit));
        return {};
    }
    return {expression, scaled(result->formula, conversion_factor(result->type.unit, unit))};
}

}  // namespace plancast
