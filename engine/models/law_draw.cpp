#include "engine/models/law_draw.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/core/error.hpp"

namespace plancast {

namespace {

using Function = RunArithmetic::Function;

Operation operation_of(Function function) {
    switch (function) {
        case Function::exponential: return Operation::exponential;
        case Function::logarithm: return Operation::logarithm;
        case Function::log_one_plus: return Operation::log_one_plus;
        case Function::square_root: return Operation::square_root;
        case Function::absolute: return Operation::absolute;
        case Function::round_up: return Operation::round_up;
        case Function::add: return Operation::add;
        case Function::subtract: return Operation::subtract;
        case Function::multiply: return Operation::multiply;
        case Function::divide: return Operation::divide;
        case Function::less: return Operation::less;
        case Function::bernoulli: return Operation::bernoulli;
        case Function::gamma_quantile: return Operation::gamma_quantile;
        case Function::select: return Operation::select;
        case Function::beta_quantile: return Operation::beta_quantile;
    }
    return Operation::constant;
}

/// Laws' formulas as nodes of the plan's graph.
class GraphArithmetic final : public RunArithmetic {
public:
    explicit GraphArithmetic(GraphBuilder& graph) : graph_(graph) {}

    Node constant(double value) override { return graph_.constant(value); }
    Node apply(Function function, Node a, Node b, Node c) override {
        const Operation operation = operation_of(function);
        switch (operand_count(operation)) {
            case 1: return graph_.apply(operation, a);
            case 2: return graph_.apply(operation, a, b);
            default: return graph_.apply(operation, a, b, c);
        }
    }
    Node quantile(Node uniform, const DistributionPtr& law) override {
        return graph_.quantile(uniform, law);
    }

private:
    GraphBuilder& graph_;
};

}  // namespace

LawDraw::LawDraw(GraphBuilder& graph, const StatedLaw& law, std::size_t member,
                 const Evaluate& evaluate)
    : graph_(graph), law_(law) {
    for (const Parameter& parameter : law.parameters)
        numbers_[parameter.name] = evaluate(*parameter.value.at(member).formula);
    for (const ListParameter& list : law.lists) {
        std::vector<NodeId>& nodes = lists_[list.name];
        for (const Term& term : list.values.at(member)) nodes.push_back(evaluate(*term.formula));
    }
    for (const WeightedLaw& part : law.parts)
        parts_.emplace_back(evaluate(*part.weight.at(member).formula),
                            LawDraw(graph, part.law, member, evaluate));
    for (const auto& list : law.type->parameters)
        for (const LawParameter& parameter : list)
            if (parameter.splits && numbers_.count(parameter.name + "_run") > 0)
                split_ = parameter.name;
}

void LawDraw::check() const {
    if (const auto known = known_arguments()) law_.type->make(*known);
    check_known_numbers();
}

// For those beside others that are drawn.
void LawDraw::check_known_numbers() const {
    for (const auto& [name, node] : numbers_) {
        const LawParameter* parameter = law_.type->find(name);
        const auto value = graph_.value(node);
        if (!value) continue;
        if (parameter == nullptr) {
            if (!split_.empty() && !(*value >= 0))
                throw InvalidInput(fmt::format("{} must not be negative, is {}", split_, *value),
                                   "a spread is at least 0");
            continue;
        }
        if (parameter->form == LawParameter::Form::positive) require_positive(name, *value);
        if (parameter->form == LawParameter::Form::share) require_share(name, *value);
    }
}

std::optional<LawArguments> LawDraw::known_arguments() const {
    LawArguments known;
    for (const auto& [name, node] : numbers_) {
        const auto value = graph_.value(node);
        if (!value) return std::nullopt;
        known.numbers[name] = *value;
    }
    for (const auto& [name, nodes] : lists_) {
        std::vector<double>& list = known.lists[name];
        for (const NodeId node : nodes) {
            const auto value = graph_.value(node);
            if (!value) return std::nullopt;
            list.push_back(*value);
        }
    }
    for (const auto& [weight, part] : parts_) {
        const auto value = graph_.value(weight);
        const auto arguments = part.known_arguments();
        if (!value || !arguments) return std::nullopt;
        known.laws.emplace_back(*value, part.bounded(part.law_.type->make(*arguments)));
    }
    if (!split_.empty())
        known.numbers[split_] =
            std::hypot(known.numbers[split_ + "_run"], known.numbers[split_ + "_year"]);
    return known;
}

DistributionPtr LawDraw::bounded(DistributionPtr law) const {
    if (law_.truncated) law = truncated(law, law_.truncated->first, law_.truncated->second);
    if (law_.clipped) law = plancast::clipped(law, law_.clipped->first, law_.clipped->second);
    return law;
}

NodeId LawDraw::value(const DrawSource& source) const {
    const NamedLaw& type = *law_.type;
    check_known_numbers();
    if (law_.is_constant() && law_.truncated)
        throw InvalidInput("a constant cannot be truncated", "clipped = [low, high]");
    const auto known = known_arguments();
    const DistributionPtr law = known ? type.make(*known) : nullptr;
    // A normal behind the value need not become a uniform where the law's formula starts from it.
    const bool from_normal = type.from_normal && source.behind_normals && !law_.truncated;
    const bool needs_formula = !law || type.kind == NamedLaw::Kind::given ||
                               type.kind == NamedLaw::Kind::truth ||
                               (from_normal && (!law_.clipped || !split_.empty()));
    if (needs_formula) return clipped(by_formula(source));
    if (split_.empty()) return graph_.quantile(source.uniform(), bounded(law));
    const double total = (*known)[split_];
    const auto part = [&](const char* name, NodeId normal) {
        return graph_.multiply(graph_.constant((*known)[split_ + name] / total), normal);
    };
    const NodeId normal =
        graph_.add(part("_run", source.lasting()), part("_year", source.yearly()));
    return graph_.quantile(graph_.apply(Operation::normal_cdf, normal), bounded(law));
}

NodeId LawDraw::by_formula(const DrawSource& source) const {
    const NamedLaw& type = *law_.type;
    if (type.drawn == nullptr)
        throw InvalidInput(
            fmt::format("the parameters of a law '{}' must be the same in every run", type.key),
            "give numbers, or expressions of levers");
    if (law_.truncated)
        throw InvalidInput("a law that is truncated needs fixed parameters",
                           "give numbers, or clip it: clipped = [low, high]");
    GraphArithmetic arithmetic(graph_);
    const auto number = [&](NodeId node) { return RunNumber(arithmetic, node); };
    DrawnLaw drawn;
    drawn.arithmetic = &arithmetic;
    drawn.uniform = [&] { return number(source.uniform()); };
    drawn.normal = [&] { return number(source.normal()); };
    for (const auto& [name, node] : numbers_) {
        if (const auto value = graph_.value(node)) drawn.known[name] = *value;
        drawn.numbers.emplace(name, possible(name, number(node)));
    }
    for (const auto& [name, nodes] : lists_) {
        std::vector<double> known;
        for (const NodeId node : nodes) {
            drawn.lists[name].push_back(number(node));
            if (const auto value = graph_.value(node)) known.push_back(*value);
        }
        if (known.size() == nodes.size()) drawn.known_lists[name] = std::move(known);
    }
    if (!split_.empty()) {
        // The spread enters as it is, its two parts side by side, and the formula's own as 1.
        drawn.numbers.insert_or_assign(split_, number(graph_.constant(1)));
        drawn.normal = [&] {
            return drawn[split_ + "_run"] * number(source.lasting()) +
                   drawn[split_ + "_year"] * number(source.yearly());
        };
    }
    return type.drawn(drawn).node(arithmetic);
}

// A run whose arguments the law would refuse draws NaN, which is reported.
RunNumber LawDraw::possible(const std::string& name, const RunNumber& argument) const {
    const LawParameter* parameter = law_.type->find(name);
    if (parameter == nullptr) return split_.empty() ? argument : not_negative(argument);
    return parameter->form == LawParameter::Form::positive ? positive(argument) : argument;
}

NodeId LawDraw::clipped(NodeId value) const {
    if (!law_.clipped) return value;
    value = graph_.apply(Operation::maximum, value, graph_.constant(law_.clipped->first));
    return graph_.apply(Operation::minimum, value, graph_.constant(law_.clipped->second));
}

}  // namespace plancast
