#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/dependence/correlation.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

bool PlanBuilder::correlation_end(const Tree& text, std::size_t& input, std::size_t& member) {
    const auto bracket = text.text.find('[');
    const std::string name = text.text.substr(0, bracket);
    const Symbol* symbol = names_.find(name);
    if (symbol == nullptr && names_.is_set_aside(name)) return false;
    if (symbol == nullptr || symbol->kind != Symbol::Kind::input) {
        const std::string nearest = nearest_name(name, names_of(Symbol::Kind::input));
        problems_.error(
            text.place, fmt::format("'{}' is not an input", name),
            nearest.empty() ? std::string{} : fmt::format("did you mean '{}'?", nearest));
        return false;
    }
    input = symbol->index;
    const Input& found = plan_.inputs[input];
    const std::string label =
        bracket == std::string::npos ? std::string{} : text.text.substr(bracket);
    std::vector<std::string> labels;
    for (member = 0; member < plan_.member_count(found.sets); ++member) {
        labels.push_back(name + plan_.member_label(found.sets, member));
        if (name + label == labels.back()) return true;
    }
    const std::string nearest = nearest_name(text.text, labels);
    problems_.error(text.place, fmt::format("'{}' is not one value of an input", text.text),
                    fmt::format("write {}", nearest.empty() ? labels.front() : nearest));
    return false;
}

void PlanBuilder::read_correlations(const Tree& list) {
    if (list.kind != Tree::Kind::array) {
        problems_.error(list.place, fmt::format("'correlations' is a {}", kind_name(list)),
                        "expected [[correlations]]");
        return;
    }
    for (const Tree& entry : list.items) {
        if (!entry.is_table()) continue;
        TableReader reader(entry, "[[correlations]]", problems_, keys_of("correlations"));
        const auto among = reader.texts("among");
        const auto between = reader.texts("between");
        const auto rank = reader.number("rank"), normal = reader.number("normal");
        reader.refuse_others();
        if (rank.has_value() == normal.has_value()) {
            problems_.error(entry.place, "a correlation needs one of 'rank' and 'normal'",
                            "rank = 0.4");
            continue;
        }
        const double given = rank ? *rank : *normal;
        if (!(std::abs(given) < 1)) {
            problems_.error(entry.place, fmt::format("a correlation of {}", given),
                            "it must lie between -1 and 1");
            continue;
        }
        const double value = rank ? normal_correlation(given) : given;
        std::vector<std::pair<std::size_t, std::size_t>> ends;
        for (const Tree* text : between) {
            std::size_t input = 0, member = 0;
            if (correlation_end(*text, input, member)) ends.emplace_back(input, member);
        }
        for (const Tree* text : among) {
            const Symbol* symbol = names_.find(text->text);
            if (symbol == nullptr || symbol->kind != Symbol::Kind::input ||
                plan_.inputs[symbol->index].sets.empty()) {
                problems_.error(text->place,
                                fmt::format("'{}' is not an input with members", text->text),
                                "among = \"growth\"");
                continue;
            }
            for (std::size_t m = 0; m < plan_.member_count(plan_.inputs[symbol->index].sets); ++m)
                ends.emplace_back(symbol->index, m);
        }
        if (ends.size() < 2) {
            if (between.size() + among.size() < 2 && among.empty())
                problems_.error(entry.place, "a correlation has two ends",
                                "between = [\"a\", \"b\"] or among = \"growth\"");
            continue;
        }
        for (std::size_t i = 0; i < ends.size(); ++i) {
            for (std::size_t j = i + 1; j < ends.size(); ++j) {
                const Input &a = plan_.inputs[ends[i].first], &b = plan_.inputs[ends[j].first];
                // What a scenario has fixed has no correlation left.
                if (a.law.is_constant() || b.law.is_constant()) continue;
                for (const Input* end : {&a, &b})
                    if (end->law.is_shares() || !end->loadings.empty())
                        problems_.error(
                            entry.place,
                            fmt::format("input '{}' cannot be correlated by pairs", end->name),
                            "it is a share of a whole, or loads on a factor");
                if (ends[i] == ends[j])
                    problems_.error(entry.place,
                                    fmt::format("input '{}' is correlated with itself", a.name));
                if (a.by_year != b.by_year)
                    problems_.error(
                        entry.place,
                        fmt::format("'{}' and '{}' are not drawn equally often", a.name, b.name),
                        "draw both each run or both each year");
                const bool repeated =
                    std::any_of(plan_.correlations.begin(), plan_.correlations.end(),
                                [&](const Correlation& c) {
                                    const std::pair first{c.first_input, c.first_member};
                                    const std::pair second{c.second_input, c.second_member};
                                    return (first == ends[i] && second == ends[j]) ||
                                           (first == ends[j] && second == ends[i]);
                                });
                if (repeated)
                    problems_.error(
                        entry.place,
                        fmt::format("'{}' and '{}' are correlated twice", a.name, b.name),
                        "keep one");
                plan_.correlations.push_back({ends[i].first, ends[i].second, ends[j].first,
                                              ends[j].second, value, entry.place});
            }
        }
    }
}

}  // namespace plancast
