#include "engine/models/warnings.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

namespace plancast {

namespace {

// A share of 0.5 to 1 that is written in per cent is hardly ever half a per cent.
constexpr double lowest_fraction = 0.5;
// Nothing that is planned grows by 100 % a year; what is about 1 is a growth factor.
constexpr double least_factor = 0.8, greatest_factor = 1.6;
constexpr double greatest_rate = 0.5;
// A rate of 8 % a year that is written as 8.
constexpr double least_percentage = 2, greatest_percentage = 100;

bool ends_with_year(const Unit& unit) { return unit.text.ends_with("/year"); }

bool looks_like_percentage(double number) {
    return number >= least_percentage && number <= greatest_percentage;
}

/// Where an input lies, in its unit: the parameter that says so, where it is one number.
std::optional<double> location(const Input& input, std::size_t member) {
    for (const char* name : {"mean", "median", "mode", "value", "location", "max"}) {
        for (const Parameter& parameter : input.law.parameters) {
            if (parameter.name != name || parameter.value.values.empty()) continue;
            const FormulaPtr& formula = parameter.value.at(member).formula;
            if (formula && formula->kind == Formula::Kind::number) return formula->value;
            return std::nullopt;
        }
    }
    return std::nullopt;
}

bool mentions(const Expression& e, const std::string& name) {
    if (e.name == name) return true;
    const auto in = [&](const ExpressionPtr& argument) { return mentions(*argument, name); };
    return std::any_of(e.arguments.begin(), e.arguments.end(), in) ||
           std::any_of(e.named.begin(), e.named.end(),
                       [&](const auto& argument) { return in(argument.second); });
}

void warn_of_functions(const Plan& plan, const UsedNames& used, Problems& problems) {
    for (std::size_t i = 0; i < plan.functions.size(); ++i) {
        const UserFunction& function = plan.functions[i];
        if (function.broken) continue;
        if (used.count({Symbol::Kind::function, i}) == 0)
            problems.warning(function.place,
                             fmt::format("nothing calls function '{}'", function.name),
                             "its units are checked where it is called: call it, or take it out");
        for (const std::string& parameter : function.parameters)
            if (!mentions(*function.body, parameter))
                problems.warning(function.place,
                                 fmt::format("function '{}' does not use its argument '{}'",
                                             function.name, parameter),
                                 "use it in the body, or take it out");
    }
}

void warn_of_unused(const Plan& plan, const UsedNames& used, Problems& problems) {
    const auto unused = [&](Symbol::Kind kind, std::size_t index) {
        return used.count({kind, index}) == 0;
    };
    UsedNames factors;
    for (const Input& input : plan.inputs)
        for (const Loading& loading : input.loadings)
            factors.insert({Symbol::Kind::input, loading.factor});
    for (std::size_t i = 0; i < plan.inputs.size(); ++i)
        if (unused(Symbol::Kind::input, i) && factors.count({Symbol::Kind::input, i}) == 0)
            problems.warning(plan.inputs[i].place,
                             fmt::format("nothing uses input '{}'", plan.inputs[i].name),
                             "use it in a series, a count or a target, or take it out");
    for (std::size_t i = 0; i < plan.tables.size(); ++i)
        if (unused(Symbol::Kind::table, i))
            problems.warning(plan.tables[i].place,
                             fmt::format("nothing uses table '{}'", plan.tables[i].name),
                             "use it in an expression, or take it out");
    for (std::size_t i = 0; i < plan.levers.size(); ++i)
        if (unused(Symbol::Kind::lever, i))
            problems.warning(plan.levers[i].place,
                             fmt::format("lever '{}' moves nothing", plan.levers[i].name),
                             "use it in an expression, or take it out");
    for (std::size_t i = 0; i < plan.readings.size(); ++i)
        if (unused(Symbol::Kind::reading, i))
            problems.warning(plan.readings[i].place,
                             fmt::format("nothing tests reading '{}'", plan.readings[i].name),
                             fmt::format("test it: {} is {}", plan.readings[i].name,
                                         plan.readings[i].alternatives.front()));
}

void warn_of_levers(const Plan& plan, Problems& problems) {
    for (const Lever& lever : plan.levers)
        if (!lever.range)
            problems.warning(lever.place, fmt::format("lever '{}' has no range", lever.name),
                             "range = [low, high] says what may be chosen");
}

void warn_of_inputs(const Plan& plan, Problems& problems) {
    for (const Input& input : plan.inputs) {
        for (std::size_t member = 0; member < plan.member_count(input.sets); ++member) {
            const auto centre = location(input, member);
            if (!centre) continue;
            const std::string name = input.name + plan.member_label(input.sets, member);
            if (input.unit.text == "%" && *centre >= lowest_fraction && *centre <= 1) {
                problems.warning(input.place,
                                 fmt::format("input '{}' is about {} %", name, *centre),
                                 fmt::format("if {:.4g} % is meant, write that, or unit = \"1\"",
                                             100 * *centre));
                break;
            }
            const double rate = *centre * input.unit.scale;
            if (ends_with_year(input.unit) && input.unit.dimensionless() && rate >= least_factor &&
                rate <= greatest_factor) {
                problems.warning(
                    input.place,
                    fmt::format("input '{}' is a rate of about {:.4g} % a year", name, 100 * rate),
                    fmt::format("a growth factor of {:.4g} is a rate of \"{:.4g} %/year\"", rate,
                                100 * (rate - 1)));
                break;
            }
            if (ends_with_year(input.unit) && input.unit.dimensionless() && input.unit.scale == 1 &&
                looks_like_percentage(rate)) {
                problems.warning(
                    input.place,
                    fmt::format("input '{}' is a rate of about {:.4g} % a year", name, 100 * rate),
                    fmt::format("if {0:.4g} % is meant, write \"{0:.4g} %/year\"", rate));
                break;
            }
        }
    }
}

bool is_number(const Formula& formula, double value) {
    return formula.kind == Formula::Kind::number && formula.value == value;
}

/// The input that a formula is, also where per cent are brought to plain numbers.
const Input* as_input(const Plan& plan, const Formula& formula) {
    if (formula.kind == Formula::Kind::input) return &plan.inputs[formula.index];
    if (formula.kind != Formula::Kind::apply || formula.operation != Operation::divide ||
        formula.arguments[0]->kind != Formula::Kind::input)
        return nullptr;
    const Input& input = plan.inputs[formula.arguments[0]->index];
    const bool scaled = input.unit.scale != 1;
    return scaled && is_number(*formula.arguments[1], 1 / input.unit.scale) ? &input : nullptr;
}

/// prev(x) or before(x, ...) of this series itself.
bool is_last_year(const Formula& formula, std::size_t series) {
    return (formula.kind == Formula::Kind::previous || formula.kind == Formula::Kind::before) &&
           formula.years == 1 && formula.arguments.front()->kind == Formula::Kind::series &&
           formula.arguments.front()->index == series;
}

/// prev(x) * (1 + factor) and prev(x) * rate.
void warn_of_growth(const Plan& plan, std::size_t index, const Formula& formula,
                    Problems& problems) {
    if (formula.kind != Formula::Kind::apply || formula.operation != Operation::multiply) return;
    for (const std::size_t first : {0U, 1U}) {
        if (!is_last_year(*formula.arguments[first], index)) continue;
        const Formula& by = *formula.arguments[1 - first];
        const std::string& series = plan.series[index].name;
        if (const Input* input = as_input(plan, by)) {
            const auto centre = location(*input, 0);
            if (centre && ends_with_year(input->unit) &&
                std::abs(*centre * input->unit.scale) < greatest_rate)
                problems.warning(by.place,
                                 fmt::format("series '{}' is last year's value times the rate '{}'",
                                             series, input->name),
                                 fmt::format("a level grows by a rate with prev({}) * (1 + {})",
                                             series, input->name));
        }
        if (by.kind != Formula::Kind::apply || by.operation != Operation::add) continue;
        for (const std::size_t one : {0U, 1U}) {
            const Input* input = as_input(plan, *by.arguments[1 - one]);
            if (!is_number(*by.arguments[one], 1) || input == nullptr) continue;
            const auto centre = location(*input, 0);
            // A rate of that size was warned of where it is declared.
            if (!centre || ends_with_year(input->unit)) continue;
            const double factor = *centre * input->unit.scale;
            if (factor >= least_factor && factor <= greatest_factor)
                problems.warning(
                    by.place,
                    fmt::format("'{}' is about {:.4g}, so 1 + {} is about {:.4g}", input->name,
                                factor, input->name, 1 + factor),
                    fmt::format("a growth factor multiplies: prev({}) * {}", series, input->name));
            else if (input->unit.scale == 1 && looks_like_percentage(factor))
                problems.warning(by.place,
                                 fmt::format("'{0}' is about {1:.4g}, so 1 + {0} is about {2:.4g}",
                                             input->name, factor, 1 + factor),
                                 fmt::format("if {0:.4g} % is meant, write \"{0:.4g} %\"", factor));
        }
    }
}

/// A chance that a plain input or lever is; only what is written out is refused as a mistake.
void warn_of_chances(const Plan& plan, Problems& problems) {
    const auto look_at = [&](const Series& count, const Formula& chance) {
        std::optional<double> centre;
        const Declared* said = nullptr;
        if (chance.kind == Formula::Kind::input) {
            const Input& input = plan.inputs[chance.index];
            centre = location(input, 0), said = &input;
        } else if (chance.kind == Formula::Kind::lever) {
            const Lever& lever = plan.levers[chance.index];
            centre = lever.value.at(0), said = &lever;
        }
        if (!centre || *centre <= 1) return;
        problems.warning(chance.place,
                         fmt::format("chance of count '{}' is about {:.4g}, which counts as 1",
                                     count.name, *centre),
                         fmt::format("a chance lies between 0 and 1: if '{}' is a percentage, "
                                     "give it unit = \"%\"",
                                     said->name));
    };
    for (const Series& count : plan.series)
        for (const Parameter& parameter : count.parameters) {
            if (parameter.name != "chance") continue;
            for (const Term& term : parameter.value.values)
                if (term) look_at(count, *term.formula);
        }
}

void warn_of_bounds(const Plan& plan, Problems& problems) {
    std::set<const Formula*> seen;  // the parts of one table by member may share a level
    const auto look_at = [&](const Target& target, const Unit& unit, const Term& level) {
        const Formula& formula = *level.formula;
        if (formula.kind != Formula::Kind::number || !seen.insert(&formula).second ||
            std::abs(formula.value * unit.scale) < 1)
            return;
        problems.warning(formula.place,
                         fmt::format("a growth of {:.4g} % a year is asked of target '{}'",
                                     100 * formula.value * unit.scale, target.id),
                         fmt::format("write \"{:.4g} %/year\" if that is meant", formula.value));
    };
    for (const Target& target : plan.targets)
        for (const Part& part : target.parts) {
            if (!ends_with_year(part.unit) || !part.unit.dimensionless()) continue;
            for (const BoundEnd* end : {&part.bound, &part.upper}) {
                if (end->always) look_at(target, part.unit, end->always);
                for (const auto& [year, level] : end->by_year)
                    if (level) look_at(target, part.unit, level);
            }
        }
}

}  // namespace

void warn_of_what_looks_wrong(const Plan& plan, const UsedNames& used, Problems& problems) {
    warn_of_unused(plan, used, problems);
    warn_of_functions(plan, used, problems);
    warn_of_levers(plan, problems);
    warn_of_inputs(plan, problems);
    for (std::size_t i = 0; i < plan.series.size(); ++i)
        for (const Term& term : plan.series[i].value.values)
            if (term) warn_of_growth(plan, i, *term.formula, problems);
    warn_of_chances(plan, problems);
    warn_of_bounds(plan, problems);
}

}  // namespace plancast
