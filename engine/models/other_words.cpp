#include "engine/models/other_words.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/models/characters.hpp"
#include "engine/models/words.hpp"

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

constexpr std::string_view drawn =
    "what is drawn has a name of its own: [inputs.x] with uniform = { min = 0, max = 1 }";
constexpr std::string_view looked_up =
    "what is looked up is one member, x[north], one year, x@2027, or a table of points, [tables.x]";

constexpr OtherWord calls[] = {
    {"and", "it stands between two conditions: a and b"},
    {"averageif", conditional_advice},
    {"choose", looked_up},
    {"countif", "count(condition over set) says for how many members it is true"},
    {"hlookup", looked_up},
    {"iferror", "a division by zero is avoided with if(b == 0, 0, a / b)"},
    {"ifs", "a choice of several is if(a, x, if(b, y, z))"},
    {"index", looked_up},
    {"lookup", looked_up},
    {"match", looked_up},
    {"mod", remainder_advice},
    {"next", "no later year is known: let the next year's value follow from this one's, prev(x)"},
    {"not", "it stands before a condition: not a"},
    {"npv", "sum(x / (1 + rate) ^ (year - 2026)): each year's amount is discounted"},
    {"or", "it stands between two conditions: a or b"},
    {"pow", "a power is written a ^ b"},
    {"power", "a power is written a ^ b"},
    {"rand", drawn},
    {"randbetween", drawn},
    {"random", drawn},
    {"sumif", conditional_advice},
    {"sumproduct", "sum(a * b over set)"},
    {"switch", "a choice of several is if(a, x, if(b, y, z))"},
    {"vlookup", looked_up},
    {"xlookup", looked_up},
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
    {"base", "extends"},
    {"based_on", "extends"},
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
    {"likely", "mode"},
    {"limits", "range"},
    {"logn", "lognormal"},
    {"low", "min range"},
    {"lower", "min range"},
    {"max", "at_most range"},
    {"maximum", "max at_most range"},
    {"min", "at_least range"},
    {"minimum", "min at_least range"},
    {"mid", "mode median"},
    {"middle", "mode median"},
    {"model", "extends"},
    {"most_likely", "mode"},
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
            std::string ours(rest.substr(0, rest.find(' ')));
            if (std::find(among.begin(), among.end(), ours) != among.end()) return ours;
            rest.remove_prefix(std::min(ours.size() + 1, rest.size()));
        }
    }
    return {};
}

std::string_view keyword_for(std::string_view word) {
    const std::string small = lower_case(word);
    if (small == word) return {};
    for (const Word& known : words())
        if (known.kind == Word::Kind::keyword && small == known.text) return known.text;
    return {};
}

std::string_view advice_for_call(std::string_view word) {
    for (const OtherWord& other : calls)
        if (other.word == word) return other.ours;
    return {};
}

bool is_word_for_year(std::string_view word) {
    return word == "t" || word == "T" || word == "year" || word == "Year" || word == "now" ||
           word == "n" || word == "time";
}

std::string earlier_value(const std::string& name, int years) {
    return years == 1 ? fmt::format("prev({})", name) : fmt::format("prev({}, {})", name, years);
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
