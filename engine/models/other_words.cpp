#include "engine/models/other_words.hpp"

#include <algorithm>

namespace plancast {

namespace {

struct OtherWord {
    std::string_view word, ours;
};

// Beyond the reach of a nearest name. Small letters.
constexpr OtherWord functions[] = {
    {"average", "mean"},     {"avg", "mean"},        {"ceiling", "ceil"},   {"cumsum", "total"},
    {"ifelse", "if"},        {"iif", "if"},          {"int", "floor"},      {"lag", "prev"},
    {"ln", "log"},           {"maximum", "highest"}, {"minimum", "lowest"}, {"previous", "prev"},
    {"sigmoid", "logistic"}, {"trunc", "floor"},
};

constexpr std::string_view decided =
    "[inputs], what the world decides, or [levers], what the planner decides";

constexpr OtherWord sections[] = {
    {"assumptions", "[inputs]"},
    {"calculations", "[series]"},
    {"config", "[run]"},
    {"constants", decided},
    {"constraints", "[checks]"},
    {"decisions", "[levers]"},
    {"dimensions", "[sets]"},
    {"distributions", "[inputs]"},
    {"equations", "[series]"},
    {"events", "[counts]"},
    {"formulas", "[series]"},
    {"general", "[model]"},
    {"goals", "[targets]"},
    {"groups", "[sets]"},
    {"indicators", "[targets]"},
    {"indices", "[sets]"},
    {"kpis", "[targets]"},
    {"objectives", "[targets]"},
    {"outputs", "[series]"},
    {"parameters", decided},
    {"params", decided},
    {"plan", "[model]"},
    {"policies", "[levers]"},
    {"project", "[model]"},
    {"quantities", "[series]"},
    {"settings", "[run]"},
    {"simulation", "[run]"},
    {"uncertainties", "[inputs]"},
    {"variables", "[inputs], [levers] or [series]"},
};

// Of several keys the first that the table takes is meant.
constexpr OtherWord keys[] = {
    {"alternatives", "one_of"},
    {"average", "mean"},
    {"avg", "mean"},
    {"bernouilli", "bernoulli"},
    {"binom", "binomial"},
    {"bounds", "range"},
    {"choices", "one_of"},
    {"comment", "note"},
    {"condition", "holds judged_if"},
    {"constant", "value"},
    {"correlation", "rank"},
    {"deadline", "by"},
    {"default", "value"},
    {"description", "title"},
    {"draws", "runs"},
    {"elements", "members"},
    {"equation", "value measure"},
    {"expr", "value measure"},
    {"expression", "value measure"},
    {"expon", "exponential"},
    {"fixed", "value"},
    {"for", "over"},
    {"for_each", "over"},
    {"formula", "value measure"},
    {"gauss", "normal"},
    {"gaussian", "normal"},
    {"goal", "at_least"},
    {"high", "max range"},
    {"horizon", "years"},
    {"in", "by"},
    {"index", "over"},
    {"initial", "base value"},
    {"initial_value", "base value"},
    {"items", "members"},
    {"iterations", "runs"},
    {"label", "title"},
    {"lambda", "mean"},
    {"limits", "range"},
    {"logn", "lognormal"},
    {"low", "min range"},
    {"lower", "min range"},
    {"max", "at_most range"},
    {"maximum", "max at_most range"},
    {"min", "at_least range"},
    {"minimum", "min at_least range"},
    {"mu", "mean"},
    {"n", "trials runs"},
    {"name", "title"},
    {"options", "one_of"},
    {"p", "chance"},
    {"per", "over"},
    {"period", "years"},
    {"prob", "chance"},
    {"probability", "chance"},
    {"ref", "source"},
    {"reference", "source"},
    {"remark", "note"},
    {"rho", "rank"},
    {"samples", "runs"},
    {"set", "over"},
    {"sigma", "sd log_sd"},
    {"simulations", "runs"},
    {"start", "base"},
    {"std", "sd log_sd"},
    {"stddev", "sd log_sd"},
    {"stdev", "sd log_sd"},
    {"subset_of", "of"},
    {"target", "at_least"},
    {"threshold", "at_least"},
    {"triangle", "triangular"},
    {"unif", "uniform"},
    {"upper", "max range"},
    {"value", "measure"},
    {"year", "by"},
};

constexpr OtherWord units[] = {
    {"dong", "VND"},
    {"\u0111", "VND"},
    {"vn\u0111", "VND"},
    {"dollar", "USD"},
    {"dollars", "USD"},
    {"euro", "EUR"},
    {"euros", "EUR"},
    {"ton", "tonnes"},
    {"tons", "tonnes"},
    {"t\u1ea5n", "tonnes"},
    {"percent", "%"},
    {"pct", "%"},
    {"ng\u01b0\u1eddi", "people"},
    {"h\u1ed9", "households"},
    {"n\u0103m", "year"},
    {"th\u00e1ng", "month"},
    {"qu\u00fd", "quarter"},
    {"ng\u00e0y", "day"},
};

}  // namespace

std::string_view function_for(std::string_view word) {
    for (const OtherWord& other : functions)
        if (other.word == word) return other.ours;
    return {};
}

std::string key_for(std::string_view word, const std::vector<std::string>& among) {
    for (const OtherWord& other : keys) {
        if (other.word != word) continue;
        for (std::string_view rest = other.ours; !rest.empty();) {
            const std::string ours(rest.substr(0, rest.find(' ')));
            if (std::find(among.begin(), among.end(), ours) != among.end()) return ours;
            rest.remove_prefix(std::min(ours.size() + 1, rest.size()));
        }
    }
    return {};
}

std::string_view section_for(std::string_view word) {
    for (const OtherWord& other : sections)
        if (other.word == word) return other.ours;
    return {};
}

std::string_view unit_for(std::string_view word) {
    for (const OtherWord& other : units)
        if (other.word == word) return other.ours;
    return {};
}

}  // namespace plancast
