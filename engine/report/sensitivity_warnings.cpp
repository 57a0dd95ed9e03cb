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

/// Where an output was looked at.
const char* everywhere(const Sensitivity& sensitivity) {
    const bool runs = counted_by(sensitivity.method).first == std::string_view("run");
    return runs ? "in every run" : "at every point that was evaluated";
}

/// Of an event that happens, or does not, too seldom for what is said of it; else empty.
std::string about_rare(const std::string& method, const OutputSensitivity& output) {
    if (output.output.kind != StudiedOutput::Kind::hit || method == "morris" || method == "tornado")
        return {};
    const bool given = method == "given-data";
    const double points = static_cast<double>(output.runs) * (given ? 1 : 2);
    const double met = std::round(output.mean.value * points);
    const double rarer = std::min(met, points - met);
    // What tells an event by classes of an input needs several classes for the rarer side.
    if (!(rarer < (given ? 256 : 32))) return {};
    return fmt::format("'{}' is {} {} {:.0f} of {:.0f} {}", output.output.of,
                       met < points - met ? "met" : "missed", given ? "in" : "at", rarer, points,
                       given ? "runs: first indices come out too small; take more runs, or "
                               "--method sobol"
                             : "points: too few to tell what it hinges on; take a larger "
                               "--base-size");
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
               "with it, its total index that of what no other tells (a factor is told by none "
               "that "
               "loads on it); --method shapley shares out what they have in common";
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
                fmt::format("{} is {} {}: an event that never changes hinges on nothing", id,
                            output.mean.value > 0.5 ? "met" : "missed", everywhere(sensitivity)));
        else if (output.constant)
            warnings.push_back(fmt::format("{} is {} {}: it hinges on nothing", id,
                                           output.mean.value, everywhere(sensitivity)));
        else if (const std::string rare = about_rare(sensitivity.method, output); !rare.empty())
            warnings.push_back(rare);
    }
    if (!sensitivity.correlated.empty()) {
        std::vector<std::string> pairs;
        for (const auto& [first, second] : sensitivity.correlated)
            pairs.push_back(first + " and " + second);
        warnings.push_back(
            fmt::format(fmt::runtime(about_correlated(sensitivity.method)), named(pairs)));
    }
    if (!sensitivity.bounded_factors.empty())
        warnings.push_back(
            fmt::format("a factor that is bounded is taken for the normal that it was: indices of "
                        "it and of what loads on it are not exact: {}",
                        named(sensitivity.bounded_factors)));
    if (!sensitivity.told_by_mean.empty())
        warnings.push_back(
            fmt::format("what has several values (years, members, draws) is told by their mean: "
                        "its indices are those of the mean, the first index at most that of all: "
                        "{}; --method sobol takes them whole",
                        named(sensitivity.told_by_mean)));
    if (sensitivity.chosen_from > 0)
        warnings.emplace_back(
            "trajectories chosen from candidates lie at the rim of the grid: where inputs act "
            "together, effects are not those of the whole grid, and intervals do not hold");
    for (const OutputSensitivity& output : sensitivity.outputs)
        for (const InputSensitivity& input : output.inputs)
            if (input.left_out > output.left_out)
                warnings.push_back(fmt::format(
                    "'{}' with '{}' at an end is not finite in {} runs: what it moves is told by "
                    "the others",
                    output.output.of, input.input, input.left_out));
    for (const std::string& why : sensitivity.impossible)
        warnings.push_back("not moved, since there is no such plan: " + why);
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
