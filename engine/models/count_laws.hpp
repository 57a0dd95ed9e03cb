#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/meaning.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// A parameter of a count's law, and which numbers it may be.
struct CountParameter {
    enum class Range {
        at_least_zero,
        above_zero,
        chance,  ///< from 0 to 1
    };
    std::string name;
    bool has_unit = false;  ///< in the count's unit; else a plain number
    Range range = Range::at_least_zero;
    Meaning meaning;
};

/// A law of counts as the language writes it.
struct CountSyntax {
    std::string key;  ///< "binomial"
    CountLaw law = CountLaw::none;
    std::vector<CountParameter> parameters;  ///< in the order of Series::parameters
    Meaning meaning;

    std::vector<std::string> parameter_names() const;
};

/// All laws of counts; the reference, the reports and the messages are made from this table.
std::span<const CountSyntax> count_syntaxes();
/// Null for a key that is no law of counts.
const CountSyntax* find_count_law(const std::string& key);
/// @param law  Not none.
const CountSyntax& count_syntax(CountLaw law);
std::vector<std::string> count_law_keys();

/// What is wrong with a parameter that is this number: "it must be above 0"; empty if nothing is.
std::string count_parameter_mistake(const CountParameter& parameter, double value);

}  // namespace plancast
