#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "engine/models/builder.hpp"

namespace plancast {

namespace {

std::optional<int> year_of(const std::string& text) {
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    if (text.empty() || text.size() > 4 || !digits) return std::nullopt;
    return std::stoi(text);
}

}  // namespace

std::optional<int> PlanBuilder::year_key(const Tree::Member& member, const std::string& what) {
    const auto year = year_of(member.key);
    if (!year)
        problems_.error(member.key_place, fmt::format("'{}' in {} is not a year", member.key, what),
                        "a value for each year: { 2026 = 0.3, 2027 = 0.5 }");
    return year;
}

void PlanBuilder::declare_history(const Tree& table) {
    const Tree* history = table.find("history");
    if (history == nullptr || !history->is_table()) return;
    for (const Tree::Member& member : history->members)
        if (const auto year = year_of(member.key))
            plan_.first_known_year =
                std::max(std::min(plan_.first_known_year, *year), plan_.base_year - most_years);
}

void PlanBuilder::read_history(const Declared& quantity, bool by_year, TableReader& reader,
                               const Tree* base, const Scope& scope, History& known) {
    const Tree* history = reader.take("history");
    if (base == nullptr && history == nullptr) return;
    if (!by_year) {
        problems_.error(
            (base != nullptr ? base : history)->place,
            plan_.years.empty()
                ? fmt::format("{} has values of earlier years, this model has no years",
                              reader.what())
                : fmt::format("{} has one value a run, none of earlier years", reader.what()),
            plan_.years.empty() ? "give [model] years = [first, last]"
                                : "leave it out, or let each = \"year\"");
        return;
    }
    const auto add = [&](int year, const Tree& tree, const std::string& what) {
        if (only_parsed(quantity, tree)) return;
        Scope inner = scope;
        inner.where = what;
        auto values =
            by_member(tree, quantity.sets, quantity.unit, what, [&](const ExpressionPtr& e) {
                return checker_.value(e, quantity.unit, quantity.truth, inner);
            });
        if (!values.values.empty()) known.emplace(year, std::move(values));
    };
    if (base != nullptr) add(plan_.base_year, *base, "base of " + reader.what());
    if (history == nullptr) return;
    if (!history->is_table())
        return reader.wrong_kind(*history, "history",
                                 fmt::format("a table by year: {{ {} = 100 }}", plan_.base_year));
    const std::string what = "history of " + reader.what();
    for (const Tree::Member& member : history->members) {
        const auto year = year_key(member, what);
        if (!year) continue;
        if (*year > plan_.base_year)
            problems_.error(member.key_place, fmt::format("{} has a value for {}", what, *year),
                            fmt::format("history ends with the base year {}; the plan computes "
                                        "what comes after",
                                        plan_.base_year));
        else if (*year < plan_.base_year - most_years)
            problems_.error(member.key_place, fmt::format("{} goes back to {}", what, *year),
                            fmt::format("at most {} years before the plan", most_years));
        else if (*year == plan_.base_year && base != nullptr)
            problems_.error(
                member.key_place,
                fmt::format("{} has two values for {}: here and 'base'", reader.what(), *year),
                "keep one");
        else
            add(*year, member.value, fmt::format("{} in {}", what, *year));
    }
}

}  // namespace plancast
