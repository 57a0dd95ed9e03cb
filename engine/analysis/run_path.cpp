#include "engine/analysis/run_path.hpp"

#include <fmt/format.h>

#include <bit>
#include <utility>

#include "engine/analysis/bound_text.hpp"
#include "engine/analysis/stored_layout.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

/// One row for each member, its values in the order of the years.
template <typename Quantity>
std::vector<PathRow> rows(const Plan& plan, const std::vector<Quantity>& quantities,
                          const std::vector<QuantityColumn>& columns,
                          const std::vector<std::size_t>& outputs, std::span<const double> values) {
    std::vector<PathRow> rows;
    std::size_t i = 0;
    while (i < columns.size()) {
        const std::size_t index = columns[i].quantity;
        const Declared& quantity = quantities[index];
        const std::size_t first_row = rows.size();
        for (std::size_t member = 0; member < plan.member_count(quantity.sets); ++member) {
            PathRow row;
            row.id = quantity_id(plan, quantity, member);
            row.title = plan.member_title(quantity.title, quantity.name, quantity.sets, member);
            row.unit = quantity.unit.text;
            row.truth = quantity.truth;
            row.by_year = columns[i].year.has_value();
            rows.push_back(std::move(row));
        }
        for (; i < columns.size() && columns[i].quantity == index; ++i)
            rows[first_row + columns[i].member].values.push_back(values[outputs[i]]);
    }
    return rows;
}

Verdict verdict_of(double value) { return static_cast<Verdict>(static_cast<int>(value)); }

std::vector<PathTarget> path_targets(const Plan& plan, const CompiledPlan& compiled,
                                     std::span<const double> values) {
    const Columns& columns = compiled.columns;
    const VerdictColumns& verdicts = columns.verdicts.front();
    std::vector<PathTarget> targets;
    std::size_t part_index = 0;
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
        const Target& target = plan.targets[i];
        PathTarget described{target.id,    target.number,
                             target.title, verdict_of(values[verdicts.targets[i]]),
                             {},           target.needs};
        for (const Part& part : target.parts) {
            PathPart row;
            row.id = part.id;
            row.title = part.title;
            row.unit = part.unit.text;
            row.direction = part.direction;
            row.levels = compiled.levels[part_index];
            row.bound = bound_text(part, row.levels);
            row.measure = values[columns.measures[part_index]];
            row.shortfall = values[columns.shortfalls[part_index]];
            row.verdict = verdict_of(values[verdicts.parts[part_index]]);
            described.parts.push_back(std::move(row));
            ++part_index;
        }
        targets.push_back(std::move(described));
    }
    return targets;
}

}  // namespace

RunPath run_path(const Plan& plan, const CompiledPlan& compiled, std::span<const double> values,
                 std::vector<CheckBreak> broken) {
    PLANCAST_EXPECTS(values.size() == compiled.outputs.size());
    const Columns& columns = compiled.columns;
    RunPath path;
    path.scenario = plan.name;
    path.title = plan.title;
    path.seed = plan.run.seed;
    path.design = plan.run.design;
    path.years = plan.years;
    path.inputs = rows(plan, plan.inputs, compiled.inputs, columns.inputs, values);
    path.series = rows(plan, plan.series, compiled.series, columns.series, values);
    for (const Lever& lever : plan.levers) {
        for (std::size_t member = 0; member < plan.member_count(lever.sets); ++member) {
            path.levers.push_back({quantity_id(plan, lever, member),
                                   lever.unit.text,
                                   lever.value.at(member),
                                   {},
                                   plan.member_title(lever.title, lever.name, lever.sets, member),
                                   {}});
        }
    }
    for (const Reading& reading : plan.readings)
        path.readings.push_back({reading.name,
                                 {},
                                 0,
                                 reading.alternatives[reading.value],
                                 reading.title,
                                 reading.titles.at(reading.value)});
    path.targets = path_targets(plan, compiled, values);
    path.checks = plan.checks.size();
    path.broken_checks = std::move(broken);
    return path;
}

std::vector<double> evaluate_outputs(const CompiledPlan& compiled, const Design& design,
                                     std::uint64_t run) {
    const Program program = compile_program(compiled.graph, compiled.outputs);
    Workspace workspace(program, 1);
    evaluate_block(program, design, run, 1, workspace);
    std::vector<double> values;
    values.reserve(compiled.outputs.size());
    for (std::size_t i = 0; i < compiled.outputs.size(); ++i)
        values.push_back(workspace.output(program, i)[0]);
    return values;
}

std::optional<std::string> first_difference(const ResultSchema& schema,
                                            std::span<const double> stored,
                                            std::span<const double> values) {
    if (stored.size() != values.size()) {
        return fmt::format("the file holds {} values a run, the plan now makes {}", stored.size(),
                           values.size());
    }
    for (std::size_t i = 0; i < stored.size(); ++i) {
        if (std::bit_cast<std::uint64_t>(stored[i]) == std::bit_cast<std::uint64_t>(values[i]))
            continue;
        return fmt::format("{} is {} in the file and {} now", column_label(schema, i), stored[i],
                           values[i]);
    }
    return std::nullopt;
}

}  // namespace plancast
