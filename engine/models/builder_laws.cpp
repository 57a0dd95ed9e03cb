#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/laws.hpp"

namespace plancast {

void PlanBuilder::read_law(Input& input, TableReader& reader) {
    const Tree* law = nullptr;
    const LawSyntax* chosen = nullptr;
    for (const LawSyntax& syntax : law_syntaxes()) {
        const Tree* tree =
            reader.table().find(syntax.key) == nullptr ? nullptr : reader.take(syntax.key);
        if (tree == nullptr) continue;
        if (law != nullptr) {
            problems_.error(tree->place,
                            fmt::format("{} has two laws: '{}' and '{}'", reader.what(),
                                        chosen->key, syntax.key),
                            "keep one");
            continue;
        }
        law = tree;
        chosen = &syntax;
    }
    if (law == nullptr) {
        std::string advice = fmt::format("give one of: {}", fmt::join(law_keys(), ", "));
        for (const Tree::Member& member : reader.table().members) {
            const std::string nearest = nearest_name(member.key, law_keys());
            if (!nearest.empty() && member.value.is_table())
                advice = fmt::format("did you mean '{}' for '{}'?", nearest, member.key);
        }
        problems_.error(input.place, fmt::format("{} has no law", reader.what()), advice);
        return;
    }
    input.law = chosen->kind;
    input.law_text = law_as_written(chosen->key, *law);
    if (chosen->kind == LawKind::constant) return read_parameter(input, *law, "value", "value");
    if (!law->is_table())
        return reader.wrong_kind(
            *law, chosen->key,
            fmt::format("a table of parameters: {{ {} = ... }}",
                        fmt::join(chosen->parameter_lists.front(), " = ..., ")));
    if (chosen->kind == LawKind::discrete) return read_discrete(input, *law);
    if (chosen->kind == LawKind::dirichlet) return read_dirichlet(input, *law);
    if (read_parameters(input, *law, chosen->key)) check_law(input, *law);
}

void PlanBuilder::read_parameter(Input& input, const Tree& tree, const std::string& name,
                                 const std::string& stored_as) {
    const std::string what = fmt::format("{} of input '{}'", name, input.name);
    const Unit unit = parameter_has_unit(name) && !input.truth ? input.unit : Unit{};
    const Scope scope{what, input.sets, input.by_year, false, true, false};
    auto values = by_member(tree, input.sets, unit, what, [&](const ExpressionPtr& e) {
        return input.truth && name == "value" ? checker_.truth(e, scope)
                                              : checker_.number(e, unit, scope);
    });
    input.parameters.push_back({stored_as, std::move(values)});
}

bool PlanBuilder::read_parameters(Input& input, const Tree& law, const std::string& key) {
    const LawSyntax& syntax = *find_law(key);
    TableReader reader(law, fmt::format("{} of input '{}'", key, input.name), problems_,
                       parameter_names(syntax));
    bool complete = true;
    const auto* chosen = &syntax.parameter_lists.front();
    for (const auto& list : syntax.parameter_lists)
        if (law.find(list.front()) != nullptr || law.find(list.back()) != nullptr) {
            chosen = &list;
            break;
        }
    for (const std::string& name : *chosen) {
        const Tree* tree =
            reader.require(name, fmt::format("{} takes {}", key, fmt::join(*chosen, ", ")));
        if (tree == nullptr) {
            complete = false;
            continue;
        }
        if ((name == "sd" || name == "log_sd") && is_split_spread(*tree)) {
            if (input.law != LawKind::normal && name != "log_sd") {
                problems_.error(tree->place, fmt::format("{} takes one {}", reader.what(), name),
                                "only normal (sd) and lognormal (log_sd) split it; other laws say "
                                "lasting = 0.4, the share of the variance that lasts");
                complete = false;
                continue;
            }
            input.split_spread = true;
            for (const char* part : {"run", "year"}) {
                if (const Tree* spread = tree->find(part))
                    read_parameter(input, *spread, name, name + "_" + part);
                else
                    complete = false,
                    problems_.error(tree->place,
                                    fmt::format("{} of {} has no '{}'", name, reader.what(), part),
                                    fmt::format("{} = {{ run = ..., year = ... }}", name));
            }
            continue;
        }
        read_parameter(input, *tree, name, name);
    }
    for (const std::string& name : syntax.optional_parameters)
        if (const Tree* tree = reader.take(name)) read_parameter(input, *tree, name, name);
    reader.refuse_others();
    return complete;
}

void PlanBuilder::check_law(const Input& input, const Tree& law) {
    const std::size_t members = plan_.member_count(input.sets);
    for (std::size_t member = 0; member < members; ++member) {
        std::map<std::string, double> numbers;
        for (const Parameter& parameter : input.parameters) {
            if (parameter.value.values.empty()) return;  // reported already
            const Formula& formula = *parameter.value.at(member).formula;
            if (formula.kind != Formula::Kind::number) return;  // compile_plan sees to it
            numbers[parameter.name] = formula.value;
        }
        for (const char* spread : {"sd", "log_sd"}) {
            const std::string run = std::string(spread) + "_run",
                              year = std::string(spread) + "_year";
            if (numbers.count(run) == 0 || numbers.count(year) == 0) continue;
            if (numbers[run] < 0 || numbers[year] < 0) {
                problems_.error(law.place,
                                fmt::format("{} of input '{}' is negative", spread, input.name),
                                "a spread is at least 0");
                return;
            }
            numbers[spread] = std::hypot(numbers[run], numbers[year]);
        }
        try {
            const DistributionPtr made = make_law(input.law, numbers);
            static_cast<void>(made);
        } catch (const InvalidInput& wrong) {
            problems_.error(law.place,
                            fmt::format("{} (input '{}{}')", wrong.what(), input.name,
                                        plan_.member_label(input.sets, member)),
                            wrong.problems().front().suggestion);
            return;
        }
    }
}

void PlanBuilder::read_discrete(Input& input, const Tree& law) {
    TableReader reader(law, fmt::format("discrete of input '{}'", input.name), problems_,
                       parameter_names(*find_law("discrete")));
    const auto numbers = [&](const char* key) {
        std::vector<double> result;
        const Tree* tree = reader.require(key, "discrete takes values and weights");
        if (tree == nullptr) return result;
        if (tree->kind != Tree::Kind::array) reader.wrong_kind(*tree, key, "an array of numbers");
        for (const Tree& item : tree->items) {
            if (item.is_number())
                result.push_back(item.number);
            else
                reader.wrong_kind(item, key, "an array of numbers");
        }
        return result;
    };
    input.discrete_values = numbers("values");
    input.discrete_weights = numbers("weights");
    reader.refuse_others();
    if (input.discrete_values.empty() || input.discrete_weights.empty()) return;
    try {
        const DistributionPtr made = make_discrete(input.discrete_values, input.discrete_weights);
        static_cast<void>(made);
    } catch (const InvalidInput& wrong) {
        problems_.error(law.place, fmt::format("{} (input '{}')", wrong.what(), input.name),
                        wrong.problems().front().suggestion);
    }
}

void PlanBuilder::read_dirichlet(Input& input, const Tree& law) {
    if (input.sets.size() != 1) {
        problems_.error(law.place,
                        fmt::format("dirichlet of input '{}' needs one set to share the whole over",
                                    input.name),
                        "over = \"sector\"");
        return;
    }
    if (!input.unit.dimensionless())
        problems_.error(
            law.place,
            fmt::format("input '{}' is in '{}', shares have no unit", input.name, input.unit.text),
            "unit = \"1\" or \"%\"");
    TableReader reader(law, fmt::format("dirichlet of input '{}'", input.name), problems_,
                       parameter_names(*find_law("dirichlet")));
    const bool by_mean = law.find("mean") != nullptr || law.find("concentration") != nullptr;
    const char* key = by_mean ? "mean" : "alpha";
    const Tree* shares = reader.require(key, "dirichlet takes alpha, or mean and concentration");
    double factor = 1;
    if (by_mean) {
        const Tree* tree = reader.require(
            "concentration", "how closely shares keep to their mean: the sum of the alphas");
        factor = tree != nullptr && tree->is_number() ? tree->number : 1;
        if (tree != nullptr && (!tree->is_number() || !(factor > 0)))
            problems_.error(
                tree->place,
                fmt::format("concentration of input '{}' must be a number above 0", input.name));
    }
    reader.refuse_others();
    if (shares == nullptr) return;
    const ByMember<double> numbers =
        numbers_by_member(*shares, input.sets, fmt::format("{} of input '{}'", key, input.name));
    double sum = 0;
    Parameter alpha{"alpha", {}};
    for (double number : numbers.values) {
        if (!(number > 0))
            problems_.error(shares->place, fmt::format("{} of input '{}' must be above 0, is {}",
                                                       key, input.name, number));
        sum += number;
        alpha.value.values.push_back({nullptr, number_formula(number * factor, shares->place)});
    }
    if (by_mean && !numbers.values.empty() && std::abs(sum - 1) > 1e-9)
        problems_.error(shares->place,
                        fmt::format("the mean shares of input '{}' sum to {}", input.name, sum),
                        "shares of a whole sum to 1");
    input.parameters.push_back(std::move(alpha));
}

}  // namespace plancast
