#include "engine/report/plan_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/analysis/bound_text.hpp"
#include "engine/analysis/evaluation_order.hpp"
#include "engine/analysis/summarise.hpp"
#include "engine/report/asked_text.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"
#include "engine/report/plan_words.hpp"

namespace plancast {

namespace {

/// Of one entry of [[correlations]], each on a line of its own.
constexpr std::size_t most_pairs = 6;

class PlanWriter {
public:
    PlanWriter(const Plan& plan, const TextStyle& style) : plan_(plan), style_(style) {}

    std::string take() { return std::move(text_); }

    void head() {
        std::string title = title_text(plan_.title, style_.language, plan_.name);
        const std::string scenario = title_text(plan_.scenario_title, style_.language, "");
        if (!scenario.empty()) title += " – " + scenario;
        text_ += heading(title, style_) + "\n";
        text_ += plan_.years.empty() ? word(Phrase::plan_no_time)
                                     : filled(Phrase::plan_horizon, plan_.years.front(),
                                              plan_.years.back(), plan_.base_year);
        text_ += "\n" + word(Phrase::plan_files) + ":";
        for (const SourceFilePtr& source : plan_.sources) text_ += " " + source->path();
        text_ += "\n";
    }

    void sets() {
        section(Phrase::plan_sets, plan_.sets.size());
        for (const MemberSet& set : plan_.sets) {
            std::string members;
            for (const std::string& member : set.members)
                members += (members.empty() ? "" : ", ") + member;
            item(titled(set.name, set.title) + ": " + members);
        }
        for (const MemberMap& map : plan_.maps)
            item(fmt::format("{}: {} -> {}", map.name, plan_.sets[map.from].name,
                             plan_.sets[map.to].name));
    }

    void readings() {
        section(Phrase::readings_in_force, plan_.readings.size());
        for (const Reading& reading : plan_.readings) {
            std::string alternatives;
            for (const std::string& alternative : reading.alternatives)
                alternatives += (alternatives.empty() ? "" : ", ") + alternative;
            item(fmt::format("{} = {} ({})", reading.name, reading.alternatives[reading.value],
                             alternatives));
        }
    }

    void levers() {
        section(Phrase::levers, plan_.levers.size());
        for (const Lever& lever : plan_.levers) {
            for (std::size_t member = 0; member < plan_.member_count(lever.sets); ++member) {
                std::string text = quantity_id(plan_, lever, member) + " = " +
                                   plain_text(lever.value.at(member), style_.language) +
                                   unit(lever.unit);
                if (lever.range) {
                    text +=
                        fmt::format(" [{}; {}]", plain_text(lever.range->first, style_.language),
                                    plain_text(lever.range->second, style_.language));
                }
                item(text);
            }
            if (lever.cost) detail(word(Phrase::cost) + ": " + to_text(*lever.cost.written));
        }
    }

    void tables() {
        section(Phrase::plan_tables, plan_.tables.size());
        for (const Table& table : plan_.tables) {
            item(titled(declared_name(plan_, table), table.title));
            detail(definition_text(plan_, table) + unit(table.unit));
        }
        section(Phrase::plan_functions, plan_.functions.size());
        for (const UserFunction& function : plan_.functions)
            item(function.usage + " = " + to_text(*function.body));
    }

    void inputs() {
        section(Phrase::inputs, plan_.inputs.size());
        for (const Input& input : plan_.inputs) {
            item(fmt::format("{} ~ {}{}", declared_name(plan_, input), input.law_text,
                             unit(input.unit)));
            detail(fmt::format("{}; {}: {}",
                               word(input.by_year ? Phrase::each_year : Phrase::lasting),
                               input.status, input.source));
        }
    }

    // Pair by pair; what one entry says of many pairs stands on one line.
    void correlations() {
        const std::vector<Correlation>& all = plan_.correlations;
        section(Phrase::correlations, all.size());
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            double least = all[begin].stated, most = least;
            while (end < all.size() && all[end].place.line == all[begin].place.line &&
                   all[end].place.file == all[begin].place.file) {
                least = std::min(least, all[end].stated);
                most = std::max(most, all[end].stated);
                ++end;
            }
            if (end - begin <= most_pairs) {
                for (std::size_t i = begin; i < end; ++i)
                    item(fmt::format("{}, {}: {} {}", first_end(all[i]), second_end(all[i]),
                                     all[i].rank ? "rank" : "normal",
                                     plain_text(all[i].stated, style_.language)));
                continue;
            }
            const std::string low = plain_text(least, style_.language);
            item(filled(Phrase::many_correlations, first_end(all[begin]), second_end(all[end - 1]),
                        end - begin, all[begin].rank ? "rank" : "normal",
                        least == most
                            ? low
                            : filled(Phrase::from_to, low, plain_text(most, style_.language))));
        }
    }

    void series(const CompiledPlan& compiled) {
        section(Phrase::plan_counts_and_series, plan_.series.size());
        for (const std::size_t index : evaluation_order(plan_, compiled)) {
            const Series& series = plan_.series[index];
            item(fmt::format("{} {} {}{}", declared_name(plan_, series),
                             series.count == CountLaw::none ? "=" : "~",
                             definition_text(plan_, series), unit(series.unit)));
        }
    }

    void targets(const CompiledPlan& compiled) {
        std::size_t index = 0;
        section(Phrase::plan_targets, plan_.targets.size());
        for (const Target& target : plan_.targets) {
            const std::string number =
                target.number > 0 ? fmt::format("{}. ", target.number) : std::string();
            std::string title = number + title_text(target.title, style_.language, target.id);
            if (target.needs)
                title += ": " + needs_text(*target.needs, target.parts.size(), style_.language);
            item(title);
            for (const Part& part : target.parts) {
                std::string text = part.measure.written ? to_text(*part.measure.written) : part.id;
                text += bound(part, compiled.levels[index++]);
                if (part.each_year) text += ", " + word(Phrase::each_year);
                if (part.by) text += ", " + filled(Phrase::by_year, *part.by);
                if (part.judged_if)
                    text += ", " + filled(Phrase::judged_if, to_text(*part.judged_if.written));
                detail(target.parts.size() == 1 ? text : part.id + ": " + text);
            }
        }
    }

    void checks() {
        section(Phrase::plan_checks, plan_.checks.size());
        for (const Check& check : plan_.checks) {
            item(titled(declared_name(plan_, check.name, check.sets), check.title));
            detail(to_text(*check.holds.written));
        }
    }

    void program(const Program& program) {
        text_ += "\n" +
                 filled(Phrase::plan_program, program.instructions.size(), program.register_count,
                        draw_count(program), program.outputs.size()) +
                 "\n";
    }

private:
    // "hectares (No hectare is lost)"
    std::string titled(const std::string& name, const Title& title) const {
        const std::string text = title_text(title, style_.language, "");
        return text.empty() ? name : name + " (" + text + ")";
    }

    std::string word(Phrase wanted) const { return std::string(phrase(wanted, style_.language)); }

    template <typename... Values>
    std::string filled(Phrase wanted, const Values&... values) const {
        return fmt::format(fmt::runtime(phrase(wanted, style_.language)), values...);
    }

    void section(Phrase title, std::size_t count) {
        if (count > 0) text_ += "\n" + heading(word(title), style_) + fmt::format(" ({})\n", count);
    }

    // " ≥ 14 %", " [5, 8] %", " ≥ 2026: 10, 2030: 15 %"
    static std::string bound(const Part& part, const std::vector<Level>& levels) {
        if (part.direction == Direction::is_true) return {};
        const std::string sign = relation_sign(part.direction);
        return (sign.empty() ? " " : " " + sign + " ") + bound_text(part, levels);
    }

    std::string first_end(const Correlation& pair) const {
        return quantity_id(plan_, plan_.inputs[pair.first_input], pair.first_member);
    }

    std::string second_end(const Correlation& pair) const {
        return quantity_id(plan_, plan_.inputs[pair.second_input], pair.second_member);
    }

    static std::string unit(const Unit& unit) {
        return unit.text == "1" ? "" : " [" + unit.text + "]";
    }

    void item(const std::string& text) { text_ += wrapped(text, 2, 6, style_.width); }
    void detail(const std::string& text) {
        text_ += remark(wrapped(text, 6, 8, style_.width), style_);
    }

    const Plan& plan_;
    const TextStyle& style_;
    std::string text_;
};

}  // namespace

std::string plan_text(const Plan& plan, const CompiledPlan& compiled, const Program& program,
                      const TextStyle& style) {
    PlanWriter writer(plan, style);
    writer.head();
    writer.sets();
    writer.readings();
    writer.tables();
    writer.levers();
    writer.inputs();
    writer.correlations();
    writer.series(compiled);
    writer.targets(compiled);
    writer.checks();
    writer.program(program);
    return writer.take();
}

}  // namespace plancast
