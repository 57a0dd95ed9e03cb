#include <algorithm>

#include <fmt/format.h>

#include "engine/models/builder.hpp"
#include "engine/models/count_laws.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

namespace {

std::vector<std::string> described_keys(bool is_count) {
    return is_count ? joined({keys_of("counts"), count_law_keys()}) : keys_of("series");
}

// The first expression of a value, whether one for all members or a table of them.
const Tree* first_leaf(const Tree* tree) {
    while (tree != nullptr && tree->is_table())
        tree = tree->members.empty() ? nullptr : &tree->members.front().value;
    return tree;
}

}  // namespace

void PlanBuilder::declare_series(const Tree::Member& member, bool is_count) {
    Series series;
    series.name = member.key;
    series.place = member.key_place;
    TableReader reader(member.value,
                       fmt::format("{} '{}'", is_count ? "count" : "series", member.key), problems_,
                       described_keys(is_count));
    series.title = reader.title();
    series.unit = read_unit(reader, series);
    series.sets = read_over(reader, series.broken);
    series.by_year = !plan_.years.empty();
    declare_history(member.value);
    ExpressionPtr first;
    if (is_count) {
        declare_count(series, reader);
    } else if (const Tree* leaf = first_leaf(member.value.find("value"))) {
        if (leaf->kind == Tree::Kind::boolean) series.truth = true;
        Problems unheard;  // said when the series is read
        if (leaf->is_string()) first = parse_expression(*leaf, unheard);
        // Whether it is a truth value cannot be seen from what cannot be read.
        if (unheard.has_errors() && member.value.find("unit") == nullptr) series.broken = true;
    }
    if (!names_.declare(series.name, {Symbol::Kind::series, plan_.series.size(), series.place},
                        problems_))
        return;
    plan_.series.push_back(std::move(series));
    series_trees_.push_back(&member.value);
    series_expressions_.push_back(std::move(first));
    series_has_unit_.push_back(member.value.find("unit") != nullptr);
}

// Whether an expression gives a truth value, seen from its form; names are followed.
bool PlanBuilder::looks_true(const Expression& e, std::size_t depth,
                             const Arguments& arguments) const {
    if (depth > 64) return false;
    switch (e.kind) {
        case Expression::Kind::truth:
        case Expression::Kind::reading_is: return true;
        case Expression::Kind::number: return false;
        case Expression::Kind::unary: return e.name == "not";
        case Expression::Kind::binary:
            return !e.name.empty() && std::string("+-*/^").find(e.name) == std::string::npos;
        case Expression::Kind::at_year: return looks_true(*e.arguments[0], depth + 1, arguments);
        case Expression::Kind::name: {
            const auto bound = arguments.find(e.name);
            if (bound != arguments.end()) return bound->second;
            const Symbol* symbol = names_.find(e.name);
            if (symbol == nullptr) return false;
            if (symbol->kind == Symbol::Kind::input) return plan_.inputs[symbol->index].truth;
            if (symbol->kind != Symbol::Kind::series) return false;
            if (plan_.series[symbol->index].truth) return true;
            const ExpressionPtr& definition = series_expressions_[symbol->index];
            return definition && !series_has_unit_[symbol->index] &&
                   looks_true(*definition, depth + 1);
        }
        case Expression::Kind::call: {
            const Symbol* symbol = names_.find(e.name);
            if (symbol != nullptr && symbol->kind == Symbol::Kind::function) {
                const UserFunction& own = plan_.functions[symbol->index];
                Arguments given;
                for (std::size_t i = 0; i < own.parameters.size() && i < e.arguments.size(); ++i)
                    given.emplace(own.parameters[i],
                                  looks_true(*e.arguments[i], depth + 1, arguments));
                return !own.broken && looks_true(*own.body, depth + 1, given);
            }
            const Function* function = find_function(e.name);
            if (function == nullptr || e.arguments.empty()) return false;
            if (function->kind == FunctionKind::choice)
                return e.arguments.size() > 1 && looks_true(*e.arguments[1], depth + 1, arguments);
            if (function->kind == FunctionKind::previous)
                return looks_true(*e.arguments[0], depth + 1, arguments);
            if (function->kind == FunctionKind::before)
                return looks_true(*e.arguments[e.arguments.size() - 1], depth + 1, arguments);
            if (function->kind == FunctionKind::among)
                return function->deal == Formula::Deal::funded;
            return function->fold == Formula::Fold::all || function->fold == Formula::Fold::any;
        }
    }
    return false;
}

void PlanBuilder::infer_truth() {
    for (std::size_t i = 0; i < plan_.series.size(); ++i)
        if (plan_.series[i].count == CountLaw::none && !series_has_unit_[i] &&
            series_expressions_[i])
            plan_.series[i].truth = plan_.series[i].truth || looks_true(*series_expressions_[i], 0);
}

void PlanBuilder::read_series(std::size_t index) {
    Series& series = plan_.series[index];
    const bool is_count = series.count != CountLaw::none;
    TableReader reader(*series_trees_[index],
                       fmt::format("{} '{}'", is_count ? "count" : "series", series.name),
                       problems_, described_keys(is_count));
    for (const char* known : {"title", "unit", "over"}) reader.take(known);
    if (is_count) {
        read_count(series, reader);
    } else if (const Tree* value = reader.require(
                   "value", "value = \"...\": an expression that says how it follows");
               value != nullptr && !only_parsed(series, *value)) {
        const Scope scope{reader.what(), series.sets, series.by_year, true, true, true};
        series.value =
            by_member(*value, series.sets, series.unit, reader.what(), [&](const ExpressionPtr& e) {
                return checker_.value(e, series.unit, series.truth, scope);
            });
    }
    const Tree* base = reader.take("base");
    read_history(series, series.by_year, reader, base,
                 {reader.what(), series.sets, true, true, true, true}, series.history);
    reader.refuse_others();
}

}  // namespace plancast
