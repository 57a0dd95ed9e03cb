#include <algorithm>

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

/// What a method does with inputs that are correlated.
std::string about_correlated(const std::string& method) {
    if (method == "given-data")
        return "these inputs are correlated: {}. An index of one is also that of what goes with "
               "it, "
               "and sums by status count that twice; --method shapley shares it out";
    if (method == "tornado")
        return "these inputs are correlated: {}. Each is moved by itself: what loads on it moves "
               "with it, what is correlated with it stays as drawn";
    return method +
           " takes inputs for independent, but these are correlated: {}. An index is that of the "
           "part which is an input's own; --method shapley shares out what they have in common";
}

}  // namespace

std::vector<std::string> sensitivity_warnings(const Sensitivity& sensitivity) {
    std::vector<std::string> warnings;
    for (const OutputSensitivity& output : sensitivity.outputs) {
        if (output.left_out > 0)
            warnings.push_back(fmt::format(
                "{0} is not finite in {1} of {2} {4}, first in {5} {3}: these are left out",
                output.output.of, output.left_out, output.runs + output.left_out,
                output.first_left_out.value_or(0),
                sensitivity.method == "morris" ? "trajectories" : "runs",
                sensitivity.method == "morris" ? "trajectory" : "run"));
        if (output.constant && output.output.kind == StudiedOutput::Kind::hit)
            warnings.push_back(
                fmt::format("{} is {} in every run: an event that never changes hinges on nothing",
                            output.output.of, output.mean.value > 0.5 ? "met" : "missed"));
        else if (output.constant)
            warnings.push_back(fmt::format("{} is {} in every run: it hinges on nothing",
                                           output.output.of, output.mean.value));
    }
    if (!sensitivity.correlated.empty()) {
        std::vector<std::string> pairs;
        for (const auto& [first, second] : sensitivity.correlated)
            pairs.push_back(first + " and " + second);
        warnings.push_back(
            fmt::format(fmt::runtime(about_correlated(sensitivity.method)), named(pairs)));
    }
    if (sensitivity.method == "morris" && sensitivity.design == "candidates")
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
