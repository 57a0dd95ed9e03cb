#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/report/sensitivity_text.hpp"

namespace plancast {

namespace {

std::string named(const std::vector<std::string>& names) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
    return text;
}

/// What a method leaves out where an output is not finite. Only runs are those of the plan,
/// which replay shows.
std::pair<const char*, const char*> counted_by(const std::string& method) {
    if (method == "morris") return {"trajectory", "trajectories"};
    if (method == "sobol" || method == "shapley") return {"pair", "pairs of points"};
    return {"run", "runs"};
}

/// What a method does with inputs that are correlated.
std::string about_correlated(const std::string& method) {
    if (method == "given-data")
        return "these inputs are correlated: {}. An index of one is also that of what goes with "
               "it, and sums by status count that twice; --method shapley shares it out";
    if (method == "tornado")
        return "these inputs are correlated: {}. Each is moved by itself: what loads on it moves "
               "with it, what is correlated with it stays as drawn";
    if (method == "sobol")
        return "these inputs are correlated: {}. The first index of one is also that of what goes "
               "with it, its total index that of its own part alone; --method shapley shares out "
               "what they have in common";
    return method +
           " takes inputs for independent, but these are correlated: {}. What two have in common "
           "counts for the factor, or for the one that stands first in the file, alone; --method "
           "shapley shares it out";
}

}  // namespace

bool has_no_number(const OutputSensitivity& output) {
    return output.runs == 0 && output.left_out > 0 && !std::isfinite(output.mean.value);
}

std::vector<std::string> sensitivity_warnings(const Sensitivity& sensitivity) {
    std::vector<std::string> warnings;
    for (const OutputSensitivity& output : sensitivity.outputs) {
        const std::string id = '\'' + output.output.of + '\'';
        const auto [one, many] = counted_by(sensitivity.method);
        if (has_no_number(output)) {
            // One value each has a run, several a pair and a trajectory.
            const bool one_value = one == std::string_view("run");
            warnings.push_back(
                fmt::format("none of {} {} has {} of {}{}: what it hinges on is not known",
                            output.left_out, many, one_value ? "a finite value" : "finite values",
                            id, one_value ? "" : " only"));
            continue;
        }
        if (output.left_out > 0)
            warnings.push_back(
                fmt::format("{} is not finite in {} of {} {}, first in {} {}: these are left out",
                            id, output.left_out, output.runs + output.left_out, many, one,
                            output.first_left_out.value_or(0)));
        if (output.constant && output.output.kind == StudiedOutput::Kind::hit)
            warnings.push_back(
                fmt::format("{} is {} in every run: an event that never changes hinges on nothing",
                            id, output.mean.value > 0.5 ? "met" : "missed"));
        else if (output.constant)
            warnings.push_back(
                fmt::format("{} is {} in every run: it hinges on nothing", id, output.mean.value));
    }
    if (!sensitivity.correlated.empty()) {
        std::vector<std::string> pairs;
        for (const auto& [first, second] : sensitivity.correlated)
            pairs.push_back(first + " and " + second);
        warnings.push_back(
            fmt::format(fmt::runtime(about_correlated(sensitivity.method)), named(pairs)));
    }
    if (sensitivity.chosen_from > 0)
        warnings.emplace_back(
            "trajectories chosen from candidates lie at the rim of the grid: where inputs act "
            "together, effects are not those of the whole grid, and intervals do not hold");
    if (!sensitivity.unmoved.empty())
        warnings.push_back(
            fmt::format("the same at both ends, and not moved: {}", named(sensitivity.unmoved)));
    if (!sensitivity.shares_of_a_whole.empty())
        warnings.push_back(
            fmt::format("shares of a whole cannot be moved one by one, and are left aside: {}",
                        named(sensitivity.shares_of_a_whole)));
    return warnings;
}

}  // namespace plancast
