#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/models/builder.hpp"
#include "engine/models/count_laws.hpp"
#include "engine/models/laws.hpp"

namespace plancast {

void PlanBuilder::declare_count(Series& count, TableReader& reader) {
    const Tree& table = reader.table();
    for (const Tree::Member& member : table.members)
        if (const CountSyntax* syntax = find_count_law(member.key)) count.count = syntax->law;
    // Of a count without law nothing can be said but that; read_count does.
    if (count.count == CountLaw::none) count.count = CountLaw::poisson;
    count.truth = count.count == CountLaw::bernoulli;
    if (count.unit.scale != 1)
        problems_.error(table.find("unit")->place,
                        fmt::format("{} is in '{}'", reader.what(), count.unit.text),
                        "what is counted one by one has a unit without a scale");
    if (const auto each = reader.text("each")) {
        if (*each == "run")
            count.by_year = false;
        else if (*each != "year" || plan_.years.empty())
            problems_.error(table.find("each")->place,
                            fmt::format("'each' of {} is '{}'", reader.what(), *each),
                            "expected \"run\", or \"year\" in a plan with years");
    }
}

void PlanBuilder::read_count(Series& count, TableReader& reader) {
    reader.take("each");
    const Tree* law = nullptr;
    for (const CountSyntax& syntax : count_syntaxes()) {
        if (reader.table().find(syntax.key) == nullptr) continue;
        const Tree* tree = reader.take(syntax.key);
        if (law != nullptr) {
            problems_.error(tree->place, fmt::format("{} has two laws", reader.what()), "keep one");
            continue;
        }
        law = tree;
        if (!tree->is_table()) {
            reader.wrong_kind(
                *tree, syntax.key,
                fmt::format("{{ {} = ... }}", fmt::join(syntax.parameter_names(), " = ..., ")));
            continue;
        }
        if (only_parsed(count, *tree)) continue;
        TableReader parameters(*tree, fmt::format("{} of {}", syntax.key, reader.what()), problems_,
                               syntax.parameter_names());
        for (const CountParameter& parameter : syntax.parameters) {
            const Tree* given = parameters.require(
                parameter.name,
                fmt::format("{} takes {}", syntax.key, fmt::join(syntax.parameter_names(), ", ")));
            if (given != nullptr) read_count_parameter(count, parameter, *given, reader.what());
        }
        parameters.refuse_others();
    }
    if (law == nullptr) {
        const auto of_input = std::find_if(
            reader.table().members.begin(), reader.table().members.end(),
            [](const Tree::Member& member) { return find_law(member.key) != nullptr; });
        if (of_input != reader.table().members.end()) {
            reader.leave(of_input->key);
            problems_.error(
                of_input->key_place,
                fmt::format("'{}' is a law of inputs, not of {}", of_input->key, reader.what()),
                fmt::format("a count has one of: {}; what is no whole number is declared "
                            "as [inputs.NAME]",
                            fmt::join(count_law_keys(), ", ")));
        } else if (!reader.is_misspelt(count_law_keys())) {
            problems_.error(count.place, fmt::format("{} has no law", reader.what()),
                            fmt::format("give one of: {}", fmt::join(count_law_keys(), ", ")));
        }
    }
    if (const auto phi = reader.number("autocorrelation")) {
        count.autocorrelation = *phi;
        const Place& place = reader.table().find("autocorrelation")->place;
        if (!(std::abs(*phi) < 1))
            problems_.error(place, fmt::format("autocorrelation of {} is {}", reader.what(), *phi),
                            "it must lie between -1 and 1");
        if (!count.by_year)
            problems_.error(
                place, fmt::format("{} has an autocorrelation and is drawn once", reader.what()),
                "only what is drawn each year remembers the year before");
    }
}

void PlanBuilder::read_count_parameter(Series& count, const CountParameter& parameter,
                                       const Tree& tree, const std::string& count_name) {
    const Unit unit = parameter.has_unit ? count.unit : Unit{};
    const std::string what = fmt::format("{} of {}", parameter.name, count_name);
    const Scope scope{what, count.sets, count.by_year, true, true, true};
    auto values = by_member(tree, count.sets, unit, what, [&](const ExpressionPtr& e) {
        return checker_.number(e, unit, scope);
    });
    for (const Term& term : values.values) {
        const Formula& formula = *term.formula;
        if (formula.kind != Formula::Kind::number) continue;
        const std::string mistake = count_parameter_mistake(parameter, formula.value);
        if (!mistake.empty())
            problems_.error(formula.place, fmt::format("{} is {}", what, formula.value), mistake);
    }
    count.parameters.push_back({parameter.name, std::move(values)});
}

}  // namespace plancast
