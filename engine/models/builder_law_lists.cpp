#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"
#include "engine/models/laws.hpp"

namespace plancast {

bool PlanBuilder::read_list(StatedLaw& law, const Input& input, const LawParameter& parameter,
                            const Tree& tree) {
    const std::string what = fmt::format("{} of input '{}'", parameter.name, input.name);
    const Unit unit = parameter.has_unit ? input.unit : Unit{};
    const Scope scope = law_scope(input, what);
    ListParameter list{parameter.name, {}};
    for (const Tree* one : trees_by_member(tree, input.sets, what)) {
        std::vector<Term> terms;
        if (one->kind != Tree::Kind::array) {
            problems_.error(one->place, fmt::format("{} is a {}", what, kind_name(*one)),
                            "expected an array of numbers");
            return false;
        }
        for (const Tree& item : one->items) {
            const ExpressionPtr written = expression(item, unit, what);
            Term term = written ? checker_.number(written, unit, scope) : Term{};
            if (!term) return false;
            terms.push_back(std::move(term));
        }
        list.values.values.push_back(std::move(terms));
    }
    const bool complete = !list.values.values.empty();
    law.lists.push_back(std::move(list));
    return complete;
}

bool PlanBuilder::read_parts(StatedLaw& law, Input& input, const Tree& tree, TableReader& owner) {
    if (tree.kind != Tree::Kind::array || tree.items.empty() ||
        !std::all_of(tree.items.begin(), tree.items.end(),
                     [](const Tree& item) { return item.is_table(); })) {
        owner.wrong_kind(tree, law.type->key,
                         "an array of weighted laws: [{ weight = 0.7, value = 0 }, "
                         "{ weight = 0.3, normal = { mean = 1, sd = 1 } }]");
        return false;
    }
    bool complete = true;
    for (const Tree& item : tree.items) {
        WeightedLaw part;
        const std::string what = fmt::format("part {} of {}", law.parts.size() + 1, owner.what());
        complete = read_mixed_part(part, input, item, what) && complete;
        law.parts.push_back(std::move(part));
    }
    return complete;
}

bool PlanBuilder::read_mixed_part(WeightedLaw& part, Input& input, const Tree& tree,
                                  const std::string& what) {
    TableReader reader(tree, what, problems_,
                       joined({{"weight", "truncated", "clipped"}, law_keys()}));
    const Tree* weight =
        reader.require("weight", "weight = 0.3: how likely it is; the weights sum to 1");
    if (weight != nullptr) {
        const Scope scope = law_scope(input, fmt::format("weight of {}", what));
        part.weight =
            by_member(*weight, input.sets, Unit{}, scope.where,
                      [&](const ExpressionPtr& e) { return checker_.number(e, Unit{}, scope); });
    }
    const Tree::Member* chosen = choose_law(reader, tree.place);
    bool complete = !part.weight.values.empty() && chosen != nullptr;
    if (chosen != nullptr) {
        part.law.type = find_law(chosen->key);
        if (part.law.is_shares() || part.law.type->kind == NamedLaw::Kind::truth) {
            problems_.error(chosen->key_place, fmt::format("{} cannot be {}", what, chosen->key),
                            "a mixture is of laws that give a number");
            complete = false;
        } else {
            complete = read_stated_law(part.law, input, chosen->value, reader) && complete;
        }
    }
    part.law.truncated = read_interval(reader, "truncated", input.unit);
    part.law.clipped = read_interval(reader, "clipped", input.unit);
    reader.refuse_others();
    return complete;
}

void PlanBuilder::check_shares(const Input& input, const Tree& law) {
    if (input.sets.size() != 1)
        problems_.error(law.place,
                        fmt::format("{} of input '{}' needs one set to share the whole over",
                                    input.law.type->key, input.name),
                        "over = \"sector\"");
    if (!input.unit.dimensionless())
        problems_.error(
            law.place,
            fmt::format("input '{}' is in '{}', shares have no unit", input.name, input.unit.text),
            "unit = \"1\" or \"%\"");
    for (const Parameter& parameter : input.law.parameters) {
        if (parameter.name != "mean") continue;
        double sum = 0;
        for (std::size_t m = 0; m < plan_.member_count(input.sets); ++m) {
            const Formula& mean = *parameter.value.at(m).formula;
            if (mean.kind != Formula::Kind::number) return;
            sum += mean.value;
        }
        if (std::abs(sum - 1) > 1e-9)
            problems_.error(law.find("mean")->place,
                            fmt::format("the mean shares of input '{}' sum to {}", input.name, sum),
                            "shares of a whole sum to 1");
    }
}

}  // namespace plancast
