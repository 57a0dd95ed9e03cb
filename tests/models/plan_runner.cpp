#include "tests/models/plan_runner.hpp"

#include <stdexcept>

#include "engine/designs/design.hpp"
#include "tests/models/support.hpp"

namespace plancast::test {

namespace {

Plan build(const std::string& toml, bool with_years) {
    const std::string head = with_years ? "[model]\nyears = [2026, 2030]\n" : "[model]\n";
    const SourceFilePtr file = source(head + toml);
    return build_plan(parse_document(file), {file});
}

}  // namespace

PlanRunner::PlanRunner(const std::string& toml, bool with_years)
    : plan_(build(toml, with_years)),
      compiled_(compile_plan(plan_, true)),
      program_(compile_program(compiled_.graph, compiled_.outputs)) {}

std::size_t PlanRunner::output(const std::string& label, std::optional<int> year) const {
    for (std::size_t i = 0; i < compiled_.series.size(); ++i) {
        const QuantityColumn& column = compiled_.series[i];
        const Series& series = plan_.series[column.quantity];
        if (series.name + plan_.member_label(series.sets, column.member) == label &&
            column.year == year)
            return compiled_.columns.series[i];
    }
    for (std::size_t i = 0; i < compiled_.inputs.size(); ++i) {
        const QuantityColumn& column = compiled_.inputs[i];
        const Input& input = plan_.inputs[column.quantity];
        if (input.name + plan_.member_label(input.sets, column.member) == label &&
            column.year == year)
            return compiled_.columns.inputs[i];
    }
    throw std::runtime_error("no column " + label);
}

double PlanRunner::value(const std::string& label, std::optional<int> year,
                         std::uint64_t run) const {
    const NodeId node = compiled_.outputs[output(label, year)];
    return evaluate_reference(compiled_.graph, {&node, 1}, RandomDesign(0), run).front();
}

std::vector<double> PlanRunner::values(const std::string& label, std::optional<int> year,
                                       std::size_t count, std::uint64_t seed) const {
    const std::size_t index = output(label, year);
    const RandomDesign design(seed);
    Workspace workspace(program_, 256);
    std::vector<double> result;
    for (std::size_t first = 0; first < count; first += 256) {
        const std::size_t size = std::min<std::size_t>(256, count - first);
        evaluate_block(program_, design, first, size, workspace);
        const auto block = workspace.output(program_, index);
        result.insert(result.end(), block.begin(),
                      block.begin() + static_cast<std::ptrdiff_t>(size));
    }
    return result;
}

double PlanRunner::median(std::size_t index) const {
    const NodeId node = compiled_.outputs[index];
    return evaluate_reference(compiled_.graph, {&node, 1}, MedianDesign{}, 0).front();
}

int PlanRunner::verdict(std::size_t part, std::size_t choice) const {
    return static_cast<int>(median(compiled_.columns.verdicts.at(choice).parts.at(part)));
}

int PlanRunner::target_verdict(std::size_t target, std::size_t choice) const {
    return static_cast<int>(median(compiled_.columns.verdicts.at(choice).targets.at(target)));
}

double PlanRunner::measure(std::size_t part) const {
    return median(compiled_.columns.measures.at(part));
}

bool PlanRunner::holds(std::size_t check) const {
    return median(compiled_.columns.checks.at(check)) == 1;
}

double PlanRunner::shortfall(std::size_t part) const {
    return median(compiled_.columns.shortfalls.at(part));
}

std::string mistakes(const std::string& toml, bool with_years) {
    std::string said;
    try {
        compile_plan(build(toml, with_years), true);
    } catch (const InvalidInput& wrong) {
        for (const Problem& problem : wrong.problems())
            said += problem.message + " | " + problem.suggestion + "\n";
    }
    return said;
}

}  // namespace plancast::test
