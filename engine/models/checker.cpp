#include "engine/models/checker.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/checker_words.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/other_words.hpp"

namespace plancast {

namespace {

Type plain_number() { return {}; }
Type truth_value() { return {Unit{}, true, false}; }

}  // namespace

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

const Declared* Checker::find_declared(const std::string& name) const {
    const Symbol* symbol = names_.find(name);
    if (symbol == nullptr) return nullptr;
    switch (symbol->kind) {
        case Symbol::Kind::lever: return &plan_.levers[symbol->index];
        case Symbol::Kind::input: return &plan_.inputs[symbol->index];
        case Symbol::Kind::series: return &plan_.series[symbol->index];
        case Symbol::Kind::table: return &plan_.tables[symbol->index];
        default: return nullptr;
    }
}

std::string Checker::index_advice(const std::string& name, const std::string& member) const {
    const Declared* declared = find_declared(name);
    if (declared == nullptr) return {};
    for (const std::size_t index : declared->sets) {
        const MemberSet& set = plan_.sets[index];
        if (set.name == member ||
            std::find(set.members.begin(), set.members.end(), member) != set.members.end())
            return fmt::format("write {}[{}]", name, member);
    }
    return {};
}

Checker::Result Checker::unknown_name(const Expression& e, const Scope& scope) const {
    if (names_.is_set_aside(e.name)) return std::nullopt;
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
                            fmt::format("write x[{0}] for the value of x for it, {1} is {0} to ask "
                                        "whether it is at hand",
                                        e.name, set.name));
            return std::nullopt;
        }
    }
    std::string advice = names_.suggestion(e.name, e.place);
    if (find_function(e.name)) advice = "it is a function: write " + find_function(e.name)->usage;
    if (const auto keyword = keyword_for(e.name); !keyword.empty())
        advice = fmt::format("it is written in small letters: {}", keyword);
    if (is_word_for_year(e.name)) advice = "the year at hand is called year";
    const auto line = e.name.find_last_of('_');
    if (advice.empty() && line != std::string::npos && names_.find(e.name.substr(0, line)) &&
        e.name.size() == line + 5 &&
        e.name.find_first_not_of("0123456789", line + 1) == std::string::npos)
        advice = fmt::format("write {}@{} for one year", e.name.substr(0, line),
                             e.name.substr(line + 1));
    for (std::size_t i = e.name.find('_'); i < e.name.size(); i = e.name.find('_', i + 1))
        if (const auto indexed = index_advice(e.name.substr(0, i), e.name.substr(i + 1));
            !indexed.empty())
            advice = indexed;
    if (advice.empty()) advice = declaration_advice(e.name);
    problems_.error(e.place, fmt::format("unknown name '{}' in {}", e.name, scope.where), advice);
    return std::nullopt;
}

Checker::Result Checker::name(const Expression& e, const Scope& scope) const {
    if (!e.member.empty()) {
        const std::string indexed = index_advice(e.name, e.member);
        problems_.error(e.place, fmt::format("'{}.{}' is not a quantity", e.name, e.member),
                        !indexed.empty()
                            ? indexed
                            : fmt::format("a point stands between a target and its part, whose "
                                          "verdict is asked for: met({}.{})",
                                          e.name, e.member));
        return std::nullopt;
    }
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
    if (scope.arguments != nullptr) {
        const auto bound = scope.arguments->find(e.name);
        if (bound != scope.arguments->end()) return argument(e, bound->second);
    }
    const Symbol* symbol = names_.find(e.name);
    if (symbol == nullptr) return unknown_name(e, scope);
    used_.insert({symbol->kind, symbol->index});
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
        case Symbol::Kind::function:
            problems_.error(e.place, fmt::format("'{}' is a function", e.name),
                            "write " + plan_.functions[symbol->index].usage);
            return std::nullopt;
        case Symbol::Kind::table:
            formula->kind = Formula::Kind::table;
            declared = &plan_.tables[symbol->index];
            by_year = plan_.tables[symbol->index].by_year;
            if (!by_year && !declared->broken) {
                problems_.error(e.place,
                                fmt::format("table '{}' is a function of a quantity", e.name),
                                fmt::format("write {}(x)", e.name));
                return std::nullopt;
            }
            break;
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
    if (declared->broken) return std::nullopt;
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
    if (symbol == nullptr)
        if (const auto range = plan_.find_range(e.name)) return member_is(e, *range, scope);
    if (symbol == nullptr && names_.is_set_aside(e.name)) return std::nullopt;
    if (symbol == nullptr || symbol->kind != Symbol::Kind::reading) {
        std::vector<std::string> readings;
        for (const Reading& reading : plan_.readings) readings.push_back(reading.name);
        const std::string nearest = nearest_name(e.name, readings);
        problems_.error(e.place, fmt::format("'{}' is not a reading", e.name),
                        nearest.empty()
                            ? std::string("'is' tests a reading or the member at hand of a set; "
                                          "compare numbers with ==")
                            : fmt::format("did you mean '{}'?", nearest));
        return std::nullopt;
    }
    used_.insert({symbol->kind, symbol->index});
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

Checker::Result Checker::number_argument(const Expression& e, const Scope& scope) const {
    auto result = check(e, scope);
    if (result && result->type.truth) {
        problems_.error(e.place, "a number is due here, not true or false",
                        "write if(condition, 1, 0) to count a condition");
        return std::nullopt;
    }
    return result;
}

Checker::Result Checker::named_argument(const Expression& e, const Scope& scope) const {
    const auto result = number_argument(e, scope);
    if (!result) return std::nullopt;
    Type type = result->type;
    type.unit = named_unit(type.unit);
    return brought_to(*result, type);
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
    return Checked{scaled_formula(result->formula, result->type.unit.scale), plain_number()};
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
        problems_.error(
            expression->place,
            fmt::format("{} is {}{}, this expression gives {}", scope.where,
                        unit.text == "1" ? "" : "in ", unit_name(due), unit_name(result->type)),
            due_hint(result->type.unit, unit));
        return {};
    }
    // "beds / 5" may be days or years; whoever means years says so.
    if (is_part_of_year(unit) && result->type.unit.text == "1") {
        problems_.error(expression->place,
                        fmt::format("{} is in '{}', this expression gives a plain number, which "
                                    "would be years",
                                    scope.where, unit.text),
                        part_of_year_hint(*expression, unit));
        return {};
    }
    return {expression,
            scaled_formula(result->formula, conversion_factor(result->type.unit, unit))};
}

}  // namespace plancast
