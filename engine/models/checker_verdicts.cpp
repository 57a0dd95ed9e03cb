#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/checker.hpp"
#include "engine/models/functions.hpp"
#include "engine/simulation/columns.hpp"

namespace plancast {

Checker::Result Checker::count_conditions(const Expression& e, const Scope& scope) const {
    if (!e.over.empty() || !e.named.empty()) {
        problems_.error(e.place, "'count' over a set or over years takes one condition",
                        "write " + find_function(e.name)->usage);
        return std::nullopt;
    }
    FormulaPtr sum;
    for (const ExpressionPtr& argument : e.arguments) {
        const auto condition = truth_argument(*argument, scope);
        if (!condition) return std::nullopt;
        const FormulaPtr one = apply_formula(
            Operation::select,
            {condition->formula, number_formula(1, e.place), number_formula(0, e.place)}, e.place);
        sum = sum ? apply_formula(Operation::add, {sum, one}, e.place) : one;
    }
    return Checked{sum, {}};
}

const Target* Checker::find_target(const Expression& asked) const {
    std::vector<std::string> ids;
    for (const Target& target : plan_.targets) {
        if (target.id == asked.name) return &target;
        ids.push_back(target.id);
    }
    if (names_.is_set_aside(asked.name)) return nullptr;
    const std::string nearest = nearest_name(asked.name, ids);
    problems_.error(asked.place, fmt::format("'{}' is not a target", asked.name),
                    nearest.empty() ? fmt::format("the targets are: {}", fmt::join(ids, ", "))
                                    : fmt::format("did you mean '{}'?", nearest));
    return nullptr;
}

std::optional<std::size_t> Checker::find_part(const Expression& asked, const Target& target) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < target.parts.size(); ++i) {
        const Part& part = target.parts[i];
        const std::string name = part.id.substr(0, part.id.find('['));
        if (!names.empty() && names.back() == name) continue;
        if (name == (asked.member.empty() ? target.id : asked.member) &&
            (!asked.member.empty() || !asked.indices.empty()))
            return i;
        names.push_back(name);
    }
    if (asked.member.empty() && asked.indices.empty()) return Formula::all_parts;
    if (asked.member.empty()) {
        problems_.error(asked.indices.front().place,
                        fmt::format("target '{}' has parts, which have members", target.id),
                        fmt::format("name the part: {}.{}[{}]", target.id, names.front(),
                                    asked.indices.front().name));
        return std::nullopt;
    }
    const std::string nearest = nearest_name(asked.member, names);
    const bool whole = names.size() == 1 && names.front() == target.id;
    problems_.error(asked.member_place,
                    fmt::format("target '{}' has no part '{}'", target.id, asked.member),
                    whole             ? fmt::format("it has none: write {}", target.id)
                    : nearest.empty() ? fmt::format("its parts are: {}", fmt::join(names, ", "))
                                      : fmt::format("did you mean '{}'?", nearest));
    return std::nullopt;
}

Checker::Result Checker::verdict(const Expression& e, const Scope& scope) const {
    const Expression& asked = *e.arguments.front();
    if (!scope.allow_folds_over_years) {
        problems_.error(e.place, fmt::format("'{}' asks for a verdict, in {}", e.name, scope.where),
                        "targets are judged when all years are known: ask in a target or a check");
        return std::nullopt;
    }
    if (asked.kind != Expression::Kind::name) {
        problems_.error(asked.place,
                        fmt::format("'{}' takes a target, or one of its parts", e.name),
                        "write " + find_function(e.name)->usage);
        return std::nullopt;
    }
    const Target* target = find_target(asked);
    if (target == nullptr) return std::nullopt;
    const auto part = find_part(asked, *target);
    if (!part) return std::nullopt;
    auto formula = std::make_shared<Formula>();
    formula->kind = Formula::Kind::verdict;
    formula->place = e.place;
    formula->index = static_cast<std::size_t>(target - plan_.targets.data());
    formula->alternative = *part;
    if (*part != Formula::all_parts) {
        Declared declared;
        declared.name = asked.member.empty() ? asked.name : asked.name + "." + asked.member;
        declared.sets = target->parts[*part].sets;
        if (!members(asked, declared, scope, formula->members)) return std::nullopt;
    }
    const auto is = [&](Verdict verdict) {
        return apply_formula(Operation::equal,
                             {formula, number_formula(static_cast<double>(verdict), e.place)},
                             e.place);
    };
    Type truth;
    truth.truth = true;
    if (e.name == "met") return Checked{is(Verdict::met), truth};
    if (e.name == "missed") return Checked{is(Verdict::missed), truth};
    return Checked{apply_formula(Operation::logical_not, {is(Verdict::not_judged)}, e.place),
                   truth};
}

}  // namespace plancast
