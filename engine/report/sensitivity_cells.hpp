#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/analysis/sensitivity.hpp"
#include "engine/report/language.hpp"

namespace plancast {

// What stands in the cells of tables about what outputs hinge on.

/// A share of the variance below this is not worth a word; nor is a change below this part of the
/// largest.
inline constexpr double worth_naming = 0.01;

/// An index as a column of a table.
struct ShownIndex {
    std::string name;  ///< as in InputSensitivity::indices
    std::string header;
    bool interval = true;
    bool is_signed = false;  ///< a change: with its sign, in percentage points of an event
    bool is_change = false;
};

/// The columns of a method's table; the first of what orders it is Sensitivity::indices.front().
std::vector<ShownIndex> shown_indices(const Sensitivity& sensitivity, bool event);

/// Null if the input has no such index.
const Estimate* index_named(const InputSensitivity& input, const std::string& name);

/// Inputs in the order of the size of an index; those without one last.
std::vector<const InputSensitivity*> ordered(const OutputSensitivity& output,
                                             const std::string& name);

/// Whether no index of the input is other than 0, but for rounding.
bool moves_nothing(const InputSensitivity& input, const OutputSensitivity& output);

/// The size of the largest change of an output, in percentage points of an event.
double largest_change(const OutputSensitivity& output);

/// "0.314 (0.309 to 0.319)", with the decimals that the interval allows; "0.31 (?)" if there is
/// none.
std::string estimate_text(const Estimate& estimate, Language language);

/// "12 %", "1.3 %"
std::string percent_text(double share, Language language);

std::string status_text(const std::string& status, Language language);
/// The status of an input, "chance" or "lever".
std::string kind_text(const InputSensitivity& input, Language language);

/// An index in a column of a table.
/// @param largest  largest_change of the output.
std::string index_text(const ShownIndex& shown, const Estimate& estimate,
                       const OutputSensitivity& output, double largest, Language language);

/// "chance 13.7 % (13.5–13.9)", "mean 11.1, sd 2.6 %/year"; empty where the method knows neither.
std::string facts_text(const Sensitivity& sensitivity, const OutputSensitivity& output,
                       Language language);

/// "; R2 0.40; R2 of ranks 0.38"
std::string models_text(const OutputSensitivity& output, Language language);

/// Why an output has no indices; empty if it has.
std::string why_no_indices(const OutputSensitivity& output, Language language);

/// "0.089 – 0.191 1/year": between what an input was moved.
std::string moved_text(const InputSensitivity& input, Language language);

/// A title cut so that the member at its end is still there: "Sector growth…: industry".
std::string short_title(const std::string& title, std::size_t room);

}  // namespace plancast
