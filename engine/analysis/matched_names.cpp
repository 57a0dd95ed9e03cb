#include "engine/analysis/matched_names.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/summarise.hpp"

namespace plancast {

namespace {

using Names = std::vector<std::string>;

Matched match(const Names& base, const Names& other) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < other.size(); ++i) places.emplace(other[i], i);
    Matched matched;
    for (std::size_t i = 0; i < base.size(); ++i) {
        const auto found = places.find(base[i]);
        if (found == places.end()) {
            matched.only_in_base.push_back(base[i]);
        } else {
            matched.shared.emplace_back(i, found->second);
            places.erase(found);
        }
    }
    for (const std::string& name : other)
        if (places.count(name) > 0) matched.only_in_other.push_back(name);
    return matched;
}

Names draw_names(const Plan& plan) {
    Names names;
    for (const Input& input : plan.inputs)
        if (!input.law.is_constant()) names.push_back(input.name);
    for (const Series& series : plan.series)
        if (series.count != CountLaw::none) names.push_back(series.name);
    return names;
}

Names target_names(const Plan& plan) {
    Names names;
    for (const Target& target : plan.targets) names.push_back(target.id);
    return names;
}

Names part_names(const Plan& plan) {
    Names names;
    for (const Target& target : plan.targets)
        for (const Part& part : target.parts) names.push_back(target.id + "/" + part.id);
    return names;
}

// A quantity in another unit is another quantity.
Names series_names(const Plan& plan, const CompiledPlan& compiled) {
    Names names;
    for (const QuantityColumn& column : compiled.series) {
        const Series& series = plan.series[column.quantity];
        names.push_back(fmt::format("{} {} {}", quantity_id(plan, series, column.member),
                                    column.year.value_or(0), series.unit.text));
    }
    return names;
}

std::string brief_name(const Plan& plan, const QuantityColumn& column, const Plan& other) {
    const Series& series = plan.series[column.quantity];
    const auto there = std::find_if(other.series.begin(), other.series.end(),
                                    [&](const Series& one) { return one.name == series.name; });
    if (there == other.series.end()) return series.name;
    if (there->unit.text != series.unit.text)
        return fmt::format("{} ({})", series.name, series.unit.text);
    const std::string id = quantity_id(plan, series, column.member);
    return column.year ? fmt::format("{} {}", id, *column.year) : id;
}

/// What of the series is not shared, each once. @param shared  Of each value.
Names unshared_series(const Plan& plan, const CompiledPlan& compiled,
                      const std::vector<bool>& shared, const Plan& other) {
    Names names;
    std::set<std::string> known;
    for (std::size_t i = 0; i < shared.size(); ++i) {
        if (shared[i]) continue;
        std::string name = brief_name(plan, compiled.series[i], other);
        if (known.insert(name).second) names.push_back(std::move(name));
    }
    return names;
}

Matched match_series(const Plan& base, const CompiledPlan& base_compiled, const Plan& other,
                     const CompiledPlan& other_compiled) {
    Matched series = match(series_names(base, base_compiled), series_names(other, other_compiled));
    std::vector<bool> in_base(base_compiled.series.size()), here(other_compiled.series.size());
    for (const auto& [first, second] : series.shared) in_base[first] = here[second] = true;
    series.only_in_base = unshared_series(base, base_compiled, in_base, other);
    series.only_in_other = unshared_series(other, other_compiled, here, base);
    return series;
}

}  // namespace

MatchedNames match_names(const Plan& base, const CompiledPlan& base_compiled, const Plan& other,
                         const CompiledPlan& other_compiled) {
    return {match(draw_names(base), draw_names(other)),
            match(target_names(base), target_names(other)),
            match(part_names(base), part_names(other)),
            match_series(base, base_compiled, other, other_compiled)};
}

}  // namespace plancast
