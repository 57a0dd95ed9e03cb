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

std::string declared_name(const Plan& plan, const Declared& declared) {
    std::string sets;
    for (const std::size_t set : declared.sets)
        sets += (sets.empty() ? "" : ", ") + plan.sets[set].name;
    return sets.empty() ? declared.name : declared.name + "[" + sets + "]";
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
