#include "engine/report/plan_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

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

// "{ coal: old; otherwise: old + new }": what most members share is said once, and a set whose
// members all share it is left out.
// @param depth, first  The set whose members are listed, and the value that they begin with.
std::string by_member(const Plan& plan, const SetList& sets, const std::vector<Term>& values,
                      std::size_t depth, std::size_t first) {
    if (depth == sets.size()) return term_text(values[first]);
    const std::vector<std::string>& members = plan.sets[sets[depth]].members;
    std::size_t stride = 1;
    for (std::size_t i = depth + 1; i < sets.size(); ++i)
        stride *= plan.sets[sets[i]].members.size();
    std::vector<std::string> texts;
    for (std::size_t member = 0; member < members.size(); ++member)
        texts.push_back(by_member(plan, sets, values, depth + 1, first + member * stride));
    const auto count = [&](const std::string& text) {
        return std::count(texts.begin(), texts.end(), text);
    };
    std::string most = *std::max_element(
        texts.begin(), texts.end(),
        [&](const auto& one, const auto& other) { return count(one) < count(other); });
    if (count(most) == static_cast<std::ptrdiff_t>(texts.size())) return most;
    const bool shared = count(most) > 1;
    std::string list;
    for (std::size_t member = 0; member < members.size(); ++member)
        if (!shared || texts[member] != most)
            list +=
                fmt::format("{}{}: {}", list.empty() ? "" : "; ", members[member], texts[member]);
    if (shared) list += "; otherwise: " + most;
    return "{ " + list + " }";
}

std::string by_member(const Plan& plan, const Declared& declared, const ByMember<Term>& terms) {
    if (terms.values.empty()) return {};
    if (terms.values.size() == 1) return term_text(terms.values.front());
    return by_member(plan, declared.sets, terms.values, 0, 0);
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
