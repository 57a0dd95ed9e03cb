#include "engine/models/reading_use.hpp"

#include <set>
#include <string>

namespace plancast {

namespace {

struct Use {
    std::set<std::size_t> readings, series;
    std::set<const Formula*> seen;  // formulas share their parts: each is looked at once

    void add(const Formula& formula) {
        if (!seen.insert(&formula).second) return;
        if (formula.kind == Formula::Kind::reading) readings.insert(formula.index);
        if (formula.kind == Formula::Kind::series) series.insert(formula.index);
        for (const FormulaPtr& argument : formula.arguments) add(*argument);
    }
};

}  // namespace

std::vector<ReadingChoice> reading_choices(const Plan& plan, bool all) {
    ReadingChoice own;
    for (const Reading& reading : plan.readings) own.values.push_back(reading.value);
    std::vector<ReadingChoice> choices = {own};
    if (!all || plan.readings.empty()) return choices;
    ReadingChoice kindest{"", "kindest", {}}, reported{"", "reported", {}};
    for (std::size_t i = 0; i < plan.readings.size(); ++i) {
        const Reading& reading = plan.readings[i];
        for (std::size_t a = 0; a < reading.alternatives.size(); ++a) {
            if (a == reading.value) continue;
            ReadingChoice other{reading.name, reading.alternatives[a], own.values};
            other.values[i] = a;
            choices.push_back(std::move(other));
        }
        kindest.values.push_back(reading.kindest);
        reported.values.push_back(reading.reported);
    }
    choices.push_back(std::move(kindest));
    choices.push_back(std::move(reported));
    return choices;
}

ReadingUse::ReadingUse(const Plan& plan) {
    std::vector<std::set<std::size_t>> used(plan.series.size());
    for (std::size_t i = 0; i < plan.series.size(); ++i) {
        Use use;
        const auto add = [&](const ByMember<Term>& terms) {
            for (const Term& term : terms.values) use.add(*term.formula);
        };
        add(plan.series[i].value);
        for (const auto& [year, values] : plan.series[i].history) add(values);
        for (const Parameter& parameter : plan.series[i].parameters) add(parameter.value);
        used[i] = use.series;
        series_.emplace_back(plan.readings.size(), false);
        for (const std::size_t reading : use.readings) series_.back()[reading] = true;
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (std::size_t i = 0; i < series_.size(); ++i) {
            for (std::size_t other : used[i]) {
                for (std::size_t r = 0; r < plan.readings.size(); ++r) {
                    if (!series_[other][r] || series_[i][r]) continue;
                    series_[i][r] = true;
                    grew = true;
                }
            }
        }
    }
}

void ReadingUse::add_readings(const Formula& formula, std::vector<bool>& readings) const {
    Use use;
    use.add(formula);
    for (const std::size_t reading : use.readings) readings[reading] = true;
    for (const std::size_t series : use.series)
        for (std::size_t r = 0; r < readings.size(); ++r)
            readings[r] = readings[r] || series_[series][r];
}

std::size_t ReadingUse::same_as(const std::vector<ReadingChoice>& choices, std::size_t choice,
                                std::size_t series) const {
    if (known_.size() < choices.size()) known_.resize(choices.size());
    auto& known = known_[choice];
    const std::size_t none = choices.size();
    if (known.empty()) known.assign(series_.size(), none);
    if (known[series] != none) return known[series];
    for (std::size_t first = 0; first <= choice; ++first) {
        bool same = true;
        for (std::size_t r = 0; same && r < series_[series].size(); ++r)
            same = !series_[series][r] || choices[first].values[r] == choices[choice].values[r];
        if (!same) continue;
        known[series] = first;
        return first;
    }
    return choice;
}

}  // namespace plancast
