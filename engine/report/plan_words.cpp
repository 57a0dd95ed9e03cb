#include "engine/report/plan_words.hpp"

#include <fmt/format.h>

#include "engine/models/count_laws.hpp"

namespace plancast {

namespace {

std::string term_text(const Term& term) {
    if (!term.written) return {};
    const Expression& written = *term.written;
    // A bare number of TOML is in the unit that is due; where that is 1 it says nothing.
    if (written.kind == Expression::Kind::number && written.unit_text == "1")
        return fmt::format("{}", written.number);
    return to_text(written);
}

std::string by_member(const Plan& plan, const Declared& declared, const ByMember<Term>& terms) {
    if (terms.values.empty()) return {};
    if (terms.values.size() == 1) return term_text(terms.values.front());
    std::string text;
    for (std::size_t member = 0; member < terms.values.size(); ++member) {
        const std::string label = plan.member_label(declared.sets, member);
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", label.substr(1, label.size() - 2),
                            term_text(terms.values[member]));
    }
    return "{ " + text + " }";
}

}  // namespace

std::string declared_name(const Plan& plan, const std::string& name, const SetList& over) {
    std::string sets;
    for (const std::size_t set : over) sets += (sets.empty() ? "" : ", ") + plan.sets[set].name;
    return sets.empty() ? name : name + "[" + sets + "]";
}

std::string declared_name(const Plan& plan, const Declared& declared) {
    return declared_name(plan, declared.name, declared.sets);
}

std::string definition_text(const Plan& plan, const Table& table) {
    std::string text;
    for (std::size_t member = 0; member < table.values.values.size(); ++member) {
        const Interpolation& points = *table.values.values[member];
        std::string row;
        for (std::size_t i = 0; i < points.x().size(); ++i)
            row +=
                fmt::format("{}{:.12g}: {:.12g}", i == 0 ? "" : ", ", points.x()[i], points.y()[i]);
        if (points.between() == Interpolation::Between::step) row += " (step)";
        if (table.values.values.size() == 1) return row;
        const std::string label = plan.member_label(table.sets, member);
        text += fmt::format("{}{}: {{ {} }}", text.empty() ? "" : "; ",
                            label.substr(1, label.size() - 2), row);
    }
    return text;
}

std::string definition_text(const Plan& plan, const Series& series) {
    if (series.count == CountLaw::none) return by_member(plan, series, series.value);
    std::string parameters;
    for (const Parameter& parameter : series.parameters) {
        if (parameter.value.values.empty()) continue;
        parameters += fmt::format("{}{} = {}", parameters.empty() ? "" : ", ", parameter.name,
                                  by_member(plan, series, parameter.value));
    }
    return fmt::format("{}({})", count_syntax(series.count).key, parameters);
}

std::size_t draw_count(const Program& program) {
    std::size_t draws = 0;
    for (const Instruction& instruction : program.instructions) {
        if (instruction.operation == Operation::draw) ++draws;
    }
    return draws;
}

}  // namespace plancast
