#include "engine/analysis/matched_names.hpp"

#include <map>

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

/// Each name once, without member, year and unit: "product[industry] 2030 VND" is product.
Names bare_names(const Names& names) {
    Names bare;
    for (const std::string& name : names) {
        std::string first = name.substr(0, name.find_first_of("[ "));
        if (bare.empty() || bare.back() != first) bare.push_back(std::move(first));
    }
    return bare;
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

}  // namespace

MatchedNames match_names(const Plan& base, const CompiledPlan& base_compiled, const Plan& other,
                         const CompiledPlan& other_compiled) {
    Matched series = match(series_names(base, base_compiled), series_names(other, other_compiled));
    series.only_in_base = bare_names(series.only_in_base);
    series.only_in_other = bare_names(series.only_in_other);
    return {match(draw_names(base), draw_names(other)),
            match(target_names(base), target_names(other)),
            match(part_names(base), part_names(other)), std::move(series)};
}

}  // namespace plancast
